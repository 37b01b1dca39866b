import type { RouteConfig } from "@hono/zod-openapi";
import type { ErrorCode } from "../domain/errors.ts";
import { errorResponsesOf } from "./openapi-errors.ts";

const text = (name: string, description: string, example: string) => ({
  name,
  description,
  example,
  required: true,
  schema: { type: "string" as const },
});
const inPath = { in: "path" as const };
const signature = [
  text("exp", "When the URL expires, in epoch seconds.", "1764028800"),
  text("kid", "Which secret signed the URL.", "Wm7fQ2Xb"),
  text("sig", "The signature.", "4yq1m0iJ0m4fGJr9l7YJq0cC2r8mX5wFh3kQm1dT9aE"),
].map((parameter) => ({ ...parameter, in: "query" as const }));

const binary = { schema: { type: "string" as const, format: "binary" } };

const SIGNED: readonly ErrorCode[] = ["invalid_signature", "url_expired", "internal_error", "service_unavailable"];

/** What signed URLs open. They are made by other calls and need no key; clients must not build them. */
export const STORAGE_PATHS: readonly RouteConfig[] = [
  {
    method: "get",
    path: "/storage/{key}",
    operationId: "getStoredPicture",
    tags: ["storage"],
    summary: "A picture",
    description: "The URL of a ref or an image. Answers HEAD, Range and If-None-Match too.",
    security: [],
    parameters: [
      {
        ...text("key", "The picture, as its URL names it.", "v1/team_01HXMQ7Z3K8Y2NABCDEFGHJKMN/11/1111.webp"),
        ...inPath,
      },
      ...signature,
    ],
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
    operationId: "getSignedSheet",
    tags: ["storage"],
    summary: "A contact sheet",
    description: "GraphQL's `Character.sheetUrl`: one set of a character as one picture, drawn when first asked for.",
    security: [],
    parameters: [
      { ...text("character_id", "The character's id.", "char_01HXMQ7Z3K8Y2NABCDEFGHJKMR"), ...inPath },
      {
        ...inPath,
        name: "number",
        description: "The number of the ref set.",
        example: 3,
        required: true,
        schema: { type: "integer" },
      },
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
    operationId: "putUpload",
    tags: ["storage"],
    summary: "The bytes of an upload",
    description: "The `upload_url` of a ticket, with its `upload_headers`. PNG, JPEG or WebP of at most 10 MB, once.",
    security: [],
    parameters: [
      { ...text("upload_id", "The upload's id.", "upl_01HXMQ7Z3K8Y2NABCDEFGHJKMT"), ...inPath },
      ...signature,
    ],
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
