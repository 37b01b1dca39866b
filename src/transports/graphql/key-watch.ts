import type { AppContext } from "../../context.ts";
import { CallError, ERRORS } from "../../domain/errors.ts";
import { authenticate } from "../../operations/authenticate.ts";
import { KEY_CHECK_EVERY_MS, KEY_CHECKS_AT_ONCE } from "./connection-limits.ts";

/** Looks again and again whether the keys of open connections are still good. Secrets stay in memory only. */
export type KeyWatch = {
  /** `onRevoked` is called once when the key is revoked or expires. Returns what ends the watch. */
  readonly add: (secret: string, onRevoked: () => void) => () => void;
  /** Looks at every key now. */
  readonly check: () => Promise<void>;
  readonly stop: () => void;
};

export function createKeyWatch(app: AppContext, everyMs: number = KEY_CHECK_EVERY_MS): KeyWatch {
  const watched = new Map<string, Set<() => void>>();
  let checking: Promise<void> | undefined;

  const checkAll = async () => {
    const secrets = [...watched.keys()];
    const checkNext = async () => {
      for (let secret = secrets.pop(); secret !== undefined; secret = secrets.pop()) {
        if (await isGood(app, secret)) continue;
        const callbacks = [...(watched.get(secret) ?? [])];
        watched.delete(secret);
        for (const onRevoked of callbacks) onRevoked();
      }
    };
    await Promise.all(Array.from({ length: KEY_CHECKS_AT_ONCE }, checkNext));
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
      const callbacks = watched.get(secret) ?? new Set();
      watched.set(secret, callbacks.add(onRevoked));
      return () => {
        callbacks.delete(onRevoked);
        if (callbacks.size === 0 && watched.get(secret) === callbacks) watched.delete(secret);
      };
    },
    check,
    stop: () => clearInterval(timer),
  };
}

/** Trouble with the database says nothing about a key. */
async function isGood(app: AppContext, secret: string): Promise<boolean> {
  try {
    await authenticate(app, secret);
    return true;
  } catch (error) {
    if (error instanceof CallError) return ERRORS[error.code].status !== 401;
    app.logger.warn({ err: error }, "a key of an open connection could not be checked");
    return true;
  }
}
