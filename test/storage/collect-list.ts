import type { BlobStore } from "../../src/storage/blob-store.ts";

/** The complete listing of a store as an array. */
export async function collectList(store: BlobStore): Promise<{ key: string; modifiedAt: Date }[]> {
  const listed = [];
  for await (const entry of store.list()) listed.push(entry);
  return listed;
}
