import type postgres from "postgres";
import { quoteIdentifier } from "./schema-name.ts";

/** How a session is set up before it takes work. */
export type SessionOptions = {
  /** False behind a pooler in transaction mode: its server connections are shared, so nothing is set. */
  readonly stateful: boolean;
  readonly schema: string;
  readonly statementTimeoutMs: number;
  readonly lockTimeoutMs: number;
};

/** What the first statement of a connection finds. */
export type Session = {
  /** The process that serves it; in transaction mode only the one that answered this statement. */
  readonly pid: number;
  /** When that process began, in seconds: a pid can be given to another one. */
  readonly startedAt: string;
  readonly isStandby: boolean;
  readonly isReadOnly: boolean;
};

/**
 * Everything that a role or a database may set otherwise and that changes results, durability or what we are told.
 * Not here: `synchronous_commit` and `default_transaction_read_only`, by which operators say what they want.
 */
function settingsOf({ schema, statementTimeoutMs, lockTimeoutMs }: SessionOptions): Record<string, string> {
  return {
    statement_timeout: String(statementTimeoutMs),
    lock_timeout: String(lockTimeoutMs),
    idle_in_transaction_session_timeout: "0",
    TimeZone: "UTC",
    DateStyle: "ISO, MDY",
    IntervalStyle: "postgres",
    bytea_output: "hex",
    extra_float_digits: "1",
    standard_conforming_strings: "on",
    array_nulls: "on",
    transform_null_equals: "off",
    default_transaction_isolation: "read committed",
    default_transaction_deferrable: "off",
    // A warning about a standby decides what a commit means.
    client_min_messages: "notice",
    search_path: quoteIdentifier(schema),
  };
}

/** Settings that an older server does not have, and one that only a superuser may set. */
const CONDITIONAL = [
  "case when current_setting('idle_session_timeout', true) is not null then set_config('idle_session_timeout', '0', false) end",
  "case when current_setting('transaction_timeout', true) is not null then set_config('transaction_timeout', '0', false) end",
  "case when current_setting('is_superuser') = 'on' then set_config('lc_messages', 'C', false) end",
];

const quote = (text: string) => `'${text.replaceAll("'", "''")}'`;

/**
 * The first statement of a connection: sets the session up and says where it is. One round trip, and no startup
 * parameters, which poolers refuse. Rejects when the server does not take statements.
 */
export async function beginSession(sql: postgres.Sql, options: SessionOptions): Promise<Session> {
  const settings = Object.entries(settingsOf(options)).map(
    ([name, value]) => `set_config(${quote(name)}, ${quote(value)}, false)`,
  );
  const setUp = options.stateful ? `, ${[...settings, ...CONDITIONAL].join(", ")}` : "";
  const [row] = await sql.unsafe<Record<keyof Session, never>[]>(`
    select pid as pid, extract(epoch from backend_start)::text as "startedAt", pg_is_in_recovery() as "isStandby",
           current_setting('transaction_read_only') = 'on' as "isReadOnly"${setUp}
      from pg_stat_get_activity(pg_backend_pid())`);
  if (!row) throw new Error("the server does not know its own session");
  return { pid: row.pid, startedAt: row.startedAt, isStandby: row.isStandby, isReadOnly: row.isReadOnly };
}
