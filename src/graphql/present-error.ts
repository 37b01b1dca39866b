import { type ExecutionResult, GraphQLError } from "graphql";
import type { AppContext } from "../context.ts";
import { type CallErrorCode, type ErrorCode, quoted } from "../domain/errors.ts";
import type { InputIssue } from "../domain/refusals.ts";
import { reportError } from "../http/errors.ts";
import { argumentName } from "../operations/wire-names.ts";
import { InvalidInputError, UserError } from "./errors.ts";

/** The conventional codes of GraphQL's own errors. All other codes are those of docs/contract.md "Error codes". */
const ENGINE_CODES = ["GRAPHQL_PARSE_FAILED", "GRAPHQL_VALIDATION_FAILED", "PERSISTED_QUERY_NOT_SUPPORTED"] as const;
type EngineCode = (typeof ENGINE_CODES)[number];

/** True for the code of an error about the document and not about the call. */
export function isEngineCode(code: unknown): boolean {
  return ENGINE_CODES.some((known) => known === code);
}

/** The `extensions` of every error. */
type ErrorExtensions = {
  readonly code: ErrorCode | EngineCode;
  readonly requestId: string;
  readonly param?: string;
  readonly retryAfterSeconds?: number;
  readonly issues?: readonly InputIssue[];
};

/** graphql-js's message when a field is repeated so often that its uses can't be compared with each other. */
const ABORTED = "Validation aborted.";

/**
 * Converts an error to what the caller gets: a code, the request id and nothing internal. Masks bugs and logs them
 * once.
 */
export function presentError(app: AppContext, requestId: string, error: unknown): GraphQLError {
  const located = error instanceof GraphQLError ? error : null;
  const cause = located ? causeOf(located) : error;
  // An error without a path is about the document, and GraphQL's own message is shown.
  if (cause === null && located && !located.path) {
    const extensions = { code: engineCode(located), requestId } satisfies ErrorExtensions;
    return copyError(located, extensions, engineMessage(located));
  }
  const { code, message, param, retryAfterSeconds } =
    cause instanceof UserError ? cause : reportError(app, cause ?? error, requestId);
  const name = param == null ? null : argumentName(param);
  const extensions: ErrorExtensions = {
    code: code as ErrorCode,
    requestId,
    ...(name === null ? {} : { param: name }),
    ...(retryAfterSeconds ? { retryAfterSeconds } : {}),
    ...(cause instanceof InvalidInputError ? { issues: cause.issues } : {}),
  };
  return located ? copyError(located, extensions, message) : new GraphQLError(message, { extensions });
}

/** The error that a resolver has thrown; null for an error of GraphQL itself. */
function causeOf(error: GraphQLError): unknown {
  const { originalError } = error;
  if (!originalError) return null;
  return originalError instanceof GraphQLError ? causeOf(originalError) : originalError;
}

function engineCode({ extensions }: GraphQLError): EngineCode {
  return ENGINE_CODES.find((code) => code === extensions.code) ?? "GRAPHQL_VALIDATION_FAILED";
}

/** The most characters of a quoted name or value that a message repeats. */
const MAX_QUOTED_NAME = 60;

/** Shortens a message of graphql-js, which quotes names and values of any length. */
function engineMessage({ message }: GraphQLError): string {
  if (message === ABORTED) return "A field is repeated too often to validate the document. Repeat fields less often.";
  return quoted(message.replace(/"([^"]*)"/g, (_, name: string) => `"${quoted(name, MAX_QUOTED_NAME)}"`));
}

/** Copies an error with its location, without its internal cause. */
function copyError(error: GraphQLError, extensions: Readonly<Record<string, unknown>>, message: string): GraphQLError {
  return new GraphQLError(message, {
    nodes: error.nodes ?? null,
    source: error.source ?? null,
    positions: error.positions ?? null,
    path: error.path ?? null,
    extensions,
  });
}

/**
 * Codes about the whole call and not about one field. With such a code and without any value, the whole call has
 * failed.
 */
export const WHOLE_CALL_CODES: readonly unknown[] = [
  "missing_api_key",
  "invalid_api_key",
  "revoked_api_key",
  "token_expired",
  "missing_scope",
  "service_unavailable",
] satisfies CallErrorCode[];

/** Converts a result to what the caller gets, on every transport. */
export function presentResult(app: AppContext, requestId: string, result: ExecutionResult): ExecutionResult {
  if (!result.errors) return result;
  const errors = result.errors.map((error) => presentError(app, requestId, error));
  const failed = hasNoValue(result.data) && errors.some(({ extensions }) => WHOLE_CALL_CODES.includes(extensions.code));
  return failed ? { errors } : { ...result, errors };
}

function hasNoValue(data: ExecutionResult["data"]): boolean {
  return !data || Object.values(data).every((value) => value === null);
}
