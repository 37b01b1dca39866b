import type { Received } from "./load-messages.ts";

/**
 * Throws unless every subscriber got every version exactly once and in order: `broken`, the list of messages out of
 * order and closed sockets, must be empty, and each socket must have its character's last version.
 */
export function checkSums(name: string, { broken, last }: Received, versions: ReadonlyMap<string, number>): void {
  if (broken.length > 0) throw new Error(`${name}: ${broken.length} streams are broken, such as: ${broken[0]}`);
  const behind = last.filter(([id, version]) => version !== versions.get(id));
  if (behind.length > 0) throw new Error(`${name}: ${behind.length} sockets are behind, such as ${behind[0]}`);
}

/** The last version of each character, from the commits. */
export function lastVersions(commits: ReadonlyMap<string, number>): ReadonlyMap<string, number> {
  const last = new Map<string, number>();
  for (const name of commits.keys()) {
    const [id = "", version] = name.split(" ");
    last.set(id, Math.max(last.get(id) ?? 0, Number(version)));
  }
  return last;
}
