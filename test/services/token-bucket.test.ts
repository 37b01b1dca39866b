import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { startTestApp, type TestApp } from "../helpers/app.ts";
import { type DatabaseClock, stopClock } from "../helpers/database-clock.ts";
import { waitFor } from "../helpers/wait-for.ts";
import { openSession } from "./session.ts";

const BURST = 3;
const INTERVAL_MS = 1_000;

let app: TestApp;
let clock: DatabaseClock;
let teamId: string;
beforeAll(async () => {
  app = await startTestApp({ roles: [], verify: false });
  clock = await stopClock(app.app.db.sql);
});
afterAll(() => app[Symbol.asyncDispose]());
beforeEach(async () => {
  ({ teamId } = await app.seed.team());
});

/** Whether a call is admitted at this time (ms after the clock was stopped), and in how many ms the bucket is full. */
async function take(atMs: number): Promise<[boolean, number]> {
  await clock.set(atMs);
  const [row] = await app.app.db
    .sql`select admitted, (bucket ->> 'full_at_ms')::float8 - (bucket ->> 'now_ms')::float8 as full_in
    from retake.take_token(${teamId}, 'b', ${BURST}, ${INTERVAL_MS})`;
  return [row?.admitted, Math.round(row?.full_in)];
}
const takeAll = async (moments: readonly number[]) => {
  const taken = [];
  for (const at of moments) taken.push(await take(at));
  return taken;
};

test("a full bucket admits its burst and no more while the clock stands still", async () => {
  expect(await takeAll([0, 0, 0, 0, 0])).toEqual([
    [true, 1_000],
    [true, 2_000],
    [true, 3_000],
    [false, 3_000],
    [false, 3_000],
  ]);
});

test("a token is available at its time and not a millisecond earlier, and a refusal does not delay it", async () => {
  await takeAll([0, 0, 0]);
  expect(await takeAll([999, 999, 1_000, 1_000])).toEqual([
    [false, 2_001],
    [false, 2_001],
    [true, 3_000],
    [false, 3_000],
  ]);
});

test("a bucket that was unused for long holds its burst and no more", async () => {
  await take(0);
  const taken = await takeAll([3_600_000, 3_600_000, 3_600_000, 3_600_000]);
  expect(taken.map(([admitted]) => admitted)).toEqual([true, true, true, false]);
});

test("a clock that moves back admits no call twice, and a call is admitted after the reported wait", async () => {
  await takeAll([10_000, 10_000]);
  expect(await take(9_500)).toEqual([false, 2_500]);
  expect(await take(0)).toEqual([false, 12_000]);
  expect(await takeAll([9_999, 10_000, 10_000])).toEqual([
    [false, 2_001],
    [true, 3_000],
    [false, 3_000],
  ]);
});

test("a clock that moves back by less than the remaining burst still admits calls", async () => {
  await take(10_000);
  expect(await takeAll([9_000, 9_000])).toEqual([
    [true, 3_000],
    [false, 3_000],
  ]);
});

test("three parallel calls take one of a bucket's first tokens each", async () => {
  await clock.set(0);
  const sessions = [openSession(app.database), openSession(app.database), openSession(app.database)] as const;
  await using one = sessions[0];
  await using two = sessions[1];
  await using three = sessions[2];
  const takeIn = async (session: typeof one) => {
    const [row] = await session`select (bucket ->> 'full_at_ms')::float8 - (bucket ->> 'now_ms')::float8 as full_in
      from retake.take_token(${teamId}, 'b', ${BURST}, ${INTERVAL_MS})`;
    return Math.round(row?.full_in);
  };
  const waiting = (count: number) =>
    waitFor(`${count} to wait`, async () => {
      const [row] = await app.app.db.sql`select count(*)::int as count from pg_stat_activity
        where datname = current_database() and wait_event_type = 'Lock'`;
      return row?.count === count;
    });
  for (const session of sessions) await session`begin`.simple();
  const taken = [await takeIn(one)];
  const others = [two, three].map(async (session) => ({ session, full: await takeIn(session) }));
  await waiting(2);
  await one`commit`.simple();
  const next = await Promise.race(others);
  await waiting(1);
  await next.session`commit`.simple();
  taken.push(...(await Promise.all(others)).map(({ full }) => full));
  expect(taken.toSorted((a, b) => a - b)).toEqual([1_000, 2_000, 3_000]);
});
