import { sql } from "drizzle-orm";
import { bigint, check, index, integer, jsonb, primaryKey, text, uniqueIndex, uuid } from "drizzle-orm/pg-core";
import type { CharacterAttributes } from "../../domain/character.ts";
import type { StoredImage } from "../../domain/snapshots.ts";
import { createdAt, idByBytes, instant, table } from "./columns.ts";

/**
 * One accepted, paid run. An image of `POST /v1/images` is a run too: its kind is `image`, and its id is the image's.
 * Hold, deadline, takeover and settling work in the same way.
 */
export const syntheses = table(
  "syntheses",
  {
    id: text("id").primaryKey(),
    teamId: text("team_id").notNull(),
    characterId: text("character_id"),
    kind: text("kind").notNull(),
    status: text("status").notNull().default("running"),
    /** Copied at the accept, so that a later change of the character does not affect a running synthesis. */
    attributes: jsonb("attributes").$type<CharacterAttributes>(),
    promptOverride: text("prompt_override"),
    price: bigint("price", { mode: "number" }).notNull(),
    identitySeed: bigint("identity_seed", { mode: "number" }).notNull(),
    /** The character's previous status, which a cancel restores; null for `create` and `image`. */
    previousStatus: text("previous_status"),
    previousError: text("previous_error"),
    /** The set that was current at the accept. regenerate_ref keeps its other refs. */
    baseRefSet: integer("base_ref_set"),
    errorCode: text("error_code"),
    /** The run that currently owns the synthesis. Writes of a replaced run name another runner and match no row. */
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

/**
 * One paid image of a synthesis. Its idempotency key for the provider is `<synthesis id>:<pose>`, so it needs no
 * column.
 */
export const generations = table(
  "generations",
  {
    synthesisId: text("synthesis_id")
      .notNull()
      .references(() => syntheses.id),
    pose: text("pose").notNull(),
    position: integer("position").notNull(),
    status: text("status").notNull().default("pending"),
    /** Provider calls sent so far, including the current one while `running`. */
    attempt: integer("attempt").notNull().default(0),
    /**
     * What the first attempt sent: prompt, template version, seed and whether it has an effect, size, references. It
     * never changes.
     */
    request: jsonb("request").$type<Record<string, unknown>>(),
    image: jsonb("image").$type<StoredImage>(),
    model: text("model"),
    /** The job that the vendor accepted for this attempt and will bill. It is polled and never ordered again. */
    vendorJobId: text("vendor_job_id"),
    providerRequestId: text("provider_request_id"),
    errorCode: text("error_code"),
    /** The generation must not be sent before this time, because of the vendor's Retry-After or our backoff. */
    notBefore: instant("not_before"),
    sentAt: instant("sent_at"),
    finishedAt: instant("finished_at"),
  },
  (t) => [
    primaryKey({ columns: [t.synthesisId, t.pose] }),
    index("generations_thumb").on(sql`(${t.image} ->> 'thumb_key')`).where(sql`${t.image} is not null`),
    check("generations_status", sql`${t.status} in ('pending', 'running', 'delivered', 'failed')`),
    check("generations_image", sql`(${t.status} = 'delivered') = (${t.image} is not null)`),
    check("generations_vendor_job", sql`${t.vendorJobId} is null or ${t.attempt} > 0 and ${t.status} <> 'pending'`),
    check("generations_sent", sql`${t.status} <> 'running' or (${t.attempt} > 0 and ${t.request} is not null)`),
  ],
);

/**
 * Progress of a synthesis: one row for each start, delivery and failure of a generation, and one for the end. Kept
 * for 2 days.
 */
export const generationEvents = table(
  "generation_events",
  {
    synthesisId: text("synthesis_id")
      .notNull()
      .references(() => syntheses.id),
    seq: integer("seq").notNull(),
    pose: text("pose"),
    generationStatus: text("generation_status"),
    completed: integer("completed").notNull(),
    total: integer("total").notNull(),
    createdAt: createdAt(),
  },
  (t) => [
    primaryKey({ columns: [t.synthesisId, t.seq] }),
    index("generation_events_created").using("brin", t.createdAt),
  ],
);

/**
 * The time before which no worker may call a provider. There is one row for each provider that ever asked for a
 * pause.
 */
export const providerPauses = table("provider_pauses", {
  provider: text("provider").primaryKey(),
  pausedUntil: instant("paused_until").notNull(),
});
