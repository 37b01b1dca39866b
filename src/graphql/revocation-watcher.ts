import type { AppContext } from "../context.ts";
import { findDeadKeys, keyDigest } from "../operations/authenticate.ts";
import { KEY_CHECK_EVERY_MS, KEYS_OF_CHECK } from "./connection-limits.ts";

/** Checks at intervals whether the keys of open connections are still valid. Keeps digests, no secrets. */
export type RevocationWatcher = {
  /** Calls `onRevoked` once when the key is revoked or expires. Returns a function that ends the watch. */
  readonly add: (secret: string, onRevoked: () => void) => () => void;
  /** Checks every key now. */
  readonly check: () => Promise<void>;
  readonly stop: () => void;
};

export function createRevocationWatcher(app: AppContext, everyMs: number = KEY_CHECK_EVERY_MS): RevocationWatcher {
  const watched = new Map<string, Set<() => void>>();
  let checking: Promise<void> | undefined;

  /** Each browser has a token of its own, so there may be as many keys as sockets: one statement checks many. */
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

/** An error of the database says nothing about a key. */
async function deadKeys(app: AppContext, digests: readonly string[]): Promise<readonly string[]> {
  try {
    return await findDeadKeys(app, digests);
  } catch (error) {
    app.logger.warn({ err: error }, "checking the keys of open connections failed");
    return [];
  }
}
