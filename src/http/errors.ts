import type { Hono } from "hono";
import type { AppContext } from "../context.ts";
import { CallError, ERRORS, type ErrorCode } from "../domain/errors.ts";
import {
  type IdempotencyConflict,
  INVALID_INPUT_CODES,
  issuesOf,
  REFUSAL_CODES,
  type Refusal,
} from "../domain/refusals.ts";
import type { HttpEnv } from "./request.ts";

/** An error as REST, `/storage` and every other path except `/graphql` return it. */
export type ReportedError = {
  readonly code: ErrorCode;
  readonly message: string;
  readonly param?: string | null;
  readonly details?: Readonly<Record<string, unknown>> | null;
  readonly retryAfterSeconds?: number | null;
  /** The HTTP status when it differs from the status of the code (docs/contract.md "Other HTTP statuses"). */
  readonly status?: number;
};

type ErrorEnvelope = {
  readonly error: {
    readonly type: string;
    readonly code: ErrorCode;
    readonly message: string;
    readonly param: string | null;
    readonly doc_url: string;
    readonly request_id: string;
    readonly details?: Readonly<Record<string, unknown>>;
  };
};

/** The challenge that every 401 must carry (RFC 9110). With `Bearer`, browsers show no password dialog. */
export const CHALLENGE = 'Bearer realm="retake"';

/** URL of the page that explains a code. */
export function docUrl(app: AppContext, code: ErrorCode): string {
  return `${app.publicUrl()}/errors#${code}`;
}

/** The body of an error response (docs/contract.md "Error responses"). */
export function errorEnvelope(app: AppContext, error: ReportedError, requestId: string): ErrorEnvelope {
  const { code, message, param = null } = error;
  const details = error.details ?? (isInvalidInput(code) ? { issues: [{ code, message, param }] } : null);
  return {
    error: {
      type: ERRORS[code].type,
      code,
      message,
      param,
      doc_url: docUrl(app, code),
      request_id: requestId,
      ...(details ? { details } : {}),
    },
  };
}

/** True for the codes of invalid input, whose errors `details.issues` lists one by one. */
function isInvalidInput(code: ErrorCode): boolean {
  return (INVALID_INPUT_CODES as readonly ErrorCode[]).includes(code);
}

export function errorResponse(app: AppContext, error: ReportedError, requestId: string): Response {
  const headers = new Headers({ "Content-Type": "application/json", "Cache-Control": "no-store" });
  if (error.retryAfterSeconds) headers.set("Retry-After", String(error.retryAfterSeconds));
  const status = error.status ?? ERRORS[error.code].status;
  if (status === 401) headers.set("WWW-Authenticate", CHALLENGE);
  return new Response(JSON.stringify(errorEnvelope(app, error, requestId)), { status, headers });
}

/**
 * Turns a thrown error into the error that the caller gets: a `CallError` is shown unchanged, any other error is a bug
 * and is masked. Logs bugs and unavailability for the operator.
 */
export function reportError(app: AppContext, error: unknown, requestId: string): ReportedError {
  if (!(error instanceof CallError)) {
    app.logger.error({ err: error, requestId }, "failed to answer a request");
    return { code: "internal_error", message: "Internal error. Report the request id to the operator." };
  }
  if (error.code === "service_unavailable") {
    app.logger.warn({ err: error.cause ?? error, requestId }, "refused a request because a dependency is unavailable");
  }
  const { code, message, param, retryAfterSeconds } = error;
  return { code, message, param, retryAfterSeconds };
}

export function thrownResponse(app: AppContext, error: unknown, requestId: string): Response {
  return errorResponse(app, reportError(app, error, requestId), requestId);
}

/** A refusal as the caller gets it, with the same message on every transport. */
type DescribedRefusal = {
  readonly code: ErrorCode;
  readonly message: string;
  /** The invalid member, spelled as in REST. */
  readonly param: string | null;
  /** `details` of docs/contract.md "Error codes", with REST's names. */
  readonly details: Readonly<Record<string, unknown>> | null;
  /** Whole seconds for `Retry-After`. */
  readonly retryAfterSeconds: number | null;
};

/** The first call usually ends within milliseconds, and this call has already waited up to 5 s for it. */
const IN_FLIGHT_RETRY_SECONDS = 1;

const CONFLICTS: Readonly<Record<IdempotencyConflict, string>> = {
  other_body: "This idempotency key was used for the same call with other parameters. Use a new key.",
  other_operation: "This idempotency key was used for another call. Use a new key.",
  in_flight: `The first call with this idempotency key is still running. Retry in ${IN_FLIGHT_RETRY_SECONDS} s.`,
};

/** Maps a refusal to its code and message. It is the only such mapping. */
export function describeRefusal(refusal: Refusal): DescribedRefusal {
  const none = { param: null, details: null, retryAfterSeconds: null };
  switch (refusal.kind) {
    case "invalid_input":
      return {
        ...none,
        code: refusal.code,
        message: refusal.message,
        param: refusal.param,
        details: { issues: issuesOf(refusal) },
      };
    case "character_state": {
      const { status, eligible, reason } = refusal;
      const message = reason
        ? "The character has no ref set with the four generated poses yet."
        : `The character is ${status}; this call needs ${listed(eligible)}.`;
      const details = { status, eligible, ...(reason ? { reason } : {}) };
      return { ...none, code: REFUSAL_CODES[refusal.kind], message, details };
    }
    case "character_not_ready":
      return { ...none, code: REFUSAL_CODES[refusal.kind], message: `The character is ${refusal.status}, not ready.` };
    case "insufficient_credits": {
      const { required, available, held } = refusal;
      const message = `This call costs ${required} credits; ${available} are available and ${held} are held.`;
      return { ...none, code: REFUSAL_CODES[refusal.kind], message, details: { required, available, held } };
    }
    case "not_found":
      return { ...none, code: REFUSAL_CODES[refusal.kind], message: "No resource with this id exists in this team." };
    case "idempotency_key_in_use": {
      const { reason } = refusal;
      const retryAfterSeconds = reason === "in_flight" ? IN_FLIGHT_RETRY_SECONDS : null;
      return {
        ...none,
        code: REFUSAL_CODES[refusal.kind],
        message: CONFLICTS[reason],
        details: { reason },
        retryAfterSeconds,
      };
    }
    case "rate_limit_exceeded": {
      const { bucket, retryAfterSeconds } = refusal;
      const message = `Rate limit ${bucket} exceeded. Retry in ${retryAfterSeconds} s.`;
      const details = { bucket, retry_after_seconds: retryAfterSeconds };
      return { ...none, code: REFUSAL_CODES[refusal.kind], message, details, retryAfterSeconds };
    }
    default:
      return refusal satisfies never;
  }
}

/** Joins words as `a`, `a or b`, `a, b or c`. */
function listed(words: readonly string[]): string {
  return words.length < 2 ? (words[0] ?? "") : `${words.slice(0, -1).join(", ")} or ${words.at(-1)}`;
}

/**
 * Answers 405 to every other method of the path, so it must be registered after the path's handlers. `methods` are in
 * capitals; GET includes HEAD.
 */
export function refuseOtherMethods(
  app: AppContext,
  hono: Hono<HttpEnv>,
  path: string,
  methods: readonly string[],
): void {
  const allow = methods.flatMap((method) => (method === "GET" ? ["GET", "HEAD"] : [method])).join(", ");
  hono.all(path, (c) => {
    const error = {
      code: "method_not_allowed",
      message: `This path does not support this method. Supported: ${allow}.`,
    } as const;
    const response = errorResponse(app, error, c.env.requestId);
    response.headers.set("Allow", allow);
    return response;
  });
}
