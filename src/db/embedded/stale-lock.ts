import { linkSync, readFileSync, renameSync, rmSync } from "node:fs";
import { dataFolder, type Home } from "./home.ts";
import { isRunning, isServerOf } from "./processes.ts";

/**
 * Removes a lock file of PostgreSQL whose process id now belongs to another program, as after a container's restart,
 * or that a full disk left empty: PostgreSQL, which forgives ids of dead processes only, would never start again.
 */
export function clearStaleLock(home: Home, path: string): void {
  const holder = readHolder(path);
  if (holder === undefined) return;
  if (holder !== 0 && (!isRunning(holder) || isServerOf(dataFolder(home.path), holder))) return;

  // Taken away first and looked at then: a new server may have replaced the file since it was read.
  const aside = `${path}.stale-${process.pid}`;
  try {
    renameSync(path, aside);
    if (readHolder(aside) !== holder) linkSync(aside, path);
    rmSync(aside, { force: true });
  } catch {
    // Gone or replaced meanwhile: that server was quicker.
  }
}

/** Process id in the first line; 0 when the file is empty, undefined when there is none. */
function readHolder(path: string): number | undefined {
  try {
    // A server for one session only writes its id as a negative number.
    return Math.abs(Number.parseInt(readFileSync(path, "utf8"), 10)) || 0;
  } catch {
    return undefined;
  }
}
