import { type Connection, type DriverOptions, openConnection } from "./connection.ts";
import { reconnectDelay } from "./pool.ts";

/** Who listens has nothing to send, so a dead connection would never be noticed: it is told so often to listen again. */
const HEARTBEAT_MS = 15_000;

/** `silenceMs`: a connection that does not answer for so long is given up. */
export type Ears = {
  readonly onNotify: (payload: string) => void;
  /** What was told before is lost. */
  readonly onListen: () => void;
  readonly silenceMs: number;
};

/**
 * Listens on a channel over a connection of its own, again after every loss; `onListen` is called each time. (The driver listens anew only once after a loss, and is deaf for good when that one time
 * is refused.) Rejects when it can't begin. Returns how to stop.
 */
export async function listen(
  options: DriverOptions,
  channel: string,
  { onNotify, onListen, silenceMs }: Ears,
): Promise<() => Promise<void>> {
  let stopped = false;
  let failures = 0;
  let current: Connection | undefined;

  const order = async ({ client, giveUp }: Connection) => {
    const timer = setTimeout(giveUp, silenceMs);
    try {
      await client`listen ${client(channel)}`;
    } finally {
      clearTimeout(timer);
    }
  };
  const begin = async (): Promise<void> => {
    const loss = Promise.withResolvers<never>();
    const connection = openConnection(options, reconnectDelay(failures), loss.reject, (_, payload) =>
      onNotify(payload),
    );
    current = connection;
    try {
      await Promise.race([loss.promise, order(connection)]);
    } catch (error) {
      connection.discard();
      throw error;
    }
    failures = 0;
    loss.promise.catch(again);
    onListen();
  };
  const again = async (): Promise<void> => {
    while (!stopped) {
      failures += 1;
      try {
        return await begin();
      } catch {
        // The next attempt waits longer.
      }
    }
  };

  await begin();
  const timer = setInterval(() => {
    if (current) order(current).catch(() => {});
  }, HEARTBEAT_MS);
  timer.unref();
  return async () => {
    stopped = true;
    clearInterval(timer);
    current?.discard();
  };
}
