import type { PendingQuery, Row } from "postgres";
import type { Database } from "../../db/client.ts";
import { queryOne } from "../../db/query.ts";
import type { CharacterStatus } from "../../domain/character.ts";
import { accepted, type Outcome, refused } from "../../domain/refusals.ts";
import type { CallLimiter } from "../accept/call-limiter.ts";
import { MAX_WAIT_MS, readRefusal } from "../accept/keyed-call.ts";

/** The row of every function that changes a character for free: `done` with its facts, or `refused` with why. */
export type ChangeRow = { outcome: "done" | "refused"; facts: unknown };

/** Whose character is changed, and in which states it may be. */
export type ChangeTarget = {
  readonly teamId: string;
  readonly characterId: string;
  readonly eligible: readonly CharacterStatus[];
};

/**
 * Runs one such statement within the limits of its team and character, so that calls on one character never hold more
 * than one connection. Throws `CallError` service_unavailable when the wait was too long or the outcome is unknown.
 */
export async function changeCharacter<T>(
  db: Database,
  limiter: CallLimiter,
  target: ChangeTarget,
  statement: (sql: Database["sql"]) => PendingQuery<(ChangeRow & Row)[]>,
): Promise<Outcome<T>> {
  const wanted = [
    { kind: "team", id: target.teamId },
    { kind: "character", id: target.characterId },
  ] as const;
  const row = await limiter.run(wanted, MAX_WAIT_MS, () => queryOne(statement(db.sql)));
  if (row.outcome === "refused") return refused(readRefusal(row.facts, null, target.eligible));
  return accepted(row.facts as T);
}
