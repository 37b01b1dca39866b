import { z } from "zod";
import type { AppContext } from "../context.ts";
import { BUCKET_NAMES, BUCKETS, type BucketName, type BucketState } from "../domain/buckets.ts";
import type { Balance } from "../domain/credits.ts";
import type { Call, Principal } from "../domain/principal.ts";
import { type Outcome, ok } from "../domain/refusals.ts";
import type { LedgerEntrySnapshot } from "../domain/snapshots.ts";
import { cancellableStream } from "../domain/stream.ts";
import { listEntries } from "../services/credits/ledger.ts";
import * as rateLimits from "../services/rate-limits/rate-limits.ts";
import { findTeam, type TeamSnapshot } from "../services/teams/teams.ts";
import { defineOperation } from "./operation.ts";
import { byNumber, type Connection, type ConnectionArguments, parsePage, toConnection } from "./pages.ts";

export type { TeamSnapshot };

/** Returns the caller's own team with its balance. */
export const getTeam = defineOperation({
  name: "get_team",
  scope: "read",
  bucket: "reads",
  idempotent: false,
  refusals: [],
  input: z.strictObject({}),
  run: async ({ app, call }) => {
    const team = await findTeam(app.db, call.principal.teamId);
    if (!team) throw new Error("the team of an authenticated caller is missing");
    return ok(team);
  },
});

/**
 * Returns a page of the team's ledger, newest first. It has no rate limit, because it is read as a field of the team.
 */
export async function findLedgerPage(
  app: AppContext,
  call: Call,
  page: ConnectionArguments,
): Promise<Outcome<Connection<LedgerEntrySnapshot>, "invalid_input">> {
  const list = byNumber("ledger");
  const bounds = parsePage(list, page);
  if (!bounds.ok) return bounds;
  const found = await listEntries(app.db, call.principal.teamId, bounds.value);
  return ok(toConnection(list, found, ({ seq, snapshot }) => ({ position: seq, node: snapshot })));
}

/**
 * Returns the present state of all rate limits of the team, in the order of docs/contract.md "Buckets". Takes no token.
 */
export async function findRateLimits(app: AppContext, call: Call): Promise<readonly BucketState[]> {
  const { teamId } = call.principal;
  const exact = await rateLimits.findBuckets(
    app.db,
    teamId,
    BUCKET_NAMES.filter((name) => BUCKETS[name].exact),
  );
  return BUCKET_NAMES.map((name) => exact.get(name) ?? app.localRateLimiter.find(teamId, name));
}

/** Finds the present state of one rate limit of the team, for responses to calls that took no token. */
export async function findRateLimit(app: AppContext, principal: Principal, bucket: BucketName): Promise<BucketState> {
  if (BUCKETS[bucket].exact) return rateLimits.findBucket(app.db, principal.teamId, bucket);
  return app.localRateLimiter.find(principal.teamId, bucket);
}

/** The position before every ledger entry, so that the stream starts with the present balance. */
const BEFORE_ALL = -1;

/**
 * Streams the present credits of the caller's team, and then the credits after each change. Changes in quick succession
 * may be combined into one value.
 */
export const watchBalance = defineOperation({
  name: "watch_balance",
  scope: "read",
  bucket: null,
  idempotent: false,
  refusals: [],
  input: z.strictObject({}),
  run: async ({ app, call }) => {
    const { teamId } = call.principal;
    return ok(
      cancellableStream<Balance>((signal, sink) => app.feed.balance({ id: teamId, teamId }, BEFORE_ALL, signal, sink)),
    );
  },
});
