import type { Fragment } from "postgres";
import type { Database } from "../db/client.ts";
import { query } from "../db/query.ts";
import type { CharacterChange } from "../domain/snapshots.ts";
import { SNAPSHOT_COLUMNS } from "./present-change.ts";
import { EVENT_FINGERPRINT } from "./source.ts";

/** A place in a team's events: the number of one, and what tells it from any other. */
export type TeamPosition = { readonly seq: number; readonly mark: string };

/** Where a team's events are now, and what is still kept of those after a place. */
export type TeamHistory = {
  readonly present: TeamPosition;
  /** True when every event after the place is kept, and the one at the place is the one that was meant. */
  readonly isWhole: boolean;
};

/** What lies after a place; `place` null asks for the present alone. */
export async function readTeamHistory(db: Database, teamId: string, place: TeamPosition | null): Promise<TeamHistory> {
  const mark = (seq: Fragment) => db.sql`
    coalesce((select ${db.sql.unsafe(EVENT_FINGERPRINT)} from retake.events e where e.team_id = t.id and e.team_seq = ${seq}), '')`;
  const after = place?.seq ?? 0;
  const [row] = await query(db.sql<{ seq: string; mark: string; mark_there: string; next_kept: boolean }[]>`
    select t.event_seq as seq, ${mark(db.sql`t.event_seq`)} as mark, ${mark(db.sql`${after}::bigint`)} as mark_there,
           exists (select from retake.events e where e.team_id = t.id and e.team_seq = ${after}::bigint + 1) as next_kept
      from retake.teams t where t.id = ${teamId}`);
  if (!row) throw new Error(`no team ${teamId}`);
  const present = { seq: Number(row.seq), mark: row.mark };
  const isSame = place?.mark === row.mark_there || place?.mark === "" || row.mark_there === "";
  return { present, isWhole: isSame && (row.next_kept || after >= present.seq) };
}

/**
 * The next characters by id as snapshots of a moment: those that have not changed since the team's event `place`. The
 * others are told by their events after it.
 */
export async function readTeamSnapshots(
  db: Database,
  teamId: string,
  place: TeamPosition,
  afterId: string,
  limit: number,
): Promise<readonly CharacterChange[]> {
  const rows = await query(db.sql<Omit<CharacterChange, "team_seq" | "team_mark" | "snapshots_to">[]>`
    select ${db.sql.unsafe(SNAPSHOT_COLUMNS)}
      from retake.characters c
     where c.team_id = ${teamId} and c.status <> 'deleted' and c.id collate "C" > ${afterId}
       and not exists (select from retake.events e
                        where e.character_id = c.id and e.version = c.version and e.team_seq > ${place.seq}::bigint)
     order by c.id collate "C" limit ${limit}`);
  return rows.map((row) => ({ ...row, team_seq: place.seq, team_mark: place.mark, snapshots_to: row.character_id }));
}
