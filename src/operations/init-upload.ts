import { z } from "zod";
import { type InvalidInputCode, ok } from "../domain/refusals.ts";
import { insertUpload } from "../services/uploads/uploads.ts";
import { pictureType } from "../storage/images.ts";
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
