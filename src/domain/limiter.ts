import { CallError } from "./errors.ts";

/** Releases a slot. Calling it again has no effect. */
export type Release = () => void;

export type LimiterOptions = {
  /** The number of slots; unlimited when absent. */
  readonly slots?: number;
  /** The number of slots that one key can hold at a time; unlimited when absent. */
  readonly slotsPerKey?: number;
};

/** Ends the wait for a slot: when `signal` aborts, with its reason, or after `waitMs` milliseconds. */
export type WaitOptions = { readonly signal?: AbortSignal; readonly waitMs?: number };

/** Thrown when no slot became free in time. */
export class LimiterTimeoutError extends CallError {
  /** What had no free slot when the call began to wait. */
  readonly waitedFor: ReadonlySet<string>;

  constructor(message: string, waitedFor: ReadonlySet<string>) {
    super("service_unavailable", message, { retryAfterSeconds: 1 });
    this.waitedFor = waitedFor;
  }
}

/** The slots that one key holds, and its waiting callers in the order of their arrival. */
type Entry = { held: number; readonly waiting: Set<() => void> };

/**
 * A keyed concurrency limiter. It limits how many slots one key holds and how many all keys hold together.
 *
 * Callers of one key are served in the order of their arrival. Keys take turns: a free slot goes to the waiting key
 * that holds the fewest slots and, among equals, to the one served longest ago. A thousand waiting calls of a busy
 * team therefore delay another team's first call by one slot, not by a thousand. Keys without holders and waiting
 * callers are forgotten.
 */
export class KeyedLimiter {
  readonly #slots: number;
  readonly #slotsPerKey: number;
  readonly #entries = new Map<string, Entry>();
  /** Entries with waiting callers, the one served longest ago first. */
  readonly #waiting = new Set<Entry>();
  #held = 0;

  constructor({ slots = Number.POSITIVE_INFINITY, slotsPerKey = Number.POSITIVE_INFINITY }: LimiterOptions) {
    this.#slots = slots;
    this.#slotsPerKey = slotsPerKey;
  }

  /** The number of keys that are held or waited for. */
  get size(): number {
    return this.#entries.size;
  }

  /** Takes a slot without waiting. Returns null when none is free. */
  tryAcquire(key = ""): Release | null {
    const entry = this.#entries.get(key) ?? { held: 0, waiting: new Set() };
    return this.#hasRoom(entry) ? this.#take(key, entry) : null;
  }

  /** Waits for a slot. Rejects with the signal's reason, or with `LimiterTimeoutError`. */
  async acquire(key = "", { signal, waitMs }: WaitOptions = {}): Promise<Release> {
    signal?.throwIfAborted();
    const free = this.tryAcquire(key);
    if (free) return free;
    const late = () => new LimiterTimeoutError("Too many requests are in progress. Retry in 1 s.", new Set([key]));
    if (waitMs !== undefined && waitMs <= 0) throw late();
    const entry = this.#entries.get(key) ?? { held: 0, waiting: new Set() };
    this.#entries.set(key, entry);
    return new Promise((resolve, reject) => {
      const stopWaiting = () => {
        clearTimeout(timer);
        signal?.removeEventListener("abort", onAbort);
        entry.waiting.delete(admit);
        if (entry.waiting.size === 0) this.#waiting.delete(entry);
      };
      const admit = () => {
        stopWaiting();
        resolve(this.#take(key, entry));
      };
      const giveUp = (reason: unknown) => {
        stopWaiting();
        this.#forget(key, entry);
        reject(reason);
      };
      const onAbort = () => giveUp(signal?.reason);
      const timer = waitMs === undefined ? undefined : setTimeout(() => giveUp(late()), waitMs);
      signal?.addEventListener("abort", onAbort);
      entry.waiting.add(admit);
      this.#waiting.add(entry);
    });
  }

  /** Runs `work` in a slot. Rejects as `acquire` does, or with the error of `work`. */
  async run<T>(key: string, work: () => Promise<T>, options?: WaitOptions): Promise<T> {
    const release = await this.acquire(key, options);
    try {
      return await work();
    } finally {
      release();
    }
  }

  #hasRoom(entry: Entry): boolean {
    return this.#held < this.#slots && entry.held < this.#slotsPerKey;
  }

  #take(key: string, entry: Entry): Release {
    this.#entries.set(key, entry);
    this.#held += 1;
    entry.held += 1;
    let isHeld = true;
    return () => {
      if (!isHeld) return;
      isHeld = false;
      this.#held -= 1;
      entry.held -= 1;
      // Without a common limit, a released slot is free only for its own key.
      const next = this.#slots === Number.POSITIVE_INFINITY ? entry : this.#nextInTurn();
      if (next) this.#admitFirst(next);
      this.#forget(key, entry);
    };
  }

  /** The waiting entry with the fewest slots among those that may take another one. */
  #nextInTurn(): Entry | null {
    let next: Entry | null = null;
    for (const entry of this.#waiting) {
      if (this.#hasRoom(entry) && (next === null || entry.held < next.held)) next = entry;
    }
    return next;
  }

  #admitFirst(entry: Entry): void {
    const [admit] = entry.waiting;
    if (!admit) return;
    // Moves the entry behind the others, because it was served last.
    this.#waiting.delete(entry);
    this.#waiting.add(entry);
    admit();
  }

  #forget(key: string, entry: Entry): void {
    if (entry.held === 0 && entry.waiting.size === 0) this.#entries.delete(key);
  }
}
