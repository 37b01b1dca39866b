import type { Logger } from "../domain/logger.ts";
import { joinNews, type News, newsOf } from "./news.ts";

/** Wakes whoever waits for news after a commit. It carries no data: a lost ring costs delay, never an event. */
export type Doorbell = {
  /**
   * Some character, synthesis or balance of this team changed, or of any team: feeds look at their tables. With
   * `characterId` no other character did.
   */
  readonly changed: (teamId?: string, characterId?: string | null) => void;
  /** A job was queued: workers fetch. */
  readonly queued: () => void;
  /** Waits for rings under way. */
  readonly stop: () => Promise<void>;
};

/** What a ring does; `local` wakes this process without the database. */
export type Bell = { readonly local: (news: News) => void; readonly notify: (news: News) => Promise<void> };

/** A NOTIFY holds a lock of the whole cluster at its commit, so a process sends at most one of a kind in this time. */
const QUIET_MS = 2;

export function createDoorbell(changed: Bell, queued: Bell, logger: Logger): Doorbell {
  const forFeeds = coalesce(changed, logger);
  const forWorkers = coalesce(queued, logger);
  return {
    changed: (teamId, characterId) => forFeeds.ring(newsOf(teamId, characterId)),
    queued: () => forWorkers.ring(null),
    stop: async () => {
      await Promise.all([forFeeds.settled(), forWorkers.settled()]);
    },
  };
}

/** The first ring goes out at once; those within `QUIET_MS` after it become one more. */
function coalesce(bell: Bell, logger: Logger) {
  let waiting: News | undefined;
  let running: Promise<void> | null = null;

  const send = async () => {
    while (waiting !== undefined) {
      const news = waiting;
      waiting = undefined;
      await bell.notify(news).catch((error: unknown) => logger.warn({ err: error }, "a doorbell ring was lost"));
      await new Promise((resolve) => setTimeout(resolve, QUIET_MS));
    }
    running = null;
  };

  return {
    ring: (news: News) => {
      bell.local(news);
      waiting = joinNews(waiting, news);
      running ??= send();
    },
    settled: async () => {
      while (running !== null) await running;
    },
  };
}
