import { randomUUID } from "node:crypto";
import type { Dirent } from "node:fs";
import { link, mkdir, open, opendir, readFile, rename, rm, stat, unlink } from "node:fs/promises";
import { basename, dirname, join, resolve } from "node:path";
import {
  BLOB_CONTENT_TYPES,
  type BlobInfo,
  type BlobStore,
  type ByteRange,
  checkBlob,
  checkRange,
  MAX_BLOB_BYTES,
  parseBlobKey,
  requireBlobKey,
} from "./blob-store.ts";

/** `id` is the store's id from `openFileStore`. `now` is used only for the age of leftover temporary files. */
type FileStoreOptions = { readonly root: string; readonly id: `file:${string}`; readonly now?: () => Date };

/**
 * Blobs as files below `root`, for one host or for several hosts that share the folder. Readers see a put completely
 * or not at all, even after a crash and when other processes put the same key. Empty folders stay.
 * @internal
 */
export function createFileStore({ root, id, now = () => new Date() }: FileStoreOptions): BlobStore {
  const base = resolve(root);
  const fileOf = (key: string): string => {
    requireBlobKey(key);
    return join(base, ...key.split("/"));
  };

  return {
    id,

    async put(key, bytes, contentType) {
      const file = fileOf(key);
      checkBlob(key, bytes, contentType);
      await writeFileAtomically(base, file, bytes);
    },

    async stat(key) {
      const file = fileOf(key);
      const found = await absentAsNull(stat(file));
      return found === null ? null : infoOf(key, found);
    },

    async get(key, range) {
      const file = fileOf(key);
      if (range !== undefined) checkRange(range);
      return absentAsNull(readRange(file, range));
    },

    async delete(key) {
      const file = fileOf(key);
      await absentAsNull(unlink(file));
    },

    list() {
      return listFiles(base, now);
    },
  };

  function infoOf(key: string, found: { size: number; mtime: Date }): BlobInfo {
    const { extension } = requireBlobKey(key);
    return { size: found.size, contentType: BLOB_CONTENT_TYPES[extension], modifiedAt: found.mtime };
  }
}

async function readRange(file: string, range: ByteRange | undefined): Promise<Uint8Array> {
  await using handle = await open(file, "r");
  const { size } = await handle.stat();
  const start = Math.min(range?.start ?? 0, size);
  const end = Math.min(range === undefined ? size : range.end + 1, size);
  if (end - start > MAX_BLOB_BYTES)
    throw new RangeError(`${dirname(file)} contains a file of more than ${MAX_BLOB_BYTES} bytes`);
  const bytes = new Uint8Array(end - start);
  for (let filled = 0; filled < bytes.length; ) {
    const { bytesRead } = await handle.read(bytes, filled, bytes.length - filled, start + filled);
    if (bytesRead === 0) throw new Error("A blob's file became shorter while it was read");
    filled += bytesRead;
  }
  return bytes;
}

async function absentAsNull<T>(work: Promise<T>): Promise<T | null> {
  try {
    return await work;
  } catch (error) {
    if (isErrno(error, "ENOENT")) return null;
    throw error;
  }
}

const STORE_ID = /^file:[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/**
 * Opens the folder as a file store. Its id is in the file `store-id` at the root, which is created once at the first
 * opening, however many processes open it at that moment. Two processes with the same id see the same blobs. The
 * caller compares the id with the one recorded in the database. Throws when the file has other contents or can't be
 * created.
 */
export async function openFileStore(root: string): Promise<{ store: BlobStore; id: string }> {
  const base = resolve(root);
  // Images belong to teams, so other users of the machine get no access to them.
  await makeFolder(base, 0o700);
  const file = join(base, "store-id");
  const id = (await readStoreId(file)) ?? (await makeStoreId(file));
  return { store: createFileStore({ root: base, id }), id };
}

/**
 * Linking a finished file creates it exclusively and completely. A process that comes second reads the existing file.
 */
async function makeStoreId(file: string): Promise<`file:${string}`> {
  const temporary = await writeTemporary(file, new TextEncoder().encode(`file:${randomUUID()}\n`));
  try {
    await link(temporary, file);
  } catch (error) {
    if (!isErrno(error, "EEXIST")) {
      throw new Error("The image folder's file system has no hard links; use another folder or S3", { cause: error });
    }
  } finally {
    await rm(temporary, { force: true });
  }
  await syncFolder(dirname(file));
  const id = await readStoreId(file);
  if (id === null) throw new Error("The image folder's store-id was deleted while it was created");
  return id;
}

async function readStoreId(file: string): Promise<`file:${string}` | null> {
  let text: string;
  try {
    text = (await readFile(file, "utf8")).trim();
  } catch (error) {
    if (isErrno(error, "ENOENT")) return null;
    throw error;
  }
  if (!STORE_ID.test(text)) throw new Error("The file store-id in the image folder is damaged: restore or remove it");
  return text as `file:${string}`;
}

/**
 * A temporary file of this age has no writer, because a put takes seconds. An hour also covers different clocks on a
 * shared folder.
 */
const TEMPORARY_GRACE_MS = 3_600_000;

/**
 * Walks `<base>/v1/<team id>/<2 hex>/` and yields the names that are keys. Skips files that disappear meanwhile.
 * Removes temporary files that a killed process left behind.
 */
async function* listFiles(base: string, now: () => Date): AsyncGenerator<{ key: string; modifiedAt: Date }> {
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

/** Thrown when a folder can't be created. The message names the folder and the reason. */
class FolderError extends Error {
  override readonly name = "FolderError";
}

/**
 * Creates a folder and its parents. Node's own recursive mkdir never returns below `/proc`, where the system answers
 * "no such file or directory" although the parent exists. Throws `FolderError`.
 */
export async function makeFolder(path: string, mode = 0o777): Promise<void> {
  try {
    await makeWithParents(path, mode);
    if (!(await stat(path)).isDirectory()) throw new Error("it is not a folder");
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    const remedy = "Set DATA_DIR, BLOB_STORE or --out to a folder that this user can write to.";
    throw new FolderError(`The folder ${path} can't be created: ${reason}. ${remedy}`, { cause: error });
  }
}

async function makeWithParents(path: string, mode: number): Promise<void> {
  if (await exists(path)) return;
  const parent = dirname(path);
  if (parent !== path && !(await exists(parent))) await makeWithParents(parent, 0o777);
  try {
    await mkdir(path, { mode });
  } catch (error) {
    // Another process may have created it meanwhile.
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

const TEMPORARY_SUFFIX = ".tmp";

/** True for names made by `temporaryBeside`. */
function isTemporaryName(name: string): boolean {
  return name.startsWith(".") && name.endsWith(TEMPORARY_SUFFIX);
}

/**
 * Durably writes the bytes to a new temporary file in the folder of `file` and returns its path. The name is random,
 * because process ids are not unique among hosts that share the folder.
 */
async function writeTemporary(file: string, bytes: Uint8Array): Promise<string> {
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
 * Writes a file atomically: temporary file in the same folder, fsync, rename, fsync of the folder. Creates missing
 * folders below `base`. A crash leaves at most a temporary file.
 */
async function writeFileAtomically(base: string, file: string, bytes: Uint8Array): Promise<void> {
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
async function syncFolder(folder: string): Promise<void> {
  if (process.platform === "win32") return;
  await using handle = await open(folder, "r");
  await handle.sync();
}

/** True for a file system error with this code. */
function isErrno(error: unknown, code: string): boolean {
  return error instanceof Error && "code" in error && error.code === code;
}
