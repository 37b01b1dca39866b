import { index, integer, primaryKey, text } from "drizzle-orm/pg-core";
import { createdAt, table } from "./columns.ts";
import { syntheses } from "./syntheses.ts";

/** Progress of a synthesis: one row for each start, delivery and failure of a generation, and for the end. Kept 2 days. */
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
