import type { z } from "zod";
import type { InvalidInputCode, Outcome } from "../domain/refusals.ts";
import type { Operation } from "../operations/operation.ts";
import type { Show } from "./response.ts";

export type RestAnswer = {
  /** JSON, or the bytes of a picture. */
  readonly body: unknown;
  /** The stored outcome of an earlier call. */
  readonly replayed?: boolean;
  /** A number that changes with the resource: the answer gets an ETag and may become a 304. */
  readonly etagVersion?: number;
};

/** A parameter of the query as OpenAPI describes it. An integer is sent to the operation as a number. */
export type QueryParameter = {
  readonly schema: { readonly type: "string" | "integer" } & Readonly<Record<string, unknown>>;
  readonly description: string;
  readonly example: string | number;
};

/** What `openapi.json` says of a route beyond what follows from its operation. */
type RouteDocs = {
  readonly summary: string;
  readonly description: string;
  /** The name of the function that a generated client has for this call, when it is not the operation's. */
  readonly operationId?: string;
  /** Bodies as they may be sent. */
  readonly examples?: readonly unknown[];
  readonly response: { readonly schema: z.ZodType; readonly example: unknown } | { readonly picture: "image/webp" };
  /** The answer has an ETag. */
  readonly etag?: boolean;
  /** Codes of invalid input beyond those that every call can answer. */
  readonly inputErrors: readonly InvalidInputCode[];
};

/**
 * One call of `/v1`: where it is, which operation it calls, and how the answer is printed. Scope, rate limit, idempotency
 * key, arguments and refusals are those of the operation.
 */
export type RestRoute<Value = unknown> = {
  readonly method: "get" | "post" | "patch" | "delete";
  /** As OpenAPI spells it: `/v1/characters/{id}`. */
  readonly path: string;
  readonly status: 200 | 201;
  /** The argument that `{id}` in the path is; null without one. */
  readonly idArgument: "id" | "characterId" | null;
  /** The parameters of a GET: each is the argument of its name. */
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

/** The parameters that every list takes. `lastId` is an example of an item's id. */
export function pageParameters(
  item: string,
  lastId: string,
): Readonly<Record<"limit" | "starting_after", QueryParameter>> {
  return {
    limit: {
      schema: { type: "integer", minimum: 1, maximum: 100, default: 20 },
      description: "Rows of a page.",
      example: 50,
    },
    starting_after: {
      schema: { type: "string" },
      description: `Id of the last ${item} of the page before.`,
      example: lastId,
    },
  };
}
