import type { Database } from "../db/client.ts";
import { channelName } from "../db/schema-name.ts";
import { type News, parseNews, printNews } from "./news.ts";

/** Our own channel; the payload is whose tables are worth a look, empty for everybody's. */
const CHANNEL = "retake_events";
/** PostgreSQL takes 7,999 bytes. */
const MAX_PAYLOAD_BYTES = 7_900;

/**
 * Calls `wake` on every ring, and for everybody after each (re)connect, since a ring during the gap is lost. Returns how
 * to stop.
 */
export async function listenForRings(
  db: Pick<Database, "listen" | "schema">,
  wake: (news: News) => void,
): Promise<() => Promise<void>> {
  return db.listen(
    channelName(CHANNEL, db.schema),
    (payload) => wake(parseNews(payload)),
    () => wake(null),
  );
}

export async function ring(db: Pick<Database, "sql" | "schema">, news: News): Promise<void> {
  await db.sql`select pg_notify(${channelName(CHANNEL, db.schema)}, ${printNews(news, MAX_PAYLOAD_BYTES)})`;
}
