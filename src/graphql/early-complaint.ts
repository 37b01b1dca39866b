import type { ZodError } from "zod";
import { invalidInput } from "../domain/refusals.ts";
import { complaint } from "../operations/input.ts";
import type { GraphqlContext } from "./context.ts";
import { userError } from "./errors.ts";
import type { UserError } from "./user-errors.ts";

/**
 * An argument that the schema itself refuses, in the words of the operation that would refuse it. The wrapping
 * argument `input` is GraphQL's alone: `param` names the member, as over REST.
 */
export function earlyComplaint(error: ZodError, args: Record<string, unknown>, context: GraphqlContext): UserError {
  const issues = error.issues.map((issue) =>
    issue.path[0] === "input" ? { ...issue, path: issue.path.slice(1) } : issue,
  );
  const sent = issues[0] === error.issues[0] ? args : args.input;
  const { code, message, param } = complaint(issues, sent);
  return userError(context, invalidInput(code, message, param).refusal);
}
