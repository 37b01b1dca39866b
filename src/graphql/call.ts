import { z } from "zod";
import type { Outcome } from "../domain/refusals.ts";
import { callOperation, type Operation, refusalKinds } from "../operations/operation.ts";
import { wireBody, withoutNulls } from "../operations/wire-names.ts";
import { builder } from "./builder.ts";
import type { GraphqlContext } from "./context.ts";
import { USER_ERRORS, valueOrNull, valueOrRefusal } from "./errors.ts";

type ValueOf<Result> = Extract<Result, { ok: true }> extends { value: infer Value } ? Value : never;

/** The description of `replayed`, shared by all success types that have it. */
export const REPLAYED =
  "True when an earlier call with the same idempotency key was accepted. This response then shows the present state of " +
  "the work of that call, and nothing was charged again.";

/** The argument of idempotent mutations. limits.ts recognises such a mutation by the argument's name. */
export const keyArgs = builder.args((t) => ({
  idempotencyKey: t.string({
    description:
      "Makes the call safe to send again. A repeated call with the same key and the same arguments returns the work that " +
      "the first call started; it takes no rate limit token and costs nothing. 1–256 characters without control " +
      "characters. Keys belong to the team and are shared with REST.",
  }),
}));

type KeyArgument = { readonly idempotencyKey?: string | null | undefined };

/** The error types in the union of the operation's mutation. */
export function errorsOf(operation: Operation) {
  return { types: refusalKinds(operation).map((kind) => USER_ERRORS[kind]) };
}

/** Field options that validate a mutation's arguments by the input schema of its operation. */
export function argumentsOf<Schema extends z.ZodObject>(
  operation: Operation<Schema>,
): { schema: z.ZodType<z.output<Schema> & KeyArgument> } {
  const input: z.ZodObject = operation.input;
  const schema: z.ZodType = operation.idempotent ? input.safeExtend({ idempotencyKey: z.string().nullish() }) : input;
  return { schema: schema as z.ZodType<z.output<Schema> & KeyArgument> };
}

/**
 * Calls the operation of a mutation. The arguments have already been validated, by `argumentsOf` or by the schema of
 * the input type. A refusal is thrown as a `UserError`, which becomes a member of the mutation's union.
 */
export async function mutate<Schema extends z.ZodObject, Result extends Outcome<unknown>>(
  context: GraphqlContext,
  operation: Operation<Schema, Result>,
  args: z.output<Schema>,
  { idempotencyKey }: KeyArgument = {},
): Promise<ValueOf<Result>> {
  const input = withoutNulls(args);
  // Over REST the id is in the path, so the fingerprint of the body must not contain it.
  const { id, ...body } = input as Record<string, unknown>;
  const key = idempotencyKey ?? context.header.key;
  const request = { input, wireBody: wireBody(body), idempotencyKey: key };
  return valueOrRefusal(context, await callOperation(context.app, context.call, operation, request)) as ValueOf<Result>;
}

/**
 * Calls the operation of a query or subscription. A refusal is thrown as a `UserError`, which becomes a top-level
 * error.
 */
export async function call<Schema extends z.ZodObject, Result extends Outcome<unknown>>(
  context: GraphqlContext,
  operation: Operation<Schema, Result>,
  args: z.input<Schema>,
): Promise<ValueOf<Result>> {
  const outcome = await callOperation(context.app, context.call, operation, { args: withoutNulls(args) });
  return valueOrRefusal(context, outcome) as ValueOf<Result>;
}

/** Like `call`, but returns null for the refusal `not_found`. */
export async function callOrNull<Schema extends z.ZodObject, Result extends Outcome<unknown>>(
  context: GraphqlContext,
  operation: Operation<Schema, Result>,
  args: z.input<Schema>,
): Promise<ValueOf<Result> | null> {
  const outcome = await callOperation(context.app, context.call, operation, { args: withoutNulls(args) });
  return valueOrNull(context, outcome) as ValueOf<Result> | null;
}
