import { z } from "zod";
import type { Database } from "../../db/client.ts";
import { codeOf } from "../../db/errors.ts";
import { BUCKET_NAMES, BUCKETS, type BucketName, type BucketState, bucketState } from "../../domain/buckets.ts";
import type { CharacterStatus } from "../../domain/character.ts";
import type { KeyedOperation } from "../../domain/idempotency.ts";
import { LimiterTimeoutError } from "../../domain/limiter.ts";
import { INVALID_INPUT_CODES, type Refusal, type RefusalKind, type Refused } from "../../domain/refusals.ts";
import { type DeadKey, deadKeyError } from "../api-keys/manage-keys.ts";
import { AcceptBatcher, type AcceptRequest, type AcceptRow, callAccept } from "./accept-batcher.ts";
import type { CallLimiter } from "./call-limiter.ts";

/** What identifies a paid request: the same key and the same fingerprint make it the same request. */
export type IdempotentRequest = {
  readonly teamId: string;
  /** The API key or access token that made the call. It is recorded with the hold. */
  readonly apiKeyId: string;
  /** Null when the caller sent no key. Each call is then a new one. */
  readonly idempotencyKey: string | null;
  readonly operation: KeyedOperation;
  /** SHA-256 of operation, target and body. */
  readonly fingerprint: Buffer;
  readonly ttlSeconds: number;
};

/** The result of an accept. `bucket` is null when the operation has no bucket in the database. */
export type AcceptResult<T, Kind extends RefusalKind = RefusalKind> =
  | { readonly outcome: "accepted" | "replayed"; readonly result: T; readonly bucket: BucketState | null }
  | {
      readonly outcome: "refused";
      readonly refusal: Refused<Kind>["refusal"];
      readonly bucket: BucketState | null;
    };

/** The SQLSTATEs that the SQL function `require_paying_key` raises, and what each says about the key. */
const KEY_ERRORS: Readonly<Record<string, DeadKey["status"]>> = { RK001: "revoked", RK002: "expired" };

/** How long an accept waits for its key, its character or a connection (docs/contract.md "Simultaneous calls"). */
export const MAX_WAIT_MS = 5_000;

/** The kinds of work that `accept_request` admits. */
type Work = "create" | "resynthesize" | "regenerate_ref" | "image" | "upload";

/** The resources of a process that an accept uses. */
export type Accepts = {
  readonly db: Database;
  readonly limiter: CallLimiter;
  /** Null when batching is off. Each request is then a statement of its own. */
  readonly batcher: AcceptBatcher | null;
};

/** The setting `ACCEPT_BATCHING`. With `always`, which is for tests, a single request is also sent as a batch. */
export type AcceptBatching = "on" | "off" | "always";

export function createAccepts(db: Database, limiter: CallLimiter, batching: AcceptBatching): Accepts {
  const minSize = batching === "always" ? 1 : 2;
  return { db, limiter, batcher: batching === "off" ? null : new AcceptBatcher(db, limiter, minSize) };
}

/** The members of `accept_request`'s parameter that depend on the work. The SQL function explains them. */
type RequestMembers = { readonly work: Work; readonly target?: string } & Readonly<Record<string, unknown>>;

/** Builds the parameter of `accept_request`, except for how long the request may wait. */
export function acceptRequest(call: IdempotentRequest, bucket: BucketName, members: RequestMembers): AcceptRequest {
  const { burst, intervalMs } = BUCKETS[bucket];
  return {
    team: call.teamId,
    api_key: call.apiKeyId,
    key: call.idempotencyKey,
    operation: call.operation,
    fingerprint: `\\x${call.fingerprint.toString("hex")}`,
    ttl_seconds: call.ttlSeconds,
    bucket,
    burst,
    interval_ms: intervalMs,
    ...members,
  };
}

/** One kind of paid work: what its statement gets, and what the row can hold. */
type PaidWork<Result, Kind> = {
  /** The character that the work locks; null when there is none or it is new. */
  readonly characterId: string | null;
  readonly bucket: BucketName;
  readonly members: RequestMembers;
  /** The schema of the result. */
  readonly result: Result;
  readonly refusals: readonly Kind[];
  /** The statuses that allow the work, when it checks the character's state. */
  readonly eligible?: readonly CharacterStatus[];
};

/**
 * Admits paid work in one statement, `accept_request`, within the limits of its team, key and character. It is safe to
 * call again with the same key; without a key each call is a new one. Throws `CallError` service_unavailable when the
 * outcome is unknown, and the errors of `limitAccept`.
 */
export function admit<Result extends z.ZodType, Kind extends SqlRefusalKind>(
  { db, limiter, batcher }: Accepts,
  call: IdempotentRequest,
  { characterId, bucket, members, result, refusals, eligible }: PaidWork<Result, Kind>,
): Promise<AcceptResult<z.output<Result>, Kind> | AcceptResult<never, "idempotency_key_in_use">> {
  const request = acceptRequest(call, bucket, members);
  const send = (waitMs: number) => (batcher ? batcher.admit(request, waitMs) : callAccept(db, request, waitMs));
  const run = async (waitMs: number) => readAcceptRow(await send(waitMs), result, bucket, refusals, eligible);
  // The batcher limits the statements of a team itself.
  return limitAccept(limiter, call, characterId, run, { ofTeam: batcher === null });
}

/**
 * Converts the row of an accept that can be refused with these kinds. `eligible` has the statuses that allow the call,
 * when the call checks the character's state.
 * @internal
 */
export function readAcceptRow<Result extends z.ZodType, Kind extends SqlRefusalKind>(
  row: AcceptRow,
  resultSchema: Result,
  bucket: BucketName | null,
  kinds: readonly Kind[],
  eligible: readonly CharacterStatus[] = [],
): AcceptResult<z.output<Result>, Kind> {
  const state = bucket && row.bucket ? bucketState(bucket, row.bucket.full_at_ms, row.bucket.now_ms) : null;
  if (row.outcome !== "refused") {
    return { outcome: row.outcome, result: readResult(row, resultSchema), bucket: state };
  }
  return { outcome: "refused", refusal: readRefusal(row.facts, state, kinds, eligible), bucket: state };
}

/**
 * Validates the result of an accepted request, in about 6 µs of the 550 to 770 µs of CPU that the process uses for an
 * accept. The outcome of a replay may have been stored by an earlier version whose results had fewer members, and its
 * caller was charged, so it is returned unchanged.
 */
export function readResult<Result extends z.ZodType>(row: AcceptRow, schema: Result): z.output<Result> {
  if (row.outcome === "accepted") schema.parse(row.facts);
  // Not the parsed copy, whose members are in another order than those of a replay.
  return row.facts as z.output<Result>;
}

/** Any text is allowed, because a process of a newer version may return a status that this one does not know. */
const status = z.custom<CharacterStatus>((value) => typeof value === "string");

/** A refusal as SQL returns it. */
const refusalRow = z.discriminatedUnion("kind", [
  z.object({
    kind: z.literal("invalid_input"),
    code: z.enum(INVALID_INPUT_CODES),
    message: z.string(),
    param: z.string().nullable(),
  }),
  z.object({ kind: z.literal("character_state"), status, reason: z.literal("no_ref_set").exactOptional() }),
  z.object({ kind: z.literal("character_not_ready"), status }),
  z.object({ kind: z.literal("insufficient_credits"), required: z.int(), available: z.int(), held: z.int() }),
  z.object({ kind: z.literal("not_found") }),
  z.object({
    kind: z.literal("idempotency_key_in_use"),
    reason: z.enum(["other_body", "other_operation", "in_flight"]),
  }),
  z.object({ kind: z.literal("rate_limit_exceeded"), bucket: z.enum(BUCKET_NAMES) }),
]);

/** The kinds of refusals that SQL can return. Each needs its schema in `refusalRow`. */
export type SqlRefusalKind = z.output<typeof refusalRow>["kind"];

/**
 * Parses a refusal from SQL and completes it with what only the process knows: the eligible states, and the wait for a
 * token. Throws for a refusal of another kind than those.
 */
export function readRefusal<Kind extends SqlRefusalKind>(
  row: unknown,
  bucket: BucketState | null,
  kinds: readonly Kind[],
  eligible: readonly CharacterStatus[] = [],
): Refused<Kind>["refusal"] {
  const refusal = refusalRow.parse(row);
  if (!kinds.includes(refusal.kind as Kind)) throw new Error(`the database refused with ${refusal.kind}`);
  return completeRefusal(refusal, bucket, eligible) as Refused<Kind>["refusal"];
}

function completeRefusal(
  refusal: z.output<typeof refusalRow>,
  bucket: BucketState | null,
  eligible: readonly CharacterStatus[],
): Refusal {
  if (refusal.kind === "character_state") return { ...refusal, eligible };
  if (refusal.kind !== "rate_limit_exceeded") return refusal;
  return { ...refusal, retryAfterSeconds: Math.max(1, bucket?.retryAfterSeconds ?? 1) };
}

/**
 * Runs an accept within the limits of its team, key and character. A duplicate that waited too long, for its key or
 * afterwards for a connection, is refused with 409 in_flight; any other wait that took too long is a 503. Throws
 * `CallError` revoked_api_key or token_expired (401) when the caller's key lost its validity after it was looked up.
 */
export async function limitAccept<Result extends AcceptResult<unknown>>(
  limiter: CallLimiter,
  request: IdempotentRequest,
  characterId: string | null,
  work: (waitMs: number) => Promise<Result>,
  { ofTeam = true } = {},
): Promise<Result | AcceptResult<never, "idempotency_key_in_use">> {
  const { teamId, idempotencyKey } = request;
  const wanted = [
    ...(ofTeam ? [{ kind: "team" as const, id: teamId }] : []),
    ...(idempotencyKey === null ? [] : [{ kind: "key" as const, id: `${teamId} ${idempotencyKey}` }]),
    ...(characterId === null ? [] : [{ kind: "character" as const, id: characterId }]),
  ];
  try {
    return await limiter.run(wanted, MAX_WAIT_MS, work);
  } catch (error) {
    if (error instanceof LimiterTimeoutError && error.waitedFor.has("key")) {
      return { outcome: "refused", refusal: { kind: "idempotency_key_in_use", reason: "in_flight" }, bucket: null };
    }
    const status = KEY_ERRORS[codeOf(error)];
    throw status ? deadKeyError(status) : error;
  }
}
