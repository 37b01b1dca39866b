import { pgTable, text } from "drizzle-orm/pg-core";
import { instant } from "./columns.ts";

/** Until when a provider asked not to be called, by whichever worker: a row for each provider that ever did. */
export const providerPauses = pgTable("provider_pauses", {
  provider: text("provider").primaryKey(),
  pausedUntil: instant("paused_until").notNull(),
});
