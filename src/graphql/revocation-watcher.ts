import type { AppContext } from "../context.ts";
import type { CallError } from "../domain/errors.ts";
import { findDeadKeys, keyDigest } from "../operations/authenticate.ts";
import { KEY_CHECK_EVERY_MS, KEYS_OF_CHECK } from "./limits.ts";

/** Checks repeatedly whether the keys of open connections are still valid. Keeps digests, no secrets. */
export type RevocationWatcher = {
  /**
   * Calls `onRevoked` once, with the reason, when the key is revoked or has expired. Returns a function that ends the
   * watch.
   */
  readonly add: (secret: string, onRevoked: OnRevoked) => () => void;
  /** Checks every key now. */
  readonly check: () => Promise<void>;
  readonly stop: () => void;
};

/** The code of `error` is the reason: revoked_api_key, token_expired or invalid_api_key. */
type OnRevoked = (error: CallError) => void;

export function createRevocationWatcher(app: AppContext, everyMs: number = KEY_CHECK_EVERY_MS): RevocationWatcher {
  const watched = new Map<string, Set<OnRevoked>>();
  let checking: Promise<void> | undefined;

  /**
   * One statement checks many keys, because each browser has its own token and there may be as many keys as sockets.
   */
  const checkAll = async () => {
    const digests = [...watched.keys()];
    for (let from = 0; from < digests.length; from += KEYS_OF_CHECK) {
      for (const [digest, error] of await deadKeys(app, digests.slice(from, from + KEYS_OF_CHECK))) {
        const callbacks = [...(watched.get(digest) ?? [])];
        watched.delete(digest);
        for (const onRevoked of callbacks) onRevoked(error);
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

/** While the database is unavailable, every key counts as valid. */
async function deadKeys(app: AppContext, digests: readonly string[]): Promise<ReadonlyMap<string, CallError>> {
  try {
    return await findDeadKeys(app, digests);
  } catch (error) {
    app.logger.warn({ err: error }, "failed to check the API keys of open connections");
    return new Map();
  }
}
