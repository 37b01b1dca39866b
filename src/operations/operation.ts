import { z } from "zod";
import type { AppContext } from "../context.ts";
import { BUCKETS, type BucketName } from "../domain/buckets.ts";
import type { KeyedOperation } from "../domain/idempotency.ts";
import { type Call, requireScope, type Scope } from "../domain/principal.ts";
import { invalidInputs, type Outcome, ok, type RefusalKind, type Refused, refuse } from "../domain/refusals.ts";
import type { IdempotentRequest } from "../services/accept/accept.ts";
import { idempotencyKeyIssues, idempotentRequest } from "./idempotent-request.ts";
import { lookupId, parseInput } from "./input.ts";

/** Refusals that no operation declares: they follow from its input and its bucket. */
type ImpliedKind = "invalid_input" | "rate_limit_exceeded";
type DeclaredKind = Exclude<RefusalKind, ImpliedKind>;

/** What the work of an operation is given. */
export type RunContext<Input, Idempotent extends boolean = boolean> = {
  readonly app: AppContext;
  readonly call: Call;
  /** Validated by the operation's schema. */
  readonly input: Input;
  /** Identifies the request among those with the same key; null for an operation that takes no key. */
  readonly idempotency: Idempotent extends true ? IdempotentRequest : null;
};

/**
 * One thing that the product does for a caller. Both transports take from here who may call it, which rate limit it
 * has, whether it takes an idempotency key, and how it can be refused.
 */
export type Operation<
  Schema extends z.ZodObject = z.ZodObject,
  Result extends Outcome<unknown> = Outcome<unknown>,
  Idempotent extends boolean = boolean,
  Declared extends DeclaredKind = DeclaredKind,
> = {
  /** Of an idempotent operation stored with its keys and part of their fingerprints: never renamed. */
  readonly name: Idempotent extends true ? KeyedOperation : string;
  readonly scope: Scope;
  /** Null: no rate limit. As a function it names the usual bucket when the input is not known. */
  readonly bucket: BucketName | null | { of(input: Partial<z.output<Schema>>): BucketName }["of"];
  /** It takes an idempotency key, and a call with a known key answers what the first one answered. */
  readonly idempotent: Idempotent;
  /** Every kind of refusal it can answer besides invalid input and an empty bucket. */
  readonly refusals: readonly Declared[];
  /** A strict object with GraphQL's argument names. No defaults and no transformations: fingerprints see what was sent. */
  readonly input: Schema;
  /** The character that an idempotency key is bound to; without it the operation makes something new. */
  target?(input: z.output<Schema>): string;
  run(context: RunContext<z.output<Schema>, Idempotent>): Promise<Result>;
};

/** The kinds of refusals in an outcome. */
type KindOf<Result> = Extract<Result, { ok: false }> extends { refusal: { kind: infer Kind } } ? Kind : never;

/** A compile error when `run` never answers one of the declared refusals. */
type Complete<Result, Declared> = [Exclude<Declared, KindOf<Result>>] extends [never]
  ? unknown
  : { readonly refusals: readonly KindOf<Result>[] };

/** Declares an operation. `refusals` must be exactly the kinds that `run` can answer. */
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

/** Declares an operation that reads one thing by its id. What `find` answers with null is not found. */
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

/** What a caller sent: arguments to be validated, or an input that the operation's own schema has validated before. */
type OperationRequest<Input> = ({ readonly args: unknown } | { readonly input: Input }) & {
  /** The arguments as REST sends them, for the fingerprint; only idempotent operations look at it. */
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
  // The token of an idempotent operation is taken after its key is looked up: a replay takes none.
  if (operation.idempotent) {
    const target = operation.target?.(input) ?? null;
    const { name } = operation as Operation<Schema, Result, true>;
    const request = { operation: name, target, wireBody, idempotencyKey };
    return operation.run({ app, call, input, idempotency: idempotentRequest(app, call, request) });
  }
  const limited = takeToken(app, call, bucketOf(operation, input));
  return limited ?? operation.run({ app, call, input, idempotency: null });
}

/** The bucket of a call; without an input the usual one. */
export function bucketOf<Schema extends z.ZodObject>(
  { bucket }: Pick<Operation<Schema>, "bucket">,
  input: Partial<z.output<Schema>> = {},
): BucketName | null {
  return typeof bucket === "function" ? bucket(input) : bucket;
}

/** Every kind of refusal that a call of the operation can be answered with. */
export function refusalKinds(operation: Operation): readonly RefusalKind[] {
  const members = Object.values(operation.input.shape);
  return [
    ...(members.some((member) => member !== lookupId) ? (["invalid_input"] as const) : []),
    ...operation.refusals,
    ...(operation.bucket === null ? [] : (["rate_limit_exceeded"] as const)),
  ];
}

/** Takes a token of a bucket that this process keeps; the refusal when it is empty, else null. */
function takeToken(app: AppContext, call: Call, bucket: BucketName | null): Refused<"rate_limit_exceeded"> | null {
  if (bucket === null) return null;
  if (BUCKETS[bucket].exact) throw new Error(`the bucket ${bucket} is for idempotent operations`);
  const { admitted, state } = app.localRateLimiter.take(call.principal.teamId, bucket);
  call.onRateLimitState(state);
  if (admitted) return null;
  return refuse({ kind: "rate_limit_exceeded", bucket, retryAfterSeconds: Math.max(1, state.retryAfterSeconds) });
}
