import { createHash } from "node:crypto";
import { blobKey } from "../../src/storage/blob-store.ts";
import type { BlobToStore } from "../../src/storage/images.ts";

/** A blob whose key matches its bytes. Stores do not check whether they are an image. */
export function sampleBlob(content: string | Uint8Array, teamId = "team_01A"): BlobToStore {
  const bytes = new Uint8Array(Buffer.from(content as Uint8Array));
  const sha256 = createHash("sha256").update(bytes).digest("hex");
  return { key: blobKey({ teamId, sha256, extension: "webp" }), bytes, contentType: "image/webp" };
}
