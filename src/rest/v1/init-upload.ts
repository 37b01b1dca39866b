import { z } from "zod";
import { initUpload, initUploadBody } from "../../operations/init-upload.ts";
import { answerWith } from "../answer.ts";
import type { RestRoute } from "../route.ts";
import { EXAMPLE_UPLOAD_URL } from "./examples.ts";

const ticketSchema = z
  .strictObject({
    upload_id: z.string().meta({ description: "For `upload_ids` of a new character." }),
    upload_url: z.url().meta({ description: "Takes one PUT of the bytes, without a key, for 15 minutes." }),
    upload_headers: z.record(z.string(), z.string()).meta({ description: "To be sent with the PUT." }),
    expires_at: z.iso.datetime().meta({ description: "Until then the picture can be used." }),
  })
  .meta({ id: "UploadTicket" });

export const initUploadRoute: RestRoute = {
  method: "post",
  path: "/v1/characters/uploads/init",
  status: 200,
  scope: "write",
  bucket: "characters_post",
  keyed: false,
  docs: {
    summary: "Begin an upload",
    description: "A ticket for one picture of at most 10 MB: PNG, JPEG or WebP.",
    requestBody: {
      schema: initUploadBody,
      examples: [{ filename: "mina.png", extension: "png", content_type: "image/png" }],
    },
    response: {
      schema: ticketSchema,
      example: {
        upload_id: "upl_01HXMQ7Z3K8Y2NABCDEFGHJKMT",
        upload_url: EXAMPLE_UPLOAD_URL,
        upload_headers: { "Content-Type": "image/png" },
        expires_at: "2026-11-03T10:00:00.000Z",
      },
    },
    errors: ["missing_field", "value_out_of_range", "parameter_invalid_combination"],
  },
  handle: async (app, call, { body }) =>
    answerWith(await initUpload(app, call, body), ({ uploadId, uploadUrl, uploadHeaders, expiresAt }) => ({
      body: {
        upload_id: uploadId,
        upload_url: uploadUrl,
        upload_headers: uploadHeaders,
        expires_at: expiresAt.toISOString(),
      },
    })),
};
