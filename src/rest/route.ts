import type { z } from "zod";
import type { AppContext } from "../context.ts";
import type { BucketName } from "../domain/buckets.ts";
import type { ErrorCode } from "../domain/errors.ts";
import type { Call, Scope } from "../domain/principal.ts";
import type { Outcome } from "../domain/refusals.ts";

/** What a route gets once the headers, the query and the body are read. */
export type RestRequest = {
  readonly params: Readonly<Record<string, string>>;
  readonly query: Readonly<Record<string, string>>;
  /** As sent; absent = `{}`. */
  readonly body: unknown;
  /** Null when absent, and on calls that take none. */
  readonly idempotencyKey: string | null;
};

export type RestAnswer = {
  /** JSON, or the bytes of a picture. */
  readonly body: unknown;
  /** The stored outcome of an earlier call. */
  readonly replayed?: boolean;
  /** A number that changes with the resource: the answer gets an ETag and may become a 304. */
  readonly etagVersion?: number;
};

/** A parameter of the query as OpenAPI tells it. */
export type QueryParameter = {
  readonly schema: { readonly type: "string" | "integer" } & Readonly<Record<string, unknown>>;
  readonly description: string;
};

/** What `openapi.json` says of a route beyond what the route itself needs. */
export type RouteDocs = {
  readonly summary: string;
  readonly description: string;
  readonly query?: {
    /** The operation's own; its members are all that may be sent. */
    readonly schema: z.ZodObject;
    /** The same in OpenAPI's words: in a query everything arrives as text, so the schema alone can't tell. */
    readonly parameters: Readonly<Record<string, QueryParameter>>;
  };
  readonly requestBody?: { readonly schema: z.ZodType; readonly examples: readonly unknown[] };
  readonly response: { readonly schema: z.ZodType; readonly example: unknown } | { readonly picture: "image/webp" };
  /** The answer has an ETag. */
  readonly etag?: boolean;
  /** Codes beyond those that every call can answer. */
  readonly errors: readonly ErrorCode[];
};

/** One call of `/v1`: its public facts, and one function that calls the operation and renders its answer. */
export type RestRoute = {
  readonly method: "get" | "post" | "patch" | "delete";
  /** As OpenAPI spells it: `/v1/characters/{id}`. */
  readonly path: string;
  readonly status: 200 | 201;
  readonly scope: Scope;
  /** Whose state is printed when the operation looked at no bucket; null for a call without one. */
  readonly bucket: BucketName | null;
  /** Takes `Idempotency-Key`. */
  readonly keyed: boolean;
  readonly docs: RouteDocs;
  readonly handle: (app: AppContext, call: Call, request: RestRequest) => Promise<Outcome<RestAnswer>>;
};
