import { z } from "zod";
import { CONTRACT_VERSIONS, CURRENT_CONTRACT_VERSION } from "../domain/contract-version.ts";
import { ERRORS, type ErrorCode } from "../domain/errors.ts";
import { MAX_IDEMPOTENCY_KEY_LENGTH } from "../domain/idempotency.ts";
import { INVALID_INPUT_CODES, REFUSAL_CODES } from "../domain/refusals.ts";
import { bucketOf, refusalKinds } from "../operations/operation.ts";
import type { RestRoute } from "./route.ts";

const TYPES = ["invalid_request", "authentication", "not_found", "rate_limit", "server_error"] as const;

/** The body of every response that is not 2xx or 3xx. */
const errorSchema = z
  .strictObject({
    error: z.strictObject({
      type: z.enum(TYPES),
      code: z.enum(Object.keys(ERRORS) as ErrorCode[]),
      message: z.string().meta({ description: "A sentence for people to read. Its wording may change." }),
      param: z.string().nullable().meta({
        description: "The invalid member, parameter or header; null when the error concerns none in particular.",
      }),
      doc_url: z.url(),
      request_id: z.string().meta({ description: "The value of the header `Aurous-Request-Id`." }),
      details: z.record(z.string(), z.unknown()).optional().meta({
        description: "Further details that depend on the code. For invalid input, `issues` lists all errors.",
      }),
    }),
  })
  .meta({
    id: "Error",
    description:
      "The status and the `code` determine what to do. After a 409, 429 or 503 with `Retry-After`, wait that long and send " +
      "the same call again with the same idempotency key. After a 500, also send it again with the same key. After any " +
      "other error the same call fails again until its cause is removed; `doc_url` explains how. `type` is the class of the " +
      "error. `code` and `type` do not change between versions.",
  });

const ALWAYS: readonly ErrorCode[] = [
  "missing_api_key",
  "invalid_api_key",
  "revoked_api_key",
  "token_expired",
  "missing_scope",
  "invalid_format",
  "unknown_version",
  "invalid_request",
  "internal_error",
  "service_unavailable",
];

const WITH_BODY: readonly ErrorCode[] = ["payload_too_large", "unsupported_media_type"];

/** Every error code that a route can return. */
function errorCodes({ method, operation, docs }: RestRoute): readonly ErrorCode[] {
  return [
    ...ALWAYS,
    ...docs.inputErrors,
    ...refusalKinds(operation).flatMap((kind) => (kind === "invalid_input" ? [] : [REFUSAL_CODES[kind]])),
    ...(method === "get" ? [] : WITH_BODY),
  ];
}

/** The error responses of a route: one for each status, with an example for each code. */
export function errorResponses(route: RestRoute) {
  return errorResponsesOf(errorCodes(route));
}

/** Like `errorResponses`, for a list of codes. */
export function errorResponsesOf(list: readonly ErrorCode[]) {
  const byStatus = Map.groupBy(new Set(list), (code) => ERRORS[code].status);
  return Object.fromEntries([...byStatus].map(([status, codes]) => [status, errorResponse(codes)]));
}

function errorResponse(codes: readonly ErrorCode[]) {
  const examples = Object.fromEntries(codes.map((code) => [code, { value: example(code) }]));
  const description = codes.map((code) => `\`${code}\`: ${ERRORS[code].cause}`).join("\n");
  return { description, content: { "application/json": { schema: errorSchema, examples } } };
}

function example(code: ErrorCode) {
  const { type, cause } = ERRORS[code];
  const details = DETAILS[code] ?? (isInputCode(code) ? { issues: [{ code, message: cause, param: null }] } : null);
  return {
    error: {
      type,
      code,
      message: cause,
      param: null,
      doc_url: `https://retake.example/errors#${code}`,
      request_id: "req_01HXMQ7Z3K8Y2NABCDEFGHJKMS",
      ...(details ? { details } : {}),
    },
  };
}

const isInputCode = (code: ErrorCode) => (INVALID_INPUT_CODES as readonly ErrorCode[]).includes(code);

const DETAILS: { readonly [C in ErrorCode]?: Readonly<Record<string, unknown>> } = {
  invalid_request_error: { status: "synthesizing", eligible: ["reviewing", "ready", "failed"] },
  insufficient_credits: { required: 4, available: 2, held: 8 },
  idempotency_key_in_use: { reason: "other_body" },
  rate_limit_exceeded: { bucket: "characters_synthesize", retry_after_seconds: 10 },
};

/** Path, query and header parameters of a route. */
export function requestParameters(route: RestRoute) {
  const names = [...route.path.matchAll(/\{(\w+)\}/g)].map(([, name = ""]) => name);
  return [
    ...names.map((name) => ({
      name,
      in: "path" as const,
      required: true,
      schema: { type: "string" as const },
      ...(route.path.startsWith("/v1/images") ? IMAGE_ID : CHARACTER_ID),
    })),
    ...Object.entries(route.query).map(([name, parameter]) => ({
      name,
      in: "query" as const,
      ...parameter,
    })),
    VERSION_HEADER,
    ...(route.operation.idempotent ? [KEY_HEADER] : []),
  ];
}

const CHARACTER_ID = { description: "The character's id.", example: "char_01HXMQ7Z3K8Y2NABCDEFGHJKMR" };
const IMAGE_ID = { description: "The image's id.", example: "img_01HXMQ7Z3K8Y2NABCDEFGHJKMS" };

const VERSION_HEADER = {
  name: "Aurous-Version",
  in: "header" as const,
  description: "The version of the API contract to use. Without this header the version pinned on the team applies.",
  schema: { type: "string" as const, enum: [...CONTRACT_VERSIONS] },
  example: CURRENT_CONTRACT_VERSION,
};

const KEY_HEADER = {
  name: "Idempotency-Key",
  in: "header" as const,
  description:
    "Any text in UTF-8 or Latin-1 without control characters. Sending the same call again with the same key starts " +
    "no second piece of work and returns the first response.",
  schema: { type: "string" as const, minLength: 1, maxLength: MAX_IDEMPOTENCY_KEY_LENGTH },
  example: "0d4c2a8e-5a55-4b5e-9b9f-3d1f6b1c7a10",
};

const text = (description: string) => ({ description, required: true, schema: { type: "string" as const } });
const integer = (description: string) => ({ description, required: true, schema: { type: "integer" as const } });

/** Headers of a route's successful responses. */
export function answerHeaders(route: RestRoute) {
  return {
    "Aurous-Request-Id": text("The id of this request, `req_` + ULID. Quote it when you report a problem."),
    "Aurous-Version": text("The version of the API contract that was applied."),
    ...(route.operation.idempotent
      ? {
          "Aurous-Idempotent-Replayed": {
            ...text("`true` when this is the stored response of an earlier call with the same key."),
            required: false,
          },
        }
      : {}),
    ...(route.docs.etag ? { ETag: text("Changes when the resource changes and when its URLs are signed again.") } : {}),
    ...(bucketOf(route.operation)
      ? {
          "X-RateLimit-Limit": integer("How many tokens the full bucket holds."),
          "X-RateLimit-Remaining": integer("How many tokens are left."),
          "X-RateLimit-Reset": integer("When the bucket will be full again, in epoch seconds."),
          "RateLimit-Policy": text("The rate limit: its quota `q` and its window `w` in seconds."),
          RateLimit: text(
            "The state of the rate limit: tokens left `r`, and seconds `t` until the bucket is full, or until the " +
              "next token when it is empty.",
          ),
        }
      : {}),
  };
}
