import { GraphQLError } from "graphql";
import type { AppContext } from "../context.ts";
import type { ErrorCode } from "../domain/errors.ts";
import { thrownFacts } from "../http/error-answer.ts";
import { graphqlParam } from "./param.ts";
import { UserError } from "./user-errors.ts";

/** The usual names for what GraphQL itself refuses; every other code is of the contract's table. */
type EngineCode = "GRAPHQL_PARSE_FAILED" | "GRAPHQL_VALIDATION_FAILED";

/** What the `extensions` of every error hold. */
type ErrorExtensions = {
  readonly code: ErrorCode | EngineCode;
  readonly requestId: string;
  readonly param?: string;
  readonly retryAfterSeconds?: number;
};

/** Statuses that the engine asks for, as codes of the table. */
const ENGINE_STATUS_CODES: ReadonlyMap<unknown, ErrorCode> = new Map([
  [405, "method_not_allowed"],
  [413, "payload_too_large"],
  [415, "unsupported_media_type"],
]);

/** All that the engine says when one name occurs too often to compare each with each. */
const ABORTED = "Validation aborted.";

/** An error as the caller sees it: its code, the request id, nothing of ours. Bugs are masked and logged here, once. */
export function presentError(app: AppContext, requestId: string, error: unknown): GraphQLError {
  const located = error instanceof GraphQLError ? error : null;
  const cause = located ? causeOf(located) : error;
  // Only what fails before execution has no path: GraphQL complains about the document, and says so in its own words.
  if (cause === null && located && !located.path) {
    const own =
      located.message === ABORTED ? "A field is repeated so often that the document can't be checked." : undefined;
    return copyError(located, { code: engineCode(located), requestId } satisfies ErrorExtensions, own);
  }
  const { code, message, param, retryAfterSeconds } =
    cause instanceof UserError ? cause : thrownFacts(app, cause ?? error, requestId);
  const name = graphqlParam(param ?? null);
  const extensions: ErrorExtensions = {
    code: code as ErrorCode,
    requestId,
    ...(name === null ? {} : { param: name }),
    ...(retryAfterSeconds ? { retryAfterSeconds } : {}),
  };
  return located ? copyError(located, extensions, message) : new GraphQLError(message, { extensions });
}

/** What was thrown inside a resolver, or null when it is GraphQL itself that complains. */
function causeOf(error: GraphQLError): unknown {
  const { originalError } = error;
  if (!originalError) return null;
  return originalError instanceof GraphQLError ? causeOf(originalError) : originalError;
}

function engineCode({ extensions }: GraphQLError): ErrorCode | EngineCode {
  const http = extensions.http as { status?: unknown } | undefined;
  const byStatus = ENGINE_STATUS_CODES.get(http?.status);
  if (byStatus) return byStatus;
  if (extensions.code === "GRAPHQL_PARSE_FAILED") return "GRAPHQL_PARSE_FAILED";
  return extensions.code === "BAD_REQUEST" ? "invalid_request" : "GRAPHQL_VALIDATION_FAILED";
}

/** The same error, in the same place, without what caused it, which is ours alone. */
export function copyError(
  error: GraphQLError,
  extensions: Readonly<Record<string, unknown>>,
  message: string = error.message,
): GraphQLError {
  return new GraphQLError(message, {
    nodes: error.nodes ?? null,
    source: error.source ?? null,
    positions: error.positions ?? null,
    path: error.path ?? null,
    extensions,
  });
}
