import { and, eq, sql } from "drizzle-orm";
import { z } from "zod";
import type { Database } from "../../db/client.ts";
import { query, queryRows } from "../../db/query.ts";
import { credits } from "../../db/rows.ts";
import { ledgerEntries } from "../../db/schema/teams.ts";
import { type Balance, MAX_CREDITS } from "../../domain/credits.ts";
import type { LedgerEntrySnapshot } from "../../domain/snapshots.ts";
import { listPage, type Page, type PageBounds } from "../pages/pages.ts";

const balanceRow = z.object({ total: credits, held: credits });

/** Grants credits. Returns null when there is no such team or its total would exceed `MAX_CREDITS`. */
export async function grantCredits(
  db: Database,
  teamId: string,
  amount: number,
  note: string | null,
): Promise<Balance | null> {
  const [row] = await queryRows(
    balanceRow,
    db.sql`select total, held from retake.grant_credits(${teamId}, ${amount}, ${note}, ${MAX_CREDITS})`,
  );
  return row ? { ...row, available: row.total - row.held } : null;
}

/** An entry with its position in the team's ledger. */
export type ListedEntry = { readonly seq: number; readonly snapshot: LedgerEntrySnapshot };

/** The team's ledger, newest first. */
export function listEntries(db: Database, teamId: string, bounds: PageBounds<number>): Promise<Page<ListedEntry>> {
  const mine = eq(ledgerEntries.teamId, teamId);
  return listPage(
    {
      position: ledgerEntries.seq,
      rows: (where, order, limit) => {
        const columns = {
          seq: ledgerEntries.seq,
          snapshot: sql<LedgerEntrySnapshot>`retake.entry_json(ledger_entries)`,
        };
        const statement = db.reads.select(columns).from(ledgerEntries).where(and(mine, where));
        return query(statement.orderBy(order).limit(limit));
      },
    },
    bounds,
  );
}

/** The entry of the team's ledger with this number, or null. */
export async function findEntry(db: Database, teamId: string, seq: number): Promise<LedgerEntrySnapshot | null> {
  const statement = db.reads
    .select({ snapshot: sql<LedgerEntrySnapshot>`retake.entry_json(ledger_entries)` })
    .from(ledgerEntries)
    .where(and(eq(ledgerEntries.teamId, teamId), eq(ledgerEntries.seq, seq)));
  return (await query(statement))[0]?.snapshot ?? null;
}
