import { closeSync, constants, fchmodSync, fchownSync, fstatSync, ftruncateSync, openSync, readSync } from "node:fs";
import { join } from "node:path";
import type { Home } from "./home.ts";

/** Warnings and errors of months; more means that something repeats itself. */
const MAX_LOG_BYTES = 16 * 1024 * 1024;

/** What is shown of the log when the server does not start. */
const TAIL_BYTES = 4096;

const TRIM_INTERVAL_MS = 60_000;

export const logPath = ({ path }: Home) => join(path, "server.log");

/** Opens the log for appending; a link in its place is refused, because root would write to wherever it points. */
export function openLog(home: Home): number {
  const file = openSync(
    logPath(home),
    constants.O_RDWR | constants.O_APPEND | constants.O_CREAT | constants.O_NOFOLLOW,
    0o600,
  );
  fchmodSync(file, 0o600);
  if (home.account) fchownSync(file, home.account.uid, home.account.gid);
  if (fstatSync(file).size > MAX_LOG_BYTES) ftruncateSync(file);
  return file;
}

/** The end of what was written since the log had `start` bytes. */
export function readLogSince(file: number, start: number): string {
  const from = Math.max(start, fstatSync(file).size - TAIL_BYTES);
  const buffer = Buffer.alloc(TAIL_BYTES);
  return buffer.toString("utf8", 0, readSync(file, buffer, 0, TAIL_BYTES, from)).trim();
}

/** Empties the log when it has grown too long, now and then, as long as the program runs. Returns the way to stop it. */
export function keepLogSmall(home: Home): () => void {
  const timer = setInterval(() => {
    try {
      closeSync(openLog(home));
    } catch {
      // No log is no reason to disturb the program.
    }
  }, TRIM_INTERVAL_MS);
  timer.unref();
  return () => clearInterval(timer);
}
