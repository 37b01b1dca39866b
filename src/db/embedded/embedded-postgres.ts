import { readFileSync } from "node:fs";
import type { EmbeddedConnection } from "./embedded-connection.ts";
import { ensureDatabase } from "./ensure-database.ts";
import { findHome } from "./find-home.ts";
import { type Home, passwordFile } from "./home.ts";
import { keepLease } from "./keep-lease.ts";
import { isPassing, type Lease, openLease } from "./lease.ts";
import { SUPERUSER } from "./make-cluster.ts";
import { findRunningServer, isAlive, type RunningServer } from "./running-server.ts";
import { keepLogSmall, logPath } from "./server-log.ts";
import { takeStartLock } from "./start-lock.ts";
import { startServer } from "./start-server.ts";
import { stopServer } from "./stop-server.ts";
import { until } from "./until.ts";
import { within } from "./within.ts";

export type { EmbeddedConnection };

export type EmbeddedPostgres = {
  /** For postgres.js; with another `database` it reaches the other databases of the same server. */
  connection: EmbeddedConnection;
  /** Gives the server up; the last program that does so stops it. Close your own connections first. */
  stop(): Promise<void>;
};

export type EmbeddedOptions = {
  /** DATA_DIR: the folder under which the server keeps its data, programs and socket. */
  dataDir: string;
  /** Made when missing. */
  database?: string;
  /** PostgreSQL settings over ours, for throw-away servers of tests; they count only for the program that starts it. */
  settings?: Readonly<Record<string, string>>;
  /** Called once when the server dies under the program: nothing works any more, so end and let a supervisor restart. */
  onLost?: (reason: string) => void;
  log?: (message: string, facts?: object) => void;
};

/** Programs that start and stop at the same moment get in each other's way for seconds at most. */
const MEETING_LIMIT_MS = 60_000;

/** A server that hangs shall not keep the program from ending; the next one to use it stops it. */
const GIVE_UP_LIMIT_MS = 5_000;

/**
 * Gives this program a PostgreSQL server on `dataDir`: joins the one that runs there, or starts it, with a new cluster
 * when there is none. Throws with the server's own words when it cannot run, and names DATABASE_URL as the way out.
 */
export async function startEmbeddedPostgres(options: EmbeddedOptions): Promise<EmbeddedPostgres> {
  const { database = "retake", settings = {}, log = () => {} } = options;
  const home = findHome(options.dataDir);
  const { server, connection, lease } = await meet(home, settings, database);
  log("embedded PostgreSQL is ready", { home: home.path, pid: server.pid });

  const endTrimming = keepLogSmall(home);
  const keeper = keepLease(lease, {
    connection,
    isAlive: () => isAlive(home.path, server),
    onLost: () => options.onLost?.(`the PostgreSQL server (pid ${server.pid}) ended; see ${logPath(home)}`),
  });

  let stopped: Promise<void> | undefined;
  const leave = async () => {
    endTrimming();
    const isLast = await within(GIVE_UP_LIMIT_MS, keeper.giveUp(), false);
    if (isLast) await stopServer(home, server);
    await within(GIVE_UP_LIMIT_MS, keeper.close(), undefined);
    log(isLast && server.local ? "embedded PostgreSQL is stopped" : "embedded PostgreSQL is left to other programs");
  };
  const stop = () => {
    stopped ??= leave();
    return stopped;
  };

  try {
    await ensureDatabase(lease.sql, database);
  } catch (error) {
    await stop();
    throw error;
  }
  return { connection, stop };
}

type Meeting = { server: RunningServer; connection: EmbeddedConnection; lease: Lease };

/** A server may be just going away when it is found, so finding it and taking the lease are tried until both succeed. */
async function meet(home: Home, settings: Readonly<Record<string, string>>, database: string): Promise<Meeting> {
  let met: Meeting | undefined;
  let failure: unknown;
  await until(async () => {
    const found = await findRunningServer(home.path);
    const server = found ?? (await startInTurn(home, settings));
    if (!server) return false;
    try {
      const { socketFolder: host, port } = server;
      const connection = { host, port, user: SUPERUSER, password: readPassword(home), database };
      const lease = await openLease(connection);
      // Until the lock was ours, this server may have stopped and another one may have answered in its place.
      if (await isAlive(home.path, server)) met = { server, connection, lease };
      else await lease.close();
    } catch (error) {
      failure = error;
      if (isPassing(error)) return false;
      // Nobody can have used a server that we started and cannot enter.
      if (!found) await stopServer(home, server);
      throw error;
    }
    return met !== undefined;
  }, MEETING_LIMIT_MS);
  if (met) return met;
  throw new Error(`The embedded PostgreSQL in ${home.path} does not answer (log: ${logPath(home)}).`, {
    cause: failure,
  });
}

async function startInTurn(home: Home, settings: Readonly<Record<string, string>>): Promise<RunningServer | undefined> {
  const release = await takeStartLock(home.path);
  try {
    return (await findRunningServer(home.path)) ?? (await startServer(home, settings));
  } finally {
    release();
  }
}

function readPassword(home: Home): string {
  const path = passwordFile(home.path);
  try {
    return readFileSync(path, "utf8");
  } catch (error) {
    throw new Error(`The password of the embedded PostgreSQL (${path}) cannot be read.`, { cause: error });
  }
}
