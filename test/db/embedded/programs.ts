import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import postgres from "postgres";
import { afterAll, afterEach } from "vitest";
import type {
  EmbeddedConnection,
  EmbeddedOptions,
  EmbeddedPostgres,
} from "../../../src/db/embedded/embedded-postgres.ts";
import { startEmbeddedPostgres } from "../../../src/db/embedded/embedded-postgres.ts";
import { findServerDirectory } from "../../../src/db/embedded/find-server-directory.ts";
import { isServerOf, pollUntil } from "../../../src/db/embedded/processes.ts";
import { readLockFile } from "../../../src/db/embedded/running-server.ts";
import { dataFolder } from "../../../src/db/embedded/server-directory.ts";

const LIMIT_MS = 20_000;

const folders: string[] = [];
const directories = new Set<string>();
const programs: ChildProcess[] = [];
const started: EmbeddedPostgres[] = [];
let used: string | undefined;

/** Ends what a test left running and removes its folders, also server directories elsewhere. The used directory is removed after the last test. */
export function cleanUpAfterEach(): void {
  afterEach(async () => {
    for (const program of programs.splice(0)) program.kill("SIGKILL");
    await Promise.all(started.splice(0).map((one) => one.stop()));
    for (const directory of directories) {
      const pid = serverPid(directory);
      if (pid !== undefined) process.kill(pid, "SIGQUIT");
      if (pid !== undefined && !(await isGone(directory, pid))) throw new Error(`server ${pid} does not end`);
    }
    const kept = used === undefined ? [] : [used, directoryOf(used)];
    for (const path of [...directories, ...folders.splice(0)]) {
      if (!kept.includes(path)) rmSync(path, { recursive: true, force: true });
    }
    directories.clear();
  });
  afterAll(() => {
    if (used) rmSync(dirname(used), { recursive: true, force: true });
    used = undefined;
  });
}

/** A new folder for DATA_DIR or its parent. */
export function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "retake-test-"));
  folders.push(folder);
  return folder;
}

/**
 * A DATA_DIR whose server was started and stopped before, with a table `kept` of one row, in a folder open to all users.
 * All tests of a file share it, because initdb takes about a second.
 */
export async function usedFolder(): Promise<string> {
  if (!used) {
    used = join(mkdtempSync(join(tmpdir(), "retake-test-")), ".data");
    chmodSync(dirname(used), 0o755);
    const first = await start(used);
    await query(first.connection, "create table kept as select 42 as value");
    await first.stop();
  }
  return used;
}

/** The server directory of a DATA_DIR. */
export function directoryOf(dataDir: string): string {
  const { path } = findServerDirectory(dataDir);
  directories.add(path);
  return path;
}

/** Starts in this process, without waiting for the disk. */
export async function start(dataDir: string, options: Partial<EmbeddedOptions> = {}): Promise<EmbeddedPostgres> {
  directoryOf(dataDir);
  const one = await startEmbeddedPostgres({ dataDir, settings: { fsync: "off" }, ...options });
  started.push(one);
  return one;
}

export type Program = {
  pid: number;
  server: { pid: number; directory: string };
  connection: EmbeddedConnection;
  losses: string[];
  /** Asks the program to stop, waits for its end and resolves to its exit code. */
  stop(): Promise<number | null>;
  /** Kills the program or its whole process group without a chance to clean up. */
  kill(signal?: NodeJS.Signals, group?: boolean): Promise<void>;
};

/** Launches the program as a separate process in its own process group. */
export function launchProgram(dataDir: string): ChildProcess {
  directoryOf(dataDir);
  const child = fork(join(import.meta.dirname, "program.ts"), [dataDir], { execArgv: [], detached: true });
  programs.push(child);
  return child;
}

/** Launches the program and waits until its server is ready. */
export async function startProgram(dataDir: string): Promise<Program> {
  const child = launchProgram(dataDir);
  const ended = once(child, "exit");
  const losses: string[] = [];
  child.on("message", (message: { lost?: string }) => {
    if (message.lost) losses.push(message.lost);
  });
  const [first] = await Promise.race([once(child, "message"), ended]);
  if (!first?.ready) throw new Error(`the program did not start: ${JSON.stringify(first)}`);
  const pid = child.pid ?? 0;
  return {
    pid,
    ...first.ready,
    losses,
    async stop() {
      child.send("stop");
      const [code] = await ended;
      return code;
    },
    async kill(signal = "SIGKILL", group = false) {
      process.kill(group ? -pid : pid, signal);
      await ended;
    },
  };
}

/** Process id of the server that runs in a directory, if there is one. */
export function serverPid(directory: string): number | undefined {
  const pid = readLockFile(directory)?.pid;
  return pid !== undefined && isServerOf(dataFolder(directory), pid) ? pid : undefined;
}

export async function isGone(directory: string, pid: number): Promise<boolean> {
  return await pollUntil(() => !isServerOf(dataFolder(directory), pid), LIMIT_MS);
}

/** Runs one statement like any other client. */
export async function query(connection: EmbeddedConnection, text: string): Promise<postgres.Row[]> {
  const sql = postgres({ ...connection, max: 1, fetch_types: false, onnotice: () => {} });
  try {
    return [...(await sql.unsafe(text))];
  } finally {
    await sql.end({ timeout: 0 });
  }
}

/** Waits until the first value of a statement is true. */
export async function queryUntil(connection: EmbeddedConnection, text: string): Promise<boolean> {
  return await pollUntil(async () => {
    const [row] = await query(connection, text).catch(() => []);
    return row !== undefined && Object.values(row)[0] === true;
  }, LIMIT_MS);
}
