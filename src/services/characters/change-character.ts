import { z } from "zod";
import type { Database } from "../../db/client.ts";
import { queryRow } from "../../db/query.ts";
import { characterRow } from "../../db/rows.ts";
import type { CharacterAttributes, CharacterStatus } from "../../domain/character.ts";
import { type Outcome, ok } from "../../domain/refusals.ts";
import type { CharacterSnapshot } from "../../domain/snapshots.ts";
import { MAX_WAIT_MS, readRefusal, type SqlRefusalKind } from "../accept/accept.ts";
import type { CallLimiter } from "../accept/call-limiter.ts";

/**
 * The row of every function that changes a character free of charge: `done` with its result, or `refused` with the
 * reason.
 */
const changeRow = z.object({ outcome: z.enum(["done", "refused"]), result: z.unknown() });

/** The character to change, the statuses that allow the change, and the database and limiter of the process. */
export type ChangeTarget = {
  readonly db: Database;
  readonly limiter: CallLimiter;
  readonly teamId: string;
  readonly characterId: string;
  readonly eligible: readonly CharacterStatus[];
};

/**
 * Runs a statement that changes a character and may refuse with these kinds. It runs within the limits of its team
 * and character, so that calls for one character never hold more than one connection. Throws `CallError`
 * `service_unavailable` when the wait was too long or the outcome is unknown.
 */
export async function changeCharacter<Result extends z.ZodType, Kind extends SqlRefusalKind>(
  { db, limiter, teamId, characterId, eligible }: ChangeTarget,
  kinds: readonly Kind[],
  resultSchema: Result,
  statement: (sql: Database["sql"]) => PromiseLike<readonly unknown[]>,
): Promise<Outcome<z.output<Result>, Kind>> {
  const wanted = [
    { kind: "team", id: teamId },
    { kind: "character", id: characterId },
  ] as const;
  const row = await limiter.run(wanted, MAX_WAIT_MS, () => queryRow(changeRow, statement(db.sql)));
  if (row.outcome === "refused") {
    return { ok: false, refusal: readRefusal(row.result, null, kinds, eligible) };
  }
  return ok(resultSchema.parse(row.result));
}

/** The changes to make. Undefined members stay unchanged. */
export type CharacterChanges = {
  readonly name: string | undefined;
  /** Replaced as a whole; null unsets all attributes. */
  readonly attributes: CharacterAttributes | null | undefined;
};

/** Changes name and attributes in any status but `deleted` (SQL: `update_character`). */
export function updateCharacter(
  target: ChangeTarget,
  changes: CharacterChanges,
): Promise<Outcome<CharacterSnapshot, "not_found">> {
  const { name = null, attributes } = changes;
  return changeCharacter(
    target,
    ["not_found"],
    characterRow,
    (sql) => sql`
      select outcome, facts as result from retake.update_character(${target.teamId}, ${target.characterId}, ${name},
        ${attributes !== undefined}, ${attributes ? sql.json(attributes) : null})`,
  );
}

/** Changes `reviewing` to `ready`; a ready character stays unchanged (SQL: `save_character`). */
export function saveCharacter(
  target: ChangeTarget,
): Promise<Outcome<CharacterSnapshot, "character_state" | "not_found">> {
  return changeCharacter(
    target,
    ["character_state", "not_found"],
    characterRow,
    (sql) => sql`
      select outcome, facts as result from retake.save_character(${target.teamId}, ${target.characterId}, ${target.eligible as string[]})`,
  );
}

/**
 * Deletes permanently and cancels a running synthesis (SQL: `delete_character`). A second call returns `not_found`.
 */
export function deleteCharacter(target: ChangeTarget): Promise<Outcome<{ id: string }, "not_found">> {
  return changeCharacter(
    target,
    ["not_found"],
    z.object({ id: z.string() }),
    (sql) => sql`select outcome, facts as result from retake.delete_character(${target.teamId}, ${target.characterId})`,
  );
}
