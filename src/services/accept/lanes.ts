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

type Kind = LaneKey["kind"] | "pool";

export class LaneTimeout extends CallError {
  /** The lanes that were not free when the call came to them; the last of them did not become free in time. */
  readonly waitedFor: ReadonlySet<Kind>;

  constructor(waitedFor: ReadonlySet<Kind>) {
    super("service_unavailable", "Too many calls wait for the same thing. Send the call again.", {
      retryAfterSeconds: 1,
    });
    this.waitedFor = waitedFor;
  }
}

type Lane = { taken: number; readonly waiting: Set<() => void> };

/** Lanes are taken in this order by everybody, so that nobody waits in a circle. */
const ORDER = ["key", "character", "team", "pool"] as const;
/**
 * Connections left to statements that take no lane because they wait for no lock: who is it, what is there to read, what
 * has the queue. Blocked teams together then can't keep others from being told why they wait.
 */
const OUTSIDE = 2;

/** `poolSize`: connections of this process. `lanes`: those that somebody is in or waits for, by name. */
export function createLanes(poolSize: number, lanes = new Map<string, Lane>()): Lanes {
  const capacity = {
    key: 1,
    character: 1,
    team: Math.max(1, Math.floor(poolSize / 2)),
    pool: Math.max(1, poolSize - OUTSIDE),
  };

  const enter = (kind: Kind, id: string, until: number, waitedFor: Set<Kind>): Promise<() => void> => {
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
    waitedFor.add(kind);
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
          reject(new LaneTimeout(waitedFor));
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
      const waitedFor = new Set<Kind>();
      try {
        for (const lane of all) held.push(await enter(lane.kind, lane.id, until, waitedFor));
        return await work(Math.max(1, Math.floor(until - performance.now())));
      } finally {
        for (const leave of held) leave();
      }
    },
  };
}
