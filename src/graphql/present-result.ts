import type { ExecutionResult } from "graphql";
import type { AppContext } from "../context.ts";
import type { CallErrorCode } from "../domain/errors.ts";
import { presentError } from "./present-error.ts";

/** Codes that say something of the call, not of a field: when no field has a value, the call as such has failed. */
export const WHOLE_CALL_CODES: readonly unknown[] = [
  "missing_api_key",
  "invalid_api_key",
  "revoked_api_key",
  "missing_scope",
  "service_unavailable",
] satisfies CallErrorCode[];

/** A result as the caller sees it, on whichever connection. */
export function presentResult(app: AppContext, requestId: string, result: ExecutionResult): ExecutionResult {
  if (!result.errors) return result;
  const errors = result.errors.map((error) => presentError(app, requestId, error));
  const failed = hasNoValue(result.data) && errors.some(({ extensions }) => WHOLE_CALL_CODES.includes(extensions.code));
  return failed ? { errors } : { ...result, errors };
}

function hasNoValue(data: ExecutionResult["data"]): boolean {
  return !data || Object.values(data).every((value) => value === null);
}
