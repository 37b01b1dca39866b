/**
 * A process for tests: `put-blobs.ts race ROOT CONTENT TIMES` stores one blob repeatedly, `endless ROOT` stores large new
 * blobs until it is killed, `open ROOT` prints the store's id.
 */
import { randomBytes } from "node:crypto";
import { createFileStore, openFileStore } from "../../src/storage/file-store.ts";
import { sampleBlob } from "./sample-blob.ts";

const [mode = "", root = "", content = "", times = "0"] = process.argv.slice(2);
const store = createFileStore({ root, id: "file:test" });

if (mode === "open") process.stdout.write((await openFileStore(root)).id);
if (mode === "race") {
  const blob = sampleBlob(content.repeat(10_000));
  for (let left = Number(times); left > 0; left -= 1) await store.put(blob.key, blob.bytes, blob.contentType);
}
while (mode === "endless") {
  const blob = sampleBlob(randomBytes(8_000_000));
  await store.put(blob.key, blob.bytes, blob.contentType);
}
