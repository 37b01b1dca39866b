import type postgres from "postgres";
import type { Logger } from "../domain/logger.ts";
import type { CharacterChange, ProgressStep } from "../domain/snapshots.ts";
import { createHub, type Hub } from "./hub.ts";
import { characterSource, progressSource, teamSource } from "./source.ts";

/** What can be watched in this process: one character, a whole team, or the steps of one synthesis. */
export type Feed = {
  /** Every change after version `after`, in version order, each once. Ends with the feed or when `signal` aborts. */
  readonly character: (id: string, after: number, signal: AbortSignal) => AsyncGenerator<CharacterChange, void>;
  /** Every change of the team after position `after`. */
  readonly team: (id: string, after: number, signal: AbortSignal) => AsyncGenerator<CharacterChange, void>;
  /** Every step of a synthesis after `after`. */
  readonly progress: (synthesisId: string, after: number, signal: AbortSignal) => AsyncGenerator<ProgressStep, void>;
  /** Looks for news now. Called by the doorbell, and on every (re)connect of the listener. */
  readonly wake: () => void;
  /** Ends every stream. */
  readonly stop: () => Promise<void>;
};

/** A lost ring costs at most this: the promise is 2 s. */
const FLOOR_MS = 1_000;

export function createFeed(sql: postgres.Sql, logger: Logger): Feed {
  const characters = createHub(sql, characterSource);
  const teams = createHub(sql, teamSource);
  const progress = createHub(sql, progressSource);
  const hubs: readonly Pick<Hub<unknown>, "poll" | "stop">[] = [characters, teams, progress];
  let polling: Promise<void> | undefined;
  let again = false;

  const poll = async () => {
    do {
      again = false;
      await Promise.all(hubs.map((hub) => hub.poll())).catch((error: unknown) => {
        logger.warn({ err: error }, "the feed could not read; it tries again");
      });
    } while (again);
    polling = undefined;
  };
  const wake = () => {
    again = true;
    polling ??= poll();
  };
  const floor = setInterval(wake, FLOOR_MS);
  floor.unref();

  return {
    character: characters.watch,
    team: teams.watch,
    progress: progress.watch,
    wake,
    stop: async () => {
      clearInterval(floor);
      for (const hub of hubs) hub.stop();
      await polling;
    },
  };
}
