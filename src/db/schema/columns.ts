import { sql } from "drizzle-orm";
import { customType, pgSchema, timestamp } from "drizzle-orm/pg-core";

/** A table of this project. `qualify` replaces `retake` by the installation's schema. */
export const { table } = pgSchema("retake");

/**
 * Ids in the index that a list reads. They are sorted by their bytes, as lists promise, whatever the database's
 * collation is.
 */
export const idByBytes = sql`"id" collate "C"`;

/** A timestamp with time zone, in microseconds, as the database's clock returns it. */
export const instant = (name: string) => timestamp(name, { withTimezone: true, mode: "date" });

/** The time of the insert, by the database's clock. */
export const createdAt = () => instant("created_at").notNull().default(sql`clock_timestamp()`);

export const bytea = customType<{ data: Buffer }>({ dataType: () => "bytea" });
