import { expect, test } from "vitest";
import { requeueLost } from "../../src/services/maintenance/maintenance.ts";
import { startTestApp } from "../helpers/app.ts";
import { holdLocks } from "../helpers/hold-locks.ts";
import { resynthesizeCharacter } from "../helpers/operations.ts";
import { expectOk } from "../helpers/seed.ts";
import { waitFor } from "../helpers/wait-for.ts";

test("two workers that find the same lost jobs queue each job once, and both succeed", async () => {
  await using app = await startTestApp({ roles: [] });
  const { teamId, call } = await app.seed.caller({ credits: 8 });
  const { sql } = app.app.db;
  for (let n = 0; n < 2; n += 1) {
    const id = await app.seed.character(teamId);
    expectOk(await resynthesizeCharacter(app.app, call, { id, body: {}, idempotencyKey: null }));
  }
  await sql`update retake.syntheses set created_at = retake.clock_now() - interval '31 seconds'`;
  await sql`update retake_jobs.job set state = 'completed' where name = 'synthesis'`;
  const waiting = async () => {
    const [row] = await sql`
      select count(*)::int as waiting from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`;
    return row?.waiting as number;
  };

  const jobs = await holdLocks(
    app.database,
    (holder) => holder`select from retake_jobs.job where name = 'synthesis' for update`,
  );
  const first = requeueLost(app.app.db, 10);
  await waitFor("the first worker to wait in the middle of its work", async () => (await waiting()) === 1);
  let over = false;
  const second = requeueLost(app.app.db, 10).finally(() => {
    over = true;
  });
  await waitFor("the second worker to finish or to wait too", async () => over || (await waiting()) === 2);
  await jobs.release();
  expect((await first) + (await second)).toBe(2);
  const states = await sql`select state from retake_jobs.job where name = 'synthesis'`;
  expect(states.map(({ state }) => state)).toEqual(["created", "created"]);
});
