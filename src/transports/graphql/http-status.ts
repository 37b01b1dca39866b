import type { ExecutionResult, GraphQLError } from "graphql";
import { ERRORS, type ErrorCode } from "../../domain/errors.ts";
import { copyError } from "./present-error.ts";
import { WHOLE_CALL_CODES } from "./present-result.ts";

/** What Yoga reads of an error and does not show. `spec`: not for `application/json`, where such a request is 200. */
type HttpExtension = {
  readonly status: number;
  readonly spec: boolean;
  readonly headers: Readonly<Record<string, string>>;
};

/**
 * The HTTP status of a result by GraphQL over HTTP: with data it is 200; without, each error names its own. `original`
 * is the result as the engine gave it, with the headers it asks for.
 */
export function withHttpStatus(presented: ExecutionResult, original: ExecutionResult): ExecutionResult {
  if (!presented.errors || "data" in presented) return presented;
  return { errors: presented.errors.map((error, index) => withExtension(error, original.errors?.[index])) };
}

function withExtension(error: GraphQLError, original: GraphQLError | undefined): GraphQLError {
  const { extensions } = error;
  const asked = original?.extensions.http as Partial<HttpExtension> | undefined;
  const wait = extensions.retryAfterSeconds;
  const http: HttpExtension = {
    status: statusOf(extensions.code),
    spec: isOfDocument(error),
    headers: { ...asked?.headers, ...(wait ? { "Retry-After": String(wait) } : {}) },
  };
  return copyError(error, { ...extensions, http });
}

function statusOf(code: unknown): number {
  return Object.hasOwn(ERRORS, String(code)) ? ERRORS[code as ErrorCode].status : 400;
}

/** True for a complaint about a well-formed request's document, or a stream that can't begin. */
function isOfDocument({ path, extensions: { code } }: GraphQLError): boolean {
  if (WHOLE_CALL_CODES.includes(code)) return false;
  return path !== undefined || String(code).startsWith("GRAPHQL_");
}
