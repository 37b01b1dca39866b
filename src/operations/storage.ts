import { z } from "zod";
import type { AppContext } from "../context.ts";
import { CallError } from "../domain/errors.ts";
import { isPlausibleId } from "../domain/ids.ts";
import { type InvalidInputCode, invalidInput, type Outcome, ok } from "../domain/refusals.ts";
import { isBlobUsed } from "../services/ref-sets/ref-sets.ts";
import { findUpload, insertUpload, recordUpload } from "../services/uploads/uploads.ts";
import { type BlobInfo, keepBlobs, putBlobs } from "../storage/blob-store.ts";
import { type Ingested, ingestImage, MAX_UPLOAD_IMAGE_BYTES, mediaTypeOf } from "../storage/images.ts";
import { text, whenValid } from "./input.ts";
import { defineOperation } from "./operation.ts";

/** How long the upload URL is valid: 15 minutes, as in the source API. */
const URL_TTL_SECONDS = 900;
/** How long an uploaded image can be used: one day, as in the source API. */
const TICKET_TTL_SECONDS = 86_400;

const CONTENT_TYPES: Readonly<Record<string, string>> = {
  jpeg: "image/jpeg",
  jpg: "image/jpeg",
  png: "image/png",
  webp: "image/webp",
};

/**
 * The content type for a file extension, in any case and with or without its dot; undefined when it is not an image's.
 */
const contentTypeOf = (extension: string): string | undefined =>
  Object.entries(CONTENT_TYPES).find(([known]) => known === extension.toLowerCase().replace(/^\./, ""))?.[1];

const oneOf = (allowed: (text: string) => boolean, names: string) =>
  z.string().refine(allowed, {
    error: `must be one of ${names}`,
    params: { code: "value_out_of_range" satisfies InvalidInputCode },
  });

export type UploadTicket = {
  readonly uploadId: string;
  /** An absolute, signed URL for one PUT, which needs no API key. */
  readonly uploadUrl: string;
  /** Headers to send with the PUT. */
  readonly uploadHeaders: { readonly "Content-Type": string };
  /** When the upload expires. The URL expires earlier. */
  readonly expiresAt: Date;
};

/** The path to which an upload's bytes are sent. */
const uploadPath = (uploadId: string): string => `/storage/uploads/${uploadId}`;

/** Starts the upload of one image and returns its signed URL. Free. */
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
        (type) => Object.values(CONTENT_TYPES).includes(mediaTypeOf(type)),
        "image/jpeg, image/png, image/webp",
      ).meta({ description: "`image/jpeg` (`image/jpg` means the same), `image/png` or `image/webp`." }),
    })
    .refine(({ extension, contentType }) => contentTypeOf(extension) === mediaTypeOf(contentType), {
      error: "must be the content type of the extension",
      path: ["contentType"],
      params: { code: "parameter_invalid_combination" satisfies InvalidInputCode },
      ...whenValid("extension", "contentType"),
    }),
  run: async ({ app, call, input }) => {
    const contentType = mediaTypeOf(input.contentType);
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

/** What the signed URLs of `/storage` read and write. There is no authenticated caller: the signature grants access. */

/**
 * Finds an image that is still in use; null otherwise. The blobs of deleted characters are kept for a while, but their
 * URLs stop working at once. `teamId` is the one in the key.
 */
export async function findBlob(app: AppContext, teamId: string, key: string): Promise<BlobInfo | null> {
  return (await isBlobUsed(app.db, teamId, key)) ? app.blobs.stat(key) : null;
}

/** The request to an upload's URL. */
export type PutUpload = {
  readonly uploadId: string;
  /** The request's Content-Type; null without one. */
  readonly contentType: string | null;
  /** At most `MAX_UPLOAD_BYTES` + 1 bytes, which is enough to detect an upload that is too large. */
  readonly bytes: Uint8Array;
};

/** The largest upload in bytes. */
export const MAX_UPLOAD_BYTES = MAX_UPLOAD_IMAGE_BYTES;

/**
 * Stores the image of an upload: decodes it, encodes it again, stores the blobs and then records it. An upload has one
 * image. Sending the same bytes again succeeds and changes nothing, so that the PUT can be repeated after a lost
 * response. Refuses with upload_invalid: an unknown or expired upload, another content type, an unusable image, other
 * bytes than before. Throws `CallError` payload_too_large (413).
 */
export async function storeUpload(app: AppContext, put: PutUpload): Promise<Outcome<{ uploadId: string }>> {
  const { uploadId, bytes } = put;
  if (bytes.byteLength > MAX_UPLOAD_BYTES) {
    throw new CallError("payload_too_large", `The upload is larger than ${MAX_UPLOAD_BYTES} bytes.`);
  }
  const ticket = isPlausibleId(uploadId) ? await findUpload(app.db, uploadId) : null;
  if (!ticket) return invalid("The upload is unknown or has expired. Start a new one.");
  if (mediaTypeOf(put.contentType ?? "") !== ticket.contentType) {
    return invalid(
      `The content type differs from the one given at the start of the upload. Send Content-Type: ${ticket.contentType}.`,
    );
  }
  const ingested = await ingestImage(bytes, { teamId: ticket.teamId, maxBytes: MAX_UPLOAD_BYTES });
  if (!ingested.ok) return invalid(`The image can't be used: ${ingested.reason.replaceAll("_", " ")}.`);
  if (ticket.imageKey === null && (await record(app, uploadId, ingested))) return ok({ uploadId });

  // Encoding is deterministic and a blob's key is the hash of its content, so the same bytes have the same key.
  const stored = ticket.imageKey ?? (await findUpload(app.db, uploadId))?.imageKey;
  if (stored === ingested.image.key) return ok({ uploadId });
  return invalid("The upload already has another image. Start a new one.");
}

/** Stores the blobs and records the image; false when the upload already has one. */
async function record(app: AppContext, uploadId: string, { image, blobs }: UsableImage): Promise<boolean> {
  await putBlobs(app.blobs, blobs);
  const recorded = await recordUpload(app.db, uploadId, image);
  if (recorded) await keepBlobs(app.blobs, blobs);
  return recorded;
}

type UsableImage = Extract<Ingested, { ok: true }>;

const invalid = (message: string) => invalidInput("upload_invalid", message, null);
