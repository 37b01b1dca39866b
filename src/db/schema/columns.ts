import { sql } from "drizzle-orm";
import { customType, timestamp } from "drizzle-orm/pg-core";

/** Microseconds and zone, as the database's clock gives them. */
export const instant = (name: string) => timestamp(name, { withTimezone: true, mode: "date" });

/** When the row was written, by the database's clock. */
export const createdAt = () => instant("created_at").notNull().default(sql`clock_timestamp()`);

export const bytea = customType<{ data: Buffer }>({ dataType: () => "bytea" });
