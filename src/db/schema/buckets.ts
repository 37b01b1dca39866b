import { primaryKey, text } from "drizzle-orm/pg-core";
import { instant, table } from "./columns.ts";

/** Token buckets that are exact over all processes: one moment each, when the bucket is full again. No row = full. */
export const buckets = table(
  "buckets",
  {
    teamId: text("team_id").notNull(),
    bucket: text("bucket").notNull(),
    fullAt: instant("full_at").notNull(),
  },
  (t) => [primaryKey({ columns: [t.teamId, t.bucket] })],
);
