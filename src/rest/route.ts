import type { z } from "zod";
import type { InvalidInputCode, Outcome } from "../domain/refusals.ts";
import type { Operation } from "../operations/operation.ts";
import type { Show } from "./response.ts";

export type RestAnswer = {
  /** JSON, or the bytes of an image. */
  readonly body: unknown;
  /** True when this is the stored response of an earlier call with the same idempotency key. */
  readonly replayed?: boolean;
  /** A number that changes with the resource. The response then gets an ETag and may become a 304. */
  readonly etagVersion?: number;
};

/** A query parameter as OpenAPI describes it. The operation gets an integer as a number. */
export type QueryParameter = {
  readonly schema: { readonly type: "string" | "integer" } & Readonly<Record<string, unknown>>;
  readonly description: string;
  readonly example: string | number;
};

/** What `openapi.json` says about a route in addition to what its operation declares. */
type RouteDocs = {
  readonly summary: string;
  readonly description: string;
  /** The name of this call in generated clients, when it differs from the operation's name. */
  readonly operationId?: string;
  /** Examples of request bodies. */
  readonly examples?: readonly unknown[];
  readonly response: { readonly schema: z.ZodType; readonly example: unknown } | { readonly image: "image/webp" };
  /** True when the response has an ETag. */
  readonly etag?: boolean;
  /** Codes of invalid input besides those that every call can return. */
  readonly inputErrors: readonly InvalidInputCode[];
};

/**
 * A route of `/v1`: its method and path, the operation it calls, and how it renders the result. Scope, rate limit,
 * idempotency key, arguments and refusals are declared by the operation.
 */
export type RestRoute<Value = unknown> = {
  readonly method: "get" | "post" | "patch" | "delete";
  /** In OpenAPI's notation: `/v1/characters/{id}`. */
  readonly path: string;
  readonly status: 200 | 201;
  /** The operation's argument that `{id}` in the path stands for; null for a path without one. */
  readonly idArgument: "id" | "characterId" | null;
  /** The query parameters of a GET. Each one is the operation's argument of the same name. */
  readonly query: Readonly<Record<string, QueryParameter>>;
  readonly operation: Operation;
  readonly docs: RouteDocs;
  render(value: Value, show: Show): RestAnswer;
};

type ValueOf<Result> = Extract<Result, { ok: true }> extends { value: infer Value } ? Value : never;

type RouteOf<Schema extends z.ZodObject, Result extends Outcome<unknown>> = Pick<
  RestRoute,
  "method" | "path" | "status" | "docs"
> & {
  readonly idArgument?: "id" | "characterId";
  readonly query?: RestRoute["query"];
  readonly operation: Operation<Schema, Result>;
  readonly render: (value: ValueOf<Result>, show: Show) => RestAnswer;
};

/** Declares a route. */
export function route<Schema extends z.ZodObject, Result extends Outcome<unknown>>(
  route: RouteOf<Schema, Result>,
): RestRoute {
  return { query: {}, idArgument: route.path.includes("{id}") ? "id" : null, ...route } as RestRoute;
}

/** The query parameters of every list. `lastId` is an example of an item's id. */
export function pageParameters(
  item: string,
  lastId: string,
): Readonly<Record<"limit" | "starting_after", QueryParameter>> {
  return {
    limit: {
      schema: { type: "integer", minimum: 1, maximum: 100, default: 20 },
      description: "How many items a page has at most.",
      example: 50,
    },
    starting_after: {
      schema: { type: "string" },
      description: `The id of the last ${item} of the previous page.`,
      example: lastId,
    },
  };
}
