import { randomBytes } from "node:crypto";
import type postgres from "postgres";

/** Opens a client that makes one connection and sets nothing up. */
export type OpenClient = () => postgres.Sql;

/** A notification comes within some milliseconds; in transaction mode never. */
const NOTIFICATION_MS = 500;
/** In session mode the second of two clients waits for ever when the pool has one server connection. */
const CLIENT_MS = 5_000;

/** How statements reach the server: straight or as if so, over connections lent for one transaction, or not at all. */
export type Pooling = "sessions" | "transactions" | "too few connections";

/**
 * Tells whether a connection is a session. Behind a pooler the process that the startup named is not the one that
 * answers; then a notification shows whether LISTEN outlives its statement. Every other sign that was tried (settings,
 * temporary tables, the same process twice) is silent while the pooler is idle.
 */
export async function recognisePooling(open: OpenClient): Promise<Pooling> {
  if (await isDirect(open)) return "sessions";
  const channel = `retake_probe_${randomBytes(8).toString("hex")}`;
  const [listener, notifier] = [open(), open()];
  const heard = Promise.withResolvers<true>();
  try {
    await within(
      listener.listen(channel, () => heard.resolve(true)),
      CLIENT_MS,
    );
    await within(notifier`select pg_notify(${channel}, '')`.execute(), CLIENT_MS);
    return (await Promise.race([heard.promise, after(NOTIFICATION_MS)])) === true ? "sessions" : "transactions";
  } catch (error) {
    if (error instanceof TooLate) return "too few connections";
    throw error;
  } finally {
    await Promise.all([listener.end({ timeout: 0 }), notifier.end({ timeout: 0 })]);
  }
}

async function isDirect(open: OpenClient): Promise<boolean> {
  const sql = open();
  try {
    const result = await sql<{ pid: number }[]>`select pg_backend_pid() as pid`;
    return result[0]?.pid === result.state.pid;
  } finally {
    await sql.end({ timeout: 1 });
  }
}

class TooLate extends Error {}

async function within<T>(work: Promise<T>, ms: number): Promise<T> {
  const result = await Promise.race([work.then((value) => ({ value })), after(ms)]);
  if (result !== null) return result.value;
  work.catch(() => {});
  throw new TooLate();
}

/** Null, after a time that does not keep the process. */
function after(ms: number): Promise<null> {
  return new Promise((resolve) => setTimeout(resolve, ms, null).unref());
}
