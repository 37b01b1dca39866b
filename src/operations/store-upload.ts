import type { AppContext } from "../context.ts";
import { CallError } from "../domain/errors.ts";
import { isPlausibleId } from "../domain/ids.ts";
import { accepted, invalidInput, type Outcome } from "../domain/refusals.ts";
import { readWaitingUpload, recordUpload } from "../services/uploads/uploads.ts";
import { ingestImage, MAX_UPLOAD_IMAGE_BYTES } from "../storage/images.ts";
import { keepBlobs, putBlobs } from "../storage/put-blobs.ts";

/** What was put to a ticket's URL. Who puts it is not asked: the URL's signature was checked. */
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
 * Takes the bytes of a ticket, once: decoded and encoded anew, stored, then recorded. Refused with upload_invalid: an
 * unknown, expired or used ticket, another content type than the ticket's, no usable picture. Throws `CallError`
 * payload_too_large (413).
 */
export async function storeUpload(app: AppContext, put: PutUpload): Promise<Outcome<{ uploadId: string }>> {
  const { uploadId, bytes } = put;
  if (bytes.byteLength > MAX_UPLOAD_BYTES) {
    throw new CallError("payload_too_large", `An upload has at most ${MAX_UPLOAD_BYTES} bytes.`);
  }
  const ticket = isPlausibleId(uploadId) ? await readWaitingUpload(app.db, uploadId) : null;
  if (!ticket) return invalid("The upload is unknown, expired or used already.");
  if (mediaType(put.contentType) !== ticket.contentType) return invalid(`Send Content-Type: ${ticket.contentType}.`);

  const ingested = await ingestImage(bytes, { teamId: ticket.teamId, maxBytes: MAX_UPLOAD_BYTES });
  if (!ingested.ok) return invalid(`No usable picture: ${ingested.reason.replaceAll("_", " ")}.`);
  await putBlobs(app.blobs, ingested.blobs);
  const recorded = await recordUpload(app.db, uploadId, ingested.image);
  if (recorded) await keepBlobs(app.blobs, ingested.blobs);
  return recorded ? accepted({ uploadId }) : invalid("The upload was used already.");
}

const invalid = (message: string) => invalidInput("upload_invalid", message, null);

/** Without parameters, in lower case. */
function mediaType(header: string | null): string | null {
  return header?.split(";", 1)[0]?.trim().toLowerCase() ?? null;
}
