import { readFileSync } from "node:fs";
import { connect } from "node:net";
import { join } from "node:path";
import { dataFolder, homeSocketFolder } from "./home.ts";
import { isServerOf } from "./processes.ts";
import { until } from "./until.ts";

/** A server that accepts connections. `local` is false when its process is out of sight, in another container. */
export type RunningServer = { pid: number; socketFolder: string; port: number; local: boolean };

type LockFile = { pid: number; socketFolder: string; port: number; status: string };

/** A crash leaves at most `max_wal_size` (1 GB) to replay, and a smart shutdown waits for the sessions of others. */
const READY_LIMIT_MS = 300_000;

const socketPath = ({ socketFolder, port }: Pick<RunningServer, "socketFolder" | "port">) =>
  join(socketFolder, `.s.PGSQL.${port}`);

/** PostgreSQL's own lock file of a data folder: who serves it, where, and how far it is. */
export function readLockFile(homePath: string): LockFile | undefined {
  try {
    const lines = readFileSync(join(dataFolder(homePath), "postmaster.pid"), "utf8").split("\n");
    return {
      pid: Number(lines[0]),
      port: Number(lines[3]),
      socketFolder: lines[4] ?? "",
      status: lines[7]?.trim() ?? "",
    };
  } catch {
    return undefined;
  }
}

/** The server of this home once it is ready; undefined when none runs. Throws when it gets ready too late. */
export async function findRunningServer(homePath: string): Promise<RunningServer | undefined> {
  let found: RunningServer | undefined;
  const settled = await until(async () => {
    const file = readLockFile(homePath);
    const local = file !== undefined && isServerOf(dataFolder(homePath), file.pid);
    found = file && local ? { ...file, local } : file && (await findOutOfSight(homePath, file));
    return !found || file?.status === "ready";
  }, READY_LIMIT_MS);
  if (!settled) throw new Error(`The PostgreSQL server in ${homePath} runs but does not get ready.`);
  return found;
}

/** Whether this very server still runs; another one that took its place does not count. */
export async function isAlive(homePath: string, server: RunningServer): Promise<boolean> {
  return server.local ? isServerOf(dataFolder(homePath), server.pid) : await answers(socketPath(server));
}

/**
 * A server in another container that shares this folder: its process id means nothing here, but its socket answers. Only
 * the socket in the home counts: the file may be a copy that names the folder of the server it was copied from.
 */
async function findOutOfSight(homePath: string, file: LockFile): Promise<RunningServer | undefined> {
  const server = { pid: file.pid, socketFolder: homeSocketFolder(homePath), port: file.port, local: false };
  return (await answers(socketPath(server))) ? server : undefined;
}

/** Whether anybody listens there: a socket file alone may be left over. */
function answers(path: string): Promise<boolean> {
  const socket = connect(path);
  return new Promise<boolean>((resolve) => {
    socket.once("connect", () => resolve(true));
    socket.once("error", () => resolve(false));
  }).finally(() => socket.destroy());
}
