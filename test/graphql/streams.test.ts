import { describe, expect, test } from "vitest";
import type { Taker } from "../../src/domain/live-stream.ts";
import { tapStream } from "../../src/graphql/streams.ts";

describe("a stream over another", () => {
  const watched = () => {
    let ends = 0;
    const tap = {
      map: (value: number) => `${value}`,
      fail: (error: unknown) => `failed: ${(error as Error).message}`,
      end: () => {
        ends += 1;
      },
    };
    return { tap, ends: () => ends };
  };
  const all = async (stream: AsyncIterable<string>) => {
    const values: string[] = [];
    for await (const value of stream) values.push(value);
    return values;
  };

  test("shows each value, and is told once that it is over", async () => {
    const { tap, ends } = watched();
    const source = (async function* () {
      yield* [1, 2];
    })();
    const stream = tapStream(source, tap);
    expect(await all(stream)).toEqual(["1", "2"]);
    await stream.return?.();
    expect(ends()).toBe(1);
  });

  test("shows an error as its last value", async () => {
    const { tap, ends } = watched();
    const source = (async function* () {
      yield 1;
      throw new Error("lost");
    })();
    expect(await all(tapStream(source, tap))).toEqual(["1", "failed: lost"]);
    expect(ends()).toBe(1);
  });

  test("left while a value is awaited tells its source at once, and shows nothing more", async () => {
    const { tap, ends } = watched();
    const waiting = Promise.withResolvers<IteratorResult<number>>();
    let left = 0;
    const iterator = {
      next: () => waiting.promise,
      return: async () => {
        left += 1;
        return { done: true as const, value: undefined };
      },
    };
    const stream = tapStream({ [Symbol.asyncIterator]: () => iterator }, tap);
    const pending = stream.next();
    await stream.return?.();
    expect([left, ends()]).toEqual([1, 1]);
    waiting.reject(new Error("aborted"));
    expect(await pending).toEqual({ done: true, value: undefined });
  });

  test("over a live one hands what is handed to it, shown in the same way, until it is left", async () => {
    const { tap, ends } = watched();
    const waiting = Promise.withResolvers<IteratorResult<number, undefined>>();
    let give: Taker<number> = () => undefined;
    const iterator = {
      next: () => waiting.promise,
      return: async () => ({ done: true as const, value: undefined }),
      handTo: (taker: Taker<number>) => {
        give = taker;
      },
    };
    const later = tapStream({ [Symbol.asyncIterator]: () => iterator }, { map: async (value: number) => value * 10 });
    const stream = tapStream(later, tap);
    const taken: string[] = [];
    stream.handTo((value) => void taken.push(value));
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

  test("over one that is not live hands nothing", async () => {
    const { tap } = watched();
    const source = (async function* () {
      yield 1;
    })();
    const stream = tapStream(source, tap);
    stream.handTo(() => {
      throw new Error("handed");
    });
    expect(await all(stream)).toEqual(["1"]);
  });
});
