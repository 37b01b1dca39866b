import { CallError } from "../domain/errors.ts";

/** A caller is told within this time, whatever the database does. Above every wait inside a statement. */
const ANSWER_WITHIN_MS = 12_000;
const RETRY_AFTER_SECONDS = 1;

/** SQLSTATE classes and codes that mean "not now": connection trouble, resources, shutdown, timeouts, locks. */
const UNAVAILABLE_SQLSTATE = /^(08|53|57|58|55P03|25006|40001|40P01|XX001|XX002)/;
/** What the driver and the socket say when there is no server to talk to. */
const UNAVAILABLE_DRIVER = /^(CONNECT|ECONN|EPIPE|ENOENT|EHOST|ENET|ENOTFOUND|EAI_AGAIN|ETIMEDOUT|EACCES|E[MN]FILE)/;

/** True when the error means that the database can't serve now, rather than that we asked for nonsense. */
export function isUnavailable(error: unknown): boolean {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  const code = typeof cause === "object" && cause !== null && "code" in cause ? String(cause.code) : "";
  return UNAVAILABLE_SQLSTATE.test(code) || UNAVAILABLE_DRIVER.test(code);
}

/**
 * Awaits a statement. Trouble with the database becomes `CallError` service_unavailable: its outcome may be unknown,
 * and it is never sent again here; the caller's retry with the same key finds out.
 */
export async function query<T>(statement: PromiseLike<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(unavailable(new Error("no answer in time"))), ANSWER_WITHIN_MS);
  });
  try {
    return await Promise.race([statement, late]);
  } catch (error) {
    throw isUnavailable(error) ? unavailable(error) : error;
  } finally {
    clearTimeout(timer);
  }
}

/** `query` for a statement that always answers with a row, such as the call of a function that returns a value. */
export async function queryOne<T>(statement: PromiseLike<readonly T[]>): Promise<T> {
  const [row] = await query(statement);
  if (row === undefined) throw new Error("a statement answered with no row");
  return row;
}

function unavailable(cause: unknown): CallError {
  return new CallError("service_unavailable", "The database can't be reached or is too busy. Send the call again.", {
    retryAfterSeconds: RETRY_AFTER_SECONDS,
    cause,
  });
}
