import postgres from "postgres";
import type { TestDatabase } from "./database.ts";

/** Row locks of somebody else's open transaction, until `release`. */
export type HeldLocks = { readonly release: () => Promise<void> };

/** Opens a transaction, runs `lock` in it, and keeps it open. `release` rolls it back. */
export async function holdLocks(
  { target }: TestDatabase,
  lock: (sql: postgres.Sql) => PromiseLike<unknown>,
): Promise<HeldLocks> {
  const options = { max: 1, onnotice: () => {}, connection: { application_name: "holder" } };
  const sql = "url" in target ? postgres(target.url, options) : postgres({ ...target, ...options });
  await sql`begin`.simple();
  await lock(sql);
  return {
    release: async () => {
      await sql`rollback`.simple();
      await sql.end();
    },
  };
}
