import type { ExecutionResult } from "graphql";
import { isLive } from "../../domain/live-stream.ts";
import { leaveStream } from "../streams.ts";
import type { Connection } from "./connection.ts";
import { encodedResult } from "./encoded-result.ts";
import { encodeText } from "./text-frame.ts";

type Over = { readonly done: true; readonly value: undefined };
const OVER: Over = { done: true, value: undefined };
type Sender = Pick<Connection, "sendEncoded">;

/**
 * An operation of a socket. The values of its stream go to the socket by themselves, those of a live one on the shortest
 * way, as `next` messages made of a text that many sockets share; the protocol sees a stream without values, and so only
 * how it ends. It would print each message for each socket.
 *
 * Once its client has left it, nothing more is sent and the protocol hears no end either: it would take whatever has the
 * same id by then for the one that ended.
 */
export type Pump = AsyncIterableIterator<never, undefined> & {
  /** Gives it its stream, which is left at once when the client is gone already. */
  readonly start: (stream: AsyncIterable<ExecutionResult>) => void;
  /** True when the client has completed it, or its socket has closed. */
  readonly isLeft: () => boolean;
};

export function createPump(operationId: string, sender: Sender): Pump {
  return new StreamPump(operationId, sender);
}

/** A class, because there is one for each open subscription: closures would take several times the memory. */
class StreamPump implements Pump {
  #values: AsyncIterator<ExecutionResult> | null = null;
  readonly #head: string;
  readonly #sender: Sender;
  #end: PromiseWithResolvers<Over> | null = null;
  #isLeft = false;

  constructor(operationId: string, sender: Sender) {
    this.#head = encodeText(`{"id":${JSON.stringify(operationId)},"type":"next","payload":`);
    this.#sender = sender;
  }

  start(stream: AsyncIterable<ExecutionResult>): void {
    if (this.#isLeft) {
      leaveStream(stream);
      return;
    }
    const values = stream[Symbol.asyncIterator]();
    this.#values = values;
    if (isLive<ExecutionResult>(values)) values.handTo((value) => this.#send(value));
  }

  isLeft(): boolean {
    return this.#isLeft;
  }

  next(): Promise<Over> {
    this.#end = Promise.withResolvers();
    this.#pull();
    return this.#end.promise;
  }

  async return(): Promise<Over> {
    this.#isLeft = true;
    this.#end = null;
    await this.#values?.return?.();
    return OVER;
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  /** Not an async method: while it waits for the next value, it would hold the last one. */
  #pull(): void {
    this.#values?.next().then(
      (result) => this.#push(result),
      (error: unknown) => this.#end?.reject(error),
    );
  }

  #push({ done, value }: IteratorResult<ExecutionResult, unknown>): void {
    if (this.#isLeft) return;
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
    if (this.#isLeft) return undefined;
    return this.#sender.sendEncoded(`${this.#head}${encodedResult(value)}}`);
  }
}
