import type { Sql } from "../db/statement.ts";
import type { Logger } from "../domain/observability.ts";
import type { CharacterChange, ProgressStep, TeamBalance } from "../domain/snapshots.ts";
import { createHub, type Hub, type TopicKey } from "./hub.ts";
import { type ChangeHint, changeHintOf, joinHints } from "./notifier.ts";
import { balanceSource, characterSource, progressSource, teamSource } from "./source.ts";

type Watch<Row extends object> = Hub<Row>["watch"];

/**
 * The live streams of this process. Each stream delivers every row after a position once and in order, and ends when
 * the feed stops or its signal aborts. Throws `HistoryTruncatedError` and `SlowConsumerError`.
 */
export type Feed = {
  /** Every change of a character after a version. */
  readonly character: Watch<CharacterChange>;
  /** Every change of a team (`id` and `teamId` are the same) after a position of its own counter. */
  readonly team: Watch<CharacterChange>;
  /** Every step of a synthesis (`id`) after its step `after`. */
  readonly progress: Watch<ProgressStep>;
  /**
   * The team's balance each time its ledger has entries beyond `after`. Several entries may be combined into one row.
   */
  readonly balance: Watch<TeamBalance>;
  /** Reads the rows that the hint names. Called by the notifier, and on every (re)connect of the listener. */
  readonly wake: (hint: ChangeHint) => void;
  /** Ends every stream. */
  readonly stop: () => Promise<void>;
};

/** All tables are read at this interval: an event whose notification was lost is delayed by at most 2 s. */
const POLL_INTERVAL_MS = 1_500;
/** Pause between two reads, so that many notifications become few queries. */
const READ_PAUSE_MS = 2;
/** Topics of one query when all topics are read. It takes 0.5 ms, for which notified changes may be delayed. */
const TOPICS_OF_STEP = 100;

export function createFeed(sql: Sql, logger: Logger, pollIntervalMs: number = POLL_INTERVAL_MS): Feed {
  /** The notified changes that have not been read yet. */
  let waiting: ChangeHint | undefined;
  /** True when all topics must be read after the steps of the last round are done. */
  let isRoundDue = false;
  let steps: (() => Promise<void>)[] = [];
  let polling: Promise<void> | null = null;
  let stopped = false;

  const settle = async (readings: readonly Promise<void>[]) => {
    for (const result of await Promise.allSettled(readings)) {
      if (result.status === "fulfilled") continue;
      logger.warn({ err: result.reason as unknown }, "failed to read events; retrying");
    }
  };
  const nextStep = () => {
    if (steps.length === 0 && isRoundDue) {
      isRoundDue = false;
      steps = hubs.flatMap((hub) => hub.steps(TOPICS_OF_STEP));
    }
    return steps.pop();
  };
  // Notified changes come first, but each read is followed by a step of the round over all topics while some are left.
  const poll = async () => {
    while (!stopped && (waiting || isRoundDue || steps.length > 0)) {
      const notified = waiting;
      waiting = undefined;
      if (notified) await settle(hubs.map((hub) => hub.poll(notified)));
      const step = nextStep();
      if (step) await settle([step()]);
      else await new Promise((resolve) => setTimeout(resolve, READ_PAUSE_MS));
    }
    polling = null;
  };
  const wake = (hint: ChangeHint) => {
    if (stopped) return;
    if (hint === null) isRoundDue = true;
    else waiting = joinHints(waiting, hint);
    polling ??= poll();
  };

  // The ids of other topics are not ids of characters, so their hints make no character be read.
  const onJoin = ({ teamId, id }: TopicKey) => wake(changeHintOf(teamId, id));
  const characters = createHub(sql, characterSource, onJoin);
  const teams = createHub(sql, teamSource, onJoin);
  const progress = createHub(sql, progressSource, onJoin);
  const balances = createHub(sql, balanceSource, onJoin);
  const hubs: readonly Pick<Hub<object>, "poll" | "steps" | "stop">[] = [characters, teams, progress, balances];
  const timer = setInterval(() => steps.length === 0 && wake(null), pollIntervalMs);
  timer.unref();

  return {
    character: characters.watch,
    team: teams.watch,
    progress: progress.watch,
    balance: balances.watch,
    wake,
    stop: async () => {
      stopped = true;
      clearInterval(timer);
      for (const hub of hubs) hub.stop();
      await polling;
    },
  };
}
