import { type DriverOptions, openConnection } from "./connection.ts";
import { connectionError, type DriverStatement, isAnswer } from "./driver-statement.ts";
import { createMembers, type Member } from "./members.ts";
import { createWaiting } from "./waiting.ts";

/** Runs statements, one at a time on each of its connections. */
export type Pool = {
  readonly execute: (statement: DriverStatement) => void;
  /** Lets running statements finish for `timeout` seconds; those that wait are rejected. */
  readonly end: (timeout: number) => Promise<void>;
};

/**
 * `max`: connections at most. `waitMs`: a statement that got none for so long is rejected, and was never sent. `silenceMs`:
 * a connection whose statement is not answered for so long is given up.
 */
export type PoolLimits = { readonly max: number; readonly waitMs: number; readonly silenceMs: number };

const LOOK_EVERY_MS = 500;
/** Attempts to connect in a row that failed, after which the database is away for everybody who waits. */
const AWAY_AFTER = 3;
const MAX_RECONNECT_MS = 500;

/** Before the next attempt to connect: a database that comes back must neither be stormed nor waited for long. */
export const reconnectDelay = (failures: number) =>
  failures === 0 ? 0 : Math.min(MAX_RECONNECT_MS, 20 * 2 ** failures);

/** The next statement is given to a connection only when the last one has its answer: none waits behind another's lock. */
export function createPool(options: DriverOptions, { max, waitMs, silenceMs }: PoolLimits): Pool {
  const waiting = createWaiting(waitMs);
  let failures = 0;
  let ended = false;
  const members = createMembers(max, () => {
    const connection = openConnection(options, reconnectDelay(failures), (error) => lose(member, error));
    const now = performance.now();
    const member: Member = { connection, current: null, answered: false, born: now, startedAt: now };
    return member;
  });

  /** A connection broke, or could not be made. Nobody but us is sure to tell its statement. */
  const lose = (member: Member, error: unknown) => {
    const { current } = member;
    member.current = null;
    members.remove(member);
    if (!member.answered) failures += 1;
    current?.reject(error);
    if (failures >= AWAY_AFTER && !members.all().some(({ answered }) => answered)) waiting.rejectAll(error);
    next();
  };

  const finish = (member: Member, statement: DriverStatement, error: unknown) => {
    if (member.current !== statement) return;
    if (error !== null && !isAnswer(error)) return lose(member, error);
    member.current = null;
    member.answered = true;
    failures = 0;
    members.release(member);
    // Not before the driver, which is in the midst of telling us, is done with this statement.
    queueMicrotask(next);
  };

  const start = (member: Member, statement: DriverStatement) => {
    const { resolve, reject } = statement;
    member.current = statement;
    member.startedAt = performance.now();
    statement.resolve = (result) => {
      finish(member, statement, null);
      resolve(result);
    };
    statement.reject = (error) => {
      finish(member, statement, error);
      reject(error);
    };
    member.connection.execute(statement);
  };

  const next = () => {
    while (!waiting.isEmpty()) {
      const member = members.free();
      const statement = member && waiting.take();
      if (!member || !statement) return;
      start(member, statement);
    }
  };

  const silence = setInterval(() => {
    const before = performance.now() - silenceMs;
    for (const member of members.all()) {
      if (member.current && member.startedAt < before) member.connection.giveUp();
    }
  }, LOOK_EVERY_MS);
  silence.unref();

  return {
    execute: (statement) => {
      if (ended) return statement.reject(connectionError("CONNECTION_ENDED", "the pool was ended"));
      const member = waiting.isEmpty() ? members.free() : null;
      if (member) start(member, statement);
      else waiting.add(statement);
    },
    end: async (timeout) => {
      ended = true;
      waiting.rejectAll(connectionError("CONNECTION_ENDED", "the pool was ended"));
      await Promise.all(members.all().map(({ connection }) => connection.end(timeout)));
      clearInterval(silence);
    },
  };
}
