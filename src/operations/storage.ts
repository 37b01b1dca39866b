import { z } from "zod";
import type { AppContext } from "../context.ts";
import { CallError } from "../domain/errors.ts";
import { isPlausibleId } from "../domain/ids.ts";
import { type InvalidInputCode, invalidInput, type Outcome, ok } from "../domain/refusals.ts";
import { isBlobUsed } from "../services/ref-sets/ref-sets.ts";
import { findUpload, insertUpload, recordUpload } from "../services/uploads/uploads.ts";
import { type BlobInfo, keepBlobs, putBlobs } from "../storage/blob-store.ts";
import { type Ingested, ingestImage, MAX_UPLOAD_IMAGE_BYTES, pictureType } from "../storage/images.ts";
import { text, whenValid } from "./input.ts";
import { defineOperation } from "./operation.ts";

/** How long the URL takes the bytes; the source API's 15 minutes. */
const URL_TTL_SECONDS = 900;
/** How long the uploaded picture can become a ref; the source API's day. */
const TICKET_TTL_SECONDS = 86_400;

const CONTENT_TYPES: Readonly<Record<string, string>> = {
  jpeg: "image/jpeg",
  jpg: "image/jpeg",
  png: "image/png",
  webp: "image/webp",
};

/** The content type of a file name's extension, in any case and with or without its dot; undefined for no picture's. */
const contentTypeOf = (extension: string): string | undefined =>
  Object.entries(CONTENT_TYPES).find(([known]) => known === extension.toLowerCase().replace(/^\./, ""))?.[1];

const oneOf = (allowed: (text: string) => boolean, names: string) =>
  z.string().refine(allowed, {
    error: `must be one of ${names}`,
    params: { code: "value_out_of_range" satisfies InvalidInputCode },
  });

export type UploadTicket = {
  readonly uploadId: string;
  /** Absolute and signed: takes one PUT, without a key. */
  readonly uploadUrl: string;
  /** To be sent with the PUT. */
  readonly uploadHeaders: { readonly "Content-Type": string };
  /** The ticket's end; the URL ends earlier. */
  readonly expiresAt: Date;
};

/** The path that takes a ticket's bytes. */
export const uploadPath = (uploadId: string): string => `/storage/uploads/${uploadId}`;

/** Issues a ticket for one picture to be uploaded, and the URL to put it to. Free. */
export const initUpload = defineOperation({
  name: "init_upload",
  scope: "write",
  bucket: "characters_post",
  idempotent: false,
  refusals: [],
  input: z
    .strictObject({
      filename: text(1, 120),
      extension: oneOf((extension) => contentTypeOf(extension) !== undefined, "jpeg, jpg, png, webp").meta({
        description: "`jpeg`, `jpg`, `png` or `webp`, in any case, with or without a leading dot.",
      }),
      contentType: oneOf(
        (type) => Object.values(CONTENT_TYPES).includes(pictureType(type)),
        "image/jpeg, image/png, image/webp",
      ).meta({ description: "`image/jpeg` (`image/jpg` means the same), `image/png` or `image/webp`." }),
    })
    .refine(({ extension, contentType }) => contentTypeOf(extension) === pictureType(contentType), {
      error: "must be the content type of the extension",
      path: ["contentType"],
      params: { code: "parameter_invalid_combination" satisfies InvalidInputCode },
      ...whenValid("extension", "contentType"),
    }),
  run: async ({ app, call, input }) => {
    const contentType = pictureType(input.contentType);
    const uploadId = app.newId("upload");
    const { urlExpiresAt, expiresAt } = await insertUpload(app.db, {
      id: uploadId,
      teamId: call.principal.teamId,
      filename: input.filename,
      contentType,
      urlTtlSeconds: URL_TTL_SECONDS,
      ticketTtlSeconds: TICKET_TTL_SECONDS,
    });
    const uploadUrl = app.urls.signUpload(uploadPath(uploadId), urlExpiresAt);
    return ok<UploadTicket>({ uploadId, uploadUrl, uploadHeaders: { "Content-Type": contentType }, expiresAt });
  },
});

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
