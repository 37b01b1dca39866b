import { sql } from "drizzle-orm";
import { check, index, integer, jsonb, primaryKey, text } from "drizzle-orm/pg-core";
import type { StoredImage } from "../../domain/snapshots.ts";
import { instant, table } from "./columns.ts";
import { syntheses } from "./syntheses.ts";

/** One paid picture of a synthesis. Its provider key is `<synthesis id>:<pose>`, so it needs no column. */
export const generations = table(
  "generations",
  {
    synthesisId: text("synthesis_id")
      .notNull()
      .references(() => syntheses.id),
    pose: text("pose").notNull(),
    position: integer("position").notNull(),
    status: text("status").notNull().default("pending"),
    /** Provider calls sent so far; the current one while `running`. */
    attempt: integer("attempt").notNull().default(0),
    /** What the first attempt sent, frozen: prompt, template version, seed and whether it counts, size, references. */
    request: jsonb("request").$type<Record<string, unknown>>(),
    image: jsonb("image").$type<StoredImage>(),
    model: text("model"),
    /** The job that the vendor took on for this attempt and will bill: asked for again, never ordered again. */
    vendorJobId: text("vendor_job_id"),
    providerRequestId: text("provider_request_id"),
    errorCode: text("error_code"),
    /** Not to be sent again before this moment (the vendor's Retry-After, or our backoff). */
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
