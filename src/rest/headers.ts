import { BUCKETS, type BucketState } from "../domain/buckets.ts";
import { CONTRACT_VERSIONS, type ContractVersion } from "../domain/contract-version.ts";
import { CallError } from "../domain/errors.ts";
import type { DistinctHeaders } from "../http/authenticate.ts";

const VERSION = "Aurous-Version";
const IDEMPOTENCY_KEY = "Idempotency-Key";

/** The version that applies: the header's, else the pinned one. Throws `CallError` invalid_format, unknown_version. */
export function contractVersion(headers: DistinctHeaders, pinned: ContractVersion): ContractVersion {
  const values = headers[VERSION.toLowerCase()];
  if (values === undefined) return pinned;
  const [date = ""] = values;
  if (values.length > 1 || !/^\d{4}-\d{2}-\d{2}$/.test(date)) {
    throw new CallError("invalid_format", `${VERSION} must be one date, YYYY-MM-DD.`, { param: VERSION });
  }
  const known = CONTRACT_VERSIONS.find((version) => version === date);
  if (known) return known;
  const message = `There is no version ${date}; known: ${CONTRACT_VERSIONS.join(", ")}.`;
  throw new CallError("unknown_version", message, { param: VERSION });
}

/**
 * The key as text, null when the header is absent; its syntax is the operation's to judge. Node hands header bytes
 * over as latin1, but they are UTF-8. Throws `CallError` invalid_format when it is repeated or not UTF-8.
 */
export function idempotencyKey(headers: DistinctHeaders): string | null {
  const values = headers[IDEMPOTENCY_KEY.toLowerCase()];
  if (values === undefined) return null;
  const [value = ""] = values;
  if (values.length > 1) throw badKey("must be sent once.");
  try {
    // A byte order mark is part of the key: nothing is trimmed.
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(Buffer.from(value, "latin1"));
  } catch {
    throw badKey("must be UTF-8.");
  }
}

function badKey(problem: string): CallError {
  return new CallError("invalid_format", `${IDEMPOTENCY_KEY} ${problem}`, { param: IDEMPOTENCY_KEY });
}

/** The bucket as the source API prints it, and as the IETF fields (RateLimit header fields, draft 11) do. */
export function setRateHeaders(headers: Headers, state: BucketState): void {
  const { burst, intervalMs } = BUCKETS[state.bucket];
  headers.set("X-RateLimit-Limit", String(state.limit));
  headers.set("X-RateLimit-Remaining", String(state.remaining));
  headers.set("X-RateLimit-Reset", String(state.resetAtSeconds));
  // An empty bucket says when its next token is there, so that it never contradicts Retry-After.
  const seconds = state.remaining === 0 ? state.retryAfterSeconds : Math.ceil(state.fullInMs / 1000);
  headers.set("RateLimit-Policy", `"${state.bucket}";q=${burst};w=${Math.ceil((burst * intervalMs) / 1000)}`);
  headers.set("RateLimit", `"${state.bucket}";r=${state.remaining};t=${seconds}`);
}
