import type { Logger } from "../domain/logger.ts";

/** Wakes whoever waits for news after a commit. It carries no data: a lost ring costs delay, never an event. */
export type Doorbell = {
  /** Some character, synthesis or balance of this team changed, or of any: feeds look at their tables. */
  readonly changed: (teamId?: string) => void;
  /** A job was queued: workers fetch. */
  readonly queued: () => void;
  /** Waits for rings under way. */
  readonly stop: () => Promise<void>;
};

/** Whose news it is; null: anybody's. */
export type Teams = ReadonlySet<string> | null;

/** What a ring does; `local` wakes this process without the database. */
export type Bell = { readonly local: (teams: Teams) => void; readonly notify: (teams: Teams) => Promise<void> };

/** A NOTIFY holds a lock of the whole cluster at its commit, so a process sends at most one of a kind in this time. */
const QUIET_MS = 5;

export function createDoorbell(changed: Bell, queued: Bell, logger: Logger): Doorbell {
  const forFeeds = coalesce(changed, logger);
  const forWorkers = coalesce(queued, logger);
  return {
    changed: (teamId) => forFeeds.ring(teamId === undefined ? null : new Set([teamId])),
    queued: () => forWorkers.ring(null),
    stop: async () => {
      await Promise.all([forFeeds.settled(), forWorkers.settled()]);
    },
  };
}

/** Who is to be woken by two rings together; undefined: no ring yet. */
export function joinTeams(waiting: Teams | undefined, teams: Teams): Teams {
  if (waiting === undefined) return teams;
  return waiting === null || teams === null ? null : new Set([...waiting, ...teams]);
}

/** The first ring goes out at once; those within `QUIET_MS` after it become one more. */
function coalesce(bell: Bell, logger: Logger) {
  let waiting: Teams | undefined;
  let running: Promise<void> | null = null;

  const send = async () => {
    while (waiting !== undefined) {
      const teams = waiting;
      waiting = undefined;
      await bell.notify(teams).catch((error: unknown) => logger.warn({ err: error }, "a doorbell ring was lost"));
      await new Promise((resolve) => setTimeout(resolve, QUIET_MS));
    }
    running = null;
  };

  return {
    ring: (teams: Teams) => {
      bell.local(teams);
      waiting = joinTeams(waiting, teams);
      running ??= send();
    },
    settled: async () => {
      while (running !== null) await running;
    },
  };
}
