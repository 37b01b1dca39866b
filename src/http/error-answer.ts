import type { AppContext } from "../context.ts";
import { CallError, ERRORS, type ErrorCode } from "../domain/errors.ts";
import { INVALID_INPUT_CODES } from "../domain/refusals.ts";

/** An error as a caller of REST, `/storage` or any other plain HTTP path sees it. */
export type ReportedError = {
  readonly code: ErrorCode;
  readonly message: string;
  readonly param?: string | null;
  readonly details?: Readonly<Record<string, unknown>> | null;
  readonly retryAfterSeconds?: number | null;
  /** Where HTTP knows a narrower status than the code's own (408, 431). */
  readonly status?: number;
};

export type ErrorEnvelope = {
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

/** What every 401 must name (RFC 9110). A bearer: browsers ask nobody for a password. */
export const CHALLENGE = 'Bearer realm="retake"';

/** The page that explains a code. */
export function docUrl(app: AppContext, code: ErrorCode): string {
  return `${app.publicUrl()}/errors#${code}`;
}

/** The body of docs/contract.md "Error responses". */
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

/** True for the codes of input faults, which `details.issues` lists one by one. */
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

/** What the caller learns of something thrown: a `CallError` as it is, a bug masked. Logs what an operator must know. */
export function reportError(app: AppContext, error: unknown, requestId: string): ReportedError {
  if (!(error instanceof CallError)) {
    app.logger.error({ err: error, requestId }, "a request failed");
    return { code: "internal_error", message: "Something went wrong on our side. Report the request id." };
  }
  if (error.code === "service_unavailable") {
    app.logger.warn({ err: error.cause ?? error, requestId }, "a request could not be served");
  }
  const { code, message, param, retryAfterSeconds } = error;
  return { code, message, param, retryAfterSeconds };
}

export function thrownResponse(app: AppContext, error: unknown, requestId: string): Response {
  return errorResponse(app, reportError(app, error, requestId), requestId);
}
