import { getEventListeners } from "node:events";
import { setImmediate as turn } from "node:timers/promises";
import { describe, expect, test } from "vitest";
import { KeyedLimiter, type LimiterOptions, LimiterTimeoutError, type WaitOptions } from "../../src/domain/limiter.ts";
import { countTimers } from "../helpers/count-timers.ts";

/** Pieces of work that record their start, and end on request. */
function workload(options: LimiterOptions) {
  const limiter = new KeyedLimiter(options);
  const started: string[] = [];
  const ends = new Map<string, PromiseWithResolvers<string>>();
  const run = (key: string, name: string, wait: WaitOptions = {}) => {
    const end = Promise.withResolvers<string>();
    ends.set(name, end);
    const work = () => {
      started.push(name);
      return end.promise;
    };
    return limiter.run(key, work, wait);
  };
  const finish = async (...names: string[]) => {
    for (const name of names) ends.get(name)?.resolve(`${name} done`);
    await turn();
  };
  return { limiter, run, started, finish, fail: (name: string) => ends.get(name)?.reject(new Error(name)) };
}

describe("KeyedLimiter with a common number of slots", () => {
  test("runs as many calls as it has slots, and the others in the order of their arrival", async () => {
    const { run, started, finish } = workload({ slots: 2 });
    const all = ["1", "2", "3", "4"].map((name) => run("a", name));
    await turn();
    expect(started).toEqual(["1", "2"]);
    await finish("2");
    expect(started).toEqual(["1", "2", "3"]);
    await finish("1", "3", "4");
    expect(await Promise.all(all)).toEqual(["1 done", "2 done", "3 done", "4 done"]);
  });

  test("releases the slot of work that failed", async () => {
    const { run, started, finish, fail } = workload({ slots: 1 });
    const failed = run("a", "1");
    await turn();
    fail("1");
    await expect(failed).rejects.toThrow("1");
    const rest = [run("a", "2"), run("a", "3")];
    await turn();
    expect(started).toEqual(["1", "2"]);
    await finish("2", "3");
    await Promise.all(rest);
    const last = [run("a", "4"), run("a", "5")];
    await turn();
    expect(started).toEqual(["1", "2", "3", "4"]);
    await finish("4", "5");
    await Promise.all(last);
  });

  test("gives a free slot to the waiting key that holds the fewest", async () => {
    const { run, started, finish } = workload({ slots: 3 });
    for (const name of ["b1", "b2", "b3", "b4", "b5"]) void run("busy", name);
    void run("small", "s1");
    void run("small", "s2");
    await finish("b1");
    expect(started.slice(3)).toEqual(["s1"]);
    await finish("b2", "b3");
    expect(started.slice(4)).toEqual(["b4", "s2"]);
    await finish("b4", "b5", "s1", "s2");
  });

  test("serves keys that hold equally many in turn", async () => {
    const { run, started, finish } = workload({ slots: 1 });
    void run("a", "a0");
    for (const name of ["a1", "a2"]) void run("a", name);
    for (const name of ["b1", "b2"]) void run("b", name);
    void run("c", "c1");
    for (const name of ["a0", "a1", "b1", "c1", "a2", "b2"]) await finish(name);
    expect(started).toEqual(["a0", "a1", "b1", "c1", "a2", "b2"]);
  });
});

describe("KeyedLimiter with slots per key", () => {
  test("limits each key separately and forgets unused keys", async () => {
    const { limiter, run, started, finish } = workload({ slotsPerKey: 1 });
    const all = [run("a", "a1"), run("a", "a2"), run("b", "b1")];
    await turn();
    expect(started).toEqual(["a1", "b1"]);
    expect(limiter.size).toBe(2);
    await finish("b1");
    expect(started).toEqual(["a1", "b1"]);
    await finish("a1");
    expect(started).toEqual(["a1", "b1", "a2"]);
    await finish("a2");
    await Promise.all(all);
    expect(limiter.size).toBe(0);
  });

  test("counts the slots that a key still holds after one of them was released", async () => {
    const { limiter, run, started, finish } = workload({ slotsPerKey: 2 });
    const all = ["1", "2"].map((name) => run("a", name));
    await finish("1");
    expect(limiter.size).toBe(1);
    all.push(run("a", "3"), run("a", "4"));
    await turn();
    expect(started).toEqual(["1", "2", "3"]);
    await finish("2", "3", "4");
    await Promise.all(all);
    expect(limiter.size).toBe(0);
  });

  test("counts calls without a key as those of one key", async () => {
    const limiter = new KeyedLimiter({ slotsPerKey: 1 });
    const release = await limiter.acquire();
    expect(limiter.tryAcquire()).toBeNull();
    release();
    expect(limiter.tryAcquire()).not.toBeNull();
  });

  test("leaves a slot free rather than exceed a key's share", async () => {
    const { run, started, finish } = workload({ slots: 3, slotsPerKey: 2 });
    for (const name of ["a1", "a2", "a3"]) void run("a", name);
    void run("b", "b1");
    await turn();
    expect(started).toEqual(["a1", "a2", "b1"]);
    await finish("b1");
    expect(started).toEqual(["a1", "a2", "b1"]);
    await finish("a1");
    expect(started).toEqual(["a1", "a2", "b1", "a3"]);
    await finish("a2", "a3");
  });
});

describe("tryAcquire", () => {
  test("fails at the key's limit and at the common limit, and each slot is released once", () => {
    const limiter = new KeyedLimiter({ slots: 3, slotsPerKey: 2 });
    const first = limiter.tryAcquire("a");
    expect(limiter.tryAcquire("a")).not.toBeNull();
    expect(limiter.tryAcquire("a")).toBeNull();
    expect(limiter.tryAcquire("b")).not.toBeNull();
    expect(limiter.tryAcquire("b")).toBeNull();
    first?.();
    first?.();
    expect(limiter.tryAcquire("b")).not.toBeNull();
    expect(limiter.tryAcquire("a")).toBeNull();
    expect(new KeyedLimiter({ slots: 0 }).tryAcquire()).toBeNull();
  });
});

describe("waiting for a slot", () => {
  test("ends with the signal's reason and leaves the queue", async () => {
    const { limiter, run, started, finish } = workload({ slots: 1 });
    const first = run("a", "1");
    const impatient = new AbortController();
    const second = run("b", "2", { signal: impatient.signal });
    const patient = run("b", "3");
    const fourth = run("a", "4");
    const alone = run("c", "5", { signal: impatient.signal });
    await turn();
    expect(limiter.size).toBe(3);
    impatient.abort(new Error("no more"));
    await expect(second).rejects.toThrow("no more");
    await expect(alone).rejects.toThrow("no more");
    expect(limiter.size).toBe(2);
    await finish("1", "3", "4");
    await Promise.all([first, patient, fourth]);
    expect(started).toEqual(["1", "3", "4"]);
    await expect(run("a", "6", { signal: AbortSignal.abort(new Error("too late")) })).rejects.toThrow("too late");
    expect(started).toEqual(["1", "3", "4"]);
  });

  test("removes its listener from the signal afterwards", async () => {
    const { run, started, finish } = workload({ slots: 1 });
    const first = run("a", "1");
    const later = new AbortController();
    const second = run("a", "2", { signal: later.signal });
    expect(getEventListeners(later.signal, "abort")).toHaveLength(1);
    await finish("1");
    await first;
    expect(getEventListeners(later.signal, "abort")).toEqual([]);
    later.abort();
    await finish("2");
    expect(await second).toBe("2 done");
    expect(started).toEqual(["1", "2"]);
  });

  test("ends after its time with a 503 that names the key, and leaves no timer", async () => {
    const waitMs = 23;
    using timers = countTimers((ms) => ms === waitMs);
    const { run, finish } = workload({ slotsPerKey: 1 });
    const first = run("a", "1");
    const late = run("a", "2", { waitMs });
    await turn();
    expect(timers.running()).toBe(1);
    await expect(late).rejects.toMatchObject({
      code: "service_unavailable",
      retryAfterSeconds: 1,
      waitedFor: new Set(["a"]),
    });
    const third = run("a", "3", { waitMs });
    await finish("1");
    expect(timers.running()).toBe(0);
    await finish("3");
    await Promise.all([first, third]);
  });

  test("starts no timer without a time limit", async () => {
    using timers = countTimers((ms) => ms === 0);
    const { run, finish } = workload({ slots: 1 });
    const all = [run("a", "1"), run("a", "2")];
    await turn();
    expect(timers.running()).toBe(0);
    await finish("1", "2");
    await Promise.all(all);
  });

  test("ends at once, without a timer, when there is no time left", async () => {
    using timers = countTimers((ms) => ms === 0);
    const { run, finish } = workload({ slots: 1 });
    const first = run("a", "1");
    const late = run("a", "2", { waitMs: 0 });
    expect(timers.running()).toBe(0);
    await expect(late).rejects.toBeInstanceOf(LimiterTimeoutError);
    await finish("1");
    await first;
  });
});
