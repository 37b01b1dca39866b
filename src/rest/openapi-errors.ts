import { ERRORS, type ErrorCode } from "../domain/errors.ts";
import { errorSchema } from "./error-schema.ts";
import type { RestRoute } from "./route.ts";

const ALWAYS: readonly ErrorCode[] = [
  "missing_api_key",
  "invalid_api_key",
  "revoked_api_key",
  "missing_scope",
  "invalid_format",
  "unknown_version",
  "invalid_request",
  "internal_error",
  "service_unavailable",
];

const WITH_BODY: readonly ErrorCode[] = ["payload_too_large", "unsupported_media_type"];

/** Every code that a route can answer. */
function errorCodes(route: RestRoute): readonly ErrorCode[] {
  return [
    ...ALWAYS,
    ...route.docs.errors,
    ...(route.method === "get" ? [] : WITH_BODY),
    ...(route.keyed ? (["idempotency_key_in_use"] as const) : []),
    ...(route.bucket ? (["rate_limit_exceeded"] as const) : []),
  ];
}

/** The error answers of a route: one for each status, with an example for each code. */
export function errorResponses(route: RestRoute) {
  return errorResponsesOf(errorCodes(route));
}

/** The same for a list of codes. */
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
  const details = DETAILS[code];
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

const DETAILS: { readonly [C in ErrorCode]?: Readonly<Record<string, unknown>> } = {
  invalid_request_error: { status: "synthesizing", eligible: ["reviewing", "ready", "failed"] },
  insufficient_credits: { required: 4, available: 2, held: 8 },
  idempotency_key_in_use: { reason: "other_body" },
  rate_limit_exceeded: { bucket: "characters_synthesize", retry_after_seconds: 10 },
};
