import type { Sql } from "../db/statement.ts";
import type { CharacterChange, ProgressStep, TeamBalance } from "../domain/snapshots.ts";

/** A kind of numbered row, and how to read the rows after a position, for many topics in one query. */
export type Source<Row> = {
  /** Reads at most `limit` rows after the position of each topic, ordered by topic and position. */
  readonly read: (sql: Sql, topics: readonly { id: string; after: number }[], limit: number) => Promise<Row[]>;
  /** True when each topic is a character, so that a change of one does not concern the others. */
  readonly isByCharacter: boolean;
  readonly topicOf: (row: Row) => string;
  readonly positionOf: (row: Row) => number;
  /** True when no row is missing between a position and this row. */
  readonly follows: (row: Row, last: number) => boolean;
};

/**
 * Eight characters that identify an event. They reveal a cursor from a history that a restored backup does not have.
 */
export const EVENT_FINGERPRINT = `left(md5(concat_ws(' ', e.character_id, e.version, extract(epoch from e.created_at))), 8)`;

const CHANGE_COLUMNS = `e.team_id, e.character_id, e.version, e.team_seq, ${EVENT_FINGERPRINT} as team_fingerprint, e.status,
  e.previous_status, false as snapshot, e.synthesis_id, e.character, to_jsonb(e.created_at) #>> '{}' as occurred_at`;

type ChangeRow = Omit<CharacterChange, "team_seq"> & { team_seq: string | number };

const toChange = (row: ChangeRow): CharacterChange => ({ ...row, team_seq: Number(row.team_seq) });

/** The changes of one character, positioned by its version. */
export const characterSource: Source<CharacterChange> = {
  read: async (sql, topics, limit) => {
    const rows = await sql<ChangeRow[]>`
      select ${sql.unsafe(CHANGE_COLUMNS)}
        from unnest(${topics.map((t) => t.id)}::text[], ${topics.map((t) => t.after)}::int[]) as watched (id, after)
        join retake.events e on e.character_id = watched.id and e.version > watched.after
       order by e.character_id, e.version limit ${limit}`;
    return rows.map(toChange);
  },
  isByCharacter: true,
  topicOf: (row) => row.character_id,
  positionOf: (row) => row.version,
  follows: (row, last) => row.version === last + 1,
};

/** The changes of a whole team, positioned by the team's counter, which numbers them in commit order without gaps. */
export const teamSource: Source<CharacterChange> = {
  read: async (sql, topics, limit) => {
    const rows = await sql<ChangeRow[]>`
      select ${sql.unsafe(CHANGE_COLUMNS)}
        from unnest(${topics.map((t) => t.id)}::text[], ${topics.map((t) => t.after)}::bigint[]) as watched (id, after)
        join retake.events e on e.team_id = watched.id and e.team_seq > watched.after
       order by e.team_id, e.team_seq limit ${limit}`;
    return rows.map(toChange);
  },
  isByCharacter: false,
  topicOf: (row) => row.team_id,
  positionOf: (row) => row.team_seq,
  follows: (row, last) => row.team_seq === last + 1,
};

/** The steps of one synthesis. */
export const progressSource: Source<ProgressStep> = {
  read: (sql, topics, limit) => sql<ProgressStep[]>`
    select p.synthesis_id, p.seq, p.pose, p.generation_status, p.completed, p.total, retake.synthesis_json(s) as synthesis
      from unnest(${topics.map((t) => t.id)}::text[], ${topics.map((t) => t.after)}::int[]) as watched (id, after)
      join retake.generation_events p on p.synthesis_id = watched.id and p.seq > watched.after
      join retake.syntheses s on s.id = p.synthesis_id
     order by p.synthesis_id, p.seq limit ${limit}`,
  isByCharacter: false,
  topicOf: (row) => row.synthesis_id,
  positionOf: (row) => row.seq,
  follows: (row, last) => row.seq === last + 1,
};

/**
 * A team's balance, positioned by its ledger. Only the newest balance is read, so several entries may be one change.
 */
export const balanceSource: Source<TeamBalance> = {
  read: async (sql, topics, limit) => {
    const rows = await sql<{ id: string; entry_seq: string; total: string; held: string }[]>`
      select t.id, t.entry_seq, t.total, t.held
        from unnest(${topics.map((t) => t.id)}::text[], ${topics.map((t) => t.after)}::bigint[]) as watched (id, after)
        join retake.teams t on t.id = watched.id and t.entry_seq > watched.after
       order by t.id limit ${limit}`;
    return rows.map((row) => {
      const [total, held] = [Number(row.total), Number(row.held)];
      return { team_id: row.id, entry_seq: Number(row.entry_seq), total, held, available: total - held };
    });
  },
  isByCharacter: false,
  topicOf: (row) => row.team_id,
  positionOf: (row) => row.entry_seq,
  follows: () => true,
};

/** Rows that a stream has not delivered yet are no longer kept. The caller starts again with the present state. */
export class HistoryTruncatedError extends Error {
  override readonly name = "HistoryTruncatedError";
}
