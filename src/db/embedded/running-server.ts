import { linkSync, readFileSync, renameSync, rmSync } from "node:fs";
import { connect } from "node:net";
import { join } from "node:path";
import { isRunning, isServerOf, pollUntil } from "./processes.ts";
import { dataFolder, EmbeddedServerError, type ServerDirectory } from "./server-directory.ts";

/**
 * A server that accepts connections. `local` is false when its process is not visible because it runs in another
 * container.
 */
export type RunningServer = { pid: number; socketFolder: string; port: number; local: boolean };

type LockFile = { pid: number; socketFolder: string; port: number; status: string };

/** A crash leaves at most `max_wal_size` (1 GB) to replay, and a smart shutdown waits for other programs' sessions. */
const READY_LIMIT_MS = 300_000;

export const defaultSocketFolder = (directory: string) => join(directory, "run");
const lockFilePath = (directory: string) => join(dataFolder(directory), "postmaster.pid");
const socketPath = ({ socketFolder, port }: Pick<RunningServer, "socketFolder" | "port">) =>
  join(socketFolder, `.s.PGSQL.${port}`);

/** Reads PostgreSQL's own lock file of a data folder: which process serves it, where, and its state. */
export function readLockFile(directory: string): LockFile | undefined {
  try {
    const lines = readFileSync(lockFilePath(directory), "utf8").split("\n");
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

/** Returns the server of this directory once it is ready; undefined when none runs. Throws when it takes too long. */
export async function findRunningServer(directory: string, signal?: AbortSignal): Promise<RunningServer | undefined> {
  let found: RunningServer | undefined;
  const settled = await pollUntil(
    async () => {
      const file = readLockFile(directory);
      const local = file !== undefined && isServerOf(dataFolder(directory), file.pid);
      found = file && local ? { ...file, local } : file && (await findRemoteServer(directory, file));
      return !found || file?.status === "ready";
    },
    READY_LIMIT_MS,
    signal,
  );
  if (!settled)
    throw new EmbeddedServerError(`The PostgreSQL server in ${directory} is running but does not become ready.`);
  return found;
}

/** Whether this same server still runs. Another server in its place does not count. */
export async function isAlive(directory: string, server: RunningServer): Promise<boolean> {
  return server.local ? isServerOf(dataFolder(directory), server.pid) : await answers(socketPath(server));
}

/**
 * Finds a server in another container that shares this folder. Its process id means nothing here, but its socket
 * answers. Only the socket in this directory counts, because the lock file may be a copy that names another server's
 * folder.
 */
async function findRemoteServer(directory: string, file: LockFile): Promise<RunningServer | undefined> {
  const server = { pid: file.pid, socketFolder: defaultSocketFolder(directory), port: file.port, local: false };
  return (await answers(socketPath(server))) ? server : undefined;
}

/** Whether a server listens at this socket. The socket file alone may be left over. */
function answers(path: string): Promise<boolean> {
  const socket = connect(path);
  return new Promise<boolean>((resolve) => {
    socket.once("connect", () => resolve(true));
    socket.once("error", () => resolve(false));
  }).finally(() => socket.destroy());
}

/** Removes both stale lock files of a killed server: that of the data folder and that of the socket. */
export function removeStaleLockFiles(directory: ServerDirectory, server: Omit<RunningServer, "pid" | "local">): void {
  removeStaleLockFile(directory, lockFilePath(directory.path));
  removeStaleLockFile(directory, `${socketPath(server)}.lock`);
}

/**
 * Removes a lock file that names another program's process id, as after a container's restart, or that a full disk
 * left empty. PostgreSQL ignores only ids of dead processes and would otherwise never start again.
 */
function removeStaleLockFile(directory: ServerDirectory, path: string): void {
  const holder = readHolder(path);
  if (holder === undefined) return;
  if (holder !== 0 && (!isRunning(holder) || isServerOf(dataFolder(directory.path), holder))) return;

  // The file is renamed before it is checked, because a new server may have replaced it since it was read.
  const aside = `${path}.stale-${process.pid}`;
  try {
    renameSync(path, aside);
    if (readHolder(aside) !== holder) linkSync(aside, path);
    rmSync(aside, { force: true });
  } catch {
    // The file was removed or replaced meanwhile by a server that started faster.
  }
}

/** Returns the process id in the first line; 0 when the file is empty, undefined when there is no file. */
function readHolder(path: string): number | undefined {
  try {
    // A server in single-user mode writes its id as a negative number.
    return Math.abs(Number.parseInt(readFileSync(path, "utf8"), 10)) || 0;
  } catch {
    return undefined;
  }
}
