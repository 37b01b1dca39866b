import postgres from "postgres";

/** The statement was never sent, because no connection was available in time. It may be sent again. */
export class NotSentError extends Error {
  override readonly name = "NotSentError";
  /** The code of the connection's failure, such as ECONNREFUSED. */
  readonly code: string;

  constructor(message: string, cause?: unknown) {
    super(message, { cause });
    this.code = codeOf(cause) || "NOT_SENT";
  }
}

/**
 * The statement was sent, and the server may or may not have executed it. Only an idempotency key makes a retry safe.
 */
export class OutcomeUnknownError extends Error {
  override readonly name = "OutcomeUnknownError";
  readonly code = "OUTCOME_UNKNOWN";

  constructor(message: string, cause?: unknown) {
    super(message, { cause });
  }
}

/** The SQLSTATE, or the code of the driver or the operating system; empty when there is none. */
export function codeOf(error: unknown): string {
  return typeof error === "object" && error !== null && "code" in error ? String(error.code) : "";
}

/** True when the server itself refused the statement, so that the connection can still be used. */
export function isServerError(error: unknown): error is postgres.PostgresError {
  return error instanceof postgres.PostgresError && error.severity === "ERROR";
}

const TOO_MANY_CONNECTIONS = "53300";
/** PgBouncer and Supavisor have codes of their own, or none. */
const POOLER_IS_FULL = /no more connections|too many (clients|connections)|max(imum)? client connections/i;

/** True when the server or a pooler refuses another connection. Existing ones continue to work. */
export function isNoRoom(error: unknown): boolean {
  if (codeOf(error) === TOO_MANY_CONNECTIONS) return true;
  return error instanceof postgres.PostgresError && POOLER_IS_FULL.test(error.message);
}

/** Programming errors that the driver finds before it sends anything. */
const NEVER_SENT = new Set(["UNDEFINED_VALUE", "MAX_PARAMETERS_EXCEEDED", "NOT_TAGGED_CALL"]);

/** The error to throw for a failed statement whose connection can no longer be used. */
export function brokenStatementError(error: unknown): unknown {
  const code = codeOf(error);
  // An error without a code comes from a serializer, so nothing was sent and the program is wrong.
  if (NEVER_SENT.has(code) || (code === "" && error instanceof Error)) return error;
  if (code === "CONNECTION_ENDED") return new NotSentError("the connection to the database was ended", error);
  return new OutcomeUnknownError("the connection to the database broke before the answer", error);
}

/** SQLSTATE classes and codes that mean "not now": connection trouble, resources, shutdown, timeouts, locks. */
const UNAVAILABLE = /^(08|53|57|58|55P03|25006|40001|40P01|XX001|XX002)/;

/** True when the database can't serve at the moment; false when the statement itself is wrong. */
export function isUnavailable(error: unknown): boolean {
  for (let at = error; at instanceof Error; at = at.cause) {
    if (at instanceof NotSentError || at instanceof OutcomeUnknownError) return true;
    if (at instanceof postgres.PostgresError) return UNAVAILABLE.test(at.code);
  }
  return false;
}
