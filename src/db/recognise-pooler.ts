import { randomBytes } from "node:crypto";
import type { Connector } from "./connect.ts";

/** A notification comes within some milliseconds; in transaction mode never. */
const NOTIFICATION_MS = 500;
/** In session mode the second of two clients waits for ever when the pool has one server connection. */
const CLIENT_MS = 4_000;
const NAME = "retake start";

/** How statements reach the server: straight or as if so, over connections lent for one transaction, or not at all. */
export type Pooling = "sessions" | "transactions" | "too few connections";

/**
 * Tells whether a connection is a session. Behind a pooler the process that the startup named is not the one that
 * answers; then a notification shows whether LISTEN outlives its statement. Every other sign that was tried (settings,
 * temporary tables, the same process twice) is silent while the pooler is idle.
 */
export async function recognisePooling(connector: Connector): Promise<Pooling> {
  const first = await connector.connect({ name: NAME });
  try {
    const result = await first.sql<{ pid: number }[]>`select pg_backend_pid() as pid`;
    if (result[0]?.pid === result.state.pid) return "sessions";
  } finally {
    await first.end(1);
  }
  const channel = `retake_probe_${randomBytes(8).toString("hex")}`;
  const listener = connector.createClient({ name: NAME }, 0);
  const notified = Promise.withResolvers<true>();
  try {
    await within(
      listener.sql.listen(channel, () => notified.resolve(true)),
      CLIENT_MS,
    );
    await within(notify(connector, channel), CLIENT_MS);
    return (await Promise.race([notified.promise, after(NOTIFICATION_MS)])) === true ? "sessions" : "transactions";
  } catch (error) {
    if (error instanceof TooLate) return "too few connections";
    throw error;
  } finally {
    listener.close();
  }
}

async function notify(connector: Connector, channel: string): Promise<void> {
  const connection = await connector.connect({ name: NAME });
  await connection.sql`select pg_notify(${channel}, '')`;
  await connection.end(1);
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
