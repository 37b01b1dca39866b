import type { ExecutionResult } from "graphql";
import { describe, expect, test } from "vitest";
import type { Sink } from "../../src/domain/stream.ts";
import { writeStream } from "../../src/graphql/websocket/stream-writer.ts";

const results: readonly ExecutionResult[] = ["one", "zwölf", "三"].map((n) => ({ data: { n } }));

async function* source(values: readonly ExecutionResult[] = results): AsyncGenerator<ExecutionResult, void> {
  yield* values;
}

const over = { done: true as const, value: undefined };

test("sends each value as a message of the operation, and yields only the end", async () => {
  const sent: string[] = [];
  const id = 'my "id" \u{1F3AD}';
  const writer = writeStream(source(), id, { send: (text) => void sent.push(text), close: () => {} });
  expect(await writer.next()).toEqual(over);
  expect(sent.map((text) => JSON.parse(text))).toEqual(results.map((payload) => ({ id, type: "next", payload })));
});

test("serializes a value once for all sockets", async () => {
  let printed = 0;
  const value = { data: { n: { toJSON: () => ++printed } } };
  const sent: string[] = [];
  for (const id of ["a", "b", "c"]) {
    await writeStream(source([value]), id, { send: (text) => void sent.push(text), close: () => {} }).next();
  }
  expect(printed).toBe(1);
  expect(sent.map((text) => JSON.parse(text).payload.data.n)).toEqual([1, 1, 1]);
});

test("waits for a socket that is behind", async () => {
  const sent: string[] = [];
  const taken = Promise.withResolvers<void>();
  const writer = writeStream(source(), "a", {
    send: (text) => {
      sent.push(text);
      return sent.length === 2 ? taken.promise : undefined;
    },
    close: () => {},
  });
  const ended = writer.next();
  await new Promise((resolve) => setImmediate(resolve));
  expect(sent).toHaveLength(2);
  taken.resolve();
  await ended;
  expect(sent).toHaveLength(3);
});

test("fails when the source or the sending fails", async () => {
  const failing = (async function* (): AsyncGenerator<ExecutionResult, void> {
    yield { data: {} };
    throw new Error("lost");
  })();
  await expect(writeStream(failing, "a", { send: () => undefined, close: () => {} }).next()).rejects.toThrow("lost");
  const send = () => {
    throw new Error("no socket");
  };
  await expect(writeStream(source(), "a", { send, close: () => {} }).next()).rejects.toThrow("no socket");
  const unprintable = { data: { n: 1n } };
  await expect(
    writeStream(source([unprintable]), "a", { send: () => undefined, close: () => {} }).next(),
  ).rejects.toThrow("BigInt");
});

describe("an operation that its client has completed", () => {
  const leavable = () => {
    const waiting = Promise.withResolvers<IteratorResult<ExecutionResult, undefined>>();
    const left: string[] = [];
    let give: Sink<ExecutionResult> = () => undefined;
    const iterator = {
      next: () => waiting.promise,
      return: async () => {
        left.push("left");
        return over;
      },
      sendTo: (sink: Sink<ExecutionResult>) => {
        give = sink;
      },
    };
    const stream = { [Symbol.asyncIterator]: () => iterator } as unknown as AsyncIterable<ExecutionResult>;
    return { stream, left, waiting, give: (value: ExecutionResult) => give(value) };
  };

  test("cancels its source, sends nothing more, and does not report its end", async () => {
    for (const settle of ["value", "end", "error"] as const) {
      const { stream, left, waiting, give } = leavable();
      const sent: string[] = [];
      const writer = writeStream(stream, "a", { send: (text) => void sent.push(text), close: () => {} });
      const said: string[] = [];
      writer.next().then(
        () => said.push("end"),
        () => said.push("error"),
      );
      await writer.return?.();
      if (settle === "error") waiting.reject(new Error("lost"));
      else waiting.resolve(settle === "end" ? over : { done: false, value: { data: {} } });
      await new Promise((resolve) => setImmediate(resolve));
      give({ data: {} });
      expect([left, sent, said]).toEqual([["left"], [], []]);
    }
  });
});

test("sends what a live source pushes at once, and passes on when the socket is behind", async () => {
  const sent: string[] = [];
  const taken = Promise.withResolvers<void>();
  let give: Sink<ExecutionResult> = () => undefined;
  const iterator = {
    next: () => new Promise<never>(() => {}),
    sendTo: (sink: Sink<ExecutionResult>) => {
      give = sink;
    },
  };
  const writer = writeStream({ [Symbol.asyncIterator]: () => iterator }, "a", {
    send: (text) => {
      sent.push(text);
      return sent.length === 2 ? taken.promise : undefined;
    },
    close: () => {},
  });
  void writer.next();
  expect([give(results[0] ?? {}), give(results[1] ?? {})]).toEqual([undefined, taken.promise]);
  expect(sent.map((text) => JSON.parse(text))).toEqual(
    results.slice(0, 2).map((payload) => ({ id: "a", type: "next", payload })),
  );
});
