import type { InvalidInputCode } from "./refusals.ts";

/** An error code with its HTTP status and type (docs/contract.md "Error codes") and the texts for `/errors`. */
type ErrorEntry = {
  readonly status: 400 | 401 | 402 | 403 | 404 | 405 | 409 | 413 | 415 | 429 | 500 | 503;
  readonly type: "invalid_request" | "authentication" | "not_found" | "rate_limit" | "server_error";
  readonly cause: string;
  readonly remedy: string;
  readonly retry: string;
};

const input = (cause: string, remedy: string): ErrorEntry => ({
  status: 400,
  type: "invalid_request",
  cause,
  remedy,
  retry: "Not before the request is corrected.",
});

const state = (cause: string, remedy: string): ErrorEntry => ({
  ...input(cause, remedy),
  retry: "Yes, when the character's state allows the call. You may use the same idempotency key.",
});

const credentials = (status: 401 | 403, cause: string, remedy: string): ErrorEntry => ({
  status,
  type: "authentication",
  cause,
  remedy,
  retry: "Not with the same credentials.",
});

const http = (status: 405 | 413 | 415, cause: string, remedy: string): ErrorEntry => ({
  ...input(cause, remedy),
  status,
});

export const ERRORS = {
  missing_field: input("A required member is absent.", "Send the member named by `param`."),
  invalid_format: input(
    "A member, a header or the idempotency key has the wrong syntax or type.",
    "Correct what `param` names.",
  ),
  value_out_of_range: input("A value is outside its bounds.", "Send a value within the bounds in the message."),
  invalid_request: input("The body is not JSON or has an unknown member.", "Send JSON with documented members only."),
  parameter_invalid_combination: input(
    "Members that exclude each other were sent together, or one of several alternatives is missing.",
    "Send exactly one of the alternatives.",
  ),
  upload_invalid: input(
    "An upload is unknown, expired, empty, already used or not an image.",
    "Start a new upload and use it once.",
  ),
  unknown_version: input(
    "`Aurous-Version` names a version that does not exist.",
    "Leave the header out or send a known version.",
  ),
  invalid_page_token: input("The cursor does not belong to this list.", "Start again from the first page."),
  invalid_request_error: state(
    "The character's state does not allow this call.",
    "`details` has the status and the statuses in which the call is allowed.",
  ),
  character_not_ready: state(
    "An image was requested of a character that is not `ready`.",
    "Wait until it is `ready`, or save it if it is `reviewing`.",
  ),
  missing_api_key: credentials(401, "The call carries no API key.", "Send `X-Api-Key`."),
  invalid_api_key: credentials(401, "The API key or access token is not known.", "Check the key."),
  revoked_api_key: credentials(
    401,
    "The API key was revoked, or the access token was made with a key that was revoked.",
    "Use another key of the team.",
  ),
  token_expired: credentials(
    401,
    "The access token has expired. A token that expired more than 7 days ago is answered with `invalid_api_key`.",
    "Request a new token.",
  ),
  missing_scope: credentials(
    403,
    "The key's scope does not allow this call.",
    "Use a key with the scope named in the message.",
  ),
  invalid_signature: credentials(
    403,
    "The URL was changed after it was signed, or was signed with a secret that is no longer accepted.",
    "Read the resource again to get newly signed URLs.",
  ),
  url_expired: credentials(403, "The signed URL has expired.", "Read the resource again to get newly signed URLs."),
  insufficient_credits: {
    status: 402,
    type: "invalid_request",
    cause: "The price exceeds the team's available credits. Credits held for running work are not available.",
    remedy: "Wait until running work ends, or ask the operator to grant credits. `details` has the amounts.",
    retry: "Yes, when enough credits are available. You may use the same idempotency key.",
  },
  resource_not_found: {
    status: 404,
    type: "not_found",
    cause: "The resource is unknown, is deleted, or belongs to another team.",
    remedy: "Check the id.",
    retry: "No.",
  },
  method_not_allowed: http(405, "The path does not support this method.", "Use a method named by the `Allow` header."),
  payload_too_large: http(413, "The body is larger than allowed.", "Send a smaller body."),
  unsupported_media_type: http(
    415,
    "The body's content type is not accepted.",
    "Send `Content-Type: application/json`.",
  ),
  idempotency_key_in_use: {
    status: 409,
    type: "invalid_request",
    cause:
      "The key belongs to another call (`other_operation`) or another body (`other_body`), or its first call is still running (`in_flight`).",
    remedy: "Use a new key for new work. For `in_flight`, send the same call again after `Retry-After`.",
    retry: "Only for `in_flight`.",
  },
  rate_limit_exceeded: {
    status: 429,
    type: "rate_limit",
    cause: "The team has used up its rate limit for this kind of call.",
    remedy: "Wait `Retry-After` seconds. Another call of the team may take the next token first.",
    retry: "Yes, after `Retry-After`, also with the same idempotency key.",
  },
  internal_error: {
    status: 500,
    type: "server_error",
    cause: "A bug in Retake. It is logged with the request id.",
    remedy: "Report the request id.",
    retry: "Yes, with the same idempotency key.",
  },
  service_unavailable: {
    status: 503,
    type: "server_error",
    cause: "The database can't be reached or is too busy, or the server is stopping.",
    remedy:
      "Send the same call again after `Retry-After`, with the same idempotency key. Accepted work is never done twice.",
    retry: "Yes, after `Retry-After`, with the same idempotency key.",
  },
} as const satisfies Record<string, ErrorEntry> & Record<InvalidInputCode, ErrorEntry>;

export type ErrorCode = keyof typeof ERRORS;

/** Codes that end a whole call. They are thrown, and GraphQL returns them as top-level errors. */
export type CallErrorCode = Exclude<
  ErrorCode,
  "insufficient_credits" | "idempotency_key_in_use" | "invalid_request_error" | "character_not_ready"
>;

/**
 * Ends a call with a known code, for example for bad credentials, a bad header or an unavailable database. Any other
 * thrown error is a bug.
 */
export class CallError extends Error {
  override readonly name = "CallError";
  readonly code: CallErrorCode;
  readonly param: string | null;
  readonly retryAfterSeconds: number | null;

  constructor(
    code: CallErrorCode,
    message: string,
    options: { param?: string; retryAfterSeconds?: number; cause?: unknown } = {},
  ) {
    super(message, { cause: options.cause });
    this.code = code;
    this.param = options.param ?? null;
    this.retryAfterSeconds = options.retryAfterSeconds ?? null;
  }
}

/**
 * The most characters of the caller's input that a message repeats, because long input would only fill logs and
 * screens.
 */
const MAX_QUOTED_CHARACTERS = 200;

/** A piece of the caller's input as a message repeats it: complete when it is short, otherwise its beginning. */
export function quoted(text: string, most = MAX_QUOTED_CHARACTERS): string {
  if (text.length <= most) return text;
  // A surrogate pair is not split.
  return `${text.slice(0, most - 1).replace(/[\uD800-\uDBFF]$/, "")}…`;
}
