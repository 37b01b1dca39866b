import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import {
  chmodSync,
  closeSync,
  constants,
  fchmodSync,
  fchownSync,
  fstatSync,
  ftruncateSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readSync,
  rmdirSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { findBinaryPackage, installBinaries, removeOtherBinaries } from "./binaries.ts";
import { makeCluster, SERVER_ENVIRONMENT } from "./cluster.ts";
import { canReach } from "./find-server-directory.ts";
import { isServerOf, pollUntil } from "./processes.ts";
import {
  defaultSocketFolder,
  findRunningServer,
  type RunningServer,
  readLockFile,
  removeStaleLockFiles,
} from "./running-server.ts";
import { dataFolder, EmbeddedServerError, giveTo, removeLeftovers, type ServerDirectory } from "./server-directory.ts";

/** PostgreSQL settings that override the defaults. */
export type ServerSettings = Readonly<Record<string, string>>;

/** Only a part of the socket's name, because the server does not listen on the network. */
const PORT = 5432;

/**
 * Settings of the embedded server, for a small machine that also runs this program. fsync, synchronous_commit and
 * full_page_writes keep PostgreSQL's durable defaults.
 */
const SETTINGS: ServerSettings = {
  cluster_name: "retake",
  // The server is reached only through the socket in a private folder.
  listen_addresses: "",
  unix_socket_permissions: "0700",
  // Enough for several programs with their pools. An idle connection costs about 2 MB.
  max_connections: "200",
  shared_buffers: "128MB",
  max_wal_size: "1GB",
  // Short statements gain nothing from parallel workers, which also fail in containers with 64 MB of /dev/shm.
  max_parallel_workers_per_gather: "0",
  max_logical_replication_workers: "0",
  io_method: "sync",
  // In containers with a limit on huge pages the server would crash when it requests them.
  huge_pages: "off",
  jit: "off",
  timezone: "UTC",
  log_timezone: "UTC",
  lc_messages: "C",
  log_min_messages: "warning",
  log_checkpoints: "off",
};

/** Messages of temporary failures: another program was faster, or processes of a killed server are still ending. */
const TRANSIENT_FAILURE =
  /lock file .* already exists|pre-existing shared memory block|could not create lock file .*No such file/;

/** From the start of the process to its lock file, on a loaded machine. */
const LOCK_FILE_LIMIT_MS = 60_000;

/** A fast shutdown ends all sessions and writes what is in memory to the disk. */
const FAST_STOP_LIMIT_MS = 30_000;
/**
 * An immediate shutdown writes nothing, and the next start recovers. Neither kind of shutdown loses committed data.
 */
const IMMEDIATE_STOP_LIMIT_MS = 5_000;

/** Room for months of warnings and errors. A longer log means that a message repeats. */
const MAX_LOG_BYTES = 16 * 1024 * 1024;
/** How much of the log is shown when the server does not start. */
const LOG_TAIL_BYTES = 4096;
const LOG_TRIM_INTERVAL_MS = 60_000;

/** The kernel allows 103 (macOS) to 107 bytes for a socket's path, including `/.s.PGSQL.5432.lock` and some reserve. */
const MAX_SOCKET_FOLDER_BYTES = 80;

/**
 * Starts a server in the directory and creates its data if there is none. Returns undefined when another program was
 * faster, so that the caller looks for that server. Throws the server's own message when it can't start.
 */
export async function startServer(
  directory: ServerDirectory,
  settings: ServerSettings,
  signal: AbortSignal | undefined,
): Promise<RunningServer | undefined> {
  const binaryPackage = findBinaryPackage();
  removeLeftovers(directory);
  const binaries = installBinaries(directory, binaryPackage);
  removeOtherBinaries(directory, binaries);
  await makeCluster(directory, binaries, binaryPackage.version, signal);
  const socketFolder = makeSocketFolder(directory);
  removeStaleLockFiles(directory, { socketFolder, port: PORT });
  const own = { port: String(PORT), unix_socket_directories: `"${socketFolder}"` };
  return launch(directory, join(binaries, "bin/postgres"), { ...SETTINGS, ...settings, ...own }, signal);
}

async function launch(
  directory: ServerDirectory,
  program: string,
  settings: ServerSettings,
  signal: AbortSignal | undefined,
): Promise<RunningServer | undefined> {
  const words = Object.entries(settings).flatMap(([name, value]) => ["-c", `${name}=${value}`]);
  const log = openLog(directory);
  const logStart = fstatSync(log).size;
  let failure: string | undefined;
  const child = spawn(program, ["-D", dataFolder(directory.path), ...words], {
    ...directory.account,
    cwd: directory.path,
    env: SERVER_ENVIRONMENT,
    stdio: ["ignore", log, log],
    // The server gets its own session, because Ctrl-C must not reach it while other programs may use it.
    detached: true,
  });
  try {
    child.unref();
    child.once("error", (error) => {
      failure = error.message;
    });
    child.once("exit", () => {
      failure ??= "";
    });
    const isUp = () => child.pid !== undefined && readLockFile(directory.path)?.pid === child.pid;
    await pollUntil(() => failure !== undefined || isUp(), LOCK_FILE_LIMIT_MS, signal);

    const running = await findRunningServer(directory.path, signal);
    if (running) return running;
    const said = failure || readLogSince(log, logStart);
    if (TRANSIENT_FAILURE.test(said)) return undefined;
    throw new EmbeddedServerError(`The embedded PostgreSQL did not start (log: ${logPath(directory)}): ${said}`);
  } catch (error) {
    // A server that no program has joined yet is stopped when its start is cancelled.
    if (signal?.aborted) child.kill("SIGINT");
    throw error;
  } finally {
    closeSync(log);
  }
}

/**
 * Stops a server that no program uses any more and waits until its process has ended. A remote server is left alone.
 */
export async function stopServer(directory: ServerDirectory, server: RunningServer): Promise<void> {
  const isGone = () => !isServerOf(dataFolder(directory.path), server.pid);
  const attempts = [["SIGINT", FAST_STOP_LIMIT_MS] as const, ["SIGQUIT", IMMEDIATE_STOP_LIMIT_MS] as const];
  for (const [signal, limitMs] of attempts) {
    if (isGone()) break;
    try {
      process.kill(server.pid, signal);
    } catch {
      return;
    }
    if (await pollUntil(isGone, limitMs)) break;
  }
  removeSocketFolder(directory, server.socketFolder);
}

export const logPath = ({ path }: ServerDirectory) => join(path, "server.log");

/** Opens the log for appending. A link in its place is refused, because root would write to its target. */
function openLog(directory: ServerDirectory): number {
  const file = openSync(
    logPath(directory),
    constants.O_RDWR | constants.O_APPEND | constants.O_CREAT | constants.O_NOFOLLOW,
    0o600,
  );
  fchmodSync(file, 0o600);
  if (directory.account) fchownSync(file, directory.account.uid, directory.account.gid);
  if (fstatSync(file).size > MAX_LOG_BYTES) ftruncateSync(file);
  return file;
}

/** Reads the end of what was written to the log after its first `start` bytes. */
function readLogSince(file: number, start: number): string {
  const from = Math.max(start, fstatSync(file).size - LOG_TAIL_BYTES);
  const buffer = Buffer.alloc(LOG_TAIL_BYTES);
  return buffer.toString("utf8", 0, readSync(file, buffer, 0, LOG_TAIL_BYTES, from)).trim();
}

/** Empties the log whenever it is too long, until the returned function is called. */
export function keepLogSmall(directory: ServerDirectory): () => void {
  const timer = setInterval(() => {
    try {
      closeSync(openLog(directory));
    } catch {
      // A missing log must not disturb the program.
    }
  }, LOG_TRIM_INTERVAL_MS);
  timer.unref();
  return () => clearInterval(timer);
}

/** Makes the folder of the server's socket, mode 0700: in the server directory, or with a short name in the temp folder. */
function makeSocketFolder(directory: ServerDirectory): string {
  const usual = defaultSocketFolder(directory.path);
  if (isUsableSocketFolder(usual)) {
    mkdirSync(usual, { recursive: true });
    chmodSync(usual, 0o700);
    giveTo(usual, directory.account);
    return usual;
  }
  const name = `retake-${createHash("sha256").update(directory.path).digest("hex").slice(0, 16)}`;
  const place = [tmpdir(), "/tmp"].find(
    (folder) =>
      isUsableSocketFolder(join(folder, `${name}-XXXXXX`)) &&
      (!directory.account || canReach(folder, directory.account)),
  );
  if (place) return makeTemporaryFolder(join(place, name), directory);
  throw new EmbeddedServerError(
    `No folder with a path under ${MAX_SOCKET_FOLDER_BYTES} bytes for the server's socket: choose a shorter DATA_DIR.`,
  );
}

/** Drivers and the server read some characters in this setting as separators. */
function isUsableSocketFolder(folder: string): boolean {
  return Buffer.byteLength(folder) < MAX_SOCKET_FOLDER_BYTES && !/[,:"\\@]/.test(folder);
}

/** In the temp folder, another user's folder or a link may already have this name. */
function makeTemporaryFolder(wanted: string, directory: ServerDirectory): string {
  const owner = directory.account?.uid ?? process.geteuid?.();
  const found = lstatSync(wanted, { throwIfNoEntry: false });
  if (found?.isDirectory() && found.uid === owner && (found.mode & 0o077) === 0) return wanted;
  const path = found ? mkdtempSync(`${wanted}-`) : wanted;
  if (!found) mkdirSync(path, { mode: 0o700 });
  giveTo(path, directory.account);
  return path;
}

/** Removes a socket folder outside the server directory, unless it is in use. */
function removeSocketFolder(directory: ServerDirectory, folder: string): void {
  if (folder.startsWith(directory.path)) return;
  try {
    rmdirSync(folder);
  } catch {
    // Another program is starting a new server there.
  }
}
