import { afterAll, beforeAll, expect, test } from "vitest";
import { requeueLost } from "../../src/services/maintenance/maintenance.ts";
import { startTestApp, type TestApp } from "../helpers/app.ts";
import { holdLocks } from "../helpers/hold-locks.ts";
import { resynthesizeCharacter } from "../helpers/operations.ts";
import { expectOk } from "../helpers/seed.ts";

let app: TestApp;
beforeAll(async () => {
  app = await startTestApp({ roles: [] });
});
afterAll(() => app[Symbol.asyncDispose]());

/** A synthesis that is old enough to be requeued and whose job is deleted. Its team has one more. */
async function lost(): Promise<string> {
  const { sql } = app.app.db;
  const { teamId, call } = await app.seed.caller({ credits: 8 });
  const run = async () => {
    const id = await app.seed.character(teamId);
    return expectOk(await resynthesizeCharacter(app.app, call, { id, body: {}, idempotencyKey: null })).synthesis.id;
  };
  await run();
  const synthesisId = await run();
  await sql`update retake.syntheses set created_at = retake.clock_now() - interval '31 seconds' where id = ${synthesisId}`;
  await sql`delete from retake_jobs.job where id = md5(${synthesisId})::uuid`;
  return synthesisId;
}
const jobs = (synthesisId: string) =>
  app.app.db
    .sql`select name, state::text, priority from retake_jobs.job where id = md5(${synthesisId})::uuid order by name`;
const inDeadQueue = (synthesisId: string, state: string) =>
  app.app.db
    .sql`insert into retake_jobs.job (id, name, state) values (md5(${synthesisId})::uuid, 'synthesis_dead', ${state})`;

test("the new job of a lost synthesis goes before all first jobs", async () => {
  const synthesisId = await lost();
  expect(await requeueLost(app.app.db, 10)).toBe(1);
  expect(await jobs(synthesisId)).toEqual([{ name: "synthesis", state: "created", priority: 0 }]);
});

test.each(["active", "completed"])(
  "a job of another queue that is %s neither replaces the lost job nor is deleted",
  async (state) => {
    const synthesisId = await lost();
    await inDeadQueue(synthesisId, state);
    expect(await requeueLost(app.app.db, 10)).toBe(1);
    expect(await jobs(synthesisId)).toEqual([
      { name: "synthesis", state: "created", priority: 0 },
      { name: "synthesis_dead", state, priority: 0 },
    ]);
  },
);

test("requeueing does nothing and does not wait while another worker requeues", async () => {
  const synthesisId = await lost();
  const other = await holdLocks(
    app.database,
    (holder) => holder`select pg_advisory_xact_lock(hashtextextended('retake.requeue_lost', 0))`,
  );
  expect([await requeueLost(app.app.db, 10), await jobs(synthesisId)]).toEqual([0, []]);
  await other.release();
  expect(await requeueLost(app.app.db, 10)).toBe(1);
});
