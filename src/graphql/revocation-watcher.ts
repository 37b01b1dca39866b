import type { AppContext } from "../context.ts";
import { findDeadKeys, keyDigest } from "../operations/authenticate.ts";
import { KEY_CHECK_EVERY_MS, KEYS_OF_CHECK } from "./connection-limits.ts";

/** Looks again and again whether the keys of open connections are still good. It keeps no secret. */
export type RevocationWatcher = {
  /** `onRevoked` is called once when the key is revoked or expires. Returns what ends the watch. */
  readonly add: (secret: string, onRevoked: () => void) => () => void;
  /** Looks at every key now. */
  readonly check: () => Promise<void>;
  readonly stop: () => void;
};

export function createRevocationWatcher(app: AppContext, everyMs: number = KEY_CHECK_EVERY_MS): RevocationWatcher {
  const watched = new Map<string, Set<() => void>>();
  let checking: Promise<void> | undefined;

  /** Browsers have a token each, so there may be as many keys as sockets: many are asked for together. */
  const checkAll = async () => {
    const digests = [...watched.keys()];
    for (let from = 0; from < digests.length; from += KEYS_OF_CHECK) {
      for (const digest of await deadKeys(app, digests.slice(from, from + KEYS_OF_CHECK))) {
        const callbacks = [...(watched.get(digest) ?? [])];
        watched.delete(digest);
        for (const onRevoked of callbacks) onRevoked();
      }
    }
  };
  const check = () => {
    checking ??= checkAll().finally(() => {
      checking = undefined;
    });
    return checking;
  };
  const timer = setInterval(() => void check(), everyMs);
  timer.unref();

  return {
    add: (secret, onRevoked) => {
      const digest = keyDigest(secret);
      const callbacks = watched.get(digest) ?? new Set();
      watched.set(digest, callbacks.add(onRevoked));
      return () => {
        callbacks.delete(onRevoked);
        if (callbacks.size === 0 && watched.get(digest) === callbacks) watched.delete(digest);
      };
    },
    check,
    stop: () => clearInterval(timer),
  };
}

/** Trouble with the database says nothing about a key. */
async function deadKeys(app: AppContext, digests: readonly string[]): Promise<readonly string[]> {
  try {
    return await findDeadKeys(app, digests);
  } catch (error) {
    app.logger.warn({ err: error }, "keys of open connections could not be checked");
    return [];
  }
}
