import { z } from "zod";
import { CONTRACT_VERSIONS } from "../../domain/contract-version.ts";
import { MAX_IDEMPOTENCY_KEY_LENGTH } from "../../domain/idempotency.ts";
import type { RestRoute } from "./route.ts";

const versionHeader = z
  .enum(CONTRACT_VERSIONS)
  .optional()
  .meta({ description: "The contract version that applies; without it, the one pinned on the team." });

const keyHeader = z.string().optional().meta({
  description: "Opaque, UTF-8, without control characters. The same call with the same key is done once.",
  minLength: 1,
  maxLength: MAX_IDEMPOTENCY_KEY_LENGTH,
});

/** Path, query and header parameters of a route. */
export function requestParameters(route: RestRoute) {
  const names = [...route.path.matchAll(/\{(\w+)\}/g)].map(([, name = ""]) => name);
  const params = z.object(Object.fromEntries(names.map((name) => [name, z.string()])));
  const headers = z.object({
    "Aurous-Version": versionHeader,
    ...(route.keyed ? { "Idempotency-Key": keyHeader } : {}),
  });
  return {
    ...(names.length > 0 ? { params } : {}),
    ...(route.docs.query ? { query: route.docs.query } : {}),
    headers,
  };
}

const text = (description: string) => ({ description, required: true, schema: { type: "string" as const } });
const integer = (description: string) => ({ description, required: true, schema: { type: "integer" as const } });

/** Headers of a route's good answers. */
export function answerHeaders(route: RestRoute) {
  return {
    "Aurous-Request-Id": text("`req_` and a ULID; quote it when you report a problem."),
    "Aurous-Version": text("The contract version that was applied."),
    ...(route.keyed
      ? {
          "Aurous-Idempotent-Replayed": { ...text("`true` on the stored answer of an earlier call."), required: false },
        }
      : {}),
    ...(route.docs.etag ? { ETag: text("Changes with the character and when its URLs are signed anew.") } : {}),
    ...(route.bucket
      ? {
          "X-RateLimit-Limit": integer("Tokens of a full bucket."),
          "X-RateLimit-Remaining": integer("Tokens left."),
          "X-RateLimit-Reset": integer("Epoch seconds when the bucket is full again."),
          "RateLimit-Policy": text("The bucket: quota `q`, window `w` in seconds."),
          RateLimit: text(
            "Its state: tokens left `r`, seconds `t` until it is full (until the next token when empty).",
          ),
        }
      : {}),
  };
}
