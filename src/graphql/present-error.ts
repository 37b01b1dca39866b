import { type ExecutionResult, GraphQLError } from "graphql";
import type { AppContext } from "../context.ts";
import { type CallErrorCode, type ErrorCode, quoted } from "../domain/errors.ts";
import type { InputIssue } from "../domain/refusals.ts";
import { reportError } from "../http/errors.ts";
import { argumentName } from "../operations/wire-names.ts";
import { InvalidInputError, UserError } from "./errors.ts";

/** The usual codes of errors that GraphQL itself finds; every other code is one of docs/contract.md "Error codes". */
const ENGINE_CODES = ["GRAPHQL_PARSE_FAILED", "GRAPHQL_VALIDATION_FAILED", "PERSISTED_QUERY_NOT_SUPPORTED"] as const;
type EngineCode = (typeof ENGINE_CODES)[number];

/** True for the code of an error about the document rather than the call. */
export function isEngineCode(code: unknown): boolean {
  return ENGINE_CODES.some((known) => known === code);
}

/** What the `extensions` of every error hold. */
type ErrorExtensions = {
  readonly code: ErrorCode | EngineCode;
  readonly requestId: string;
  readonly param?: string;
  readonly retryAfterSeconds?: number;
  readonly issues?: readonly InputIssue[];
};

/** The only message of the engine when a field is repeated too often to compare each use with each. */
const ABORTED = "Validation aborted.";

/** An error as the caller sees it: code, request id, nothing internal. Bugs are masked, and logged here once. */
export function presentError(app: AppContext, requestId: string, error: unknown): GraphQLError {
  const located = error instanceof GraphQLError ? error : null;
  const cause = located ? causeOf(located) : error;
  // An error without a path is about the document: it is shown in the words of GraphQL.
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

/** What a resolver has thrown, or null for an error of GraphQL itself. */
function causeOf(error: GraphQLError): unknown {
  const { originalError } = error;
  if (!originalError) return null;
  return originalError instanceof GraphQLError ? causeOf(originalError) : originalError;
}

function engineCode({ extensions }: GraphQLError): EngineCode {
  return ENGINE_CODES.find((code) => code === extensions.code) ?? "GRAPHQL_VALIDATION_FAILED";
}

/** The longest name or text of a document or of its variables that a message repeats. */
const MAX_QUOTED_NAME = 60;

/** A message of the engine, which quotes names and values of any length. */
function engineMessage({ message }: GraphQLError): string {
  if (message === ABORTED) return "A field is repeated so often that the document can't be checked.";
  return quoted(message.replace(/"([^"]*)"/g, (_, name: string) => `"${quoted(name, MAX_QUOTED_NAME)}"`));
}

/** The same error at the same place, without its cause, which is internal. */
function copyError(error: GraphQLError, extensions: Readonly<Record<string, unknown>>, message: string): GraphQLError {
  return new GraphQLError(message, {
    nodes: error.nodes ?? null,
    source: error.source ?? null,
    positions: error.positions ?? null,
    path: error.path ?? null,
    extensions,
  });
}

/** Codes about the call rather than a field: when no field has a value, the whole call has failed. */
export const WHOLE_CALL_CODES: readonly unknown[] = [
  "missing_api_key",
  "invalid_api_key",
  "revoked_api_key",
  "token_expired",
  "missing_scope",
  "service_unavailable",
] satisfies CallErrorCode[];

/** A result as the caller sees it, on every transport. */
export function presentResult(app: AppContext, requestId: string, result: ExecutionResult): ExecutionResult {
  if (!result.errors) return result;
  const errors = result.errors.map((error) => presentError(app, requestId, error));
  const failed = hasNoValue(result.data) && errors.some(({ extensions }) => WHOLE_CALL_CODES.includes(extensions.code));
  return failed ? { errors } : { ...result, errors };
}

function hasNoValue(data: ExecutionResult["data"]): boolean {
  return !data || Object.values(data).every((value) => value === null);
}

const texts = new WeakMap<ExecutionResult, string>();

/** A result as JSON; made once, however many sockets it is sent to. */
export function resultText(result: ExecutionResult): string {
  const known = texts.get(result);
  if (known !== undefined) return known;
  const text = JSON.stringify(result);
  texts.set(result, text);
  return text;
}
