import { readFile } from "node:fs/promises";

/** How many files a process may have open. Node raises its limit to the hard limit. Unlimited when it can't be read. */
export async function fileLimit(): Promise<number> {
  const limits = await readFile("/proc/self/limits", "utf8").catch(() => "");
  const hard = /^Max open files\s+\S+\s+(\d+)/m.exec(limits)?.[1];
  return hard === undefined ? Number.POSITIVE_INFINITY : Number(hard);
}
