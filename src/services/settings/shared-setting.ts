import type { Database } from "../../db/client.ts";
import { query } from "../../db/query.ts";

/**
 * A setting that all processes share. Returns the recorded value, or records `value` if there is none. The first
 * writer wins.
 */
export async function sharedSetting(db: Database, name: string, value: string): Promise<string> {
  await query(
    db.sql`insert into retake.settings (name, value) values (${name}, to_jsonb(${value}::text)) on conflict do nothing`,
  );
  const [row] = await query(
    db.sql<{ value: string }[]>`select value #>> '{}' as value from retake.settings where name = ${name}`,
  );
  if (!row) throw new Error(`the setting ${name} was deleted`);
  return row.value;
}
