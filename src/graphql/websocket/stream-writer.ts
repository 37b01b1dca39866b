import type { ExecutionResult } from "graphql";
import { isLiveStream } from "../../domain/stream.ts";
import { StreamFailure } from "../event-stream.ts";
import { resultText } from "../result-text.ts";
import { CLOSE, type Connection } from "./connection.ts";

type Done = { readonly done: true; readonly value: undefined };
const DONE: Done = { done: true, value: undefined };

/**
 * Writes the values of an operation's stream to its socket as `next` messages. graphql-ws would serialize each value
 * again for each socket, so it gets a stream without values, which only ends. The text of a value is made once, however
 * many sockets it is sent to. Serializing a change with four refs takes about 3 µs of CPU, and a whole delivery 17.
 *
 * A stream that fails permanently rejects `next()` with its `StreamFailure`. A temporary failure closes the socket, and
 * `next()` stays pending.
 *
 * After the client has completed the operation, nothing more is sent and `next()` stays pending. Otherwise graphql-ws
 * would end a newer operation that the client has started under the same id.
 */
type StreamWriter = AsyncIterableIterator<never, undefined>;

export function writeStream(
  stream: AsyncIterable<ExecutionResult>,
  operationId: string,
  connection: Pick<Connection, "send" | "close">,
): StreamWriter {
  return new SocketStreamWriter(stream, operationId, connection);
}

/** There is one for each open subscription. A class needs a fraction of the memory of closures. */
class SocketStreamWriter implements StreamWriter {
  readonly #values: AsyncIterator<ExecutionResult>;
  readonly #head: string;
  readonly #connection: Pick<Connection, "send" | "close">;
  #end: PromiseWithResolvers<Done> | null = null;
  #isCancelled = false;

  constructor(
    stream: AsyncIterable<ExecutionResult>,
    operationId: string,
    connection: Pick<Connection, "send" | "close">,
  ) {
    this.#head = `{"id":${JSON.stringify(operationId)},"type":"next","payload":`;
    this.#connection = connection;
    this.#values = stream[Symbol.asyncIterator]();
    if (isLiveStream<ExecutionResult>(this.#values)) this.#values.sendTo((value) => this.#send(value));
  }

  next(): Promise<Done> {
    this.#end = Promise.withResolvers();
    this.#pull();
    return this.#end.promise;
  }

  async return(): Promise<Done> {
    this.#isCancelled = true;
    this.#end = null;
    await this.#values.return?.();
    return DONE;
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  /** Not an async method, because its frame would keep the last value in memory while it waits for the next. */
  #pull(): void {
    this.#values.next().then(
      (result) => this.#take(result),
      (error: unknown) => this.#fail(error),
    );
  }

  #fail(error: unknown): void {
    if (error instanceof StreamFailure && error.isTemporary) this.#connection.close(CLOSE.tryAgainLater);
    else this.#end?.reject(error);
  }

  #take({ done, value }: IteratorResult<ExecutionResult, unknown>): void {
    if (this.#isCancelled) return;
    if (done) {
      this.#end?.resolve(DONE);
      return;
    }
    try {
      const sent = this.#send(value);
      if (sent === undefined) this.#pull();
      else
        sent.then(
          () => this.#pull(),
          (error: unknown) => this.#end?.reject(error),
        );
    } catch (error) {
      this.#end?.reject(error);
    }
  }

  #send(value: ExecutionResult): Promise<void> | undefined {
    return this.#isCancelled ? undefined : this.#connection.send(`${this.#head}${resultText(value)}}`);
  }
}
