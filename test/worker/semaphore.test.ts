import { getEventListeners } from "node:events";
import { setImmediate as turn } from "node:timers/promises";
import { describe, expect, test } from "vitest";
import { createSemaphore } from "../../src/worker/semaphore.ts";

const never = new AbortController().signal;

/** Pieces of work that tell when they start and end when they are told to. */
function workload(slots: number) {
  const semaphore = createSemaphore(slots);
  const started: number[] = [];
  const gates = new Map<number, PromiseWithResolvers<string>>();
  const use = (n: number, signal = never) => {
    const gate = Promise.withResolvers<string>();
    gates.set(n, gate);
    return semaphore.use(signal, () => {
      started.push(n);
      return gate.promise;
    });
  };
  return { use, started, finish: (n: number) => gates.get(n)?.resolve(`done ${n}`), gates };
}

describe("a semaphore", () => {
  test("lets as many work as it has slots; the others come in their order", async () => {
    const { use, started, finish } = workload(2);
    const all = [1, 2, 3, 4].map((n) => use(n));
    await turn();
    expect(started).toEqual([1, 2]);
    finish(2);
    await turn();
    expect(started).toEqual([1, 2, 3]);
    for (const n of [1, 3, 4]) finish(n);
    expect(await Promise.all(all)).toEqual(["done 1", "done 2", "done 3", "done 4"]);
  });

  test("gets its slot back from work that failed, and has no more slots afterwards than before", async () => {
    const { use, started, finish, gates } = workload(1);
    const failed = use(1);
    await turn();
    gates.get(1)?.reject(new Error("broke"));
    await expect(failed).rejects.toThrow("broke");
    const rest = [2, 3].map((n) => use(n));
    await turn();
    expect(started).toEqual([1, 2]);
    finish(2);
    finish(3);
    await Promise.all(rest);
    const last = [4, 5].map((n) => use(n));
    await turn();
    expect(started).toEqual([1, 2, 3, 4]);
    finish(4);
    finish(5);
    await Promise.all(last);
  });

  test("who gives up waiting leaves the queue, and is not started when a slot is free", async () => {
    const { use, started, finish } = workload(1);
    const first = use(1);
    const impatient = new AbortController();
    const second = use(2, impatient.signal);
    const third = use(3);
    await turn();
    impatient.abort(new Error("no more"));
    await expect(second).rejects.toThrow("no more");
    finish(1);
    finish(3);
    await Promise.all([first, third]);
    expect(started).toEqual([1, 3]);
    await expect(use(4, AbortSignal.abort(new Error("too late")))).rejects.toThrow("too late");
    expect(started).toEqual([1, 3]);
  });

  test("who has begun is not disturbed by an abort, and no one listens for it any longer", async () => {
    const { use, started, finish } = workload(1);
    const first = use(1);
    const later = new AbortController();
    const second = use(2, later.signal);
    expect(getEventListeners(later.signal, "abort")).toHaveLength(1);
    finish(1);
    await first;
    expect(getEventListeners(later.signal, "abort")).toEqual([]);
    later.abort();
    finish(2);
    expect(await second).toBe("done 2");
    expect(started).toEqual([1, 2]);
  });
});
