import { describe, expect, test } from "vitest";
import { mapStream, type Sink } from "../../src/domain/stream.ts";

describe("mapStream", () => {
  const watched = () => {
    let ends = 0;
    const mapping = {
      map: (value: number) => `${value}`,
      onError: (error: unknown) => `failed: ${(error as Error).message}`,
      onEnd: () => {
        ends += 1;
      },
    };
    return { mapping, ends: () => ends };
  };
  const all = async (stream: AsyncIterable<string>) => {
    const values: string[] = [];
    for await (const value of stream) values.push(value);
    return values;
  };

  test("maps each value and reports its end once", async () => {
    const { mapping, ends } = watched();
    const source = (async function* () {
      yield* [1, 2];
    })();
    const stream = mapStream(source, mapping);
    expect(await all(stream)).toEqual(["1", "2"]);
    await stream.return?.();
    expect(ends()).toBe(1);
  });

  test("turns an error into its last value", async () => {
    const { mapping, ends } = watched();
    const source = (async function* () {
      yield 1;
      throw new Error("lost");
    })();
    expect(await all(mapStream(source, mapping))).toEqual(["1", "failed: lost"]);
    expect(ends()).toBe(1);
  });

  test("cancels its source at once when it is cancelled while a value is awaited", async () => {
    const { mapping, ends } = watched();
    const waiting = Promise.withResolvers<IteratorResult<number>>();
    let left = 0;
    const iterator = {
      next: () => waiting.promise,
      return: async () => {
        left += 1;
        return { done: true as const, value: undefined };
      },
    };
    const stream = mapStream({ [Symbol.asyncIterator]: () => iterator }, mapping);
    const pending = stream.next();
    await stream.return?.();
    expect([left, ends()]).toEqual([1, 1]);
    waiting.reject(new Error("aborted"));
    expect(await pending).toEqual({ done: true, value: undefined });
  });

  test("sends mapped values of a live stream to the sink until it is cancelled", async () => {
    const { mapping, ends } = watched();
    const waiting = Promise.withResolvers<IteratorResult<number, undefined>>();
    let give: Sink<number> = () => undefined;
    const iterator = {
      next: () => waiting.promise,
      return: async () => ({ done: true as const, value: undefined }),
      sendTo: (sink: Sink<number>) => {
        give = sink;
      },
    };
    const later = mapStream({ [Symbol.asyncIterator]: () => iterator }, { map: async (value: number) => value * 10 });
    const stream = mapStream(later, mapping);
    const taken: string[] = [];
    stream.sendTo((value) => void taken.push(value));
    const pending = stream.next();
    await give(1);
    await give(2);
    expect(taken).toEqual(["10", "20"]);
    await stream.return?.();
    await give(3);
    expect([taken.length, ends()]).toEqual([2, 1]);
    waiting.resolve({ done: true, value: undefined });
    expect(await pending).toEqual({ done: true, value: undefined });
  });

  test("sends nothing to the sink when the stream is not live", async () => {
    const { mapping } = watched();
    const source = (async function* () {
      yield 1;
    })();
    const stream = mapStream(source, mapping);
    stream.sendTo(() => {
      throw new Error("sent");
    });
    expect(await all(stream)).toEqual(["1"]);
  });
});
