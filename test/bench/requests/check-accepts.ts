import type { Sql } from "../../../src/db/statement.ts";

/** Throws unless exactly this many calls were accepted, each with a key, a hold, an event and a job. */
export async function checkAccepts(sql: Sql, accepts: number): Promise<void> {
  const [sums = {}] = await sql<Record<string, number>[]>`
    select (select count(*)::int from retake.idempotency_keys where outcome is not null) as keys,
           (select count(*)::int from retake.syntheses where status = 'running') as syntheses,
           (select count(*)::int from retake.ledger_entries where kind = 'hold') as holds,
           (select count(*)::int from retake.events where status = 'synthesizing') as events,
           (select count(*)::int from retake_jobs.job where name = 'synthesis') as jobs`;
  const wrong = Object.entries(sums).filter(([, count]) => count !== accepts);
  if (wrong.length > 0) throw new Error(`of ${accepts} accepts: ${JSON.stringify(Object.fromEntries(wrong))}`);
}
