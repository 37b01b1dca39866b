import { randomUUID } from "node:crypto";
import { mkdir, open, rename, rm } from "node:fs/promises";
import { basename, dirname, join } from "node:path";

const TEMPORARY_SUFFIX = ".tmp";

/** True for names that `temporaryBeside` makes. */
export function isTemporaryName(name: string): boolean {
  return name.startsWith(".") && name.endsWith(TEMPORARY_SUFFIX);
}

/**
 * Writes the bytes to a new temporary file in the folder of `file` and makes them durable. The name is random, not
 * made of a process id: hosts that share the folder have processes of the same id. Returns its path.
 */
export async function writeTemporary(file: string, bytes: Uint8Array): Promise<string> {
  const temporary = join(dirname(file), `.${basename(file)}.${randomUUID()}${TEMPORARY_SUFFIX}`);
  try {
    await using handle = await open(temporary, "wx");
    await handle.writeFile(bytes);
    await handle.sync();
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
  return temporary;
}

/**
 * Puts a file in place as a whole: temporary file beside it, fsync, rename, fsync of the folder. Folders up to
 * `base` are made when missing. A crash leaves at most a temporary file.
 */
export async function writeFileAtomically(base: string, file: string, bytes: Uint8Array): Promise<void> {
  const folder = dirname(file);
  const firstMade = await mkdir(folder, { recursive: true });
  const temporary = await writeTemporary(file, bytes);
  try {
    await rename(temporary, file);
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
  await syncFolder(folder);
  if (firstMade === undefined) return;
  for (let made = folder; made !== base && made !== dirname(made); made = dirname(made))
    await syncFolder(dirname(made));
}

/** Makes the names in a folder durable. Windows can't open a folder and needs no such call. */
export async function syncFolder(folder: string): Promise<void> {
  if (process.platform === "win32") return;
  await using handle = await open(folder, "r");
  await handle.sync();
}
