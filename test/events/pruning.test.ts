import { expect, test } from "vitest";
import { reapExpired } from "../../src/services/maintenance/maintenance.ts";
import { startTestApp } from "../helpers/app.ts";
import { writeChanges } from "./writers.ts";

test("deletes events after thirty days of the database's clock, in batches from the first on, so that no gap appears", async () => {
  await using app = await startTestApp({ roles: ["gateway"] });
  const { sql } = app.app.db;
  const { teamId } = await app.seed.team();
  const id = await app.seed.character(teamId);
  await writeChanges([app.app], teamId, [id], 9);
  const kept = async () => {
    const rows = await sql<{ seq: number }[]>`
      select team_seq::int as seq from retake.events where team_id = ${teamId} order by team_seq`;
    return rows.map(({ seq }) => seq);
  };
  // The clock moves ahead. The second half was written nine days after the first, its first two events in reverse
  // order.
  await sql`update retake.events set created_at = created_at + interval '9 days' where team_seq > 5`;
  await sql`update retake.events set created_at = created_at + interval '2 seconds' where team_seq = 6`;
  const shift = (days: number) =>
    sql.unsafe(`create or replace function retake.clock_now() returns timestamptz language sql volatile as
                $$ select clock_timestamp() + interval '${days} days' $$`);
  await shift(29);
  await reapExpired(app.app.db, 1_000);
  expect(await kept()).toHaveLength(10);

  await shift(31);
  expect(await reapExpired(app.app.db, 2)).toBe(2);
  expect(await kept()).toEqual([3, 4, 5, 6, 7, 8, 9, 10]);
  await Promise.all([reapExpired(app.app.db, 2), reapExpired(app.app.db, 2), reapExpired(app.app.db, 2)]);
  while ((await reapExpired(app.app.db, 2)) > 0);
  expect(await kept()).toEqual([6, 7, 8, 9, 10]);

  await shift(40);
  await reapExpired(app.app.db, 1);
  const left = await kept();
  expect(left).toEqual([6, 7, 8, 9, 10].slice(-left.length));
  while ((await reapExpired(app.app.db, 1)) > 0);
  expect(await kept()).toEqual([]);
  await sql`update retake.characters set updated_at = updated_at - interval '60 days'`;
});

test("deletes the steps of a synthesis two days after its end", async () => {
  await using app = await startTestApp({ roles: ["gateway"] });
  const { sql } = app.app.db;
  const { teamId, apiKey } = await app.seed.team();
  const id = await app.seed.character(teamId);
  const call = (path: string) =>
    fetch(`${app.url}/v1/characters/${id}/${path}`, { method: "POST", headers: { "x-api-key": apiKey } });
  await call("resynthesize");
  await call("cancel");
  const steps = async () => (await sql`select from retake.generation_events`).length;
  const before = await steps();
  expect(before).toBeGreaterThan(0);
  await reapExpired(app.app.db, 1_000);
  expect(await steps()).toBe(before);
  await sql`update retake.generation_events set created_at = created_at - interval '49 hours'`;
  await sql`update retake.syntheses set finished_at = finished_at - interval '49 hours'`;
  await reapExpired(app.app.db, 1_000);
  expect(await steps()).toBe(0);
});
