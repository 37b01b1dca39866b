import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { setTimeout } from "node:timers/promises";

/** How often a condition outside this process is checked, in ms; short enough not to be noticed. */
const POLL_INTERVAL_MS = 5;

/**
 * Polls until the condition holds. Returns false when it does not hold within the limit; rejects when the signal
 * aborts.
 */
export async function pollUntil(
  condition: () => boolean | Promise<boolean>,
  limitMs: number,
  signal?: AbortSignal,
): Promise<boolean> {
  const end = performance.now() + limitMs;
  while (!(await condition())) {
    signal?.throwIfAborted();
    if (performance.now() >= end) return false;
    await setTimeout(POLL_INTERVAL_MS);
  }
  return true;
}

/** Waits for the work at most `limitMs`. Resolves to `fallback` when the work fails or takes longer. */
export async function withTimeout<T>(limitMs: number, work: Promise<T>, fallback: T): Promise<T> {
  return await Promise.race([work.catch(() => fallback), setTimeout(limitMs, fallback, { ref: false })]);
}

/** Whether a process with this id exists, whatever its owner. */
export function isRunning(pid: number): boolean {
  if (!(pid > 0)) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
}

/**
 * Whether the process is a PostgreSQL server of this data folder. The id alone is not enough: after a crash, or in a
 * restarted container, it may belong to another program, and a killed process may still wait to be reaped.
 */
export function isServerOf(dataFolder: string, pid: number): boolean {
  if (!isRunning(pid)) return false;
  try {
    if (process.platform === "linux") {
      const words = readFileSync(`/proc/${pid}/cmdline`, "utf8").split("\0");
      return words[words.indexOf("-D") + 1] === dataFolder;
    }
    return execFileSync("ps", ["-ww", "-o", "command=", "-p", String(pid)], { encoding: "utf8" }).includes(dataFolder);
  } catch {
    return false;
  }
}
