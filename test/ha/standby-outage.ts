import { setTimeout as delay } from "node:timers/promises";
import { waitFor } from "../helpers/wait-for.ts";
import type { Cluster } from "./cluster.ts";
import { round } from "./failovers.ts";
import { type Load, send, type Work } from "./load.ts";

const SAMPLE_MS = 250;
const RECOVERY_LIMIT_MS = 60_000;

export type StandbyOutageFigures = {
  readonly seconds: number;
  /** The most connections of Retake at the server, before and during the outage. */
  readonly connections: { readonly before: number; readonly most: number };
  readonly callsAnswered503: number;
  /** Seconds from the standby's return to the next acknowledged accept. */
  readonly recoverySeconds: number;
};

/** Stops the standby. No commit must be confirmed meanwhile, and connections must stay bounded. */
export async function runStandbyOutage(cluster: Cluster, load: Load, seconds: number): Promise<StandbyOutageFigures> {
  const sql = cluster.connect();
  const count = async () => {
    const [row] = await sql<{ count: number }[]>`
      select count(*)::int as count from pg_stat_activity where application_name like 'retake%'`;
    return row?.count ?? 0;
  };
  const most = async (until: number) => {
    let highest = 0;
    while (performance.now() < until) {
      highest = Math.max(highest, await count());
      await delay(SAMPLE_MS);
    }
    return highest;
  };
  try {
    const before = await most(performance.now() + 5_000);
    await cluster.stopStandby();
    const begun = performance.now();
    const during = await most(begun + seconds * 1_000);
    const callsAnswered503 = load.unavailableSince(begun);
    await cluster.startStandby();
    const back = performance.now();
    await waitFor("a call to be accepted", () => load.acknowledged.some(({ at }) => at > back), RECOVERY_LIMIT_MS);
    const recoverySeconds = round((performance.now() - back) / 1_000);
    return { seconds, connections: { before, most: during }, callsAnswered503, recoverySeconds };
  } finally {
    await sql.end({ timeout: 1 });
  }
}

/** Answers with 200 although the standby had not confirmed the accept. Each is a broken promise. */
export type CancelledWaitFigures = { readonly attempts: number; readonly acknowledgedTooEarly: number };

const ATTEMPTS_WITHOUT_STANDBY = 6;
const CANCEL_MS = 20;

/**
 * Cancels every wait for the standby, as an administrator or a statement limit might. PostgreSQL then reports success with a
 * warning. Neither the first call nor a retry may be answered with 200. Returns while the standby is stopped.
 */
export async function runCancelledWaits(cluster: Cluster, url: string, work: Work): Promise<CancelledWaitFigures> {
  await cluster.stopStandby();
  const sql = cluster.connect();
  let ending = false;
  const cancelling = (async () => {
    while (!ending) {
      await sql`select pg_cancel_backend(pid) from pg_stat_activity where wait_event = 'SyncRep'`;
      await delay(CANCEL_MS);
    }
  })();
  try {
    let acknowledgedTooEarly = 0;
    for (let attempt = 0; attempt < ATTEMPTS_WITHOUT_STANDBY; attempt++) {
      const answer = await send(attempt % 2 === 0 ? "rest" : "graphql", url, work, CANCELLED_KEY);
      console.log(`a cancelled wait was answered with ${answer.status} ${answer.code}`);
      if (answer.code === "ok") acknowledgedTooEarly += 1;
    }
    return { attempts: ATTEMPTS_WITHOUT_STANDBY, acknowledgedTooEarly };
  } finally {
    ending = true;
    await cancelling;
    await sql.end({ timeout: 1 });
  }
}

export const CANCELLED_KEY = "a wait that is cancelled";
