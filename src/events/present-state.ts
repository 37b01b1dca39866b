import type { Fragment } from "postgres";
import type { Database } from "../db/client.ts";
import { query } from "../db/query.ts";
import type { CharacterChange, ProgressStep } from "../domain/snapshots.ts";
import { EVENT_FINGERPRINT } from "./source.ts";

/** The columns of a character `c` in its present state as a change, without its position among the team's events. */
const SNAPSHOT_COLUMNS = `c.team_id, c.id as character_id, c.version, c.status, c.status as previous_status,
  true as snapshot, case when c.status <> 'deleted' then retake.character_json(c) end as character,
  to_jsonb(c.updated_at) #>> '{}' as occurred_at,
  (select s.id from retake.syntheses s where s.character_id = c.id and s.kind <> 'image' order by s.id collate "C" desc limit 1)
    as synthesis_id`;

/** Finds the present state of a character as a change, also of a deleted one; null when the team never had it. */
export async function findPresentChange(db: Database, teamId: string, id: string): Promise<CharacterChange | null> {
  const [row] = await query(db.sql<(Omit<CharacterChange, "team_seq"> & { team_seq: string })[]>`
    select ${db.sql.unsafe(SNAPSHOT_COLUMNS)}, coalesce(e.team_seq, t.event_seq) as team_seq,
           case when e.character_id is null then '' else ${db.sql.unsafe(EVENT_FINGERPRINT)} end as team_fingerprint
      from retake.characters c join retake.teams t on t.id = c.team_id
      left join retake.events e on e.character_id = c.id and e.version = c.version
     where c.id = ${id} and c.team_id = ${teamId}`);
  return row ? { ...row, team_seq: Number(row.team_seq) } : null;
}

/** Finds the oldest version of the character whose event is still kept; null when none is. */
export async function findOldestVersion(db: Database, id: string): Promise<number | null> {
  const [row] = await query(db.sql<{ oldest: number | null }[]>`
    select min(version) as oldest from retake.events where character_id = ${id}`);
  return row?.oldest ?? null;
}

/**
 * A character's version, and its latest synthesis as a step; null when there was none. A running synthesis comes first.
 */
export type PresentProgress = { readonly version: number; readonly step: ProgressStep | null };

/** Finds the progress of a character's latest synthesis; null when the team has no such character or it is deleted. */
export async function findPresentProgress(db: Database, teamId: string, id: string): Promise<PresentProgress | null> {
  type Row = { version: number; synthesis_id: string | null; seq: number; synthesis: ProgressStep["synthesis"] };
  const [row] = await query(db.sql<Row[]>`
    select c.version, (latest.s).id as synthesis_id, (latest.s).progress_seq as seq,
           retake.synthesis_json(latest.s) as synthesis
      from retake.characters c
      left join lateral (select s from retake.syntheses s where s.character_id = c.id and s.kind <> 'image'
                          order by (s.status = 'running') desc, s.id collate "C" desc limit 1) latest on true
     where c.id = ${id} and c.team_id = ${teamId} and c.status <> 'deleted'`);
  if (!row) return null;
  if (row.synthesis_id === null) return { version: row.version, step: null };
  const { generations } = row.synthesis;
  const completed = generations.filter(({ status }) => status === "delivered").length;
  const { synthesis_id, seq, synthesis } = row;
  const state = { pose: null, generation_status: null, completed, total: generations.length };
  return { version: row.version, step: { synthesis_id, seq, synthesis, ...state } };
}

/** A position in a team's events: the number of an event, and the fingerprint that identifies it. */
export type TeamPosition = { readonly seq: number; readonly fingerprint: string };

/** The present position in a team's events, and whether the events after another position are still kept. */
type TeamHistory = {
  readonly present: TeamPosition;
  /** True when every event after the position is kept and the event at the position has the expected fingerprint. */
  readonly isWhole: boolean;
};

/** Finds the present position of a team and checks the history after `position`; null checks nothing. */
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
 * Lists the next characters by id as snapshots at the team's event `position`: those that have not changed since. The
 * others are covered by their events after the position.
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
