import type { RouteConfig } from "@hono/zod-openapi";
import type { ErrorCode } from "../domain/errors.ts";
import { errorResponsesOf } from "./openapi-errors.ts";

const signature = ["exp", "kid", "sig"].map((name) => ({
  name,
  in: "query" as const,
  required: true,
  schema: { type: "string" as const },
}));

const binary = { schema: { type: "string" as const, format: "binary" } };

const SIGNED: readonly ErrorCode[] = ["invalid_signature", "url_expired", "internal_error", "service_unavailable"];

/** What signed URLs open. They are made by other calls and need no key; clients must not build them. */
export const STORAGE_PATHS: readonly RouteConfig[] = [
  {
    method: "get",
    path: "/storage/{key}",
    operationId: "get_storage",
    tags: ["storage"],
    summary: "A picture",
    description: "The URL of a ref or an image. Answers HEAD, Range and If-None-Match too.",
    security: [],
    parameters: [{ name: "key", in: "path", required: true, schema: { type: "string" } }, ...signature],
    responses: {
      200: { description: "The picture.", content: { "image/webp": binary } },
      206: { description: "A range of it.", content: { "image/webp": binary } },
      304: { description: "Not changed." },
      416: { description: "No such range." },
      ...errorResponsesOf([...SIGNED, "resource_not_found"]),
    },
  },
  {
    method: "get",
    path: "/storage/sheets/{character_id}/{number}",
    operationId: "get_sheet",
    tags: ["storage"],
    summary: "A contact sheet",
    description: "GraphQL's `Character.sheetUrl`: one set of a character as one picture, drawn when first asked for.",
    security: [],
    parameters: [
      { name: "character_id", in: "path", required: true, schema: { type: "string" } },
      { name: "number", in: "path", required: true, schema: { type: "integer" } },
      ...signature,
    ],
    responses: {
      200: { description: "The sheet.", content: { "image/webp": binary } },
      206: { description: "A range of it.", content: { "image/webp": binary } },
      304: { description: "Not changed." },
      416: { description: "No such range." },
      ...errorResponsesOf([...SIGNED, "resource_not_found"]),
    },
  },
  {
    method: "put",
    path: "/storage/uploads/{upload_id}",
    operationId: "put_upload",
    tags: ["storage"],
    summary: "The bytes of an upload",
    description: "The `upload_url` of a ticket, with its `upload_headers`. PNG, JPEG or WebP of at most 10 MB, once.",
    security: [],
    parameters: [{ name: "upload_id", in: "path", required: true, schema: { type: "string" } }, ...signature],
    request: { body: { content: { "image/png": binary, "image/jpeg": binary, "image/webp": binary } } },
    responses: {
      200: {
        description: "Stored.",
        content: {
          "application/json": {
            schema: { type: "object", properties: { upload_id: { type: "string" } }, required: ["upload_id"] },
          },
        },
      },
      ...errorResponsesOf([...SIGNED, "upload_invalid", "payload_too_large"]),
    },
  },
];
