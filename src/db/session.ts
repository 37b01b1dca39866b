import type postgres from "postgres";
import { quoteIdentifier } from "./schema-name.ts";

/** How a session is prepared. */
type SessionOptions = {
  /** False behind a pooler in transaction mode, whose server connections are shared, so that nothing may be set. */
  readonly stateful: boolean;
  readonly schema: string;
  readonly statementTimeoutMs: number;
  readonly lockTimeoutMs: number;
};

/** The result of a connection's first statement. */
export type Session = {
  /** The server process of the session; in transaction mode, the one that happened to answer this statement. */
  readonly pid: number;
  /** When that process started, in seconds, because a pid may be reused. */
  readonly startedAt: string;
  readonly isStandby: boolean;
  readonly isReadOnly: boolean;
};

/**
 * All settings of a role or database that change results, durability or messages. Not included are
 * `synchronous_commit` and `default_transaction_read_only`, which operators set on purpose.
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
    // The warning that a standby has not confirmed a commit must arrive, because it decides about the outcome.
    client_min_messages: "notice",
    search_path: quoteIdentifier(schema),
  };
}

/** Settings that older servers lack, and one that only a superuser may set. */
const CONDITIONAL = [
  "case when current_setting('idle_session_timeout', true) is not null then set_config('idle_session_timeout', '0', false) end",
  "case when current_setting('transaction_timeout', true) is not null then set_config('transaction_timeout', '0', false) end",
  "case when current_setting('is_superuser') = 'on' then set_config('lc_messages', 'C', false) end",
];

const quote = (text: string) => `'${text.replaceAll("'", "''")}'`;

/**
 * The first statement of a connection. It applies the settings and identifies the server process, in one round trip
 * and without startup parameters, which poolers refuse. Rejects when the server does not accept statements.
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
  if (!row) throw new Error("the server did not report its session");
  return { pid: row.pid, startedAt: row.startedAt, isStandby: row.isStandby, isReadOnly: row.isReadOnly };
}
