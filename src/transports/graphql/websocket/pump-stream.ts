import type { ExecutionResult } from "graphql";
import { isLive } from "../../../domain/live-stream.ts";
import type { Connection } from "./connection.ts";
import { encodedResult } from "./encoded-result.ts";
import { encodeText } from "./text-frame.ts";

type Over = { readonly done: true; readonly value: undefined };
const OVER: Over = { done: true, value: undefined };
type Sender = Pick<Connection, "sendEncoded">;

/**
 * A stream whose values go to the socket by themselves, those of a live one on the shortest way, as `next` messages made
 * of a text that many sockets share; the protocol sees a stream without values, and so only how it ends. It would print
 * each message for each socket.
 */
export function pumpStream(
  stream: AsyncIterable<ExecutionResult>,
  operationId: string,
  sender: Sender,
): AsyncIterableIterator<never, undefined> {
  return new Pump(stream[Symbol.asyncIterator](), operationId, sender);
}

/** A class, because there is one for each open subscription: closures would take several times the memory. */
class Pump implements AsyncIterableIterator<never, undefined> {
  readonly #values: AsyncIterator<ExecutionResult>;
  readonly #head: string;
  readonly #sender: Sender;
  #end: PromiseWithResolvers<Over> | null = null;

  constructor(values: AsyncIterator<ExecutionResult>, operationId: string, sender: Sender) {
    this.#values = values;
    this.#head = encodeText(`{"id":${JSON.stringify(operationId)},"type":"next","payload":`);
    this.#sender = sender;
    if (isLive<ExecutionResult>(values)) values.handTo((value) => this.#send(value));
  }

  next(): Promise<Over> {
    this.#end = Promise.withResolvers();
    this.#pull();
    return this.#end.promise;
  }

  async return(): Promise<Over> {
    await this.#values.return?.();
    return OVER;
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  /** Not an async method: while it waits for the next value, it would hold the last one. */
  #pull(): void {
    this.#values.next().then(
      (result) => this.#push(result),
      (error: unknown) => this.#end?.reject(error),
    );
  }

  #push({ done, value }: IteratorResult<ExecutionResult, unknown>): void {
    if (done) {
      this.#end?.resolve(OVER);
      return;
    }
    try {
      const taken = this.#send(value);
      if (taken === undefined) this.#pull();
      else
        taken.then(
          () => this.#pull(),
          (error: unknown) => this.#end?.reject(error),
        );
    } catch (error) {
      this.#end?.reject(error);
    }
  }

  #send(value: ExecutionResult): Promise<void> | undefined {
    return this.#sender.sendEncoded(`${this.#head}${encodedResult(value)}}`);
  }
}
