import type { Database } from "../db/client.ts";
import { query } from "../db/query.ts";
import type { CharacterChange } from "../domain/snapshots.ts";
import { EVENT_FINGERPRINT } from "./source.ts";

/** The present state of a character `c` as a change, but for its position among the team's events. */
export const SNAPSHOT_COLUMNS = `c.team_id, c.id as character_id, c.version, c.status, c.status as previous_status,
  true as snapshot, case when c.status <> 'deleted' then retake.character_json(c) end as character,
  to_jsonb(c.updated_at) #>> '{}' as occurred_at,
  (select s.id from retake.syntheses s where s.character_id = c.id and s.kind <> 'image' order by s.id collate "C" desc limit 1)
    as synthesis_id`;

/** The present state of a character as a change, deleted ones included; null when the team never had it. */
export async function findPresentChange(db: Database, teamId: string, id: string): Promise<CharacterChange | null> {
  const [row] = await query(db.sql<(Omit<CharacterChange, "team_seq"> & { team_seq: string })[]>`
    select ${db.sql.unsafe(SNAPSHOT_COLUMNS)}, coalesce(e.team_seq, t.event_seq) as team_seq,
           case when e.character_id is null then '' else ${db.sql.unsafe(EVENT_FINGERPRINT)} end as team_fingerprint
      from retake.characters c join retake.teams t on t.id = c.team_id
      left join retake.events e on e.character_id = c.id and e.version = c.version
     where c.id = ${id} and c.team_id = ${teamId}`);
  return row ? { ...row, team_seq: Number(row.team_seq) } : null;
}

/** The oldest version of the character whose event is still kept; null when none is. */
export async function findOldestVersion(db: Database, id: string): Promise<number | null> {
  const [row] = await query(db.sql<{ oldest: number | null }[]>`
    select min(version) as oldest from retake.events where character_id = ${id}`);
  return row?.oldest ?? null;
}
