import type { Database } from "../../db/client.ts";
import { query, queryOne } from "../../db/query.ts";
import type { Gauges } from "../../domain/observability.ts";

/** Events are kept for this many days. A stream with an older cursor begins with a snapshot. */
const EVENT_DAYS = 30;

/** Deletes at most `limit` expired rows of each kind and returns the number of deleted rows. */
export async function reapExpired(db: Database, limit: number): Promise<number> {
  const row = await queryOne(
    db.sql<{ reaped: number }[]>`select retake.reap_expired(${limit}, ${EVENT_DAYS}) as reaped`,
  );
  return row.reaped;
}

/** Requeues running syntheses without a live job and returns their number. */
export async function requeueLost(db: Database, limit: number): Promise<number> {
  const row = await queryOne(db.sql<{ queued: number }[]>`select retake.requeue_lost(${limit}) as queued`);
  return row.queued;
}

/** Returns those blob keys that nothing refers to: no ref set, contact sheet, image, upload or running synthesis. */
export async function unusedBlobs(db: Database, keys: readonly string[]): Promise<readonly string[]> {
  const rows = await query(db.sql<{ key: string }[]>`
    select k.key from unnest(${keys as string[]}::text[]) as k (key)
     where not exists (select from retake.ref_sets where blob_keys @> array[k.key])
       and not exists (select from retake.ref_sets where sheet_key = k.key)
       and not exists (select from retake.images where blob_keys @> array[k.key])
       and not exists (select from retake.uploads where status = 'stored' and k.key in (image ->> 'key', image ->> 'thumb_key'))
       and not exists (select from retake.generations g join retake.syntheses s on s.id = g.synthesis_id and s.status = 'running'
                        where k.key in (g.image ->> 'key', g.image ->> 'thumb_key'))`);
  return rows.map((row) => row.key);
}

/** Returns true to one caller among all processes in each interval (SQL: `take_turn`). */
export async function claimInterval(db: Database, name: string, intervalSeconds: number): Promise<boolean> {
  const row = await queryOne(db.sql<{ ours: boolean }[]>`select retake.take_turn(${name}, ${intervalSeconds}) as ours`);
  return row.ours;
}

/** The gauges for operators. Reads the running syntheses by their index, and every team once. */
export async function findGauges(db: Database): Promise<Gauges> {
  return queryOne(db.sql<Gauges[]>`
    with open as (select team_id, price, runner, created_at from retake.syntheses where status = 'running'),
         held as (select team_id, sum(price) as held from open group by team_id)
    select (select count(*) from open)::int as syntheses_running,
           (select count(*) from open where runner is null)::int as syntheses_waiting,
           (select coalesce(extract(epoch from retake.clock_now() - min(created_at)), 0) from open)::float8
             as oldest_synthesis_seconds,
           coalesce(sum(t.held), 0)::float8 as credits_held,
           (count(*) filter (where t.held <> coalesce(h.held, 0)))::int as unbalanced_teams
      from retake.teams t left join held h on h.team_id = t.id`);
}
