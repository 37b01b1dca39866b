import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { CallError } from "../../src/domain/errors.ts";
import {
  type AcceptResult,
  type IdempotentRequest,
  limitAccept,
  MAX_WAIT_MS,
} from "../../src/services/accept/accept.ts";
import { type CallLimit, createCallLimiter } from "../../src/services/accept/call-limiter.ts";

const POOL = 8;

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

/** Work that runs until `finish` is called. Counts how many run. */
function workshop() {
  const open: (() => void)[] = [];
  let running = 0;
  const work = () =>
    new Promise<void>((resolve) => {
      running += 1;
      open.push(() => {
        running -= 1;
        resolve();
      });
    });
  return { work, running: () => running, finish: (count: number) => open.splice(0, count).map((end) => end()) };
}
const team = (id: string): CallLimit => ({ kind: "team", id });
const settle = () => vi.advanceTimersByTimeAsync(0);

describe("the limiter of calls in one process", () => {
  test("gives a team at most half the connections, so another team still gets one", async () => {
    const limiter = createCallLimiter(POOL);
    const { work, running } = workshop();
    const many = Array.from({ length: 1_000 }, () => limiter.run([team("a")], MAX_WAIT_MS, work).catch(() => "late"));
    await settle();
    expect(running()).toBe(POOL / 2);
    void limiter.run([team("b")], MAX_WAIT_MS, work);
    await settle();
    expect(running()).toBe(POOL / 2 + 1);
    await vi.advanceTimersByTimeAsync(MAX_WAIT_MS);
    expect(await Promise.all(many.slice(POOL / 2))).toEqual(Array.from({ length: 996 }, () => "late"));
  });

  test("leaves two connections for other statements, whatever all teams do", async () => {
    const limiter = createCallLimiter(POOL);
    const { work, running } = workshop();
    for (const id of ["a", "b", "c"]) {
      for (let n = 0; n < POOL; n += 1) limiter.run([team(id)], MAX_WAIT_MS, work).catch(() => {});
    }
    await settle();
    expect(running()).toBe(POOL - 2);
    await vi.advanceTimersByTimeAsync(MAX_WAIT_MS);
  });

  test("runs the calls of one key, or on one character, one at a time in their order of arrival", async () => {
    for (const kind of ["key", "character"] as const) {
      const limiter = createCallLimiter(POOL);
      const order: number[] = [];
      const { work, running, finish } = workshop();
      for (let n = 0; n < 5; n += 1) {
        void limiter.run([{ kind, id: "one" }, team(String(n))], MAX_WAIT_MS, () => {
          order.push(n);
          return work();
        });
      }
      for (let n = 1; n <= 5; n += 1) {
        await settle();
        expect(running()).toBe(1);
        expect(order).toEqual(Array.from({ length: n }, (_, nth) => nth));
        finish(1);
      }
    }
  });

  test("gives the place of a call that timed out to the next call, and releases what it held", async () => {
    const limiter = createCallLimiter(POOL);
    const { work, running, finish } = workshop();
    void limiter.run([{ kind: "character", id: "one" }], MAX_WAIT_MS, work);
    const late = limiter
      .run(
        [
          { kind: "key", id: "k" },
          { kind: "character", id: "one" },
        ],
        100,
        work,
      )
      .catch(() => "late");
    await vi.advanceTimersByTimeAsync(100);
    expect(await late).toBe("late");
    void limiter.run([{ kind: "key", id: "k" }], MAX_WAIT_MS, work);
    await settle();
    expect(running()).toBe(2);
    finish(2);
  });

  test("passes the remaining waiting time to the work", async () => {
    const limiter = createCallLimiter(POOL);
    const { work, finish } = workshop();
    void limiter.run([{ kind: "key", id: "k" }], MAX_WAIT_MS, work);
    const left = limiter.run([{ kind: "key", id: "k" }], MAX_WAIT_MS, async (ms) => ms);
    await vi.advanceTimersByTimeAsync(2_000);
    finish(1);
    await settle();
    expect(await left).toBe(MAX_WAIT_MS - 2_000);
  });
});

describe("a call that waited five seconds without a connection", () => {
  const call = (idempotencyKey: string | null): IdempotentRequest => ({
    teamId: "a",
    apiKeyId: "key_test",
    idempotencyKey,
    operation: "resynthesize_character",
    fingerprint: Buffer.alloc(32),
    ttlSeconds: 60,
  });
  const refusalOf = (result: Promise<AcceptResult<never>>) =>
    result.then(
      (answer) => answer.outcome === "refused" && answer.refusal,
      (error: unknown) => (error instanceof CallError ? error.code : error),
    );

  test("is refused with in_flight when it is a duplicate, and with service_unavailable otherwise", async () => {
    const limiter = createCallLimiter(POOL);
    const { work } = workshop();
    for (const id of ["b", "c"]) {
      for (let n = 0; n < POOL; n += 1) limiter.run([team(id)], 60_000, work).catch(() => {});
    }
    const never = () => Promise.reject(new Error("the call ran"));
    const first = refusalOf(limitAccept(limiter, call("k"), null, never));
    const duplicate = refusalOf(limitAccept(limiter, call("k"), null, never));
    const keyless = refusalOf(limitAccept(limiter, call(null), null, never));
    await vi.advanceTimersByTimeAsync(MAX_WAIT_MS);
    expect(await first).toBe("service_unavailable");
    expect(await duplicate).toEqual({ kind: "idempotency_key_in_use", reason: "in_flight" });
    expect(await keyless).toBe("service_unavailable");
    await vi.advanceTimersByTimeAsync(60_000);
  });
});
