import type { Database } from "../../db/client.ts";
import { query } from "../../db/query.ts";
import type { ContractVersion } from "../../domain/contract-version.ts";
import { MAX_CREDITS } from "../../domain/credits.ts";

export type NewTeam = {
  readonly id: string;
  readonly name: string;
  readonly autoSave: boolean;
  readonly version: ContractVersion;
  readonly credits: number;
};

/** Creates a team, pinned to a contract version for good. */
export async function createTeam(db: Database, team: NewTeam): Promise<void> {
  await query(
    db.sql`select retake.create_team(${team.id}, ${team.name}, ${team.autoSave}, ${team.version}, ${team.credits}, ${MAX_CREDITS})`,
  );
}

/** True when the database has no team at all: it is new. */
export async function hasNoTeams(db: Database): Promise<boolean> {
  const rows = await query(db.sql`select from retake.teams limit 1`);
  return rows.length === 0;
}
