import { KeyedLimiter, LimiterTimeoutError, type Release } from "../../domain/limiter.ts";

/**
 * What a call waits for in memory before its statement, so that a thousand duplicates of one key never hold a thousand
 * database connections: one call per idempotency key and one per character use the database at a time, a team has at
 * most half of the pool, and teams take turns for the connections.
 */
export type CallLimiter = {
  /**
   * Runs `work` once it has a slot of every limit. `work` gets the milliseconds left of `waitMs`, at least 1. Throws
   * `LimiterTimeoutError`, with the kinds of the limits that were taken, when a slot did not become free in time.
   */
  readonly run: <T>(limits: readonly CallLimit[], waitMs: number, work: (leftMs: number) => Promise<T>) => Promise<T>;
};

/**
 * `key`: one idempotency key; `character`: one character; `team`: the team's share of the connections.
 * @internal
 */
export type CallLimit = { readonly kind: "key" | "character" | "team"; readonly id: string };

/** All calls take their slots in this order, so that no two of them wait for each other. */
const ORDER = ["key", "character", "team"] as const;

/**
 * Connections left to statements that wait for no lock (API keys, reads, the queue), so that these still get a
 * connection while many teams are blocked.
 */
const RESERVED_CONNECTIONS = 2;

const TIMEOUT_MESSAGES: Readonly<Record<CallLimit["kind"], string>> = {
  key: "Another request with this idempotency key is in progress. Retry in 1 s.",
  character: "Another request for this character is in progress. Retry in 1 s.",
  team: "Too many requests are in progress. Retry in 1 s.",
};

/** `poolSize`: the connections of this process. */
export function createCallLimiter(poolSize: number): CallLimiter {
  const limiters = {
    key: new KeyedLimiter({ slotsPerKey: 1 }),
    character: new KeyedLimiter({ slotsPerKey: 1 }),
    team: new KeyedLimiter({
      slots: Math.max(1, poolSize - RESERVED_CONNECTIONS),
      slotsPerKey: Math.max(1, Math.floor(poolSize / 2)),
    }),
  };

  return {
    run: async (limits, waitMs, work) => {
      const until = performance.now() + waitMs;
      const held: Release[] = [];
      const waitedFor = new Set<CallLimit["kind"]>();
      try {
        for (const { kind, id } of limits.toSorted((a, b) => ORDER.indexOf(a.kind) - ORDER.indexOf(b.kind))) {
          const free = limiters[kind].tryAcquire(id);
          if (!free) waitedFor.add(kind);
          const leftMs = until - performance.now();
          held.push(free ?? (await limiters[kind].acquire(id, { waitMs: leftMs }).catch(timedOut(kind, waitedFor))));
        }
        return await work(Math.max(1, Math.floor(until - performance.now()))).catch(waitedBefore(waitedFor));
      } finally {
        for (const release of held) release();
      }
    },
  };
}

/** When `work` itself waits for a limiter and times out, the error also names the limits that were taken before. */
function waitedBefore(waitedFor: ReadonlySet<string>): (error: unknown) => never {
  return (error) => {
    if (!(error instanceof LimiterTimeoutError)) throw error;
    throw new LimiterTimeoutError(error.message, new Set([...waitedFor, ...error.waitedFor]));
  };
}

function timedOut(kind: CallLimit["kind"], waitedFor: ReadonlySet<string>): () => never {
  return () => {
    throw new LimiterTimeoutError(TIMEOUT_MESSAGES[kind], waitedFor);
  };
}
