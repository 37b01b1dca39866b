import type { Database } from "../../db/client.ts";
import { queryOne } from "../../db/query.ts";
import type { Gauges } from "../../domain/observability.ts";

/** The numbers an operator watches. Reads the running syntheses by their index, and every team once. */
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
