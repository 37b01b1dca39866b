import { CallError } from "./errors.ts";

/** Gives a slot back. Calling it a second time has no effect. */
export type Release = () => void;

export type LimiterOptions = {
  /** Slots in all; no bound when absent. */
  readonly slots?: number;
  /** Slots that one key can hold at a time; no bound when absent. */
  readonly slotsPerKey?: number;
};

/** When waiting for a slot ends: once `signal` aborts (rejects with its reason), or after `waitMs` milliseconds. */
export type WaitOptions = { readonly signal?: AbortSignal; readonly waitMs?: number };

/** A slot did not become free in time. */
export class LimiterTimeoutError extends CallError {
  /** What had no free slot when the caller came to it. */
  readonly waitedFor: ReadonlySet<string>;

  constructor(message: string, waitedFor: ReadonlySet<string>) {
    super("service_unavailable", message, { retryAfterSeconds: 1 });
    this.waitedFor = waitedFor;
  }
}

/** The slots that one key holds, and its callers that wait, in the order in which they came. */
type Entry = { held: number; readonly waiting: Set<() => void> };

/**
 * A keyed concurrency limiter: bounds how many holders a key has, and how many all keys have together.
 *
 * Callers of one key are served first come, first served. Keys take turns: a slot that becomes free goes to the waiting
 * key that holds the fewest slots and, among equals, to the one served longest ago. A busy team's thousand waiting calls
 * therefore delay another team's first call by one slot, not by a thousand. Keys that are neither held nor waited for
 * are forgotten.
 */
export class KeyedLimiter {
  readonly #slots: number;
  readonly #slotsPerKey: number;
  readonly #entries = new Map<string, Entry>();
  /** Entries with waiting callers; the one served longest ago comes first. */
  readonly #waiting = new Set<Entry>();
  #held = 0;

  constructor({ slots = Number.POSITIVE_INFINITY, slotsPerKey = Number.POSITIVE_INFINITY }: LimiterOptions) {
    this.#slots = slots;
    this.#slotsPerKey = slotsPerKey;
  }

  /** Keys that are held or waited for. */
  get size(): number {
    return this.#entries.size;
  }

  /** Takes a slot without waiting; null when none is free. */
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

  /** Runs `work` in a slot. Rejects as `acquire` does, and with what `work` rejects with. */
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
      // Without a common bound a slot is free for its own key alone.
      const next = this.#slots === Number.POSITIVE_INFINITY ? entry : this.#nextInTurn();
      if (next) this.#admitFirst(next);
      this.#forget(key, entry);
    };
  }

  /** The waiting entry with the fewest slots that may have another one. */
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
    // Behind the others, as the one served last.
    this.#waiting.delete(entry);
    this.#waiting.add(entry);
    admit();
  }

  #forget(key: string, entry: Entry): void {
    if (entry.held === 0 && entry.waiting.size === 0 && this.#entries.get(key) === entry) this.#entries.delete(key);
  }
}
