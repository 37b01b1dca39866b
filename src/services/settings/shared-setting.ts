import type { Database } from "../../db/client.ts";
import { query } from "../../db/query.ts";

/** A setting all processes share: the value that is recorded, or else `value`, recorded now. The first one wins. */
export async function sharedSetting(db: Database, name: string, value: string): Promise<string> {
  await query(
    db.sql`insert into retake.settings (name, value) values (${name}, to_jsonb(${value}::text)) on conflict do nothing`,
  );
  const [row] = await query(
    db.sql<{ value: string }[]>`select value #>> '{}' as value from retake.settings where name = ${name}`,
  );
  if (!row) throw new Error(`the setting ${name} has gone`);
  return row.value;
}
