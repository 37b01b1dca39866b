import { setTimeout as delay } from "node:timers/promises";
import type postgres from "postgres";
import type { Connection } from "./connect.ts";
import { startDeadline } from "./deadline.ts";
import { brokenStatementError, codeOf, isNoRoom, isServerError, NotSentError, OutcomeUnknownError } from "./errors.ts";

/** Passes a statement to a client of the driver. It must send exactly one. */
export type Send<T> = (sql: postgres.Sql) => PromiseLike<T>;

export type PoolOptions = {
  readonly connect: (options: { onLost: () => void; signal: AbortSignal }) => Promise<Connection>;
  /** The most connections. */
  readonly max: number;
  /** A statement that gets no connection within this time, in ms, is rejected without having been sent. */
  readonly waitMs: number;
  /** A connection whose statement is not answered within this time, in ms, is closed. */
  readonly silenceMs: number;
  /**
   * A connection of this age, in ms, is replaced after its statement, because the server's memory for plans grows and
   * addresses change.
   */
  readonly maxAgeMs: number;
  /** Called with the server's notices about a statement. */
  readonly onNotices: (notices: readonly postgres.Notice[]) => void;
  /** Ends the server process of a silent connection. Until it settles, the connection is still counted. */
  readonly onSilent: (connection: Connection) => Promise<void>;
};

const CHECK_SILENCE_EVERY_MS = 500;
/** After this many failed attempts to connect in a row, every waiting statement is rejected. */
const AWAY_AFTER = 3;
const MAX_RECONNECT_MS = 500;
/** After this time a server without room for another connection is tried again. */
const ASK_FOR_ROOM_EVERY_MS = 250;
const READ_ONLY_TRANSACTION = "25006";

/**
 * The wait before the next attempt to connect, in ms. It prevents a storm of attempts, and is short enough to notice
 * soon that the database is available again.
 */
export const reconnectDelay = (failures: number) =>
  failures === 0 ? 0 : Math.min(MAX_RECONNECT_MS, 20 * 2 ** failures);

type Task = {
  readonly send: Send<unknown>;
  readonly resolve: (result: never) => void;
  readonly reject: (error: unknown) => void;
  cancelWait?: () => void;
};

/**
 * A connection and the statement that it runs. After a server error it is `resetting` until it can run another one.
 */
type Slot = { readonly connection: Connection; task: Task | "resetting" | null; startedAt: number };

/** Runs statements on a bounded number of connections, one at a time on each. */
export class Pool {
  readonly #options: PoolOptions;
  readonly #slots = new Set<Slot>();
  /** The connection used last is used next, because it has the most plans. */
  readonly #idle: Slot[] = [];
  readonly #queue = new Set<Task>();
  readonly #stopped = new AbortController();
  readonly #silence: NodeJS.Timeout;
  #checkedAt = performance.now();
  #opening = 0;
  #terminating = 0;
  /** Failed attempts to connect since the last successful one. */
  #failures = 0;
  #noRoom = false;

  constructor(options: PoolOptions) {
    this.#options = options;
    this.#silence = setInterval(() => this.#closeSilent(), CHECK_SILENCE_EVERY_MS);
    this.#silence.unref();
  }

  /** @throws NotSentError, OutcomeUnknownError, or the server's own error. */
  run<T>(send: Send<T>): Promise<T> {
    return new Promise((resolve, reject) => {
      if (this.#isEnded()) return reject(new NotSentError("the pool was ended"));
      const task: Task = { send, resolve, reject };
      const slot = this.#queue.size === 0 ? this.#takeIdle() : undefined;
      if (slot) return void this.#start(slot, task);
      this.#enqueue(task);
      this.#grow();
    });
  }

  /** Lets running statements finish for `timeout` seconds and rejects waiting ones. */
  async end(timeout: number): Promise<void> {
    this.#stopped.abort();
    clearInterval(this.#silence);
    this.#rejectQueue("the pool was ended");
    await Promise.all([...this.#slots].map(({ connection }) => connection.end(timeout)));
  }

  #isEnded(): boolean {
    return this.#stopped.signal.aborted;
  }

  #enqueue(task: Task): void {
    task.cancelWait = startDeadline(this.#options.waitMs, () => {
      this.#queue.delete(task);
      task.reject(new NotSentError("no connection to the database became free in time"));
    });
    this.#queue.add(task);
  }

  #dequeue(): Task | undefined {
    const [task] = this.#queue;
    if (task) {
      task.cancelWait?.();
      this.#queue.delete(task);
    }
    return task;
  }

  #rejectQueue(message: string, cause?: unknown): void {
    for (let task = this.#dequeue(); task; task = this.#dequeue()) task.reject(new NotSentError(message, cause));
  }

  #takeIdle(): Slot | undefined {
    for (let slot = this.#idle.pop(); slot; slot = this.#idle.pop()) {
      if (slot.connection.isUsable()) return slot;
      this.#discard(slot);
    }
    return undefined;
  }

  /** Gives a connection to the next statement. */
  #release(slot: Slot): void {
    slot.task = null;
    if (performance.now() - slot.connection.bornAt > this.#options.maxAgeMs) return void this.#discard(slot);
    const next = this.#dequeue();
    if (next) this.#start(slot, next);
    else this.#idle.push(slot);
  }

  /**
   * Removes a connection from the pool. A statement that it was running has an unknown outcome, unless `error` shows
   * otherwise.
   */
  #discard(slot: Slot, error?: unknown): void {
    if (!this.#slots.delete(slot)) return;
    const place = this.#idle.indexOf(slot);
    if (place >= 0) this.#idle.splice(place, 1);
    const { task } = slot;
    slot.task = null;
    slot.connection.close();
    if (task && task !== "resetting") {
      task.reject(error ?? new OutcomeUnknownError("the connection to the database broke"));
    }
    this.#grow();
  }

  #start(slot: Slot, task: Task): void {
    slot.task = task;
    slot.startedAt = performance.now();
    try {
      task.send(slot.connection.sql).then(
        (result) => this.#succeed(slot, task, result),
        (error: unknown) => this.#fail(slot, task, error),
      );
    } catch (error) {
      // No statement was passed to the connection.
      this.#release(slot);
      task.reject(error);
    }
  }

  #succeed(slot: Slot, task: Task, result: unknown): void {
    if (slot.task !== task) return;
    const isDurable = this.#readNotices(slot);
    this.#release(slot);
    if (isDurable) task.resolve(result as never);
    else task.reject(new OutcomeUnknownError("the standby did not confirm the commit"));
  }

  #fail(slot: Slot, task: Task, error: unknown): void {
    if (slot.task !== task) return;
    this.#readNotices(slot);
    const isRefusal = isServerError(error);
    // A server that became read-only can't be used any more. A new connection finds the new primary.
    if (!isRefusal || codeOf(error) === READ_ONLY_TRANSACTION) {
      return void this.#discard(slot, isRefusal ? error : brokenStatementError(error));
    }
    slot.task = "resetting";
    slot.startedAt = performance.now();
    slot.connection.reset().then(
      () => slot.task === "resetting" && this.#release(slot),
      () => this.#discard(slot),
    );
    task.reject(error);
  }

  /** False when a standby has not confirmed what the server reports as done. */
  #readNotices({ connection }: Slot): boolean {
    const notices = connection.takeNotices();
    if (notices.length > 0) this.#options.onNotices(notices);
    return !notices.some(isStandbyWarning);
  }

  /** Opens connections for the waiting statements, one at a time while attempts fail. */
  #grow(): void {
    const parallel = this.#failures > 0 || this.#noRoom ? 1 : this.#options.max;
    const taken = () => this.#slots.size + this.#opening + this.#terminating;
    while (
      !this.#isEnded() &&
      this.#queue.size > this.#opening &&
      this.#opening < parallel &&
      taken() < this.#options.max
    ) {
      this.#opening += 1;
      void this.#open().then(() => this.#grow());
    }
  }

  async #open(): Promise<void> {
    const { signal } = this.#stopped;
    let slot: Slot | undefined;
    try {
      await delay(this.#noRoom ? ASK_FOR_ROOM_EVERY_MS : reconnectDelay(this.#failures), undefined, { signal });
      const connection = await this.#options.connect({ onLost: () => slot && this.#discard(slot), signal });
      this.#failures = 0;
      this.#noRoom = false;
      if (signal.aborted) return connection.close();
      slot = { connection, task: null, startedAt: 0 };
      this.#slots.add(slot);
      this.#release(slot);
    } catch (error) {
      this.#openFailed(error as Error);
    } finally {
      this.#opening -= 1;
    }
  }

  /** An unavailable database fails every statement soon. One without room for more connections lets them wait. */
  #openFailed({ message, cause }: Error): void {
    this.#noRoom = isNoRoom(cause);
    if (this.#noRoom || this.#isEnded()) return;
    this.#failures += 1;
    if (this.#failures >= AWAY_AFTER && this.#slots.size === 0) this.#rejectQueue(message, cause);
  }

  #closeSilent(): void {
    const now = performance.now();
    const isLate = now - this.#checkedAt > 2 * CHECK_SILENCE_EVERY_MS;
    this.#checkedAt = now;
    // This process was busy, so an answer of the server may have arrived unread.
    if (isLate) return;
    const before = now - this.#options.silenceMs;
    for (const slot of this.#slots) {
      if (!slot.task || slot.startedAt >= before) continue;
      this.#terminating += 1;
      this.#discard(slot, new OutcomeUnknownError("the database did not answer"));
      void this.#options.onSilent(slot.connection).finally(() => {
        this.#terminating -= 1;
        this.#grow();
      });
    }
  }
}

/**
 * True for the warning that the server no longer waits for its standby. The commit is done on this server, and lost
 * if the server is. The warning is recognised by the function's name, because messages are translated.
 */
function isStandbyWarning({ routine, message }: postgres.Notice): boolean {
  return routine === "SyncRepWaitForLSN" || /synchronous replication/.test(message ?? "");
}
