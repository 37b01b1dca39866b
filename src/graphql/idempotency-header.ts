import type { IncomingMessage } from "node:http";
import { idempotencyKeyProblem } from "../domain/idempotency.ts";

/** The `Idempotency-Key` header of a request. Its problem counts only when a keyed field runs. */
export type IdempotencyHeader = {
  readonly key: string | null;
  /** Why it can't be used, as the end of a sentence; null when it can, or is absent. */
  readonly problem: string | null;
};

export const NO_HEADER: IdempotencyHeader = { key: null, problem: null };

/** Node hands header bytes over as latin1, but they are UTF-8. Nothing is trimmed beyond what HTTP itself trims. */
export function idempotencyHeader({ headersDistinct }: IncomingMessage): IdempotencyHeader {
  const values = headersDistinct["idempotency-key"];
  if (values === undefined) return NO_HEADER;
  if (values.length > 1) return { key: null, problem: "is sent more than once" };
  const key = utf8(values[0] ?? "");
  if (key === null) return { key, problem: "is not UTF-8" };
  const problem = idempotencyKeyProblem(key);
  return { key: problem === null ? key : null, problem };
}

function utf8(latin1: string): string | null {
  try {
    // A byte order mark is part of the key.
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(Buffer.from(latin1, "latin1"));
  } catch {
    return null;
  }
}
