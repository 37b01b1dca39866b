import postgres from "postgres";
import type { TestDatabase } from "../helpers/database.ts";

/** One connection of one's own, to hold locks with; it ends, and lets go, when its scope does. */
export function openSession({ target }: TestDatabase): postgres.Sql & AsyncDisposable {
  const options = { max: 1, onnotice: () => {}, connection: { application_name: "session" } };
  const sql = "url" in target ? postgres(target.url, options) : postgres({ ...target, ...options });
  return Object.assign(sql, { [Symbol.asyncDispose]: () => sql.end({ timeout: 0 }) });
}
