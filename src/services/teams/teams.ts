import { eq } from "drizzle-orm";
import type { Database } from "../../db/client.ts";
import { query } from "../../db/query.ts";
import { teams } from "../../db/schema/teams.ts";
import type { ContractVersion } from "../../domain/contract-version.ts";
import { type Balance, MAX_CREDITS } from "../../domain/credits.ts";

export type NewTeam = {
  readonly id: string;
  readonly name: string;
  readonly autoSave: boolean;
  readonly version: ContractVersion;
  readonly credits: number;
};

/** Creates a team and pins it permanently to a contract version. */
export async function createTeam(db: Database, team: NewTeam): Promise<void> {
  await query(
    db.sql`select retake.create_team(${team.id}, ${team.name}, ${team.autoSave}, ${team.version}, ${team.credits}, ${MAX_CREDITS})`,
  );
}

/** True for a new database, which has no teams. */
export async function hasNoTeams(db: Database): Promise<boolean> {
  const rows = await query(db.sql`select from retake.teams limit 1`);
  return rows.length === 0;
}

export type TeamSnapshot = {
  readonly id: string;
  readonly name: string;
  readonly autoSave: boolean;
  readonly balance: Balance;
};

/** A team with its present balance, or null. */
export async function findTeam(db: Database, teamId: string): Promise<TeamSnapshot | null> {
  const [row] = await query(db.reads.select().from(teams).where(eq(teams.id, teamId)));
  if (!row) return null;
  const balance = { total: row.total, held: row.held, available: row.total - row.held };
  return { id: row.id, name: row.name, autoSave: row.autoSave, balance };
}
