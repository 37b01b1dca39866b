import type { Database } from "../db/client.ts";
import { channelName } from "../db/schema-name.ts";
import { type ChangeHint, parseHint, printHint } from "./change-hint.ts";

/** The channel of change notifications; the payload is a change hint. */
const CHANNEL = "retake_events";
/** PostgreSQL takes 7,999 bytes. */
const MAX_PAYLOAD_BYTES = 7_900;

/**
 * Calls `wake` on every notification, and with the hint that covers everything after each (re)connect, because
 * notifications during the gap are lost. Returns a function that stops listening.
 */
export async function listenForChanges(
  db: Pick<Database, "listen" | "schema">,
  wake: (hint: ChangeHint) => void,
): Promise<() => Promise<void>> {
  return db.listen(
    channelName(CHANNEL, db.schema),
    (payload) => wake(parseHint(payload)),
    () => wake(null),
  );
}

/** Wakes the feeds of all other processes. */
export async function notifyOthers(db: Pick<Database, "sql" | "schema">, hint: ChangeHint): Promise<void> {
  await db.sql`select pg_notify(${channelName(CHANNEL, db.schema)}, ${printHint(hint, MAX_PAYLOAD_BYTES)})`;
}
