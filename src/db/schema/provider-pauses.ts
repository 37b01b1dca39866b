import { text } from "drizzle-orm/pg-core";
import { instant, table } from "./columns.ts";

/** Until when a provider asked not to be called, by whichever worker: a row for each provider that ever did. */
export const providerPauses = table("provider_pauses", {
  provider: text("provider").primaryKey(),
  pausedUntil: instant("paused_until").notNull(),
});
