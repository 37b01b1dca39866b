import { setImmediate as turn } from "node:timers/promises";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import type { AppContext } from "../../src/context.ts";
import { CallError } from "../../src/domain/errors.ts";
import { startDeadlineSweep } from "../../src/worker/maintenance.ts";

// Only the timer of the sweep is under the test's control.
beforeEach(() => void vi.useFakeTimers({ toFake: ["setInterval", "clearInterval"] }));
afterEach(() => void vi.useRealTimers());

/** A sweep over a database with this many overdue syntheses per round, or an error. `end` decides the result of each. */
function sweepOf(rounds: readonly (number | Error)[], end: (id: string) => Promise<boolean> = async () => true) {
  let asked = 0;
  const ended: string[] = [];
  const warned: unknown[] = [];
  const sql = async (strings: readonly string[], ...values: readonly unknown[]) => {
    if (!strings.join("").includes("overdue_syntheses")) {
      const id = String(values[0]);
      ended.push(id);
      return [{ done: await end(id) }];
    }
    const round = rounds[asked] ?? 0;
    asked += 1;
    if (round instanceof Error) throw round;
    return Array.from({ length: round }, (_, n) => ({ id: `${asked}:${n}` }));
  };
  let notified = 0;
  const changed = () => {
    notified += 1;
  };
  const logger = { warn: (fields: unknown) => void warned.push(fields) };
  const sweep = startDeadlineSweep({
    db: { sql },
    notifier: { notifyChanged: changed },
    logger,
  } as unknown as AppContext);
  return { sweep, asked: () => asked, ended, warned, notified: () => notified };
}
const pass = (ms: number) => vi.advanceTimersByTime(ms);

describe("the rounds of the sweep", () => {
  test("follow each other at once while they are full, then every 1.5 s", async () => {
    const { sweep, asked, ended, notified } = sweepOf([100, 100, 3, 0]);
    pass(1_499);
    await turn();
    expect(asked()).toBe(0);
    pass(1);
    await turn();
    expect([asked(), ended.length, notified()]).toEqual([3, 203, 3]);
    pass(1_500);
    await turn();
    expect([asked(), notified()]).toEqual([4, 3]);
    await sweep.stop();
    pass(60_000);
    await turn();
    expect(asked()).toBe(4);
  });

  test("continue after a failed round, and after one with locked rows", async () => {
    const held = new CallError("service_unavailable", "A row is locked.");
    const { sweep, asked, ended, warned } = sweepOf([new Error("away"), 3, 1], async (id) => {
      if (id === "2:1") throw held;
      return true;
    });
    for (let round = 0; round < 3; round += 1) {
      pass(1_500);
      await turn();
    }
    expect([asked(), ended]).toEqual([3, ["2:0", "2:1", "2:2", "3:0"]]);
    expect(warned).toMatchObject([{ err: { message: "away" } }, { err: held, synthesis_id: "2:1" }]);
    await sweep.stop();
  });

  test("run one at a time, and a running one stops after its current row", async () => {
    const gate = Promise.withResolvers<boolean>();
    const { sweep, asked, ended } = sweepOf([100, 100], () => gate.promise);
    pass(1_500);
    await turn();
    pass(15_000);
    await turn();
    expect([asked(), ended.length]).toEqual([1, 1]);
    let stopped = false;
    const stopping = sweep.stop().then(() => {
      stopped = true;
    });
    await turn();
    expect(stopped).toBe(false);
    gate.resolve(true);
    await stopping;
    expect([asked(), ended.length]).toEqual([1, 1]);
  });
});
