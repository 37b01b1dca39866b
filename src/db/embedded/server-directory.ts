import { randomBytes } from "node:crypto";
import {
  closeSync,
  existsSync,
  fsyncSync,
  lchownSync,
  mkdirSync,
  openSync,
  readdirSync,
  renameSync,
  rmSync,
} from "node:fs";
import { dirname, join } from "node:path";
import { isRunning } from "./processes.ts";

/** The Unix account that runs the server when this program runs as root, because PostgreSQL refuses to run as root. */
export type ServerAccount = { uid: number; gid: number };

/**
 * The directory in which one embedded server keeps its data, programs, socket and log. `account` owns it when this
 * program runs as root, and is undefined otherwise.
 */
export type ServerDirectory = { path: string; account: ServerAccount | undefined };

/** The embedded server can't be used. The message states the cause and what to do, and needs no stack. */
export class EmbeddedServerError extends Error {
  override readonly name = "EmbeddedServerError";
}

/** Data and password are created together in a private folder, which is then renamed to `server`. */
export const SERVER_FOLDER = "server";

export const dataFolder = (directory: string) => join(directory, SERVER_FOLDER, "data");
export const passwordFile = (directory: string) => join(directory, SERVER_FOLDER, "password");
export const hasServerFolder = (directory: string) => existsSync(join(directory, SERVER_FOLDER));

/** Folders under construction. Their names contain the id of the process that makes them. */
const PRIVATE_PREFIX = ".making-";

/**
 * Makes a folder and its parents. Node's own recursive mkdir never returns below `/proc`, where the system answers
 * "no such file or directory" although the parent exists.
 */
export function makeFolder(path: string, mode = 0o777): void {
  if (existsSync(path)) return;
  if (!existsSync(dirname(path))) makeFolder(dirname(path));
  try {
    mkdirSync(path, { mode });
  } catch (error) {
    // Another program may have created it meanwhile.
    if (!hasCode(error, "EEXIST")) throw error;
  }
}

/** Makes the account the owner of a file, folder or link. Does nothing when the server runs as this program's user. */
export function giveTo(path: string, account: ServerAccount | undefined): void {
  if (account) lchownSync(path, account.uid, account.gid);
}

/** Creates an empty folder that only this program uses. `publish` moves its contents to the final place. */
export function makePrivateFolder({ path, account }: ServerDirectory): string {
  const folder = join(path, `${PRIVATE_PREFIX}${process.pid}-${randomBytes(6).toString("hex")}`);
  mkdirSync(folder, { mode: 0o700 });
  giveTo(folder, account);
  return folder;
}

/** Durably renames a finished folder to its final place. If another program was faster, this folder is removed. */
export function publish(made: string, place: string): void {
  try {
    renameSync(made, place);
  } catch (error) {
    if (!hasCode(error, "ENOTEMPTY", "EEXIST")) throw error;
    removeFolder(made);
    return;
  }
  flushFolder(dirname(place));
}

/** Removes the private folders of killed programs. Call it only while this program has none of its own. */
export function removeLeftovers({ path }: ServerDirectory): void {
  for (const name of readdirSync(path).filter((entry) => entry.startsWith(PRIVATE_PREFIX))) {
    const maker = Number(name.slice(PRIVATE_PREFIX.length).split("-")[0]);
    // In a restarted container this program may have the process id of the program that was killed.
    if (maker === process.pid || !isRunning(maker)) removeFolder(join(path, name));
  }
}

/** Removes a folder and its contents. What can't be removed now, because an orphaned initdb still writes, stays. */
export function removeFolder(path: string): void {
  try {
    rmSync(path, { recursive: true, force: true });
  } catch {
    // The next start tries again.
  }
}

function hasCode(error: unknown, ...codes: string[]): boolean {
  return error instanceof Error && "code" in error && codes.includes(String(error.code));
}

/** Makes a rename durable where the file system supports it. Without it a power cut could undo a whole cluster. */
function flushFolder(path: string): void {
  const folder = openSync(path, "r");
  try {
    fsyncSync(folder);
  } catch {
    // Where folders can't be flushed, PostgreSQL itself continues too.
  } finally {
    closeSync(folder);
  }
}
