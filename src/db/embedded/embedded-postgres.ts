import { createHash } from "node:crypto";
import { once } from "node:events";
import { connect, createServer, type Server, type Socket } from "node:net";
import postgres from "postgres";
import { readPassword, SUPERUSER } from "./cluster.ts";
import { findServerDirectory } from "./find-server-directory.ts";
import { pollUntil, withTimeout } from "./processes.ts";
import { findRunningServer, isAlive, type RunningServer } from "./running-server.ts";
import { EmbeddedServerError, type ServerDirectory } from "./server-directory.ts";
import { keepLogSmall, logPath, type ServerSettings, startServer, stopServer } from "./server-process.ts";
import { type EmbeddedConnection, isTransient, keepUsageLock, takeUsageLock, type UsageLock } from "./usage-lock.ts";

export type { EmbeddedConnection };

export type EmbeddedPostgres = {
  /** Options for postgres.js. With another `database` they reach the other databases of the same server. */
  connection: EmbeddedConnection;
  /** Stops using the server. The last program that uses it also stops it. Close your own connections first. */
  stop(): Promise<void>;
};

export type EmbeddedOptions = {
  /** DATA_DIR, the folder under which the server keeps its data, programs and socket. */
  dataDir: string;
  /** Created when missing. */
  database?: string;
  /**
   * PostgreSQL settings that override the defaults, for temporary servers of tests. They apply only if this program
   * starts the server.
   */
  settings?: ServerSettings;
  /**
   * Called once when the server dies while in use. Nothing works any more, so exit and let a supervisor restart the
   * process.
   */
  onLost?: (reason: string) => void;
  log?: (message: string, fields?: object) => void;
  /** Aborts the start. A server that this start has started is stopped again. */
  signal?: AbortSignal;
};

/** Programs that start and stop at the same moment delay each other by seconds at most. */
const JOIN_OR_START_LIMIT_MS = 60_000;

/** A hanging server must not keep the program from exiting. The next program that uses it stops it. */
const LEAVE_LIMIT_MS = 5_000;

/** Creating a cluster takes long on a slow disk. After this time the start continues without the start lock. */
const START_LOCK_LIMIT_MS = 120_000;

/** Another program created the database at the same moment. */
const DUPLICATE_DATABASE_CODES = ["42P04", "23505"];

/**
 * Provides a PostgreSQL server in `dataDir`. Joins the running server, or starts one, with a new cluster if there is
 * none. Throws `EmbeddedServerError` with the server's own message when it can't run.
 */
export async function startEmbeddedPostgres(options: EmbeddedOptions): Promise<EmbeddedPostgres> {
  const { database = "retake", settings = {}, log = () => {}, signal } = options;
  const directory = findServerDirectory(options.dataDir);
  const { server, connection, lock } = await joinOrStart(directory, settings, database, signal);
  log("started or joined embedded PostgreSQL", { directory: directory.path, pid: server.pid });

  const endTrimming = keepLogSmall(directory);
  const keeper = keepUsageLock(lock, {
    connection,
    isAlive: () => isAlive(directory.path, server),
    onLost: () => options.onLost?.(`the PostgreSQL server (pid ${server.pid}) ended; see ${logPath(directory)}`),
  });

  let stopped: Promise<void> | undefined;
  const leave = async () => {
    endTrimming();
    const isLast = await withTimeout(LEAVE_LIMIT_MS, keeper.release(), false);
    if (isLast) await stopServer(directory, server);
    await withTimeout(LEAVE_LIMIT_MS, keeper.close(), undefined);
    log(isLast && server.local ? "stopped embedded PostgreSQL" : "left embedded PostgreSQL running for other programs");
  };
  const stop = () => {
    stopped ??= leave();
    return stopped;
  };

  try {
    await ensureDatabase(lock.sql, database);
    signal?.throwIfAborted();
  } catch (error) {
    await stop();
    throw error;
  }
  return { connection, stop };
}

type Joined = { server: RunningServer; connection: EmbeddedConnection; lock: UsageLock };

/**
 * Retries until a server is found or started and its usage lock is taken, because a found server may be about to
 * stop.
 */
async function joinOrStart(
  directory: ServerDirectory,
  settings: ServerSettings,
  database: string,
  signal: AbortSignal | undefined,
): Promise<Joined> {
  let joined: Joined | undefined;
  let failure: unknown;
  const tryOnce = async () => {
    const found = await findRunningServer(directory.path, signal);
    const server = found ?? (await startInTurn(directory, settings, signal));
    if (!server) return false;
    try {
      const { socketFolder: host, port } = server;
      const connection = { host, port, user: SUPERUSER, password: readPassword(directory), database };
      const lock = await takeUsageLock(connection);
      // During the wait for the lock this server may have stopped, and another one may have taken its place.
      if (await isAlive(directory.path, server)) joined = { server, connection, lock };
      else await lock.close();
    } catch (error) {
      failure = error;
      if (isTransient(error)) return false;
      // No connection to the started server was possible, so no other program can use it either.
      if (!found) await stopServer(directory, server);
      throw error;
    }
    return joined !== undefined;
  };
  await pollUntil(tryOnce, JOIN_OR_START_LIMIT_MS, signal);
  if (joined) return joined;
  throw new EmbeddedServerError(
    `The embedded PostgreSQL in ${directory.path} does not answer (log: ${logPath(directory)}).`,
    { cause: failure },
  );
}

async function startInTurn(
  directory: ServerDirectory,
  settings: ServerSettings,
  signal: AbortSignal | undefined,
): Promise<RunningServer | undefined> {
  const release = await takeStartLock(directory.path, signal);
  try {
    signal?.throwIfAborted();
    return (await findRunningServer(directory.path, signal)) ?? (await startServer(directory, settings, signal));
  } finally {
    release();
  }
}

/** Creates the database unless it exists. */
async function ensureDatabase(sql: postgres.Sql, name: string): Promise<void> {
  const found = await sql`select from pg_database where datname = ${name}`;
  if (found.length > 0) return;
  try {
    await sql`create database ${sql(name)} template template0`;
  } catch (error) {
    if (!(error instanceof postgres.PostgresError && DUPLICATE_DATABASE_CODES.includes(error.code))) throw error;
  }
}

/**
 * Lets one program of this machine at a time start the server of a directory. Returns a function that releases the
 * lock. The lock only saves work: without it, eight programs would create eight clusters and discard seven. A socket
 * in Linux's abstract namespace serves as a lock that the kernel releases when its holder is killed.
 */
async function takeStartLock(directory: string, signal: AbortSignal | undefined): Promise<() => void> {
  if (process.platform !== "linux") return () => {};
  const name = `\0retake-start-${createHash("sha256").update(directory).digest("hex").slice(0, 32)}`;
  const end = performance.now() + START_LOCK_LIMIT_MS;
  while (performance.now() < end && !signal?.aborted) {
    const release = await tryStartLock(name);
    if (release) return release;
    await startLockIsReleased(name, end - performance.now(), signal);
  }
  return () => {};
}

async function tryStartLock(name: string): Promise<(() => void) | undefined> {
  const waiting = new Set<Socket>();
  const server: Server = createServer((socket) => {
    waiting.add(socket.on("error", () => {}));
  });
  try {
    await once(server.listen(name), "listening");
  } catch {
    return undefined;
  }
  return () => {
    server.close();
    for (const socket of waiting) socket.destroy();
  };
}

/** The holder sends nothing. The end of the connection, orderly or not, shows that the lock is free. */
async function startLockIsReleased(name: string, limitMs: number, signal: AbortSignal | undefined): Promise<void> {
  const socket = connect(name);
  const giveUp = () => socket.destroy();
  const timer = setTimeout(giveUp, limitMs);
  signal?.addEventListener("abort", giveUp);
  await new Promise((resolve) => {
    socket
      .on("error", () => {})
      .once("close", resolve)
      .resume();
  });
  clearTimeout(timer);
  signal?.removeEventListener("abort", giveUp);
}
