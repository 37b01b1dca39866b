import type { EmbeddedConnection } from "./embedded-connection.ts";
import { giveUpLease, type Lease, openLease } from "./lease.ts";
import { until } from "./until.ts";

/** After a crash of one of its processes the server ends all connections and recovers, as long as a start may take. */
const RETAKE_LIMIT_MS = 300_000;

export type LeaseKeeper = {
  /** Stops looking after the lease and gives it up; true when no other program holds one and the server lives. */
  giveUp(): Promise<boolean>;
  close(): Promise<void>;
};

/**
 * Takes the lease again whenever its connection drops while the server lives, so that no other program takes itself
 * for the last one. Calls `onLost` once when the server is gone; it can then not be saved from here.
 */
export function keepLease(
  first: Lease,
  options: { connection: EmbeddedConnection; isAlive: () => Promise<boolean>; onLost: () => void },
): LeaseKeeper {
  const ending = Promise.withResolvers<void>();
  let isEnding = false;
  let current: Promise<Lease | undefined> = Promise.resolve(first);

  const retake = async (): Promise<Lease | undefined> => {
    let lease: Lease | undefined;
    await until(async () => {
      if (isEnding || !(await options.isAlive())) return true;
      lease = await openLease(options.connection).catch(() => undefined);
      return lease !== undefined;
    }, RETAKE_LIMIT_MS);
    if (!lease || (await options.isAlive())) return lease;
    // Another server took the place of ours meanwhile.
    await lease.close();
    return undefined;
  };

  const watch = async () => {
    for (let lease: Lease | undefined = first; lease; lease = await current) {
      await Promise.race([lease.lost, ending.promise]);
      if (isEnding) return;
      current = retake();
    }
    if (!isEnding) options.onLost();
  };
  void watch();

  return {
    async giveUp() {
      isEnding = true;
      ending.resolve();
      const lease = await current;
      // A query that fails means that the server went away by itself.
      return lease !== undefined && (await giveUpLease(lease).catch(() => false));
    },
    async close() {
      const lease = await current;
      await lease?.close();
    },
  };
}
