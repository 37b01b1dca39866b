import type { Dirent } from "node:fs";
import { opendir, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import { parseBlobKey } from "./blob-key.ts";
import { isErrno } from "./errno.ts";
import { isTemporaryName } from "./write-file-atomically.ts";

/** A temporary file this old has no writer: a put takes seconds. An hour also covers clocks of a shared folder. */
const TEMPORARY_GRACE_MS = 3_600_000;

/**
 * Walks `<base>/v1/<team id>/<2 hex>/` and yields what has the syntax of a key; files that vanish meanwhile are
 * passed over. Temporary files that a killed process left behind are removed on the way.
 */
export async function* listFiles(base: string, now: () => Date): AsyncGenerator<{ key: string; modifiedAt: Date }> {
  for await (const team of entriesOf(join(base, "v1"))) {
    if (!team.isDirectory()) continue;
    for await (const shard of entriesOf(join(base, "v1", team.name))) {
      if (!shard.isDirectory()) continue;
      const folder = join(base, "v1", team.name, shard.name);
      for await (const entry of entriesOf(folder)) {
        if (!entry.isFile()) continue;
        const key = `v1/${team.name}/${shard.name}/${entry.name}`;
        const modifiedAt = await modifiedAtOf(join(folder, entry.name));
        if (modifiedAt === null) continue;
        if (parseBlobKey(key) !== null) yield { key, modifiedAt };
        else if (isAbandoned(entry.name, modifiedAt, now())) await rm(join(folder, entry.name), { force: true });
      }
    }
  }
}

function isAbandoned(name: string, modifiedAt: Date, now: Date): boolean {
  return isTemporaryName(name) && now.getTime() - modifiedAt.getTime() > TEMPORARY_GRACE_MS;
}

async function* entriesOf(folder: string): AsyncGenerator<Dirent> {
  try {
    yield* await opendir(folder);
  } catch (error) {
    if (!isErrno(error, "ENOENT")) throw error;
  }
}

async function modifiedAtOf(file: string): Promise<Date | null> {
  try {
    return (await stat(file)).mtime;
  } catch (error) {
    if (isErrno(error, "ENOENT")) return null;
    throw error;
  }
}
