import type { AppContext } from "../context.ts";
import { CallError } from "../domain/errors.ts";
import { isPlausibleId } from "../domain/ids.ts";
import { invalidInput, type Outcome, ok } from "../domain/refusals.ts";
import { isBlobUsed } from "../services/ref-sets/ref-sets.ts";
import { findUpload, recordUpload } from "../services/uploads/uploads.ts";
import { type BlobInfo, keepBlobs, putBlobs } from "../storage/blob-store.ts";
import { type Ingested, ingestImage, MAX_UPLOAD_IMAGE_BYTES, pictureType } from "../storage/images.ts";

/** What the signed URLs of `/storage` read and write. There is no caller: the signature was checked. */

/**
 * A picture that is still shown somewhere, or null: the blobs of deleted characters stay for a while, but their URLs
 * stop working at once. `teamId` is the one in the key.
 */
export async function findBlob(app: AppContext, teamId: string, key: string): Promise<BlobInfo | null> {
  return (await isBlobUsed(app.db, teamId, key)) ? app.blobs.stat(key) : null;
}

/** What was put to a ticket's URL. */
export type PutUpload = {
  readonly uploadId: string;
  /** The header as sent; null when there was none. */
  readonly contentType: string | null;
  /** At most one byte more than `MAX_UPLOAD_BYTES`: that is enough to know that they are too many. */
  readonly bytes: Uint8Array;
};

/** Largest upload, in bytes. */
export const MAX_UPLOAD_BYTES = MAX_UPLOAD_IMAGE_BYTES;

/**
 * Stores the bytes of a ticket: decodes them, encodes them anew, stores the blobs and then records the picture. A ticket
 * takes one picture. The same bytes again succeed and change nothing, so that a caller that lost the answer can repeat
 * the PUT. Refused with upload_invalid: an unknown or expired ticket, another content type than the ticket's, no usable
 * picture, other bytes than before. Throws `CallError` payload_too_large (413).
 */
export async function storeUpload(app: AppContext, put: PutUpload): Promise<Outcome<{ uploadId: string }>> {
  const { uploadId, bytes } = put;
  if (bytes.byteLength > MAX_UPLOAD_BYTES) {
    throw new CallError("payload_too_large", `An upload has at most ${MAX_UPLOAD_BYTES} bytes.`);
  }
  const ticket = isPlausibleId(uploadId) ? await findUpload(app.db, uploadId) : null;
  if (!ticket) return invalid("The upload is unknown or expired.");
  if (pictureType(put.contentType ?? "") !== ticket.contentType) {
    return invalid(`Send Content-Type: ${ticket.contentType}.`);
  }
  const ingested = await ingestImage(bytes, { teamId: ticket.teamId, maxBytes: MAX_UPLOAD_BYTES });
  if (!ingested.ok) return invalid(`No usable picture: ${ingested.reason.replaceAll("_", " ")}.`);
  if (ticket.imageKey === null && (await record(app, uploadId, ingested))) return ok({ uploadId });

  // Encoding is deterministic and a blob's key is the hash of its content: the same bytes make the same key.
  const stored = ticket.imageKey ?? (await findUpload(app.db, uploadId))?.imageKey;
  if (stored === ingested.image.key) return ok({ uploadId });
  return invalid("The upload was used already, with other bytes.");
}

/** Stores the blobs and records the picture; false when the ticket has one already. */
async function record(app: AppContext, uploadId: string, { image, blobs }: Picture): Promise<boolean> {
  await putBlobs(app.blobs, blobs);
  const recorded = await recordUpload(app.db, uploadId, image);
  if (recorded) await keepBlobs(app.blobs, blobs);
  return recorded;
}

type Picture = Extract<Ingested, { ok: true }>;

const invalid = (message: string) => invalidInput("upload_invalid", message, null);
