import type { ExecutionResult, GraphQLError } from "graphql";
import { ERRORS, type ErrorCode } from "../domain/errors.ts";
import { CHALLENGE } from "../http/error-answer.ts";
import { copyError } from "./present-error.ts";
import { WHOLE_CALL_CODES } from "./present-result.ts";

/** How an error decides the answer's status. `spec`: not for `application/json`, where such a request is 200. */
type HttpFacts = {
  readonly status: number;
  readonly spec: boolean;
  readonly headers: Readonly<Record<string, string>>;
};

/**
 * The HTTP status of a result by GraphQL over HTTP, for Yoga, which reads it off the errors: with data it is 200;
 * without, each error names its own. `original` is the result as the engine gave it, with the headers it asks for.
 */
export function withHttpStatus(presented: ExecutionResult, original: ExecutionResult): ExecutionResult {
  if (!presented.errors || "data" in presented) return presented;
  return {
    errors: presented.errors.map((error, index) => {
      const asked = original.errors?.[index]?.extensions.http as Partial<HttpFacts> | undefined;
      const facts = httpFacts(error);
      const http: HttpFacts = { ...facts, headers: { ...asked?.headers, ...facts.headers } };
      return copyError(error, { ...error.extensions, http });
    }),
  };
}

/** How an error without data decides status and headers. */
export function httpFacts(error: GraphQLError): HttpFacts {
  const { code, retryAfterSeconds } = error.extensions;
  const status = statusOf(code);
  const headers: Record<string, string> = {
    ...(retryAfterSeconds ? { "Retry-After": String(retryAfterSeconds) } : {}),
    ...(status === 401 ? { "WWW-Authenticate": CHALLENGE } : {}),
  };
  return { status, spec: isOfDocument(error), headers };
}

function statusOf(code: unknown): number {
  return Object.hasOwn(ERRORS, String(code)) ? ERRORS[code as ErrorCode].status : 400;
}

/** True for a complaint about a well-formed request's document, or a stream that can't begin. */
function isOfDocument({ path, extensions: { code } }: GraphQLError): boolean {
  if (WHOLE_CALL_CODES.includes(code)) return false;
  return path !== undefined || String(code).startsWith("GRAPHQL_");
}
