import { sql } from "drizzle-orm";
import { customType, pgSchema, timestamp } from "drizzle-orm/pg-core";

/** A table of ours. `retake` stands for the schema of the installation: `qualify` puts its name there. */
export const { table } = pgSchema("retake");

/** Ids in an index that a list is read by: in the order of their bytes, as lists promise, whatever the database's collation. */
export const idByBytes = sql`"id" collate "C"`;

/** Microseconds and zone, as the database's clock gives them. */
export const instant = (name: string) => timestamp(name, { withTimezone: true, mode: "date" });

/** When the row was written, by the database's clock. */
export const createdAt = () => instant("created_at").notNull().default(sql`clock_timestamp()`);

export const bytea = customType<{ data: Buffer }>({ dataType: () => "bytea" });
