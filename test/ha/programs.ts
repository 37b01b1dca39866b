import { type ChildProcess, execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { chownSync, existsSync, globSync, mkdtempSync, openSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";

/** Reports a missing program in one sentence. */
export class MissingProgram extends Error {
  override readonly name = "MissingProgram";
}

/** The folder with `initdb`, `postgres` and `pg_basebackup`: Debian's newest, otherwise the first on PATH. */
export function findPostgres(): string {
  const folders = [
    ...globSync("/usr/lib/postgresql/*/bin").sort((a, b) => versionOf(b) - versionOf(a)),
    ...(process.env.PATH ?? "").split(":"),
  ];
  const found = folders.find((folder) =>
    ["initdb", "postgres", "pg_basebackup", "pg_ctl"].every((name) => existsSync(join(folder, name))),
  );
  if (found) return found;
  throw new MissingProgram("PostgreSQL's server programs were not found: install postgresql-15 (apt) or newer.");
}

/** Finds a program on PATH; undefined when it is not installed. */
export function findProgram(name: string): string | undefined {
  return (process.env.PATH ?? "")
    .split(":")
    .map((folder) => join(folder, name))
    .find((path) => existsSync(path));
}

const versionOf = (path: string) => Number(/\/(\d+)\//.exec(path)?.[1] ?? 0);

/** The account for PostgreSQL, which refuses to run as root; null for an ordinary user. */
const account = process.geteuid?.() === 0 ? accountOf("postgres") : undefined;

function accountOf(name: string): { uid: number; gid: number } {
  const entry = readFileSync("/etc/passwd", "utf8")
    .split("\n")
    .find((line) => line.startsWith(`${name}:`));
  const [, , uid, gid] = (entry ?? "").split(":");
  if (!uid || !gid) throw new MissingProgram("There is no account postgres: install postgresql-15 (apt) or newer.");
  return { uid: Number(uid), gid: Number(gid) };
}

/** A new folder that the account of PostgreSQL owns. */
export function makeServerFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "retake-ha-"));
  if (account) chownSync(folder, account.uid, account.gid);
  return folder;
}

const environment = (extra: Readonly<Record<string, string>> = {}) => ({
  PATH: process.env.PATH ?? "/usr/bin:/bin",
  LC_ALL: "C.UTF-8",
  ...extra,
});

/** Longer than copying the small database takes on a loaded machine. */
const COMMAND_LIMIT_MS = 120_000;

/** Runs one of PostgreSQL's programs to its end. Rejects with its output on stderr. */
export async function runProgram(path: string, args: readonly string[], cwd: string): Promise<void> {
  await promisify(execFile)(path, [...args], { ...account, cwd, env: environment(), timeout: COMMAND_LIMIT_MS });
}

/** Ctrl-C and SIGTERM end all started servers, because those in their own process groups would continue. */
const started = new Set<ChildProcess>();
const dataFolders = new Set<string>();
for (const signal of ["SIGINT", "SIGTERM"] as const) {
  process.once(signal, () => {
    for (const child of started) if (isRunning(child)) child.kill("SIGKILL");
    for (const folder of dataFolders) killServerOf(folder);
    process.exit(130);
  });
}

/** Ends the server of a data folder when this process is interrupted, even if another program has started it. */
export function endServerWithThisProcess(dataFolder: string): void {
  dataFolders.add(dataFolder);
}

function killServerOf(dataFolder: string): void {
  try {
    process.kill(Number.parseInt(readFileSync(join(dataFolder, "postmaster.pid"), "utf8"), 10), "SIGQUIT");
  } catch {
    // The server does not run.
  }
}

/** Ends together with this process, also when that is interrupted. */
export function endWithThisProcess(child: ChildProcess): ChildProcess {
  started.add(child.once("exit", () => started.delete(child)));
  return child;
}

/** Starts a server that writes to a log file, in its own process group. It is killed by its id. */
export function startProgram(path: string, args: readonly string[], cwd: string, log: string): ChildProcess {
  const file = openSync(log, "a");
  if (account) chownSync(log, account.uid, account.gid);
  return endWithThisProcess(
    spawn(path, [...args], { ...account, cwd, env: environment(), stdio: ["ignore", file, file], detached: true }),
  );
}

export const isRunning = ({ exitCode, signalCode }: ChildProcess) => exitCode === null && signalCode === null;

/** Sends a signal and waits for the process to end. After the limit the process is killed. */
export async function endProgram(child: ChildProcess, signal: NodeJS.Signals, limitMs = 10_000): Promise<void> {
  if (!isRunning(child)) return;
  const ended = once(child, "exit");
  child.kill(signal);
  const timer = setTimeout(() => child.kill("SIGKILL"), limitMs);
  await ended;
  clearTimeout(timer);
}
