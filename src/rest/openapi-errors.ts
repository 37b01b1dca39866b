import { z } from "zod";
import { ERRORS, type ErrorCode } from "../domain/errors.ts";
import { INVALID_INPUT_CODES, REFUSAL_CODES } from "../domain/refusals.ts";
import { refusalKinds } from "../operations/operation.ts";
import type { RestRoute } from "./route.ts";

const TYPES = ["invalid_request", "authentication", "not_found", "rate_limit", "server_error"] as const;

/** The envelope of every answer that is not 2xx or 3xx. */
const errorSchema = z
  .strictObject({
    error: z.strictObject({
      type: z.enum(TYPES),
      code: z.enum(Object.keys(ERRORS) as ErrorCode[]),
      message: z.string().meta({ description: "For people; may change." }),
      param: z.string().nullable().meta({ description: "The member or header that is wrong." }),
      doc_url: z.url(),
      request_id: z.string().meta({ description: "Equal to the header Aurous-Request-Id." }),
      details: z
        .record(z.string(), z.unknown())
        .optional()
        .meta({ description: "Details of this code; `issues` lists every fault of an invalid input." }),
    }),
  })
  .meta({ id: "Error", description: "Branch on `type` for retries and on `code` for texts; both are stable." });

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

/** Every code that a route can answer. */
function errorCodes({ method, operation, docs }: RestRoute): readonly ErrorCode[] {
  return [
    ...ALWAYS,
    ...docs.inputErrors,
    ...refusalKinds(operation).flatMap((kind) => (kind === "invalid_input" ? [] : [REFUSAL_CODES[kind]])),
    ...(method === "get" ? [] : WITH_BODY),
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
