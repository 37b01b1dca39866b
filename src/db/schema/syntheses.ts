import { sql } from "drizzle-orm";
import { bigint, check, index, integer, jsonb, text, uniqueIndex, uuid } from "drizzle-orm/pg-core";
import type { CharacterAttributes } from "../../domain/character.ts";
import { createdAt, idByBytes, instant, table } from "./columns.ts";

/**
 * One accepted, paid run. An image of `POST /v1/images` is a run too (`kind` image, its id is the image's): hold,
 * deadline, takeover and settling are the same.
 */
export const syntheses = table(
  "syntheses",
  {
    id: text("id").primaryKey(),
    teamId: text("team_id").notNull(),
    characterId: text("character_id"),
    kind: text("kind").notNull(),
    status: text("status").notNull().default("running"),
    /** Frozen at the accept: a later change of the character does not reach a running synthesis. */
    attributes: jsonb("attributes").$type<CharacterAttributes>(),
    promptOverride: text("prompt_override"),
    price: bigint("price", { mode: "number" }).notNull(),
    identitySeed: bigint("identity_seed", { mode: "number" }).notNull(),
    /** The character's status before, to which a cancel returns; null for `create` and `image`. */
    previousStatus: text("previous_status"),
    previousError: text("previous_error"),
    /** The set that was current at the accept: regenerate_ref keeps its other refs. */
    baseRefSet: integer("base_ref_set"),
    errorCode: text("error_code"),
    /** Who runs it now; a replaced worker's writes name another runner and match no row. */
    runner: uuid("runner"),
    /** Counts the rows of `generation_events`. */
    progressSeq: integer("progress_seq").notNull().default(0),
    startedAt: createdAt(),
    deadlineAt: instant("deadline_at").notNull(),
    finishedAt: instant("finished_at"),
  },
  (t) => [
    check("syntheses_kind", sql`${t.kind} in ('create', 'resynthesize', 'regenerate_ref', 'image')`),
    check("syntheses_status", sql`${t.status} in ('running', 'succeeded', 'failed', 'cancelled')`),
    check("syntheses_character", sql`${t.kind} = 'image' or ${t.characterId} is not null`),
    check("syntheses_finished", sql`(${t.status} = 'running') = (${t.finishedAt} is null)`),
    check("syntheses_error", sql`(${t.status} = 'failed') = (${t.errorCode} is not null)`),
    check("syntheses_price", sql`${t.price} > 0`),
    uniqueIndex("syntheses_one_open").on(t.characterId).where(sql`${t.status} = 'running' and ${t.kind} <> 'image'`),
    index("syntheses_character_history").on(t.characterId, idByBytes),
    index("syntheses_deadline").on(t.deadlineAt).where(sql`${t.status} = 'running'`),
  ],
);
