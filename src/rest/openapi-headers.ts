import { CONTRACT_VERSIONS, CURRENT_CONTRACT_VERSION } from "../domain/contract-version.ts";
import { MAX_IDEMPOTENCY_KEY_LENGTH } from "../domain/idempotency.ts";
import { bucketOf } from "../operations/operation.ts";
import type { RestRoute } from "./route.ts";

/** Path, query and header parameters of a route. */
export function requestParameters(route: RestRoute) {
  const names = [...route.path.matchAll(/\{(\w+)\}/g)].map(([, name = ""]) => name);
  return [
    ...names.map((name) => ({
      name,
      in: "path" as const,
      required: true,
      schema: { type: "string" as const },
      ...(route.path.startsWith("/v1/images") ? IMAGE_ID : CHARACTER_ID),
    })),
    ...Object.entries(route.query).map(([name, parameter]) => ({
      name,
      in: "query" as const,
      ...parameter,
    })),
    VERSION_HEADER,
    ...(route.operation.idempotent ? [KEY_HEADER] : []),
  ];
}

const CHARACTER_ID = { description: "The character's id.", example: "char_01HXMQ7Z3K8Y2NABCDEFGHJKMR" };
const IMAGE_ID = { description: "The image's id.", example: "img_01HXMQ7Z3K8Y2NABCDEFGHJKMS" };

const VERSION_HEADER = {
  name: "Aurous-Version",
  in: "header" as const,
  description: "The contract version that applies; without it, the one pinned on the team.",
  schema: { type: "string" as const, enum: [...CONTRACT_VERSIONS] },
  example: CURRENT_CONTRACT_VERSION,
};

const KEY_HEADER = {
  name: "Idempotency-Key",
  in: "header" as const,
  description: "Opaque, UTF-8 or Latin-1, without control characters. The same call with the same key is done once.",
  schema: { type: "string" as const, minLength: 1, maxLength: MAX_IDEMPOTENCY_KEY_LENGTH },
  example: "0d4c2a8e-5a55-4b5e-9b9f-3d1f6b1c7a10",
};

const text = (description: string) => ({ description, required: true, schema: { type: "string" as const } });
const integer = (description: string) => ({ description, required: true, schema: { type: "integer" as const } });

/** Headers of a route's good answers. */
export function answerHeaders(route: RestRoute) {
  return {
    "Aurous-Request-Id": text("`req_` and a ULID; quote it when you report a problem."),
    "Aurous-Version": text("The contract version that was applied."),
    ...(route.operation.idempotent
      ? {
          "Aurous-Idempotent-Replayed": { ...text("`true` on the stored answer of an earlier call."), required: false },
        }
      : {}),
    ...(route.docs.etag ? { ETag: text("Changes with the character and when its URLs are signed anew.") } : {}),
    ...(bucketOf(route.operation)
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
