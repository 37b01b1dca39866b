import { expect, test } from "vitest";
import { createGate } from "../../src/storage/gate.ts";

test("a gate runs no more at a time than it has slots, in the order of the calls, also when some fail", async () => {
  const run = createGate(3);
  const started: number[] = [];
  let running = 0;
  let most = 0;
  const ends: (() => void)[] = [];
  const outcomes = Promise.allSettled(
    Array.from({ length: 20 }, (_, index) =>
      run(async () => {
        started.push(index);
        running += 1;
        most = Math.max(most, running);
        await new Promise<void>((end) => ends.push(end));
        running -= 1;
        if (index % 4 === 0) throw new Error("unlucky");
        return index;
      }),
    ),
  );
  for (let ended = 0; ended < 20; ended += 1) {
    // The one that may start is waited for; a gate that lets nobody in shows as the test's time-out.
    while (ends.length === 0) await new Promise((turn) => setImmediate(turn));
    ends.shift()?.();
  }
  expect((await outcomes).filter(({ status }) => status === "rejected")).toHaveLength(5);
  expect(most).toBe(3);
  expect(started).toEqual(Array.from({ length: 20 }, (_, index) => index));
});
