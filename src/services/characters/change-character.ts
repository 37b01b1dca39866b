import type { PendingQuery, Row } from "postgres";
import type { Database } from "../../db/client.ts";
import { queryOne } from "../../db/query.ts";
import { type CharacterAction, type CharacterStatus, ELIGIBLE_STATUSES } from "../../domain/character.ts";
import { idToFind } from "../../domain/ids.ts";
import type { Call } from "../../domain/principal.ts";
import { type Outcome, ok, type RefusalKind } from "../../domain/refusals.ts";
import { MAX_WAIT_MS, readRefusal } from "../accept/accept.ts";
import type { CallLimiter } from "../accept/call-limiter.ts";

/** The row of every function that changes a character for free: `done` with its facts, or `refused` with why. */
export type ChangeRow = { outcome: "done" | "refused"; facts: unknown };

/** The character to change, and the states in which the change is allowed. */
export type ChangeTarget = {
  readonly teamId: string;
  readonly characterId: string;
  readonly eligible: readonly CharacterStatus[];
};

/** The target of a change. Any text may be asked for; what can't be an id is not found. */
export function changeTarget(call: Call, characterId: string, action: CharacterAction): ChangeTarget {
  return { teamId: call.principal.teamId, characterId: idToFind(characterId), eligible: ELIGIBLE_STATUSES[action] };
}

/**
 * Runs such a statement, which can refuse with these kinds, within the limits of its team and character, so that calls on one character never hold more than one connection. Throws
 * `CallError` service_unavailable when the wait was too long or the outcome is unknown.
 */
export async function changeCharacter<T, Kind extends RefusalKind>(
  db: Database,
  limiter: CallLimiter,
  target: ChangeTarget,
  kinds: readonly Kind[],
  statement: (sql: Database["sql"]) => PendingQuery<(ChangeRow & Row)[]>,
): Promise<Outcome<T, Kind>> {
  const wanted = [
    { kind: "team", id: target.teamId },
    { kind: "character", id: target.characterId },
  ] as const;
  const row = await limiter.run(wanted, MAX_WAIT_MS, () => queryOne(statement(db.sql)));
  if (row.outcome === "refused") {
    return { ok: false, refusal: readRefusal(row.facts, null, kinds, target.eligible) };
  }
  return ok(row.facts as T);
}
