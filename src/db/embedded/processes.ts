import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";

/** Whether a process with this id exists, whoever owns it. */
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
 * Whether the process is a PostgreSQL server of this data folder. A process id alone says nothing: after a crash or
 * in a restarted container it may belong to any other program, and one that was killed may wait to be reaped.
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
