import type { Sql } from "../db/statement.ts";
import type { Logger } from "../domain/logger.ts";
import type { CharacterChange, ProgressStep, TeamBalance } from "../domain/snapshots.ts";
import { createHub, type Hub } from "./hub.ts";
import { joinNews, type News, newsOf } from "./news.ts";
import { balanceSource, characterSource, progressSource, teamSource } from "./source.ts";
import type { TopicKey } from "./topics.ts";

type Watch<Row extends object> = Hub<Row>["watch"];

/**
 * What can be watched in this process. Each stream tells what lies after a position once and in order, and ends with
 * the feed or when its signal aborts. Throws `HistoryTruncatedError` and `SlowConsumerError`.
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

/** A lost ring costs this and the time of looking at everybody: the promise is 2 s. */
const FLOOR_MS = 1_500;
/** Between two readings, so that a storm of rings becomes few queries. */
const QUIET_MS = 2;
/** Topics of one reading where all are to be looked at: half a millisecond, for which somebody's news may have to wait. */
const TOPICS_OF_STEP = 100;

export function createFeed(sql: Sql, logger: Logger, floorMs: number = FLOOR_MS): Feed {
  /** Who was rung for, and nobody has looked at yet. */
  let waiting: News | undefined;
  /** Everybody is to be looked at, once what is left of the last time is done: nobody is always the one who comes last. */
  let everybody = false;
  let steps: (() => Promise<void>)[] = [];
  let polling: Promise<void> | null = null;
  let stopped = false;

  const settle = async (readings: readonly Promise<void>[]) => {
    for (const result of await Promise.allSettled(readings)) {
      if (result.status === "fulfilled") continue;
      logger.warn({ err: result.reason as unknown }, "the feed could not read; it tries again");
    }
  };
  const nextStep = () => {
    if (steps.length === 0 && everybody) {
      everybody = false;
      steps = hubs.flatMap((hub) => hub.steps(TOPICS_OF_STEP));
    }
    return steps.pop();
  };
  // Who was rung for comes first, but no storm of rings keeps the rest waiting: after each reading comes a step of it.
  const poll = async () => {
    while (!stopped && (waiting || everybody || steps.length > 0)) {
      const rung = waiting;
      waiting = undefined;
      if (rung) await settle(hubs.map((hub) => hub.poll(rung)));
      const step = nextStep();
      if (step) await settle([step()]);
      else await new Promise((resolve) => setTimeout(resolve, QUIET_MS));
    }
    polling = null;
  };
  const wake = (news: News) => {
    if (stopped) return;
    if (news === null) everybody = true;
    else waiting = joinNews(waiting, news);
    polling ??= poll();
  };

  // No character has the id of another topic, so none is looked at for it.
  const onJoin = ({ teamId, id }: TopicKey) => wake(newsOf(teamId, id));
  const characters = createHub(sql, characterSource, onJoin);
  const teams = createHub(sql, teamSource, onJoin);
  const progress = createHub(sql, progressSource, onJoin);
  const balances = createHub(sql, balanceSource, onJoin);
  const hubs: readonly Pick<Hub<object>, "poll" | "steps" | "stop">[] = [characters, teams, progress, balances];
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
