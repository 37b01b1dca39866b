import type { Logger } from "../domain/logger.ts";
import { type ChangeHint, changeHintOf, joinHints } from "./change-hint.ts";

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

/** Where notifications go: `local` wakes this process at once, `notify` the others through the database. */
export type NotifyTarget = {
  readonly local: (hint: ChangeHint) => void;
  readonly notify: (hint: ChangeHint) => Promise<void>;
};

/** At most one NOTIFY of a kind per this time, because each holds a lock of the whole cluster at its commit. */
const NOTIFY_COALESCE_MS = 2;

/** `changed` reaches the feeds, `jobQueued` the workers. */
export function createNotifier(changed: NotifyTarget, jobQueued: NotifyTarget, logger: Logger): Notifier {
  const feeds = coalesce(changed, logger);
  const workers = coalesce(jobQueued, logger);
  return {
    notifyChanged: (teamId, characterId) => feeds.notify(changeHintOf(teamId, characterId)),
    notifyJobQueued: () => workers.notify(null),
    stop: async () => {
      await Promise.all([feeds.settled(), workers.settled()]);
    },
  };
}

/** Sends the first notification at once; those within `NOTIFY_COALESCE_MS` after it are joined to one more. */
function coalesce(target: NotifyTarget, logger: Logger) {
  let waiting: ChangeHint | undefined;
  let running: Promise<void> | null = null;

  const send = async () => {
    while (waiting !== undefined) {
      const hint = waiting;
      waiting = undefined;
      await target.notify(hint).catch((error: unknown) => logger.warn({ err: error }, "sending a notification failed"));
      await new Promise((resolve) => setTimeout(resolve, NOTIFY_COALESCE_MS));
    }
    running = null;
  };

  return {
    notify: (hint: ChangeHint) => {
      target.local(hint);
      waiting = joinHints(waiting, hint);
      running ??= send();
    },
    settled: async () => {
      while (running !== null) await running;
    },
  };
}
