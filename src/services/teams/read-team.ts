import { eq } from "drizzle-orm";
import type { Database } from "../../db/client.ts";
import { query } from "../../db/query.ts";
import { teams } from "../../db/schema/teams.ts";
import type { Balance } from "../../domain/credits.ts";

export type TeamSnapshot = {
  readonly id: string;
  readonly name: string;
  readonly autoSave: boolean;
  readonly balance: Balance;
};

/** A team with its balance at this instant, or null. */
export async function findTeam(db: Database, teamId: string): Promise<TeamSnapshot | null> {
  const [row] = await query(db.reads.select().from(teams).where(eq(teams.id, teamId)));
  if (!row) return null;
  const balance = { total: row.total, held: row.held, available: row.total - row.held };
  return { id: row.id, name: row.name, autoSave: row.autoSave, balance };
}
