import type postgres from "postgres";
import { connect } from "./connect.ts";
import type { TestDatabase } from "./database.ts";

/** Row locks of another open transaction, held until `release`. */
export type HeldLocks = { readonly release: () => Promise<void> };

/** Opens a transaction, runs `lock` in it, and keeps it open. `release` rolls it back. */
export async function holdLocks(
  { target }: TestDatabase,
  lock: (sql: postgres.Sql) => PromiseLike<unknown>,
): Promise<HeldLocks> {
  const sql = connect(target, 1, "holder");
  await sql`begin`.simple();
  await lock(sql);
  return {
    release: async () => {
      await sql`rollback`.simple();
      await sql.end();
    },
  };
}
