import type { z } from "zod";
import { CallError } from "../domain/errors.ts";
import { isUnavailable, OutcomeUnknownError } from "./errors.ts";

/**
 * Every call is answered within this time, in ms, whatever the database does. It is longer than every wait inside a
 * statement.
 */
const ANSWER_WITHIN_MS = 12_000;
const RETRY_AFTER_SECONDS = 1;

/**
 * Awaits a statement. A failure of the database becomes `CallError` `service_unavailable`. Its outcome may be
 * unknown, and it is never repeated here; a retry with the same idempotency key finds out.
 */
export async function query<T>(statement: PromiseLike<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(unavailable(new OutcomeUnknownError("no answer in time"))), ANSWER_WITHIN_MS);
  });
  try {
    return await Promise.race([statement, late]);
  } catch (error) {
    throw isUnavailable(error) ? unavailable(error) : error;
  } finally {
    clearTimeout(timer);
  }
}

/** `query` for a statement that always returns a row, such as the call of a function that returns a value. */
export async function queryOne<T>(statement: PromiseLike<readonly T[]>): Promise<T> {
  const [row] = await query(statement);
  if (row === undefined) throw new Error("a statement answered with no row");
  return row;
}

/**
 * `query` that validates every row by a schema, for statements that change money or state. A row that does not match
 * is a bug.
 */
export async function queryRows<Schema extends z.ZodType>(
  schema: Schema,
  statement: PromiseLike<readonly unknown[]>,
): Promise<readonly z.output<Schema>[]> {
  return (await query(statement)).map((row) => schema.parse(row));
}

/** `queryOne` that validates its row by a schema. */
export async function queryRow<Schema extends z.ZodType>(
  schema: Schema,
  statement: PromiseLike<readonly unknown[]>,
): Promise<z.output<Schema>> {
  return schema.parse(await queryOne(statement));
}

function unavailable(cause: unknown): CallError {
  return new CallError("service_unavailable", "The database can't be reached or is too busy. Send the call again.", {
    retryAfterSeconds: RETRY_AFTER_SECONDS,
    cause,
  });
}
