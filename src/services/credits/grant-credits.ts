import type { Database } from "../../db/client.ts";
import { query } from "../../db/query.ts";
import { type Balance, MAX_CREDITS } from "../../domain/credits.ts";

/** Grants credits; null when there is no such team or its total would pass `MAX_CREDITS`. */
export async function grantCredits(
  db: Database,
  teamId: string,
  amount: number,
  note: string | null,
): Promise<Balance | null> {
  const [row] = await query(db.sql<{ total: string; held: string }[]>`
    select total, held from retake.grant_credits(${teamId}, ${amount}, ${note}, ${MAX_CREDITS})`);
  if (!row) return null;
  const total = Number(row.total);
  const held = Number(row.held);
  return { total, held, available: total - held };
}
