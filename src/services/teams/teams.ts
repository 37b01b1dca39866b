import { eq } from "drizzle-orm";
import { z } from "zod";
import type { Database } from "../../db/client.ts";
import { query, queryRows } from "../../db/query.ts";
import { credits } from "../../db/rows.ts";
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

/** The number of teams on one page of the operator's list. */
export const TEAMS_PER_PAGE = 1_000;

export type ListedTeam = TeamSnapshot & {
  /** API keys that are not revoked. Access tokens do not count. */
  readonly keys: number;
};

const listedTeamRow = z.object({
  id: z.string(),
  name: z.string(),
  auto_save: z.boolean(),
  total: credits,
  held: credits,
  keys: z.int(),
});

/**
 * The teams after a team's id, or from the beginning, oldest first. Returns up to one more than `TEAMS_PER_PAGE`, which
 * shows that there is another page.
 */
export async function listTeams(db: Database, after: string | null): Promise<readonly ListedTeam[]> {
  const rows = await queryRows(
    listedTeamRow,
    db.sql`
      select t.id, t.name, t.auto_save, t.total, t.held,
             (select count(*)::int from retake.api_keys k
               where k.team_id = t.id and k.parent_id is null and k.console_signed_in_at is null
                 and k.revoked_at is null) as keys
        from retake.teams t where ${after}::text is null or t.id > ${after}
       order by t.id limit ${TEAMS_PER_PAGE + 1}`,
  );
  return rows.map(({ id, name, auto_save, total, held, keys }) => ({
    id,
    name,
    autoSave: auto_save,
    balance: balanceOf(total, held),
    keys,
  }));
}

const balanceOf = (total: number, held: number): Balance => ({ total, held, available: total - held });

/** A team with its present balance, or null. */
export async function findTeam(db: Database, teamId: string): Promise<TeamSnapshot | null> {
  const [row] = await query(db.reads.select().from(teams).where(eq(teams.id, teamId)));
  if (!row) return null;
  return { id: row.id, name: row.name, autoSave: row.autoSave, balance: balanceOf(row.total, row.held) };
}
