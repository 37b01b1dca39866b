import { drizzle, type PostgresJsDatabase } from "drizzle-orm/postgres-js";
import postgres from "postgres";
import { NO_TRACER, type Tracer } from "../domain/tracer.ts";
import { ARRAY_TYPES } from "./array-types.ts";
import type { ConnectionSettings } from "./connection-string.ts";
import { driverOptions } from "./driver-options.ts";
import { driverSockets } from "./driver-socket.ts";
import { supervise } from "./pool/supervised-client.ts";
import { DEFAULT_SCHEMA, lockKey, qualifyStatements } from "./schema-name.ts";

/** How to reach a PostgreSQL (settings of a URL, a URL, or what the embedded server says), and the schema to use in it. */
export type ConnectionTarget = (
  | ConnectionSettings
  | { readonly url: string }
  | {
      readonly host: string;
      readonly port: number;
      readonly user: string;
      readonly password: string;
      readonly database: string;
    }
) & {
  /** `public` when absent. */
  readonly schema?: string;
};

/**
 * The database as the services see it. `sql` is for our functions; drizzle has a client of its own, because it changes
 * the parsers of whichever client it is given. There are no transactions here: two statements that must agree are one
 * SQL function.
 */
export type Database = {
  readonly sql: postgres.Sql;
  readonly reads: PostgresJsDatabase;
  /** Where the tables and functions are; statements spell it `retake`. */
  readonly schema: string;
  /** Connections `sql` opens at most. */
  readonly poolSize: number;
  /** Runs `work` while it holds the advisory lock (any constant): one process of this schema at a time, the others wait. */
  readonly withAdvisoryLock: <T>(lock: number, work: () => Promise<T>) => Promise<T>;
  readonly close: () => Promise<void>;
};

/** Eight beat sixteen on two cores; a statement is a millisecond, so eight are thousands a second. */
export const DEFAULT_POOL_SIZE = 8;
const READ_POOL_SIZE = 4;
/** Backstop for any single statement; the waits inside an accept are bounded much tighter. */
const STATEMENT_TIMEOUT_MS = 10_000;
/**
 * A statement is answered by then, if only by its own timeout; if not, its connection is dead, and neither side will ever
 * be told: a firewall forgot it, or the host is gone. TCP would notice after a quarter of an hour.
 */
const SILENCE_MS = STATEMENT_TIMEOUT_MS + 1_000;
const CONNECT_TIMEOUT_SECONDS = 5;
const CLOSE_TIMEOUT_SECONDS = 2;
/**
 * The bound of docs/contract.md "Simultaneous calls" for any wait: for a lock (unless the statement sets its own), and
 * for a connection.
 */
const MAX_WAIT_MS = 5_000;

/**
 * A postgres.js client with the settings every client here needs; opens no connection before the first query. Statements
 * name the schema `retake`, and the target's own is put in its place. The client is not for what must survive broken
 * connections: that is `openDatabase`.
 */
export function connect(target: ConnectionTarget, max: number, name: string): postgres.Sql {
  const options = {
    max,
    connect_timeout: CONNECT_TIMEOUT_SECONDS,
    onnotice: () => {},
    socket: driverSockets(),
    fetch_types: false,
    types: ARRAY_TYPES,
    connection: {
      application_name: name,
      statement_timeout: STATEMENT_TIMEOUT_MS,
      timezone: "UTC",
    },
  };
  const { schema = DEFAULT_SCHEMA } = target;
  return qualifyStatements(openClient(target, options), schema);
}

type ClientOptions = postgres.Options<Record<string, postgres.PostgresType>> & {
  readonly connection: { readonly application_name: string };
};

function openClient(target: ConnectionTarget, options: ClientOptions): postgres.Sql {
  if ("url" in target) return postgres(...socketUrl(target.url, options));
  if (!("addresses" in target)) {
    const { schema: _, ...server } = target;
    return postgres({ ...server, ...options });
  }
  const connection = {
    ...options.connection,
    application_name: target.applicationName ?? options.connection.application_name,
  };
  return postgres({ ...options, ...driverOptions(target), connection });
}

/** libpq's way to name a socket folder, `?host=/run/postgresql&port=5432`, which the driver takes only as options. */
function socketUrl<O extends object>(text: string, options: O): [string, O & { host?: string; port?: number }] {
  const url = new URL(text);
  const host = url.searchParams.get("host");
  if (!host?.startsWith("/")) return [text, options];
  const port = Number(url.searchParams.get("port") ?? (url.port || 5432));
  url.searchParams.delete("host");
  url.searchParams.delete("port");
  return [url.href, { ...options, host, port }];
}

/**
 * Opens the pools lazily; `close` ends them and waits at most two seconds. A connection whose statement is not answered
 * for `silenceMs` is given up.
 */
export function openDatabase(
  target: ConnectionTarget,
  poolSize: number = DEFAULT_POOL_SIZE,
  silenceMs: number = SILENCE_MS,
  tracer: Tracer = NO_TRACER,
): Database {
  const open = (max: number, name: string) =>
    supervise(connect(target, 1, name), { max, lockMs: MAX_WAIT_MS, waitMs: MAX_WAIT_MS, silenceMs, tracer });
  const sql = open(poolSize, "retake");
  const reader = open(READ_POOL_SIZE, "retake reads");
  return {
    sql,
    reads: drizzle(reader),
    schema: target.schema ?? DEFAULT_SCHEMA,
    poolSize,
    withAdvisoryLock: (lock, work) => withAdvisoryLock(target, lock, work),
    close: async () => {
      await Promise.all([sql.end({ timeout: CLOSE_TIMEOUT_SECONDS }), reader.end({ timeout: CLOSE_TIMEOUT_SECONDS })]);
    },
  };
}

/** The process that holds the lock may draw pictures meanwhile, which takes seconds even on a slow machine. */
const ADVISORY_LOCK_WAIT_MS = 60_000;

/** A connection of its own holds the lock, so the lock of a killed process is released with its connection. */
async function withAdvisoryLock<T>(target: ConnectionTarget, lock: number, work: () => Promise<T>): Promise<T> {
  const session = connect(target, 1, "retake lock");
  const key = lockKey(lock, target.schema ?? DEFAULT_SCHEMA);
  try {
    await session`select set_config('statement_timeout', ${String(ADVISORY_LOCK_WAIT_MS)}, false)`;
    await session`select pg_advisory_lock(${key}::bigint)`;
    return await work();
  } finally {
    await session.end({ timeout: 0 });
  }
}
