import { randomUUID } from "node:crypto";
import { link, readFile, rm } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import type { BlobStore } from "./blob-store.ts";
import { isErrno } from "./errno.ts";
import { createFileStore } from "./file-store.ts";
import { makeFolder } from "./make-folder.ts";
import { syncFolder, writeTemporary } from "./write-file-atomically.ts";

const STORE_ID = /^file:[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/**
 * Opens the folder as a file store. Its id lives in the file `store-id` at the root and is made at the first opening,
 * once, however many processes open it at that moment: two processes with the same id see the same blobs. The caller
 * compares it with the id recorded in the database. Throws when that file holds something else or can't be made.
 */
export async function openFileStore(root: string): Promise<{ store: BlobStore; id: string }> {
  const base = resolve(root);
  // Images belong to teams, so other users of the machine get no access to them.
  await makeFolder(base, 0o700);
  const file = join(base, "store-id");
  const id = (await readStoreId(file)) ?? (await makeStoreId(file));
  return { store: createFileStore({ root: base, id }), id };
}

/** Linking a finished file is the one creation that is both exclusive and whole; the loser reads the winner's. */
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
  if (id === null) throw new Error("The image folder's store-id vanished while it was made");
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
