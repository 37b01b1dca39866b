import postgres from "postgres";
import { pollUntil } from "./processes.ts";

/** Options for postgres.js. `host` is the folder of the server's socket; the user is the server's superuser. */
export type EmbeddedConnection = { host: string; port: number; user: string; password: string; database: string };

/**
 * A connection that holds a shared advisory lock. Every program that uses the server holds one, so a program that
 * leaves can find out whether it is the last.
 */
export type UsageLock = {
  sql: postgres.Sql;
  /** Resolves when the connection, and with it the lock, is lost. */
  lost: Promise<void>;
  close(): Promise<void>;
};

/** Advisory locks belong to one database, so all programs take this one there, whatever database they use. */
const LOCK_DATABASE = "postgres";
const LOCK_KEY = 0x7265_7461;

/** A program holds the lock exclusively only for some milliseconds, when it is about to stop the server. */
const LOCK_TIMEOUT_MS = 5_000;
const CONNECT_TIMEOUT_SECONDS = 10;

/**
 * After a crash of one of its processes the server ends all connections and recovers, which may take as long as a
 * start.
 */
const REACQUIRE_LIMIT_MS = 300_000;

/** The server is starting, stopping or gone, so the connection is tried again. */
const TRANSIENT_CODES = new Set([
  ...["ENOENT", "ECONNREFUSED", "ECONNRESET", "EPIPE", "CONNECTION_CLOSED", "CONNECTION_DESTROYED", "CONNECT_TIMEOUT"],
  // Shut down by an administrator or after a crash, not ready yet, lock not available, too many connections.
  ...["57P01", "57P02", "57P03", "55P03", "53300"],
]);

export function isTransient(error: unknown): boolean {
  return error instanceof Error && "code" in error && TRANSIENT_CODES.has(String(error.code));
}

/** Connects and takes the shared lock. Rejects with the driver's error and leaves nothing open. */
export async function takeUsageLock(connection: EmbeddedConnection): Promise<UsageLock> {
  const lost = Promise.withResolvers<void>();
  const sql = postgres({
    ...connection,
    database: LOCK_DATABASE,
    max: 1,
    idle_timeout: 0,
    max_lifetime: null,
    connect_timeout: CONNECT_TIMEOUT_SECONDS,
    fetch_types: false,
    prepare: false,
    ssl: false,
    onnotice: () => {},
    onclose: () => lost.resolve(),
    connection: {
      application_name: "retake usage lock",
      lock_timeout: LOCK_TIMEOUT_MS,
      statement_timeout: 0,
      idle_session_timeout: 0,
    },
  });
  const close = () => sql.end({ timeout: 0 });
  try {
    await sql`select pg_advisory_lock_shared(${LOCK_KEY})`;
    return { sql, lost: lost.promise, close };
  } catch (error) {
    await close();
    throw error;
  }
}

/**
 * Releases the shared lock. Returns true when no other program holds it; new programs then wait until this connection
 * ends.
 */
async function releaseUsageLock({ sql }: UsageLock): Promise<boolean> {
  await sql`select pg_advisory_unlock_shared(${LOCK_KEY})`;
  const [row] = await sql<{ last: boolean }[]>`select pg_try_advisory_lock(${LOCK_KEY}) as last`;
  return row?.last === true;
}

type UsageLockKeeper = {
  /**
   * Stops keeping the lock and releases it. Returns true when no other program holds one and the server still runs.
   */
  release(): Promise<boolean>;
  close(): Promise<void>;
};

/**
 * Takes the lock again whenever its connection is lost while the server runs. Otherwise another program could
 * conclude that it is the last. Calls `onLost` once when the server is gone, because this program can't restart it.
 */
export function keepUsageLock(
  first: UsageLock,
  options: { connection: EmbeddedConnection; isAlive: () => Promise<boolean>; onLost: () => void },
): UsageLockKeeper {
  const ending = Promise.withResolvers<void>();
  let isEnding = false;
  let current: Promise<UsageLock | undefined> = Promise.resolve(first);

  const reacquire = async (): Promise<UsageLock | undefined> => {
    let lock: UsageLock | undefined;
    await pollUntil(async () => {
      if (isEnding || !(await options.isAlive())) return true;
      lock = await takeUsageLock(options.connection).catch(() => undefined);
      return lock !== undefined;
    }, REACQUIRE_LIMIT_MS);
    if (!lock || (await options.isAlive())) return lock;
    // Another server has taken the place of the former one.
    await lock.close();
    return undefined;
  };

  const watch = async () => {
    for (let lock: UsageLock | undefined = first; lock; lock = await current) {
      await Promise.race([lock.lost, ending.promise]);
      if (isEnding) return;
      current = reacquire();
    }
    if (!isEnding) options.onLost();
  };
  void watch();

  return {
    async release() {
      isEnding = true;
      ending.resolve();
      const lock = await current;
      // A failed query means that the server has ended by itself.
      return lock !== undefined && (await releaseUsageLock(lock).catch(() => false));
    },
    async close() {
      const lock = await current;
      await lock?.close();
    },
  };
}
