import { setImmediate as turn } from "node:timers/promises";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import type { AppContext } from "../../src/context.ts";
import { collectBlobs, startMaintenance } from "../../src/worker/maintenance.ts";

const HOUR_MS = 3_600_000;
const GRACE_MS = 18 * HOUR_MS;
const NOW = Date.parse("2026-05-15T12:00:00Z");

// Only the timer of the rounds is under the test's control.
beforeEach(() => void vi.useFakeTimers({ toFake: ["setInterval", "clearInterval"] }));
afterEach(() => void vi.useRealTimers());

type Answers = {
  /** The deleted rows of each statement that deletes expired ones. */
  readonly reaped?: readonly number[];
  readonly queued?: number;
  /** Whether this worker collects blobs in this interval. */
  readonly collects?: boolean;
  /** The keys that a row names, asked again before and after a deletion. */
  readonly isUsed?: (key: string) => boolean;
};

const keyOf = (nth: number) => `v1/team_1/00/${nth.toString(16).padStart(64, "0")}.webp`;

/** A worker's database and store. `ages` has the milliseconds since each blob was stored. */
function workerOf({ reaped = [], queued = 0, collects = false, isUsed = () => false }: Answers, ages: number[] = []) {
  const blobs = new Map(ages.map((age, nth) => [keyOf(nth), new Date(NOW - age)]));
  const log: unknown[] = [];
  const left = [...reaped];
  const seen = { statements: [] as string[], asked: [] as number[], stored: [] as unknown[], notified: [] as string[] };
  const sql = async (strings: readonly string[], ...values: readonly unknown[]) => {
    const text = strings.join("");
    if (text.includes("unnest")) {
      const keys = values[0] as string[];
      seen.asked.push(keys.length);
      return keys.filter((key) => !isUsed(key)).map((key) => ({ key }));
    }
    const [, name = ""] = /retake\.(\w+)/.exec(text) ?? [];
    seen.statements.push([name, ...values].join(" "));
    if (name === "reap_expired") return [{ reaped: left.shift() ?? 0 }];
    return name === "requeue_lost" ? [{ queued }] : [{ ours: collects }];
  };
  const store = {
    list: async function* () {
      for (const [key, modifiedAt] of blobs) yield { key, modifiedAt };
    },
    get: async (key: string): Promise<Uint8Array | null> => (blobs.has(key) ? Uint8Array.of(1) : null),
    stat: async (key: string) => (blobs.has(key) ? { modifiedAt: blobs.get(key) } : null),
    delete: async (key: string) => void blobs.delete(key),
    put: async (...stored: readonly [key: string, bytes: Uint8Array, contentType: string]) => {
      seen.stored.push(stored);
      blobs.set(stored[0], new Date(NOW));
    },
  };
  const app = {
    db: { sql },
    blobs: store,
    clock: { now: () => new Date(NOW) },
    notifier: { notifyJobQueued: () => void seen.notified.push("job queued") },
    logger: { warn: (fields: unknown) => void log.push(fields), info: () => {} },
  } as unknown as AppContext;
  return { app, seen, blobs, store, log };
}

describe("a round of maintenance", () => {
  test("deletes expired rows until fewer than 1,000 are left, then requeues lost jobs and claims its turn to collect", async () => {
    const { app, seen } = workerOf({ reaped: [1_000, 1_000, 999, 1_000] });
    const maintenance = startMaintenance(app);
    await maintenance.runOnce();
    expect(seen.statements).toEqual([
      "reap_expired 1000 30",
      "reap_expired 1000 30",
      "reap_expired 1000 30",
      "requeue_lost 1000",
      "take_turn collect_blobs 7200",
    ]);
    expect(seen.notified).toEqual([]);
    await maintenance.stop();
  });

  test("wakes the workers when it requeued lost jobs", async () => {
    const { app, seen } = workerOf({ queued: 1 });
    const maintenance = startMaintenance(app);
    await maintenance.runOnce();
    expect(seen.notified).toEqual(["job queued"]);
    await maintenance.stop();
  });

  test("deletes unused blobs only in its turn", async () => {
    const other = workerOf({ collects: false }, [48 * HOUR_MS]);
    await startMaintenance(other.app).runOnce();
    expect([other.blobs.size, other.seen.asked]).toEqual([1, []]);
    const ours = workerOf({ collects: true }, [48 * HOUR_MS]);
    await startMaintenance(ours.app).runOnce();
    expect(ours.blobs.size).toBe(0);
  });

  test("runs every 30 s, also after a failure, and never after it was stopped", async () => {
    const { app, seen, log } = workerOf({ collects: true }, [48 * HOUR_MS]);
    const broken = {
      ...app,
      blobs: {
        ...app.blobs,
        list: () => {
          throw new Error("away");
        },
      },
    } as AppContext;
    const maintenance = startMaintenance(broken);
    vi.advanceTimersByTime(29_999);
    await turn();
    expect(seen.statements).toEqual([]);
    for (const rounds of [1, 2]) {
      vi.advanceTimersByTime(rounds === 1 ? 1 : 30_000);
      await turn();
      expect(seen.statements.filter((statement) => statement.startsWith("take_turn"))).toHaveLength(rounds);
      expect(log).toHaveLength(rounds);
    }
    await maintenance.stop();
    vi.advanceTimersByTime(120_000);
    await turn();
    expect(log).toHaveLength(2);
  });

  test("does nothing but requeue once it is stopped", async () => {
    const { app, seen } = workerOf({ collects: true }, [48 * HOUR_MS]);
    const maintenance = startMaintenance(app);
    await maintenance.stop();
    await maintenance.runOnce();
    expect(seen.statements).toEqual(["requeue_lost 1000"]);
  });

  test("stops the collection before its next blob when it is stopped", async () => {
    const { app, blobs, store } = workerOf(
      { collects: true },
      [48, 48, 48].map((hours) => hours * HOUR_MS),
    );
    let stopping = Promise.resolve();
    const maintenance = startMaintenance({
      ...app,
      blobs: {
        ...store,
        delete: async (key: string) => {
          stopping = maintenance.stop();
          await store.delete(key);
        },
      },
    } as unknown as AppContext);
    await maintenance.runOnce();
    await stopping;
    expect(blobs.size).toBe(2);
  });
});

describe("the collection of blobs", () => {
  const never = () => false;

  test("deletes what is older than 18 hours and unused", async () => {
    const used = keyOf(2);
    const { app, blobs } = workerOf({ isUsed: (key) => key === used }, [GRACE_MS, GRACE_MS + 1, 48 * HOUR_MS]);
    expect(await collectBlobs(app, never)).toBe(1);
    expect([...blobs.keys()]).toEqual([keyOf(0), used]);
  });

  test("asks for 200 keys at a time", async () => {
    const { app, seen } = workerOf(
      { isUsed: () => true },
      Array.from({ length: 450 }, () => 48 * HOUR_MS),
    );
    expect(await collectBlobs(app, never)).toBe(0);
    expect(seen.asked).toEqual([200, 200, 50]);
  });

  test("reads no further in the store once it is stopped", async () => {
    const { app, blobs, seen } = workerOf(
      {},
      Array.from({ length: 300 }, () => 48 * HOUR_MS),
    );
    expect(await collectBlobs(app, () => true)).toBe(0);
    expect([blobs.size, seen.asked.every((count) => count === 0)]).toEqual([300, true]);
  });

  test("leaves a blob that was stored again or deleted since it was listed", async () => {
    const { app, blobs, store } = workerOf(
      {},
      [48, 48, 48].map((hours) => hours * HOUR_MS),
    );
    blobs.set(keyOf(0), new Date(NOW - GRACE_MS));
    const listed = {
      ...store,
      list: async function* () {
        for (const nth of [0, 1, 2, 3]) yield { key: keyOf(nth), modifiedAt: new Date(NOW - 48 * HOUR_MS) };
      },
      get: async (key: string) => (key === keyOf(1) ? null : store.get(key)),
      stat: async (key: string) => (key === keyOf(3) ? null : store.stat(key)),
    };
    expect(await collectBlobs({ ...app, blobs: listed } as unknown as AppContext, never)).toBe(1);
    expect([...blobs.keys()]).toEqual([keyOf(0), keyOf(1)]);
  });

  test("stores a blob again when a row came to use it during the deletion", async () => {
    let asked = 0;
    const { app, seen, blobs } = workerOf({ isUsed: () => asked++ > 0 }, [48 * HOUR_MS]);
    expect(await collectBlobs(app, never)).toBe(0);
    expect(seen.stored).toEqual([[keyOf(0), Uint8Array.of(1), "image/webp"]]);
    expect(blobs.has(keyOf(0))).toBe(true);
  });

  test("continues after a failed deletion and throws its error at the end", async () => {
    const { app, blobs, store } = workerOf(
      {},
      [48, 48].map((hours) => hours * HOUR_MS),
    );
    const failing = {
      ...store,
      delete: async (key: string) => (key === keyOf(0) ? Promise.reject(new Error("no")) : store.delete(key)),
    };
    await expect(collectBlobs({ ...app, blobs: failing } as unknown as AppContext, never)).rejects.toThrow("no");
    expect([...blobs.keys()]).toEqual([keyOf(0)]);
  });

  test("stops at the twentieth failed deletion", async () => {
    const { app, store } = workerOf(
      {},
      Array.from({ length: 30 }, () => 48 * HOUR_MS),
    );
    let tried = 0;
    const failing = {
      ...store,
      delete: async () => {
        tried += 1;
        throw new Error(`failure ${tried}`);
      },
    };
    await expect(collectBlobs({ ...app, blobs: failing } as unknown as AppContext, never)).rejects.toThrow(
      "failure 20",
    );
    expect(tried).toBe(20);
  });
});
