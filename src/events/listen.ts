import type postgres from "postgres";

/** Our own channel; the payload is empty: the bell carries no data. */
const CHANNEL = "retake_events";

/**
 * Calls `wake` on every ring, and after each (re)connect, since a ring during the gap is lost. The driver reconnects by
 * itself. Returns how to stop.
 */
export async function listenForRings(sql: postgres.Sql, wake: () => void): Promise<() => Promise<void>> {
  const { unlisten } = await sql.listen(CHANNEL, wake, wake);
  return unlisten;
}

export async function ring(sql: postgres.Sql): Promise<void> {
  await sql`select pg_notify(${CHANNEL}, '')`;
}
