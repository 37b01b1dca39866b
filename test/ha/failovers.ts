import { waitFor } from "../helpers/wait-for.ts";
import type { Cluster } from "./cluster.ts";
import type { Load } from "./load.ts";

export type FailoverFigures = {
  readonly failovers: number;
  /** Seconds from the end of the killed server to the first acknowledged accept of a call sent later. */
  readonly outages: { readonly median: number; readonly longest: number };
  readonly acceptsDuringTheRun: number;
  readonly callsAnswered503: number;
};

const RECOVERY_LIMIT_MS = 90_000;
/** Accepts before the next kill, so that each kill hits a busy database. */
const ACCEPTS_BETWEEN = 20;

/** Kills the primary repeatedly under load, and measures how long no new call is accepted. */
export async function runFailovers(cluster: Cluster, load: Load, count: number): Promise<FailoverFigures> {
  const outages: number[] = [];
  const begun = performance.now();
  const accepts = () => load.acknowledged.filter(({ replayed }) => !replayed);
  for (let n = 1; n <= count; n++) {
    const before = accepts().length;
    await waitFor("calls to be accepted", () => accepts().length >= before + ACCEPTS_BETWEEN, RECOVERY_LIMIT_MS);
    const goneAt = await cluster.killPrimary();
    const back = await waitFor(
      "a call to be accepted after the failover",
      // Calls sent earlier may have been accepted by the killed server.
      () => accepts().find(({ sentAt }) => sentAt > goneAt),
      RECOVERY_LIMIT_MS,
    );
    const seconds = (back.at - goneAt) / 1000;
    outages.push(seconds);
    console.log(`failover ${n}: ${seconds.toFixed(1)} s, ${load.unavailableSince(goneAt)} answers with 503`);
  }
  const sorted = outages.toSorted((a, b) => a - b);
  return {
    failovers: count,
    outages: { median: round(sorted[Math.floor(sorted.length / 2)] ?? 0), longest: round(sorted.at(-1) ?? 0) },
    acceptsDuringTheRun: accepts().filter(({ at }) => at >= begun).length,
    callsAnswered503: load.unavailableSince(begun),
  };
}

export const round = (value: number) => Math.round(value * 10) / 10;
