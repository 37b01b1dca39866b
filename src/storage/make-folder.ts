import { mkdir, stat } from "node:fs/promises";
import { dirname } from "node:path";
import { isErrno } from "./errno.ts";

/** A folder can't be made; the message names it and the reason. */
export class FolderError extends Error {
  override readonly name = "FolderError";
}

/**
 * Makes a folder and its parents. Node's own recursive mkdir never returns below `/proc`, where the system answers
 * "no such file or directory" although the parent exists. Throws `FolderError`.
 */
export async function makeFolder(path: string, mode = 0o777): Promise<void> {
  try {
    await makeWithParents(path, mode);
    if (!(await stat(path)).isDirectory()) throw new Error("it is not a folder");
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new FolderError(`The folder ${path} can't be made: ${reason}.`, { cause: error });
  }
}

async function makeWithParents(path: string, mode: number): Promise<void> {
  if (await exists(path)) return;
  const parent = dirname(path);
  if (parent !== path && !(await exists(parent))) await makeWithParents(parent, 0o777);
  try {
    await mkdir(path, { mode });
  } catch (error) {
    // Another process may have made it in the meantime.
    if (!isErrno(error, "EEXIST")) throw error;
  }
}

async function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    (error: unknown) => {
      if (isErrno(error, "ENOENT")) return false;
      throw error;
    },
  );
}
