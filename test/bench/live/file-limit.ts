import { readFile } from "node:fs/promises";

/** Files that a process may have open; Node raises its own limit to the hard one. Unlimited where it can't be read. */
export async function fileLimit(): Promise<number> {
  const limits = await readFile("/proc/self/limits", "utf8").catch(() => "");
  const hard = /^Max open files\s+\S+\s+(\d+)/m.exec(limits)?.[1];
  return hard === undefined ? Number.POSITIVE_INFINITY : Number(hard);
}
