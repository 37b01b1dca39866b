import type { Logger } from "../domain/logger.ts";

/** Wakes whoever waits for news after a commit. It carries no data: a lost ring costs delay, never an event. */
export type Doorbell = {
  /** Some character, synthesis or key changed: feeds look at their tables. */
  readonly changed: () => void;
  /** A job was queued: workers fetch. */
  readonly queued: () => void;
  /** Waits for rings under way. */
  readonly stop: () => Promise<void>;
};

/** What a ring does; `local` wakes this process without the database. */
export type Bell = { readonly local: () => void; readonly notify: () => Promise<void> };

/** A NOTIFY holds a lock of the whole cluster at its commit, so a process sends at most one of a kind in this time. */
const QUIET_MS = 5;

export function createDoorbell(changed: Bell, queued: Bell, logger: Logger): Doorbell {
  const bells = [changed, queued].map((bell) => coalesce(bell, logger));
  return {
    changed: () => bells[0]?.ring(),
    queued: () => bells[1]?.ring(),
    stop: async () => {
      await Promise.all(bells.map((bell) => bell.settled()));
    },
  };
}

/** The first ring goes out at once; those within `QUIET_MS` after it become one more. */
function coalesce(bell: Bell, logger: Logger) {
  let again = false;
  let running: Promise<void> | null = null;

  const send = async () => {
    do {
      again = false;
      await bell.notify().catch((error: unknown) => logger.warn({ err: error }, "a doorbell ring was lost"));
      await new Promise((resolve) => setTimeout(resolve, QUIET_MS));
    } while (again);
    running = null;
  };

  return {
    ring: () => {
      bell.local();
      again = true;
      running ??= send();
    },
    settled: async () => {
      while (running !== null) await running;
    },
  };
}
