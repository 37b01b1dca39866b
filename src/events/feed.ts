import type postgres from "postgres";
import type { Logger } from "../domain/logger.ts";
import type { CharacterChange, ProgressStep, TeamBalance } from "../domain/snapshots.ts";
import { createHub, type Hub } from "./hub.ts";
import { joinNews, type News, newsOf } from "./news.ts";
import { balanceSource, characterSource, progressSource, teamSource } from "./source.ts";
import type { TopicKey } from "./topics.ts";

type Watch<Row extends object> = Hub<Row>["watch"];

/**
 * What can be watched in this process. Each stream tells what lies after a position once and in order, and ends with
 * the feed or when its signal aborts. Throws `HistoryGone` and `SlowConsumer`.
 */
export type Feed = {
  /** Every change of a character after a version. */
  readonly character: Watch<CharacterChange>;
  /** Every change of a team (`id` and `teamId` are the same) after a position of its own counter. */
  readonly team: Watch<CharacterChange>;
  /** Every step of a synthesis (`id`) after its step `after`. */
  readonly progress: Watch<ProgressStep>;
  /** The team's balance whenever its ledger has grown beyond `after`; what happens at the same time is told as one. */
  readonly balance: Watch<TeamBalance>;
  /** Looks for these news now. Called by the doorbell, and on every (re)connect of the listener. */
  readonly wake: (news: News) => void;
  /** Ends every stream. */
  readonly stop: () => Promise<void>;
};

/** A lost ring costs at most this: the promise is 2 s. */
const FLOOR_MS = 1_000;
/** Between two readings, so that a storm of rings becomes few queries. */
const QUIET_MS = 2;
/** Topics of one reading where all are to be looked at: about a millisecond, for which somebody's news may have to wait. */
const TOPICS_OF_STEP = 500;

export function createFeed(sql: postgres.Sql, logger: Logger, floorMs: number = FLOOR_MS): Feed {
  let waiting: News | undefined;
  /** What is left of looking at everything. */
  let steps: News[] = [];
  let polling: Promise<void> | null = null;
  let stopped = false;

  /** Who was rung for comes before the rest of everybody. */
  const next = (): News | undefined => {
    const news = waiting ?? steps.pop();
    waiting = undefined;
    return news;
  };
  const poll = async () => {
    for (let news = next(); news !== undefined && !stopped; news = next()) {
      const polled = await Promise.allSettled(hubs.map((hub) => hub.poll(news)));
      for (const { reason } of polled.filter((result) => result.status === "rejected")) {
        logger.warn({ err: reason as unknown }, "the feed could not read; it tries again");
      }
      await new Promise((resolve) => setTimeout(resolve, QUIET_MS));
    }
    polling = null;
  };
  const wake = (news: News) => {
    if (stopped) return;
    if (news === null) steps = stepsOf(hubs.map((hub) => hub.teams()));
    else waiting = joinNews(waiting, news);
    if (waiting === undefined && steps.length === 0) return;
    polling ??= poll();
  };

  // No character has the id of another topic, so none is looked at for it.
  const onJoin = ({ teamId, id }: TopicKey) => wake(newsOf(teamId, id));
  const characters = createHub(sql, characterSource, onJoin);
  const teams = createHub(sql, teamSource, onJoin);
  const progress = createHub(sql, progressSource, onJoin);
  const balances = createHub(sql, balanceSource, onJoin);
  const hubs: readonly Pick<Hub<object>, "poll" | "teams" | "stop">[] = [characters, teams, progress, balances];
  const floor = setInterval(() => steps.length === 0 && wake(null), floorMs);
  floor.unref();

  return {
    character: characters.watch,
    team: teams.watch,
    progress: progress.watch,
    balance: balances.watch,
    wake,
    stop: async () => {
      stopped = true;
      clearInterval(floor);
      for (const hub of hubs) hub.stop();
      await polling;
    },
  };
}

/** All teams that somebody watches, in groups of about as many topics as one reading takes. */
function stepsOf(counts: readonly ReadonlyMap<string, number>[]): News[] {
  const steps: Map<string, null>[] = [];
  let size = TOPICS_OF_STEP;
  for (const teams of counts) {
    for (const [teamId, topics] of teams) {
      if (size >= TOPICS_OF_STEP) {
        steps.push(new Map());
        size = 0;
      }
      steps.at(-1)?.set(teamId, null);
      size += topics;
    }
  }
  return steps;
}
