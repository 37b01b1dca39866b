import { isUtf8 } from "node:buffer";
import { idempotencyKeyProblem } from "../domain/idempotency.ts";
import type { DistinctHeaders } from "./authenticate.ts";

/** The `Idempotency-Key` header of a request. Its problem counts only when an operation runs that takes a key. */
export type IdempotencyHeader = {
  readonly key: string | null;
  /** Why it can't be used, as the end of a sentence; null when it can, or is absent. */
  readonly problem: string | null;
};

export const NO_HEADER: IdempotencyHeader = { key: null, problem: null };

/** Reads the header. Nothing is trimmed beyond what HTTP itself trims. */
export function idempotencyHeader(headers: DistinctHeaders): IdempotencyHeader {
  const values = headers["idempotency-key"];
  if (values === undefined) return NO_HEADER;
  if (values.length > 1) return { key: null, problem: "is sent more than once" };
  const key = headerText(values[0] ?? "");
  const problem = idempotencyKeyProblem(key);
  return { key: problem === null ? key : null, problem };
}

/**
 * Header bytes as text: UTF-8, or else Latin-1, which is how browsers' `fetch` sends text. Node gives one character for
 * each byte. A byte order mark is part of the text.
 */
export function headerText(value: string): string {
  const bytes = Buffer.from(value, "latin1");
  return isUtf8(bytes) ? bytes.toString("utf8") : value;
}
