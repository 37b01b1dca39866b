import type { ExecutionResult } from "graphql";
import { describe, expect, test } from "vitest";
import type { Taker } from "../../src/domain/live-stream.ts";
import type { Connection } from "../../src/graphql/websocket/connection.ts";
import { createPump } from "../../src/graphql/websocket/pump-stream.ts";

const results: readonly ExecutionResult[] = ["one", "zwölf", "三"].map((n) => ({ data: { n } }));

async function* source(values: readonly ExecutionResult[] = results): AsyncGenerator<ExecutionResult, void> {
  yield* values;
}

function pumpStream(stream: AsyncIterable<ExecutionResult>, id: string, sender: Pick<Connection, "sendEncoded">) {
  const pump = createPump(id, sender);
  pump.start(stream);
  return pump;
}

const decode = (encoded: string) => Buffer.from(encoded, "latin1").toString();
const over = { done: true as const, value: undefined };

test("each value goes out as a message of the operation, and the stream itself only ends", async () => {
  const sent: string[] = [];
  const id = 'my "id" \u{1F3AD}';
  const pumped = pumpStream(source(), id, { sendEncoded: (text) => void sent.push(decode(text)) });
  expect(await pumped.next()).toEqual(over);
  expect(sent.map((text) => JSON.parse(text))).toEqual(results.map((payload) => ({ id, type: "next", payload })));
});

test("a value is printed once for all sockets", async () => {
  let printed = 0;
  const value = { data: { n: { toJSON: () => ++printed } } };
  const sent: string[] = [];
  for (const id of ["a", "b", "c"]) {
    await pumpStream(source([value]), id, { sendEncoded: (text) => void sent.push(decode(text)) }).next();
  }
  expect(printed).toBe(1);
  expect(sent.map((text) => JSON.parse(text).payload.data.n)).toEqual([1, 1, 1]);
});

test("a socket that is behind is waited for", async () => {
  const sent: string[] = [];
  const taken = Promise.withResolvers<void>();
  const pumped = pumpStream(source(), "a", {
    sendEncoded: (text) => {
      sent.push(text);
      return sent.length === 2 ? taken.promise : undefined;
    },
  });
  const ended = pumped.next();
  await new Promise((resolve) => setImmediate(resolve));
  expect(sent).toHaveLength(2);
  taken.resolve();
  await ended;
  expect(sent).toHaveLength(3);
});

test("what fails at the source or on the way out ends the stream with it", async () => {
  const failing = (async function* (): AsyncGenerator<ExecutionResult, void> {
    yield { data: {} };
    throw new Error("lost");
  })();
  await expect(pumpStream(failing, "a", { sendEncoded: () => undefined }).next()).rejects.toThrow("lost");
  const sendEncoded = () => {
    throw new Error("no socket");
  };
  await expect(pumpStream(source(), "a", { sendEncoded }).next()).rejects.toThrow("no socket");
  const unprintable = { data: { n: 1n } };
  await expect(pumpStream(source([unprintable]), "a", { sendEncoded: () => undefined }).next()).rejects.toThrow(
    "BigInt",
  );
});

describe("an operation whose client has left", () => {
  const leavable = () => {
    const waiting = Promise.withResolvers<IteratorResult<ExecutionResult, undefined>>();
    const left: string[] = [];
    let give: Taker<ExecutionResult> = () => undefined;
    const iterator = {
      next: () => waiting.promise,
      return: async () => {
        left.push("left");
        return over;
      },
      handTo: (taker: Taker<ExecutionResult>) => {
        give = taker;
      },
    };
    const stream = { [Symbol.asyncIterator]: () => iterator } as unknown as AsyncIterable<ExecutionResult>;
    return { stream, left, waiting, give: (value: ExecutionResult) => give(value) };
  };

  test("tells its source, sends nothing more, and says nothing of its end", async () => {
    for (const settle of ["value", "end", "error"] as const) {
      const { stream, left, waiting, give } = leavable();
      const sent: string[] = [];
      const pump = pumpStream(stream, "a", { sendEncoded: (text) => void sent.push(text) });
      const said: string[] = [];
      pump.next().then(
        () => said.push("end"),
        () => said.push("error"),
      );
      await pump.return?.();
      expect(pump.isLeft()).toBe(true);
      if (settle === "error") waiting.reject(new Error("lost"));
      else waiting.resolve(settle === "end" ? over : { done: false, value: { data: {} } });
      await new Promise((resolve) => setImmediate(resolve));
      give({ data: {} });
      expect([left, sent, said]).toEqual([["left"], [], []]);
    }
  });

  test("leaves a stream that comes after that at once", async () => {
    const { stream, left } = leavable();
    const pump = createPump("a", { sendEncoded: () => undefined });
    expect(pump.isLeft()).toBe(false);
    await pump.return?.();
    pump.start(stream);
    expect(left).toEqual(["left"]);
  });
});

test("what a live source hands over goes out at once, and waits for the socket like the rest", async () => {
  const sent: string[] = [];
  const taken = Promise.withResolvers<void>();
  let give: Taker<ExecutionResult> = () => undefined;
  const iterator = {
    next: () => new Promise<never>(() => {}),
    handTo: (taker: Taker<ExecutionResult>) => {
      give = taker;
    },
  };
  const pumped = pumpStream({ [Symbol.asyncIterator]: () => iterator }, "a", {
    sendEncoded: (text) => {
      sent.push(decode(text));
      return sent.length === 2 ? taken.promise : undefined;
    },
  });
  void pumped.next();
  expect([give(results[0] ?? {}), give(results[1] ?? {})]).toEqual([undefined, taken.promise]);
  expect(sent.map((text) => JSON.parse(text))).toEqual(
    results.slice(0, 2).map((payload) => ({ id: "a", type: "next", payload })),
  );
});
