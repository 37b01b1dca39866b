import postgres from "postgres";
import type { EmbeddedConnection } from "./embedded-connection.ts";

/** A connection that holds the shared lock by which the programs that use a server know of each other. */
export type Lease = {
  sql: postgres.Sql;
  /** Resolves when the connection, and the lock with it, is gone. */
  lost: Promise<void>;
  close(): Promise<void>;
};

/** Advisory locks belong to one database, so all programs take this one there, whatever database they work in. */
const LOCK_DATABASE = "postgres";
const LOCK_KEY = 0x7265_7461;

/** Only a program that is just stopping the server holds the other side, for some milliseconds. */
const LOCK_TIMEOUT_MS = 5_000;
const CONNECT_TIMEOUT_SECONDS = 10;

/** The server is starting, stopping or gone: worth another look. */
const PASSING_CODES = new Set([
  ...["ENOENT", "ECONNREFUSED", "ECONNRESET", "EPIPE", "CONNECTION_CLOSED", "CONNECTION_DESTROYED", "CONNECT_TIMEOUT"],
  // Shut down by an administrator or after a crash, not ready yet, lock not available, too many connections.
  ...["57P01", "57P02", "57P03", "55P03", "53300"],
]);

export function isPassing(error: unknown): boolean {
  return error instanceof Error && "code" in error && PASSING_CODES.has(String(error.code));
}

/** Connects and takes the shared lock. Rejects with the driver's error; nothing is left open then. */
export async function openLease(connection: EmbeddedConnection): Promise<Lease> {
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
      application_name: "retake lease",
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

/** Gives the shared lock back. True when nobody else holds it: then new programs wait until this connection ends. */
export async function giveUpLease({ sql }: Lease): Promise<boolean> {
  await sql`select pg_advisory_unlock_shared(${LOCK_KEY})`;
  const [row] = await sql<{ last: boolean }[]>`select pg_try_advisory_lock(${LOCK_KEY}) as last`;
  return row?.last === true;
}
