import { z } from "zod";
import type { Database } from "../../db/client.ts";
import { codeOf, isServerError } from "../../db/errors.ts";
import { queryRow, queryRows } from "../../db/query.ts";
import { CallError } from "../../domain/errors.ts";
import { LimiterTimeoutError } from "../../domain/limiter.ts";
import type { CallLimiter } from "./call-limiter.ts";

/** The parameter of `accept_request`, except for how long the request may wait. */
export type AcceptRequest = { readonly team: string } & Readonly<Record<string, unknown>>;

/** The row that `accept_request` returns. `accept.ts` validates `facts`, whose schema depends on the work. */
const acceptRow = z.object({
  outcome: z.enum(["accepted", "replayed", "refused"]),
  facts: z.unknown(),
  bucket: z.object({ full_at_ms: z.number(), now_ms: z.number() }).nullable(),
});

export type AcceptRow = z.output<typeof acceptRow>;

/** Sends one request as a statement of its own. */
export function callAccept(db: Database, request: AcceptRequest, waitMs: number): Promise<AcceptRow> {
  const parameter = { ...request, wait_ms: waitMs };
  return queryRow(
    acceptRow,
    db.sql`select outcome, facts, bucket from retake.accept_request(${db.sql.json(parameter)})`,
  );
}

/** The largest batch. A batch holds the locks of its teams until its last request is decided. */
const MAX_SIZE = 64;
/**
 * Later requests wait while this many single requests run, or while a batch runs. With more statements at the same time
 * the batches would be smaller, and the database would spend more time on each request.
 */
const MAX_SINGLE = 2;
/** A slower statement waits for a lock or a slow server. After this time later requests no longer wait for it. */
const MAX_RUN_MS = 25;
/**
 * How long a batch waits for a key that another process is claiming, for a bucket that it is creating, or for the rows of
 * the only team in the batch. Then its requests are sent alone.
 */
const LOCK_WAIT_MS = 50;
/** In the limiter all batches count as one team, so together they use at most one team's share of the connections. */
const BATCH_LIMIT = { kind: "team", id: "batches" } as const;

/** The row of a request, or null when it must be sent alone. `end` is called after that statement has ended. */
type Verdict = { readonly row: AcceptRow } | { readonly row: null; readonly end: () => void };

type Pending = {
  readonly request: AcceptRequest;
  /** When the wait ends, in ms of the monotonic clock. */
  readonly until: number;
  readonly resolve: (verdict: Verdict) => void;
  readonly reject: (error: unknown) => void;
};

/** The row of `accept_batch` for one request. A blocked request is undecided and must be sent alone. */
const batchRow = z.discriminatedUnion("outcome", [acceptRow, z.object({ outcome: z.literal("blocked") })]);

type BatchRow = z.output<typeof batchRow>;

/**
 * Sends paid requests that arrive at the same time as one statement, `accept_batch`, and a single request as
 * `accept_request`. A batch contains the requests that arrived in one turn of the event loop, or while earlier
 * statements ran. So without load no request waits. Each request is answered as if it had been sent alone.
 *
 * Measured in turns against one statement for each request, over HTTP on 2 cores: 1.5 times as many accepts with 8
 * clients, 2.4 times with 32.
 */
export class AcceptBatcher {
  readonly #db: Database;
  readonly #limiter: CallLimiter;
  readonly #minSize: number;
  /** The waiting requests by team. The team that was served longest ago comes first. */
  readonly #waiting = new Map<string, Pending[]>();
  /** The requests of each statement that later requests wait for. */
  readonly #running = new Set<readonly Pending[]>();
  #isScheduled = false;

  /** Fewer than `minSize` requests are sent alone. */
  constructor(db: Database, limiter: CallLimiter, minSize = 2) {
    this.#db = db;
    this.#limiter = limiter;
    this.#minSize = minSize;
  }

  /** `waitMs` limits the whole wait for a connection and for locks. Rejects with the error of the statement. */
  async admit(request: AcceptRequest, waitMs: number): Promise<AcceptRow> {
    const until = performance.now() + waitMs;
    const verdict = await new Promise<Verdict>((resolve, reject) => {
      const pending = { request, until, resolve, reject };
      const queue = this.#waiting.get(request.team);
      if (queue) queue.push(pending);
      else this.#waiting.set(request.team, [pending]);
      this.#schedule();
    });
    if (verdict.row) return verdict.row;
    try {
      // The statement runs in the caller's context, so that it is part of the caller's trace.
      return await this.#limiter.run([{ kind: "team", id: request.team }], until - performance.now(), (leftMs) =>
        callAccept(this.#db, request, leftMs),
      );
    } finally {
      verdict.end();
    }
  }

  #schedule(): void {
    if (this.#isScheduled || !this.#canStart()) return;
    this.#isScheduled = true;
    setImmediate(() => {
      this.#isScheduled = false;
      this.#startAll(0);
    });
  }

  #canStart(): boolean {
    return this.#running.size < MAX_SINGLE && [...this.#running].every((batch) => batch.length === 1);
  }

  /** `ended` is the size of the statement that has just ended. */
  #startAll(ended: number): void {
    while (this.#canStart()) {
      // Under load a batch takes half of the requests at work. While it runs, the clients of the other half read their
      // responses and send the next requests. Otherwise the batches of eight clients can have one and seven requests.
      const isFirst = this.#running.size === 0 && ended === 0;
      const most = isFirst ? MAX_SIZE : Math.min(MAX_SIZE, Math.ceil((this.#waitingCount() + ended) / 2));
      // Requests of a team whose rows a statement has locked would be blocked.
      const isBusy = (teamId: string) => [...this.#running].flat().some(({ request }) => request.team === teamId);
      const batch = takeInTurn(this.#waiting, isBusy, most);
      if (batch.length === 0) return;
      this.#start(batch);
    }
  }

  #waitingCount(): number {
    return this.#waiting.values().reduce((sum, queue) => sum + queue.length, 0);
  }

  #start(batch: readonly Pending[]): void {
    this.#running.add(batch);
    const end = () => {
      clearTimeout(timer);
      if (this.#running.delete(batch)) this.#startAll(batch.length);
    };
    const timer = setTimeout(end, MAX_RUN_MS);
    if (batch.length >= this.#minSize) void this.#sendBatch(batch).finally(end);
    else for (const { resolve } of batch) resolve({ row: null, end });
  }

  async #sendBatch(batch: readonly Pending[]): Promise<void> {
    const alone = { row: null, end: () => {} };
    try {
      const leftMs = Math.min(...batch.map(({ until }) => until)) - performance.now();
      const rows = await this.#limiter.run([BATCH_LIMIT], leftMs, () => callBatch(this.#db, batch));
      for (const [nth, { resolve }] of batch.entries()) {
        const row = rows[nth] as BatchRow;
        resolve(row.outcome === "blocked" ? alone : { row });
      }
    } catch (error) {
      // Nothing was done if no connection was free in time or the server undid the statement. Then each is sent alone.
      const isUndone = error instanceof LimiterTimeoutError || hasRolledBack(error);
      for (const { resolve, reject } of batch) {
        if (isUndone) resolve(alone);
        else reject(error);
      }
    }
  }
}

/**
 * Takes at most `most` requests for the next batch: the first of each team, then the second of each, and so on, so that
 * no team waits for all requests of another.
 */
function takeInTurn(
  waiting: Map<string, Pending[]>,
  isBusy: (teamId: string) => boolean,
  most: number,
): readonly Pending[] {
  const queues = [...waiting].filter(([teamId]) => !isBusy(teamId));
  const taken: Pending[] = [];
  const counts = new Map<string, number>();
  for (let round = 0, before = -1; taken.length > before && taken.length < most; round++) {
    before = taken.length;
    for (const [teamId, queue] of queues) {
      const pending = queue[round];
      if (!pending || taken.length === most) continue;
      taken.push(pending);
      counts.set(teamId, round + 1);
    }
  }
  for (const [teamId, count] of counts) {
    const left = waiting.get(teamId)?.slice(count) ?? [];
    waiting.delete(teamId);
    if (left.length > 0) waiting.set(teamId, left);
  }
  return taken;
}

async function callBatch(db: Database, batch: readonly Pending[]): Promise<readonly BatchRow[]> {
  const requests = batch.map(({ request }) => ({ ...request, wait_ms: LOCK_WAIT_MS }));
  const rows = await queryRows(
    batchRow,
    db.sql`
      select outcome, facts, bucket from retake.accept_batch(${db.sql.json(requests)}, ${LOCK_WAIT_MS}) order by nth`,
  );
  if (rows.length !== batch.length) throw new Error(`accept_batch answered ${rows.length} of ${batch.length} requests`);
  return rows;
}

/** SQLSTATE classes of a lost connection, a shutdown and a damaged server. The statement may have taken effect. */
const NOT_OF_THE_STATEMENT = /^(08|57P|58|XX)/;

/** True when the server itself refused the statement, and so has undone all of it. */
function hasRolledBack(error: unknown): boolean {
  const cause = error instanceof CallError ? error.cause : error;
  return isServerError(cause) && !NOT_OF_THE_STATEMENT.test(codeOf(cause));
}
