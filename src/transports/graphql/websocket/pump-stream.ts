import type { ExecutionResult } from "graphql";
import { isLive } from "../../../domain/live-stream.ts";
import type { Connection } from "./connection.ts";
import { encodedResult } from "./encoded-result.ts";
import { encodeText } from "./text-frame.ts";

const OVER = { done: true, value: undefined } as const;

/**
 * A stream whose values go to the socket by themselves, those of a live one on the shortest way, as `next` messages made of a text that many sockets share; the
 * protocol sees a stream without values, and so only how it ends. It would print each message for each socket.
 */
export function pumpStream(
  stream: AsyncIterable<ExecutionResult>,
  operationId: string,
  { sendEncoded }: Pick<Connection, "sendEncoded">,
): AsyncIterableIterator<never, undefined> {
  const values = stream[Symbol.asyncIterator]();
  const head = encodeText(`{"id":${JSON.stringify(operationId)},"type":"next","payload":`);

  const send = (value: ExecutionResult) => sendEncoded(`${head}${encodedResult(value)}}`);
  if (isLive<ExecutionResult>(values)) values.handTo(send);

  // Not an async function: while it waits for the next value, it would hold the last one.
  const pump = (resolve: (over: typeof OVER) => void, reject: (error: unknown) => void) => {
    const pull = () => void values.next().then(push, reject);
    const push = ({ done, value }: IteratorResult<ExecutionResult, unknown>) => {
      if (done) return resolve(OVER);
      try {
        const taken = send(value as ExecutionResult);
        if (taken === undefined) pull();
        else taken.then(pull, reject);
      } catch (error) {
        reject(error);
      }
    };
    pull();
  };

  return {
    next: () => new Promise(pump),
    return: async () => {
      await values.return?.();
      return OVER;
    },
    [Symbol.asyncIterator]() {
      return this;
    },
  };
}
