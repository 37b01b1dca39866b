import { open, stat, unlink } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import { BLOB_CONTENT_TYPES, requireBlobKey } from "./blob-key.ts";
import { type BlobInfo, type BlobStore, type ByteRange, MAX_BLOB_BYTES } from "./blob-store.ts";
import { checkBlob, checkRange } from "./check-blob.ts";
import { isErrno } from "./errno.ts";
import { listFiles } from "./list-files.ts";
import { writeFileAtomically } from "./write-file-atomically.ts";

/** `id` is the store's id as `openFileStore` reads it; `now` serves only the grace of left-over temporary files. */
export type FileStoreOptions = { readonly root: string; readonly id: `file:${string}`; readonly now?: () => Date };

/**
 * Blobs as files below `root`, for one host or for several that share the folder. A put is seen whole or not at all,
 * also after a crash and beside other processes that put the same key. Folders that became empty stay.
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
  if (end - start > MAX_BLOB_BYTES) throw new RangeError(`${dirname(file)} holds a file over ${MAX_BLOB_BYTES} bytes`);
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
