import { setTimeout as delay, setImmediate as nextTurn } from "node:timers/promises";
import type { Database } from "../db/client.ts";
import { queueChannel, SYNTHESIS_QUEUE } from "../db/queue.ts";
import { channelName } from "../db/schema-name.ts";
import type { Logger } from "../domain/observability.ts";

/**
 * Wakes feeds and workers after a commit. A notification carries no data, so a lost one delays events and loses none.
 */
export type Notifier = {
  /**
   * Makes feeds read the rows of this team, or of all teams when no id is given. With `characterId`, only that
   * character has changed.
   */
  readonly notifyChanged: (teamId?: string, characterId?: string | null) => void;
  /** Makes workers fetch a queued job. */
  readonly notifyJobQueued: () => void;
  /** Waits until all notifications are sent. */
  readonly stop: () => Promise<void>;
};

/** The content of one NOTIFY statement for the other processes. */
export type Notification = {
  /** Undefined when no rows of the feeds changed. */
  readonly changed: ChangeHint | undefined;
  readonly isJobQueued: boolean;
};

/**
 * Receivers of notifications: `wakeFeed` wakes this process at once, and `send` wakes the others through the database.
 */
type NotifyTarget = {
  readonly wakeFeed: (hint: ChangeHint) => void;
  readonly send: (notification: Notification) => Promise<void>;
};

/**
 * Milliseconds between two NOTIFY statements, because each takes a lock of the whole database cluster at its commit.
 */
const NOTIFY_COALESCE_MS = 2;

/**
 * Combines the notifications of one turn of the event loop, and then those within `NOTIFY_COALESCE_MS`, into one
 * statement.
 */
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
      await send(notification).catch((error: unknown) =>
        logger.warn({ err: error }, "failed to notify other processes"),
      );
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
/** PostgreSQL's limit is 7,999 bytes. */
const MAX_PAYLOAD_BYTES = 7_900;

/**
 * Calls `wake` with the hint of every notification, and with the hint for all teams after each (re)connect, because
 * notifications before it are lost. Returns a function that stops listening.
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
 * Wakes the feeds and the workers of all other processes with one statement. Its commit is not flushed to disk, because
 * notifications do not survive a crash of the database server anyway, and the lock of the whole cluster is held for
 * less time.
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
 * The rows that may have changed: the teams, each with its changed characters, or with null when any character may have
 * changed. Null when any team may have changed. A hint only narrows the search for new rows, so one that names too much
 * costs a query and is never wrong.
 */
export type ChangeHint = ReadonlyMap<string, ReadonlySet<string> | null> | null;

export function changeHintOf(teamId?: string, characterId: string | null = null): ChangeHint {
  if (teamId === undefined) return null;
  return new Map([[teamId, characterId === null ? null : new Set([characterId])]]);
}

/** Joins two hints into one that covers both; undefined stands for no hint yet. */
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

/**
 * Writes a hint as a text of at most `maxLength` characters. The text is less precise when it would be longer.
 * @internal
 */
export function printHint(hint: ChangeHint, maxLength: number): string {
  if (hint === null) return "";
  const precise = [...hint].map(([teamId, characters]) => [teamId, ...(characters ?? [])].join("/")).join(",");
  if (precise.length <= maxLength) return precise;
  const teams = [...hint.keys()].join(",");
  return teams.length <= maxLength ? teams : "";
}

/** @internal */
export function parseHint(text: string): ChangeHint {
  if (text === "") return null;
  const teams = text.split(",").map((team): [string, Set<string> | null] => {
    const [teamId = "", ...characters] = team.split("/");
    return [teamId, characters.length > 0 ? new Set(characters) : null];
  });
  return new Map(teams);
}
