import type { Database } from "../db/client.ts";
import { queueChannel, SYNTHESIS_QUEUE } from "../db/queue.ts";
import { channelName } from "../db/schema-name.ts";
import { type ChangeHint, parseHint, printHint } from "./change-hint.ts";
import type { Notification } from "./notifier.ts";

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

/**
 * Wakes the feeds and the workers of all other processes, by one statement. Its commit is not flushed: notifications do
 * not survive a crash of the server anyway, and the lock of the whole cluster is held for less time.
 */
export async function notifyOthers(
  db: Pick<Database, "sql" | "schema">,
  { changed, isJobQueued }: Notification,
): Promise<void> {
  const channels: string[] = [];
  const payloads: string[] = [];
  if (changed !== undefined) {
    channels.push(channelName(CHANNEL, db.schema));
    payloads.push(printHint(changed, MAX_PAYLOAD_BYTES));
  }
  if (isJobQueued) {
    channels.push(queueChannel(db.schema));
    payloads.push(SYNTHESIS_QUEUE);
  }
  await db.sql`
    select set_config('synchronous_commit', 'off', true), pg_notify(channel, payload)
      from unnest(${channels}::text[], ${payloads}::text[]) as notifications (channel, payload)`;
}
