import type postgres from "postgres";
import { connect } from "../helpers/connect.ts";
import type { TestDatabase } from "../helpers/database.ts";

/** One connection of one's own, to hold locks with; it ends, and lets go, when its scope does. */
export function openSession({ target }: TestDatabase): postgres.Sql & AsyncDisposable {
  const sql = connect(target, 1, "session");
  return Object.assign(sql, { [Symbol.asyncDispose]: () => sql.end({ timeout: 0 }) });
}
