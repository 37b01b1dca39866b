import { drizzle, type PgRemoteDatabase } from "drizzle-orm/pg-proxy";
import type postgres from "postgres";
import { type Logger, NO_TRACER, type Tracer } from "../domain/observability.ts";
import { type Connection, Connector, STATEMENT_TIMEOUT_MS, terminateBackend } from "./connect.ts";
import type { ConnectionSettings } from "./connection-string.ts";
import type { EmbeddedConnection } from "./embedded/embedded-postgres.ts";
import { Listener } from "./listener.ts";
import { Pool } from "./pool.ts";
import { DEFAULT_SCHEMA, lockKey } from "./schema-name.ts";
import { createSql, type Sql } from "./statement.ts";

/**
 * The database as the services see it: one pool for `sql`, which calls our functions, and for drizzle, which reads. There
 * are no transactions here: two statements that must agree are one SQL function.
 */
export type Database = {
  readonly sql: Sql;
  readonly reads: PgRemoteDatabase;
  /** Where the tables and functions are; statements spell it `retake`. */
  readonly schema: string;
  /** Connections for statements at most. */
  readonly poolSize: number;
  readonly listen: Listener["listen"];
  /** Runs `work` while it holds the advisory lock (any constant): one process of this schema at a time, the others wait. */
  readonly withAdvisoryLock: <T>(lock: number, work: () => Promise<T>) => Promise<T>;
  readonly close: () => Promise<void>;
};

/** Where a database is, and the schema of this installation in it. */
export type DatabaseTarget = {
  /** Where statements go. */
  readonly settings: ConnectionSettings;
  /** Where LISTEN, migrations and advisory locks go, which need a session; `settings` when absent. */
  readonly direct?: ConnectionSettings;
  /** `public` when absent. */
  readonly schema?: string;
};

export type DatabaseOptions = DatabaseTarget & {
  readonly poolSize?: number;
  readonly silenceMs?: number;
  readonly maxAgeMs?: number;
  readonly tracer?: Tracer;
  readonly logger?: Logger;
};

/** Ten for two cores: eight for calls that may wait for locks, two for what tells them why they wait. */
export const DEFAULT_POOL_SIZE = 10;
/** Connections beside the pool: the listener, and an advisory lock during the start. */
const CONNECTIONS_BESIDE = 2;
/**
 * A statement is answered by then, if only by its own timeout; if not, its connection is dead, and neither side will ever
 * be told: a firewall forgot it, or the host is gone. TCP would notice after a quarter of an hour.
 */
const SILENCE_MS = STATEMENT_TIMEOUT_MS + 1_000;
const MAX_AGE_MS = 30 * 60_000;
const CLOSE_TIMEOUT_SECONDS = 2;
/** The bound of docs/contract.md "Simultaneous calls" for a wait for a connection. */
const MAX_WAIT_MS = 5_000;
/** The process that holds the lock may draw pictures meanwhile, which takes seconds even on a slow machine. */
const ADVISORY_LOCK_WAIT_MS = 60_000;

/** Opens connections when they are needed; `close` ends them and waits at most two seconds. */
export function openDatabase(options: DatabaseOptions): Database {
  const { settings, schema = DEFAULT_SCHEMA, silenceMs = SILENCE_MS, tracer = NO_TRACER } = options;
  const connector = new Connector(settings, schema);
  const direct = options.direct ? new Connector(options.direct, schema) : connector;
  const poolSize = poolSizeOf(options);
  // One at a time, so that ten silent connections do not become twenty.
  let cleanUp = Promise.resolve();
  const pool = new Pool({
    connect: (how) => connector.connect({ name: "retake", ...how }),
    max: poolSize,
    waitMs: MAX_WAIT_MS,
    silenceMs,
    maxAgeMs: options.maxAgeMs ?? MAX_AGE_MS,
    onNotices: (notices) => logNotices(options.logger, notices),
    onSilent: (connection) => {
      cleanUp = cleanUp.then(() => endSilentBackend(connector, connection, options.logger));
      return cleanUp;
    },
  });
  const listener = new Listener(direct, silenceMs);
  return {
    sql: createSql((send) => pool.run(send), tracer),
    reads: createReads(pool, connector, tracer),
    schema,
    poolSize,
    listen: (...how) => listener.listen(...how),
    withAdvisoryLock: (lock, work) => withAdvisoryLock(direct, lockKey(lock, schema), work),
    close: async () => {
      await Promise.all([listener.end(), pool.end(CLOSE_TIMEOUT_SECONDS)]);
    },
  };
}

/** What an operator allows is shared with the connections beside the pool, unless those go to another address. */
function poolSizeOf({ settings, direct, poolSize = DEFAULT_POOL_SIZE }: DatabaseOptions): number {
  const { connectionLimit } = settings;
  if (!connectionLimit) return poolSize;
  return Math.max(1, Math.min(poolSize, direct ? connectionLimit : connectionLimit - CONNECTIONS_BESIDE));
}

/** drizzle on the same pool. Its statements are prepared where the connection keeps them. */
function createReads(pool: Pool, { stateful }: Connector, tracer: Tracer): PgRemoteDatabase {
  const prepare = { prepare: stateful };
  return drizzle(async (text, parameters, method) => {
    const rows = await tracer.span("statement", { "db.system.name": "postgresql", "db.query.text": text }, () =>
      pool.run<unknown[]>((client) => {
        const statement = client.unsafe(text, parameters, prepare);
        return method === "all" ? statement.values() : statement;
      }),
    );
    return { rows };
  });
}

/** What the server notes is seldom read and never expected: warnings are logged as such, the rest for debugging. */
function logNotices(logger: Logger | undefined, notices: readonly postgres.Notice[]): void {
  for (const { severity, code, message, where } of notices) {
    const fields = { code, notice: message, ...(where ? { where } : {}) };
    if (severity === "WARNING") logger?.warn(fields, "the database warned");
    else logger?.debug({ ...fields, severity }, "the database noted");
  }
}

/**
 * A server process that waits for its standby goes on waiting when its client is gone, and keeps its place in
 * `max_connections`: without this, a standby that is away would fill the server. Where the process can't be ended the
 * connection no longer counts all the same, because then none can be made either.
 */
async function endSilentBackend(connector: Connector, { session }: Connection, logger?: Logger): Promise<void> {
  logger?.warn({ pid: session.pid }, "closed a connection to the database that did not answer");
  if (!connector.stateful) return;
  await terminateBackend(connector, session).catch((error: unknown) => {
    logger?.warn({ pid: session.pid, err: error }, "could not end the server process of a silent connection");
  });
}

/** A connection of its own holds the lock, so the lock of a killed process is released with its connection. */
async function withAdvisoryLock<T>(connector: Connector, key: string, work: () => Promise<T>): Promise<T> {
  const waits = { statementTimeoutMs: ADVISORY_LOCK_WAIT_MS, lockTimeoutMs: 0 };
  const session = await connector.connect({ name: "retake lock", ...waits });
  try {
    await session.sql`select pg_advisory_lock(${key}::bigint)`;
    return await work();
  } finally {
    await session.end(0);
  }
}

/** How the embedded server is reached: by a socket, or over TCP where there are none. */
export function embeddedTarget({ host, port, user, password, database }: EmbeddedConnection): DatabaseTarget {
  const settings: ConnectionSettings = {
    addresses: [{ host, port, ...(host.startsWith("/") ? { socketPath: `${host}/.s.PGSQL.${port}` } : {}) }],
    user,
    password,
    database,
    tls: { mode: "disable" },
    targetSessionAttributes: "any",
    transactionMode: false,
  };
  return { settings };
}
