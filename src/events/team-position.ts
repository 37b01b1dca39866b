import type { Fragment } from "postgres";
import type { Database } from "../db/client.ts";
import { query } from "../db/query.ts";
import type { CharacterChange } from "../domain/snapshots.ts";
import { SNAPSHOT_COLUMNS } from "./present-change.ts";
import { EVENT_FINGERPRINT } from "./source.ts";

/** A position in a team's events: the number of one, and the fingerprint that identifies it. */
export type TeamPosition = { readonly seq: number; readonly fingerprint: string };

/** Where a team's events are now, and what is still kept of those after a position. */
export type TeamHistory = {
  readonly present: TeamPosition;
  /** True when every event after the position is kept, and the one at the position is the one that was meant. */
  readonly isWhole: boolean;
};

/** What lies after a position; `position` null asks for the present alone. */
export async function findTeamHistory(
  db: Database,
  teamId: string,
  position: TeamPosition | null,
): Promise<TeamHistory> {
  const fingerprint = (seq: Fragment) => db.sql`
    coalesce((select ${db.sql.unsafe(EVENT_FINGERPRINT)} from retake.events e where e.team_id = t.id and e.team_seq = ${seq}), '')`;
  const after = position?.seq ?? 0;
  const [row] = await query(db.sql<
    { seq: string; fingerprint: string; fingerprint_there: string; next_kept: boolean }[]
  >`
    select t.event_seq as seq, ${fingerprint(db.sql`t.event_seq`)} as fingerprint, ${fingerprint(db.sql`${after}::bigint`)} as fingerprint_there,
           exists (select from retake.events e where e.team_id = t.id and e.team_seq = ${after}::bigint + 1) as next_kept
      from retake.teams t where t.id = ${teamId}`);
  if (!row) throw new Error(`no team ${teamId}`);
  const present = { seq: Number(row.seq), fingerprint: row.fingerprint };
  const isSame =
    position?.fingerprint === row.fingerprint_there || position?.fingerprint === "" || row.fingerprint_there === "";
  return { present, isWhole: isSame && (row.next_kept || after >= present.seq) };
}

/**
 * The next characters by id as snapshots of a moment: those that have not changed since the team's event `position`. The
 * others are told by their events after it.
 */
export async function listTeamSnapshots(
  db: Database,
  teamId: string,
  position: TeamPosition,
  afterId: string,
  limit: number,
): Promise<readonly CharacterChange[]> {
  const rows = await query(db.sql<Omit<CharacterChange, "team_seq" | "team_fingerprint" | "snapshots_to">[]>`
    select ${db.sql.unsafe(SNAPSHOT_COLUMNS)}
      from retake.characters c
     where c.team_id = ${teamId} and c.status <> 'deleted' and c.id collate "C" > ${afterId}
       and not exists (select from retake.events e
                        where e.character_id = c.id and e.version = c.version and e.team_seq > ${position.seq}::bigint)
     order by c.id collate "C" limit ${limit}`);
  return rows.map((row) => ({
    ...row,
    team_seq: position.seq,
    team_fingerprint: position.fingerprint,
    snapshots_to: row.character_id,
  }));
}
