import type postgres from "postgres";
import { connect } from "../helpers/connect.ts";
import type { TestDatabase } from "../helpers/database.ts";

/** A separate connection for holding locks. It closes and releases them at the end of its scope. */
export function openSession({ target }: TestDatabase): postgres.Sql & AsyncDisposable {
  const sql = connect(target, 1, "session");
  return Object.assign(sql, { [Symbol.asyncDispose]: () => sql.end({ timeout: 0 }) });
}
