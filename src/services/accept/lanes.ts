import { CallError } from "../../domain/errors.ts";

/**
 * Bounded, fair waiting inside one process, so that a thousand duplicates of one key never hold a thousand (or even
 * eight) database connections: at most one call per key and per character waits in the database, a team has at most
 * half the pool, and whoever waits, waits in memory and first come first served.
 */
export type Lanes = {
  /**
   * Runs `work` once every lane is free. `work` gets the milliseconds left of `waitMs`.
   * @throws LaneTimeout when a lane was not free in time.
   */
  run: <T>(lanes: readonly LaneKey[], waitMs: number, work: (remainingMs: number) => Promise<T>) => Promise<T>;
};

/** `key`: one idempotency key; `character`: one character; `team`: the team's share of the pool. */
export type LaneKey = { readonly kind: "key" | "character" | "team"; readonly id: string };

export class LaneTimeout extends CallError {
  readonly lane: LaneKey["kind"] | "pool";

  constructor(lane: LaneKey["kind"] | "pool") {
    super("service_unavailable", "Too many calls wait for the same thing. Send the call again.", {
      retryAfterSeconds: 1,
    });
    this.lane = lane;
  }
}

type Lane = { taken: number; readonly waiting: Set<() => void> };

/** Lanes are taken in this order by everybody, so that nobody waits in a circle. */
const ORDER = ["key", "character", "team", "pool"] as const;

export function createLanes(poolSize: number): Lanes {
  const lanes = new Map<string, Lane>();
  const capacity = { key: 1, character: 1, team: Math.max(1, Math.floor(poolSize / 2)), pool: poolSize };

  const enter = (kind: LaneKey["kind"] | "pool", id: string, until: number): Promise<() => void> => {
    const name = `${kind}:${id}`;
    const lane = lanes.get(name) ?? { taken: 0, waiting: new Set() };
    lanes.set(name, lane);
    const leave = () => {
      lane.taken -= 1;
      const [next] = lane.waiting;
      if (next) next();
      else if (lane.taken === 0) lanes.delete(name);
    };
    if (lane.taken < capacity[kind]) {
      lane.taken += 1;
      return Promise.resolve(leave);
    }
    return new Promise((resolve, reject) => {
      const admit = () => {
        clearTimeout(timer);
        lane.waiting.delete(admit);
        lane.taken += 1;
        resolve(leave);
      };
      const timer = setTimeout(
        () => {
          lane.waiting.delete(admit);
          reject(new LaneTimeout(kind));
        },
        Math.max(0, until - performance.now()),
      );
      lane.waiting.add(admit);
    });
  };

  return {
    run: async (wanted, waitMs, work) => {
      const until = performance.now() + waitMs;
      const all = [...wanted, { kind: "pool" as const, id: "" }];
      all.sort((a, b) => ORDER.indexOf(a.kind) - ORDER.indexOf(b.kind));
      const held: (() => void)[] = [];
      try {
        for (const lane of all) held.push(await enter(lane.kind, lane.id, until));
        return await work(Math.max(1, Math.floor(until - performance.now())));
      } finally {
        for (const leave of held.reverse()) leave();
      }
    },
  };
}
