import { createHash } from "node:crypto";
import type { AppContext } from "../context.ts";
import { BUCKETS, type BucketState } from "../domain/buckets.ts";
import { renderingsOf } from "../domain/rendered-json.ts";
import type { CharacterSnapshot, ImageSnapshot, RefSetSnapshot } from "../domain/snapshots.ts";
import type { Renderers } from "./renderers.ts";

/** Characters of the hash in an ETag: 132 bits. */
const HASH_LENGTH = 22;

/**
 * The ETag of a response: the resource's version and a hash of the body. The hash is needed because the body has signed
 * URLs, which change when they are signed again, and because contract versions may render the resource differently.
 */
export function etagOf(version: number, body: string | Uint8Array): string {
  return `"${version}-${createHash("sha256").update(body).digest("base64url").slice(0, HASH_LENGTH)}"`;
}

/** True when `If-None-Match` names this ETag (weak comparison, RFC 9110 section 13.1.2). */
export function isFresh(ifNoneMatch: string | undefined, etag: string): boolean {
  if (ifNoneMatch === undefined) return false;
  if (ifNoneMatch.trim() === "*") return true;
  return ifNoneMatch.split(",").some((candidate) => candidate.trim().replace(/^W\//, "") === etag);
}

/** Sets the rate limit headers of the source API and those of the IETF (RateLimit header fields, draft 11). */
export function setRateHeaders(headers: Headers, state: BucketState): void {
  const { burst, intervalMs } = BUCKETS[state.bucket];
  headers.set("X-RateLimit-Limit", String(state.limit));
  headers.set("X-RateLimit-Remaining", String(state.remaining));
  headers.set("X-RateLimit-Reset", String(state.resetAtSeconds));
  // For an empty bucket `t` is the time until the next token, so that it never contradicts Retry-After.
  const seconds = state.remaining === 0 ? state.retryAfterSeconds : Math.ceil(state.fullInMs / 1000);
  headers.set("RateLimit-Policy", `"${state.bucket}";q=${burst};w=${Math.ceil((burst * intervalMs) / 1000)}`);
  headers.set("RateLimit", `"${state.bucket}";r=${state.remaining};t=${seconds}`);
}

/** Renders resources for one response: in the contract version of the call, with the present signed URLs. */
export type Show = {
  readonly character: (character: CharacterSnapshot) => unknown;
  readonly image: (image: ImageSnapshot) => unknown;
  readonly refSet: (set: RefSetSnapshot) => unknown;
};

export function showIn({ character, image, refSet }: Renderers, { sign, step }: AppContext["urls"]): Show {
  return {
    character: (snapshot) => {
      const renderings = renderingsOf(snapshot);
      if (!renderings) return character(snapshot, sign);
      const stamp = step();
      return renderings.find(character, stamp) ?? renderings.keep(character, stamp, character(snapshot, sign));
    },
    image: (snapshot) => image(snapshot, sign),
    refSet: (snapshot) => refSet(snapshot, sign),
  };
}
