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
 * The database as services use it: one pool for `sql`, which calls the SQL functions, and for drizzle, which reads.
 * It offers no transactions. Two statements that must be atomic are one SQL function instead.
 */
export type Database = {
  readonly sql: Sql;
  readonly reads: PgRemoteDatabase;
  /** The schema of tables and functions. Statements write `retake` instead. */
  readonly schema: string;
  /** The most connections for statements. */
  readonly poolSize: number;
  readonly listen: Listener["listen"];
  /** Runs `work` while holding an advisory lock, named by any constant. Other processes of this schema wait for it. */
  readonly withAdvisoryLock: <T>(lock: number, work: () => Promise<T>) => Promise<T>;
  readonly close: () => Promise<void>;
};

/** The address of a database, and the schema of this installation in it. */
export type DatabaseTarget = {
  /** The address for statements. */
  readonly settings: ConnectionSettings;
  /**
   * The address for LISTEN, migrations and advisory locks, which need a session. `settings` is used when it is
   * absent.
   */
  readonly direct?: ConnectionSettings;
  /** `public` when absent. */
  readonly schema?: string;
};

type DatabaseOptions = DatabaseTarget & {
  readonly poolSize?: number;
  readonly silenceMs?: number;
  readonly maxAgeMs?: number;
  readonly tracer?: Tracer;
  readonly logger?: Logger;
};

/**
 * Ten connections, for two cores: eight for calls that may wait for locks, and two so that reads still get a
 * connection.
 */
const DEFAULT_POOL_SIZE = 10;
/** Connections in addition to the pool: one for the listener, and one for an advisory lock during the start. */
const CONNECTIONS_BESIDE = 2;
/**
 * Every statement is answered within its own timeout. Without an answer after this time the connection is dead, for
 * example because a firewall dropped it or the host is gone. TCP would notice only after a quarter of an hour.
 */
const SILENCE_MS = STATEMENT_TIMEOUT_MS + 1_000;
const MAX_AGE_MS = 30 * 60_000;
const CLOSE_TIMEOUT_SECONDS = 2;
/** The limit of docs/contract.md "Simultaneous calls" for waiting for a connection. */
const MAX_WAIT_MS = 5_000;
/** The holder of the lock may be drawing images, which takes seconds on a slow machine. */
const ADVISORY_LOCK_WAIT_MS = 60_000;

/** Opens connections when they are needed. `close` ends them and waits for at most two seconds. */
export function openDatabase(options: DatabaseOptions): Database {
  const { settings, schema = DEFAULT_SCHEMA, silenceMs = SILENCE_MS, tracer = NO_TRACER } = options;
  const connector = new Connector(settings, schema);
  const direct = options.direct ? new Connector(options.direct, schema) : connector;
  const poolSize = poolSizeOf(options);
  // One clean-up at a time, so that ten silent connections do not lead to ten more.
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

/** The operator's limit covers the pool and the additional connections, unless those go to another address. */
function poolSizeOf({ settings, direct, poolSize = DEFAULT_POOL_SIZE }: DatabaseOptions): number {
  const { connectionLimit } = settings;
  if (!connectionLimit) return poolSize;
  return Math.max(1, Math.min(poolSize, direct ? connectionLimit : connectionLimit - CONNECTIONS_BESIDE));
}

/** drizzle on the same pool. Its statements are prepared by name where connections keep them. */
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

/** Logs the server's notices: warnings as warnings, all others at level debug. */
function logNotices(logger: Logger | undefined, notices: readonly postgres.Notice[]): void {
  for (const { severity, code, message, where } of notices) {
    const fields = { code, notice: message, ...(where ? { where } : {}) };
    if (severity === "WARNING") logger?.warn(fields, "received a database warning");
    else logger?.debug({ ...fields, severity }, "received a database notice");
  }
}

/**
 * Ends the server process of a silent connection. A process that waits for its standby keeps waiting after its
 * client is gone and uses up one of `max_connections`, so an absent standby would fill the server. If the process
 * can't be ended, the connection is given up anyway, because then new ones can't be made either.
 */
async function endSilentBackend(connector: Connector, { session }: Connection, logger?: Logger): Promise<void> {
  logger?.warn({ pid: session.pid }, "closed a silent database connection");
  if (!connector.stateful) return;
  await terminateBackend(connector, session).catch((error: unknown) => {
    logger?.warn({ pid: session.pid, err: error }, "failed to end the server process of a silent connection");
  });
}

/** The lock is held by its own connection, so the lock of a killed process is released with that connection. */
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

/** The address of the embedded server: a Unix socket, or TCP on systems without sockets. */
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
