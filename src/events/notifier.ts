import { setTimeout as delay, setImmediate as nextTurn } from "node:timers/promises";
import type { Database } from "../db/client.ts";
import { queueChannel, SYNTHESIS_QUEUE } from "../db/queue.ts";
import { channelName } from "../db/schema-name.ts";
import type { Logger } from "../domain/observability.ts";

/** Wakes feeds and workers after a commit. A notification carries no data: losing one costs delay, never an event. */
export type Notifier = {
  /**
   * Something of this team changed, or of any team when no id is given: feeds read their tables. With `characterId` only
   * that character has changed.
   */
  readonly notifyChanged: (teamId?: string, characterId?: string | null) => void;
  /** A job was queued: workers fetch it. */
  readonly notifyJobQueued: () => void;
  /** Waits for the notifications that are being sent. */
  readonly stop: () => Promise<void>;
};

/** What one statement notifies other processes of. */
export type Notification = {
  /** Undefined when nothing changed that feeds read. */
  readonly changed: ChangeHint | undefined;
  readonly isJobQueued: boolean;
};

/** Where notifications go: `wakeFeed` wakes this process at once, `send` the others through the database. */
type NotifyTarget = {
  readonly wakeFeed: (hint: ChangeHint) => void;
  readonly send: (notification: Notification) => Promise<void>;
};

/** At most one NOTIFY statement per this time, because each holds a lock of the whole cluster at its commit. */
const NOTIFY_COALESCE_MS = 2;

/** Sends what was notified in one turn of the event loop at once, and what follows within `NOTIFY_COALESCE_MS` together. */
export function createNotifier({ wakeFeed, send }: NotifyTarget, logger: Logger): Notifier {
  let changed: ChangeHint | undefined;
  let isJobQueued = false;
  let running: Promise<void> | null = null;

  const sendAll = async () => {
    await nextTurn();
    while (changed !== undefined || isJobQueued) {
      const notification = { changed, isJobQueued };
      changed = undefined;
      isJobQueued = false;
      await send(notification).catch((error: unknown) => logger.warn({ err: error }, "sending a notification failed"));
      await delay(NOTIFY_COALESCE_MS);
    }
    running = null;
  };

  return {
    notifyChanged: (teamId, characterId) => {
      const hint = changeHintOf(teamId, characterId);
      wakeFeed(hint);
      changed = joinHints(changed, hint);
      running ??= sendAll();
    },
    notifyJobQueued: () => {
      isJobQueued = true;
      running ??= sendAll();
    },
    stop: async () => {
      while (running !== null) await running;
    },
  };
}

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

/**
 * Which rows may have changed: teams, each with its changed characters, or null when any of them may have; null when any
 * team may have changed. It only narrows the search for new rows: naming too much costs a query, never correctness.
 */
export type ChangeHint = ReadonlyMap<string, ReadonlySet<string> | null> | null;

export function changeHintOf(teamId?: string, characterId: string | null = null): ChangeHint {
  if (teamId === undefined) return null;
  return new Map([[teamId, characterId === null ? null : new Set([characterId])]]);
}

/** The hint that covers both; undefined stands for none yet. */
export function joinHints(waiting: ChangeHint | undefined, more: ChangeHint): ChangeHint {
  if (waiting === undefined) return more;
  if (waiting === null || more === null) return null;
  const joined = new Map(waiting);
  for (const [teamId, characters] of more) {
    const known = joined.get(teamId);
    joined.set(teamId, known === null || characters === null ? null : new Set([...(known ?? []), ...characters]));
  }
  return joined;
}

/** The hint as a text of at most `maxLength` characters; less precise when it would be longer. */
export function printHint(hint: ChangeHint, maxLength: number): string {
  if (hint === null) return "";
  const precise = [...hint].map(([teamId, characters]) => [teamId, ...(characters ?? [])].join("/")).join(",");
  if (precise.length <= maxLength) return precise;
  const teams = [...hint.keys()].join(",");
  return teams.length <= maxLength ? teams : "";
}

export function parseHint(text: string): ChangeHint {
  if (text === "") return null;
  const teams = text.split(",").map((team): [string, Set<string> | null] => {
    const [teamId = "", ...characters] = team.split("/");
    return [teamId, characters.length > 0 ? new Set(characters) : null];
  });
  return new Map(teams);
}
