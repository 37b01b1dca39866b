import type postgres from "postgres";
import type { Teams } from "./doorbell.ts";

/** Our own channel; the payload is the teams whose tables are worth a look, or empty for all. */
const CHANNEL = "retake_events";
/** PostgreSQL takes 7,999 bytes. */
const MAX_PAYLOAD_BYTES = 7_900;

/**
 * Calls `wake` on every ring, and for all teams after each (re)connect, since a ring during the gap is lost. The driver
 * reconnects by itself. Returns how to stop.
 */
export async function listenForRings(sql: postgres.Sql, wake: (teams: Teams) => void): Promise<() => Promise<void>> {
  const { unlisten } = await sql.listen(
    CHANNEL,
    (payload) => wake(payload === "" ? null : new Set(payload.split(","))),
    () => wake(null),
  );
  return unlisten;
}

export async function ring(sql: postgres.Sql, teams: Teams): Promise<void> {
  const payload = [...(teams ?? [])].join(",");
  await sql`select pg_notify(${CHANNEL}, ${payload.length > MAX_PAYLOAD_BYTES ? "" : payload})`;
}
