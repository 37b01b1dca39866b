import { z } from "zod";
import type { AppContext } from "../context.ts";
import { BUCKETS, type BucketName } from "../domain/buckets.ts";
import type { KeyedOperation } from "../domain/idempotency.ts";
import { type Call, requireScope, type Scope } from "../domain/principal.ts";
import { invalidInputs, type Outcome, ok, type RefusalKind, type Refused, refuse } from "../domain/refusals.ts";
import type { IdempotentRequest } from "../services/accept/accept.ts";
import { idempotencyKeyIssues, idempotentRequest } from "./idempotent-request.ts";
import { lookupId, parseInput } from "./input.ts";

/** Refusals that operations do not declare, because they follow from the input and the rate limit. */
type ImpliedKind = "invalid_input" | "rate_limit_exceeded";
type DeclaredKind = Exclude<RefusalKind, ImpliedKind>;

/** The argument of an operation's `run`. */
export type RunContext<Input, Idempotent extends boolean = boolean> = {
  readonly app: AppContext;
  readonly call: Call;
  /** The input, validated by the operation's schema. */
  readonly input: Input;
  /** Identifies the request among those with the same idempotency key; null for an operation without one. */
  readonly idempotency: Idempotent extends true ? IdempotentRequest : null;
};

/**
 * One call that the product offers. Both transports read from here its scope, its rate limit, whether it is idempotent,
 * and its possible refusals.
 */
export type Operation<
  Schema extends z.ZodObject = z.ZodObject,
  Result extends Outcome<unknown> = Outcome<unknown>,
  Idempotent extends boolean = boolean,
  Declared extends DeclaredKind = DeclaredKind,
> = {
  /**
   * Must never change for an idempotent operation, because it is stored with keys and is part of their fingerprints.
   */
  readonly name: Idempotent extends true ? KeyedOperation : string;
  readonly scope: Scope;
  /** Null without a rate limit. A function returns the usual rate limit when it is called without the input. */
  readonly bucket: BucketName | null | { of(input: Partial<z.output<Schema>>): BucketName }["of"];
  /** True when it takes an idempotency key. A call with a known key then returns the result of the first call. */
  readonly idempotent: Idempotent;
  /** All its kinds of refusals, except invalid input and an exceeded rate limit. */
  readonly refusals: readonly Declared[];
  /**
   * A strict object with GraphQL's names. It has no defaults and transformations, so that fingerprints match the sent
   * values.
   */
  readonly input: Schema;
  /** Returns the character to which an idempotency key is bound. Absent when the operation creates something new. */
  target?(input: z.output<Schema>): string;
  run(context: RunContext<z.output<Schema>, Idempotent>): Promise<Result>;
};

/** The kinds of refusals that an outcome can have. */
type KindOf<Result> = Extract<Result, { ok: false }> extends { refusal: { kind: infer Kind } } ? Kind : never;

/** Makes it a compile error to declare a refusal that `run` never returns. */
type Complete<Result, Declared> = [Exclude<Declared, KindOf<Result>>] extends [never]
  ? unknown
  : { readonly refusals: readonly KindOf<Result>[] };

/** Declares an operation. `refusals` must be exactly the kinds that `run` can return. */
export function defineOperation<
  Schema extends z.ZodObject,
  Idempotent extends boolean,
  const Declared extends DeclaredKind,
  Result extends Outcome<unknown, Declared | ImpliedKind>,
>(
  operation: Operation<Schema, Result, Idempotent, Declared> & Complete<Result, Declared>,
): Operation<Schema, Result, Idempotent, Declared> {
  return operation;
}

/** Declares an operation that reads one resource by its id. When `find` returns null, it is refused with not_found. */
export function defineLookup<T>(
  name: string,
  bucket: BucketName,
  find: (app: AppContext, call: Call, id: string) => Promise<T | null>,
) {
  return defineOperation({
    name,
    scope: "read",
    bucket,
    idempotent: false,
    refusals: ["not_found"],
    input: z.strictObject({ id: lookupId }),
    run: async ({ app, call, input }) => {
      const found = await find(app, call, input.id);
      return found === null ? refuse({ kind: "not_found" }) : ok(found);
    },
  });
}

/** A call: arguments that must be validated, or an input that the operation's schema has already validated. */
type OperationRequest<Input> = ({ readonly args: unknown } | { readonly input: Input }) & {
  /** The arguments as REST sends them, for the fingerprint. Only idempotent operations need them. */
  readonly wireBody?: unknown;
  readonly idempotencyKey?: string | null;
};

/**
 * Runs an operation for a caller, in the order of docs/contract.md "Order of checks": scope, syntax of the idempotency
 * key, validation, rate limit, work. Throws `CallError` missing_scope, service_unavailable.
 */
export async function callOperation<Schema extends z.ZodObject, Result extends Outcome<unknown>>(
  app: AppContext,
  call: Call,
  operation: Operation<Schema, Result>,
  request: OperationRequest<z.output<Schema>>,
): Promise<Result | Refused<ImpliedKind>> {
  requireScope(call.principal, operation.scope);
  const { idempotencyKey = null, wireBody = {} } = request;
  const keyIssues = operation.idempotent ? idempotencyKeyIssues(idempotencyKey) : [];
  const [keyIssue] = keyIssues;
  const validated = "input" in request;
  if (validated && keyIssue) return invalidInputs([keyIssue]);
  const parsed = validated ? ok(request.input) : parseInput(operation.input, request.args, keyIssues);
  if (!parsed.ok) return parsed;
  const input = parsed.value;
  // An idempotent operation takes its token after its key is looked up, because a replay takes none.
  if (operation.idempotent) {
    const target = operation.target?.(input) ?? null;
    const { name } = operation as Operation<Schema, Result, true>;
    const request = { operation: name, target, wireBody, idempotencyKey };
    return operation.run({ app, call, input, idempotency: idempotentRequest(app, call, request) });
  }
  const limited = takeToken(app, call, bucketOf(operation, input));
  return limited ?? operation.run({ app, call, input, idempotency: null });
}

/** The rate limit of a call; without an input, the usual one. */
export function bucketOf<Schema extends z.ZodObject>(
  { bucket }: Pick<Operation<Schema>, "bucket">,
  input: Partial<z.output<Schema>> = {},
): BucketName | null {
  return typeof bucket === "function" ? bucket(input) : bucket;
}

/** All kinds of refusals that the operation can return. */
export function refusalKinds(operation: Operation): readonly RefusalKind[] {
  const members = Object.values(operation.input.shape);
  return [
    ...(members.some((member) => member !== lookupId) ? (["invalid_input"] as const) : []),
    ...operation.refusals,
    ...(operation.bucket === null ? [] : (["rate_limit_exceeded"] as const)),
  ];
}

/**
 * Takes a token of a rate limit that this process keeps. Returns the refusal when there is none left, otherwise null.
 */
function takeToken(app: AppContext, call: Call, bucket: BucketName | null): Refused<"rate_limit_exceeded"> | null {
  if (bucket === null) return null;
  if (BUCKETS[bucket].exact) throw new Error(`the bucket ${bucket} is for idempotent operations`);
  const { admitted, state } = app.localRateLimiter.take(call.principal.teamId, bucket);
  call.onRateLimitState(state);
  if (admitted) return null;
  return refuse({ kind: "rate_limit_exceeded", bucket, retryAfterSeconds: Math.max(1, state.retryAfterSeconds) });
}
