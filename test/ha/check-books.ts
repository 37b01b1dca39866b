import type postgres from "postgres";
import { waitFor } from "../helpers/wait-for.ts";
import type { Acknowledged } from "./load.ts";

export type Books = {
  /** Acknowledged calls whose key or synthesis is missing in the database. */
  readonly lostAccepts: number;
  /** Orders that the vendor received more than once for the same pose of the same synthesis. */
  readonly doubleOrders: number;
  /** Syntheses that the vendor worked for and that are missing in the database. */
  readonly unknownOrders: number;
  /** Holds without a synthesis, and syntheses without a hold. */
  readonly unmatchedHolds: number;
  readonly syntheses: number;
  readonly succeeded: number;
  /** Failed and released syntheses, by their error code. */
  readonly failed: Readonly<Record<string, number>>;
  readonly orders: number;
};

const REST_LIMIT_MS = 120_000;

/** Waits until every synthesis has ended, then compares the records of callers, vendor and database. */
export async function checkBooks(
  sql: postgres.Sql,
  acknowledged: readonly Acknowledged[],
  orders: readonly string[],
): Promise<Books> {
  await waitFor(
    "every synthesis to end",
    async () => (await sql`select from syntheses where status = 'running' limit 1`).length === 0,
    REST_LIMIT_MS,
  );
  const keys = await sql<{ name: string; outcome: string }[]>`
    select team_id || ' ' || key as name, outcome::text as outcome from idempotency_keys`;
  const outcomes = new Map(keys.map(({ name, outcome }) => [name, outcome]));
  const lost = acknowledged.filter(({ teamId, key, synthesisId }) => {
    const outcome = outcomes.get(`${teamId} ${key}`);
    return outcome === undefined || (synthesisId !== null && !outcome.includes(synthesisId));
  });
  const syntheses = await sql<{ id: string; status: string; error: string | null }[]>`
    select id, status, error_code as error from syntheses`;
  const known = new Set(syntheses.map(({ id }) => id));
  const [unmatched] = await sql<{ count: number }[]>`
    select (select count(*) from ledger_entries e
             where kind = 'hold' and not exists (select from syntheses s where s.id = e.synthesis_id))::int
         + (select count(*) from syntheses s
             where not exists (select from ledger_entries e where e.kind = 'hold' and e.synthesis_id = s.id))::int as count`;
  const synthesisOf = (order: string) => order.split(":")[0] ?? "";
  return {
    lostAccepts: lost.length,
    doubleOrders: orders.length - new Set(orders).size,
    unknownOrders: new Set(orders.map(synthesisOf).filter((id) => !known.has(id))).size,
    unmatchedHolds: unmatched?.count ?? Number.NaN,
    syntheses: syntheses.length,
    succeeded: syntheses.filter(({ status }) => status === "succeeded").length,
    failed: countBy(syntheses.filter(({ status }) => status === "failed").map(({ error }) => error ?? "")),
    orders: orders.length,
  };
}

function countBy(names: readonly string[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const name of names) counts[name] = (counts[name] ?? 0) + 1;
  return counts;
}
