import type postgres from "postgres";
import type { CharacterChange, ProgressStep } from "../domain/snapshots.ts";

/** A numbered stream of rows that many topics share: how to read what lies after a position, for many topics at once. */
export type Source<Row> = {
  /** Rows of each topic after its position, in order of topic and position; at most `limit`. */
  readonly read: (sql: postgres.Sql, topics: readonly { id: string; after: number }[], limit: number) => Promise<Row[]>;
  readonly topicOf: (row: Row) => string;
  readonly positionOf: (row: Row) => number;
};

const CHANGE_COLUMNS = `e.team_id, e.character_id, e.version, e.team_seq, e.status, e.previous_status, false as snapshot,
  e.synthesis_id, e.character, to_jsonb(e.created_at) #>> '{}' as occurred_at`;

type ChangeRow = Omit<CharacterChange, "team_seq"> & { team_seq: string | number };

const toChange = (row: ChangeRow): CharacterChange => ({ ...row, team_seq: Number(row.team_seq) });

/** The changes of one character, positioned by its version. */
export const characterSource: Source<CharacterChange> = {
  read: async (sql, topics, limit) => {
    const rows = await sql<ChangeRow[]>`
      select ${sql.unsafe(CHANGE_COLUMNS)}
        from unnest(${topics.map((t) => t.id)}::text[], ${topics.map((t) => t.after)}::int[]) as watched (id, after)
        join events e on e.character_id = watched.id and e.version > watched.after
       order by e.character_id, e.version limit ${limit}`;
    return rows.map(toChange);
  },
  topicOf: (row) => row.character_id,
  positionOf: (row) => row.version,
};

/** The changes of a whole team, positioned by the team's own counter, which is an order of commits without gaps. */
export const teamSource: Source<CharacterChange> = {
  read: async (sql, topics, limit) => {
    const rows = await sql<ChangeRow[]>`
      select ${sql.unsafe(CHANGE_COLUMNS)}
        from unnest(${topics.map((t) => t.id)}::text[], ${topics.map((t) => t.after)}::bigint[]) as watched (id, after)
        join events e on e.team_id = watched.id and e.team_seq > watched.after
       order by e.team_id, e.team_seq limit ${limit}`;
    return rows.map(toChange);
  },
  topicOf: (row) => row.team_id,
  positionOf: (row) => row.team_seq,
};

/** The steps of one synthesis. */
export const progressSource: Source<ProgressStep> = {
  read: (sql, topics, limit) => sql<ProgressStep[]>`
    select p.synthesis_id, p.seq, p.pose, p.generation_status, p.completed, p.total
      from unnest(${topics.map((t) => t.id)}::text[], ${topics.map((t) => t.after)}::int[]) as watched (id, after)
      join generation_events p on p.synthesis_id = watched.id and p.seq > watched.after
     order by p.synthesis_id, p.seq limit ${limit}`,
  topicOf: (row) => row.synthesis_id,
  positionOf: (row) => row.seq,
};
