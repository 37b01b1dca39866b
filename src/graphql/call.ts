import { z } from "zod";
import type { Outcome } from "../domain/refusals.ts";
import { callOperation, type Operation, refusalKinds } from "../operations/operation.ts";
import { wireBody, withoutNulls } from "../operations/wire-names.ts";
import { builder } from "./builder.ts";
import type { GraphqlContext } from "./context.ts";
import { USER_ERRORS, valueOrNull, valueOrRefusal } from "./errors.ts";

type ValueOf<Result> = Extract<Result, { ok: true }> extends { value: infer Value } ? Value : never;

/** What `replayed` means, in every success that has it. */
export const REPLAYED =
  "True when an earlier call with the same idempotency key was accepted: this answer shows its work as it is now, and " +
  "nothing was charged again.";

/** The argument that makes a mutation an idempotent one: its name is how limits and the header rules know such a field. */
export const keyArgs = builder.args((t) => ({
  idempotencyKey: t.string({
    description:
      "Makes the call safe to send again: the same key with the same arguments finds the work that was accepted first, " +
      "takes no token and costs nothing. 1–256 characters, none of them a control character. A key belongs to the team " +
      "and is the same over REST.",
  }),
}));

type KeyArgument = { readonly idempotencyKey?: string | null | undefined };

/** The members that the union of the operation's mutation has besides its success. */
export function errorsOf(operation: Operation) {
  return { types: refusalKinds(operation).map((kind) => USER_ERRORS[kind]) };
}

/** Validates a mutation's arguments by the schema of its operation. */
export function argumentsOf<Schema extends z.ZodObject>(
  operation: Operation<Schema>,
): { schema: z.ZodType<z.output<Schema> & KeyArgument> } {
  const input: z.ZodObject = operation.input;
  const schema: z.ZodType = operation.idempotent ? input.safeExtend({ idempotencyKey: z.string().nullish() }) : input;
  return { schema: schema as z.ZodType<z.output<Schema> & KeyArgument> };
}

/**
 * Calls the operation of a mutation. Its arguments have been validated by `argumentsOf`, as options of the field or of
 * its input type. A refusal is thrown and becomes a member of the union.
 */
export async function mutate<Schema extends z.ZodObject, Result extends Outcome<unknown>>(
  context: GraphqlContext,
  operation: Operation<Schema, Result>,
  args: z.output<Schema>,
  { idempotencyKey }: KeyArgument = {},
): Promise<ValueOf<Result>> {
  const input = withoutNulls(args);
  // Over REST the id stands in the path, so it is no part of the body.
  const { id, ...body } = input as Record<string, unknown>;
  const key = idempotencyKey ?? context.header.key;
  const request = { input, wireBody: wireBody(body), idempotencyKey: key };
  return valueOrRefusal(context, await callOperation(context.app, context.call, operation, request)) as ValueOf<Result>;
}

/** Calls the operation of a query or subscription. A refusal is thrown and becomes a top-level error. */
export async function call<Schema extends z.ZodObject, Result extends Outcome<unknown>>(
  context: GraphqlContext,
  operation: Operation<Schema, Result>,
  args: z.input<Schema>,
): Promise<ValueOf<Result>> {
  const outcome = await callOperation(context.app, context.call, operation, { args: withoutNulls(args) });
  return valueOrRefusal(context, outcome) as ValueOf<Result>;
}

/** The same for queries of something that may not exist: null when it is not found. */
export async function callOrNull<Schema extends z.ZodObject, Result extends Outcome<unknown>>(
  context: GraphqlContext,
  operation: Operation<Schema, Result>,
  args: z.input<Schema>,
): Promise<ValueOf<Result> | null> {
  const outcome = await callOperation(context.app, context.call, operation, { args: withoutNulls(args) });
  return valueOrNull(context, outcome) as ValueOf<Result> | null;
}
