import { randomBytes } from "node:crypto";
import { closeSync, fsyncSync, mkdirSync, openSync, readdirSync, renameSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";
import type { Home } from "./home.ts";
import { isRunning } from "./processes.ts";
import { giveTo } from "./server-account.ts";

const PREFIX = ".making-";

/** Makes a new folder in the home for one program alone. What is made in it becomes visible by `publish`. */
export function makePrivateFolder({ path, account }: Home): string {
  const folder = join(path, `${PREFIX}${process.pid}-${randomBytes(6).toString("hex")}`);
  mkdirSync(folder, { mode: 0o700 });
  giveTo(folder, account);
  return folder;
}

/** Renames a finished folder to its place, durably. When another program was first, theirs stays and ours goes. */
export function publish(made: string, place: string): void {
  try {
    renameSync(made, place);
  } catch (error) {
    if (!(error instanceof Error && "code" in error && (error.code === "ENOTEMPTY" || error.code === "EEXIST")))
      throw error;
    removeFolder(made);
    return;
  }
  flushFolder(dirname(place));
}

/** Removes what killed programs left half made. To be called while this program makes nothing itself. */
export function removeLeftovers({ path }: Home): void {
  for (const name of readdirSync(path).filter((entry) => entry.startsWith(PREFIX))) {
    const maker = Number(name.slice(PREFIX.length).split("-")[0]);
    // In a restarted container this program may have got the process id of the one that was killed.
    if (maker === process.pid || !isRunning(maker)) removeFolder(join(path, name));
  }
}

/** Removes a folder with all in it; a program that still writes there (an orphaned initdb) may keep some of it alive. */
export function removeFolder(path: string): void {
  try {
    rmSync(path, { recursive: true, force: true });
  } catch {
    // The next start tries again.
  }
}

/** Makes a rename durable, where the file system knows how: without it a power cut could take back a whole cluster. */
function flushFolder(path: string): void {
  const folder = openSync(path, "r");
  try {
    fsyncSync(folder);
  } catch {
    // PostgreSQL goes on as well where folders cannot be flushed.
  } finally {
    closeSync(folder);
  }
}
