import { setTimeout as delay, setImmediate as nextTurn } from "node:timers/promises";
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

/** What one statement notifies other processes of. */
export type Notification = {
  /** Undefined when nothing changed that feeds read. */
  readonly changed: ChangeHint | undefined;
  readonly isJobQueued: boolean;
};

/** Where notifications go: `wakeFeed` wakes this process at once, `send` the others through the database. */
export type NotifyTarget = {
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
