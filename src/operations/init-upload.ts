import { z } from "zod";
import type { AppContext } from "../context.ts";
import type { Call } from "../domain/principal.ts";
import { accepted, type InvalidInputCode, type Outcome } from "../domain/refusals.ts";
import { insertUpload } from "../services/uploads/uploads.ts";
import { takeCheapToken } from "./cheap-token.ts";
import { parseInput, text } from "./input.ts";

/** The URL takes the bytes for this long; the source API's 15 minutes. */
const URL_TTL_SECONDS = 900;
/** The uploaded picture can become a ref for this long; the source API's day. */
const TICKET_TTL_SECONDS = 86_400;

const CONTENT_TYPES = { jpeg: "image/jpeg", jpg: "image/jpeg", png: "image/png", webp: "image/webp" } as const;

export const initUploadBody = z
  .strictObject({
    filename: text(1, 120),
    extension: z.enum(["jpeg", "jpg", "png", "webp"]),
    content_type: z.enum(["image/jpeg", "image/png", "image/webp"]),
  })
  .refine((body) => CONTENT_TYPES[body.extension] === body.content_type, {
    error: "must be the one of the extension",
    path: ["content_type"],
    params: { code: "parameter_invalid_combination" satisfies InvalidInputCode },
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

/** A ticket for one picture to be uploaded, and the URL to put it to. Free, not keyed. */
export async function initUpload(app: AppContext, call: Call, body: unknown): Promise<Outcome<UploadTicket>> {
  const parsed = parseInput(initUploadBody, body);
  if (!parsed.ok) return parsed;
  const limited = takeCheapToken(app, call, "characters_post");
  if (limited) return limited;
  const uploadId = app.newId("upload");
  const { urlExpiresAt, expiresAt } = await insertUpload(app.db, {
    id: uploadId,
    teamId: call.principal.teamId,
    filename: parsed.value.filename,
    contentType: parsed.value.content_type,
    urlTtlSeconds: URL_TTL_SECONDS,
    ticketTtlSeconds: TICKET_TTL_SECONDS,
  });
  return accepted({
    uploadId,
    uploadUrl: app.urls.signUpload(uploadPath(uploadId), urlExpiresAt),
    uploadHeaders: { "Content-Type": parsed.value.content_type },
    expiresAt,
  });
}
