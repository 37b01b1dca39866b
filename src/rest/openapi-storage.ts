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
  text("kid", "The id of the secret that signed the URL.", "Wm7fQ2Xb"),
  text("sig", "The signature.", "4yq1m0iJ0m4fGJr9l7YJq0cC2r8mX5wFh3kQm1dT9aE"),
].map((parameter) => ({ ...parameter, in: "query" as const }));

const binary = { schema: { type: "string" as const, format: "binary" } };

const SIGNED: readonly ErrorCode[] = ["invalid_signature", "url_expired", "internal_error", "service_unavailable"];

/** The paths of signed URLs. Other calls return these URLs, and they need no key; clients must not build them. */
export const STORAGE_PATHS: readonly RouteConfig[] = [
  {
    method: "get",
    path: "/storage/{key}",
    operationId: "getStoredPicture",
    tags: ["storage"],
    summary: "Download an image",
    description:
      "Signed URL of a reference image, an image or a thumbnail. HEAD, `Range` and `If-None-Match` are supported.",
    security: [],
    parameters: [
      {
        ...text("key", "The name of the file within the storage.", "v1/team_01HXMQ7Z3K8Y2NABCDEFGHJKMN/11/1111.webp"),
        ...inPath,
      },
      ...signature,
    ],
    responses: {
      200: { description: "The image.", content: { "image/webp": binary } },
      206: { description: "The requested range of bytes.", content: { "image/webp": binary } },
      304: { description: "The file has not changed since the response with this ETag." },
      416: { description: "The file does not have the requested range of bytes." },
      ...errorResponsesOf([...SIGNED, "resource_not_found"]),
    },
  },
  {
    method: "get",
    path: "/storage/sheets/{character_id}/{number}",
    operationId: "getSignedSheet",
    tags: ["storage"],
    summary: "Download a contact sheet",
    description:
      "Signed URL from GraphQL's `Character.sheetUrl`. Shows one ref set of a character as one image, which is " +
      "generated on the first request.",
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
      200: { description: "The contact sheet.", content: { "image/webp": binary } },
      206: { description: "The requested range of bytes.", content: { "image/webp": binary } },
      304: { description: "The file has not changed since the response with this ETag." },
      416: { description: "The file does not have the requested range of bytes." },
      ...errorResponsesOf([...SIGNED, "resource_not_found"]),
    },
  },
  {
    method: "put",
    path: "/storage/uploads/{upload_id}",
    operationId: "putUpload",
    tags: ["storage"],
    summary: "Upload the bytes of an image",
    description:
      "Send one PNG, JPEG or WebP image of at most 10 MB to the `upload_url` of an upload, with its " +
      "`upload_headers`. An upload has one image; sending the same bytes again is allowed.",
    security: [],
    parameters: [
      { ...text("upload_id", "The upload's id.", "upl_01HXMQ7Z3K8Y2NABCDEFGHJKMT"), ...inPath },
      ...signature,
    ],
    request: { body: { content: { "image/png": binary, "image/jpeg": binary, "image/webp": binary } } },
    responses: {
      200: {
        description: "The image is stored.",
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
