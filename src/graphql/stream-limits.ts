import { CallError } from "../domain/errors.ts";

/** A process's memory bounds it: a stream costs a few kilobytes. */
const MAX_STREAMS = 40_000;
/** Half of it, so that one team never takes the streams of all others. */
const MAX_STREAMS_OF_TEAM = 20_000;
/** Streams end all the time; no more exact answer is known. */
const RETRY_AFTER_SECONDS = 5;

type Taken = { readonly ok: true; readonly release: () => void } | { readonly ok: false; readonly error: CallError };

/** Places for open subscriptions of this process, over WebSocket and server-sent events alike. */
export type StreamLimits = { readonly take: (teamId: string) => Taken };

export function createStreamLimits(most = MAX_STREAMS, mostOfTeam = MAX_STREAMS_OF_TEAM): StreamLimits {
  const open = createTally(most, mostOfTeam);
  return {
    take: (teamId) => {
      const release = open.take(teamId);
      if (release) return { ok: true, release };
      const message = "There are too many open subscriptions.";
      const error = new CallError("rate_limit_exceeded", message, { retryAfterSeconds: RETRY_AFTER_SECONDS });
      return { ok: false, error };
    },
  };
}

/** Counts what is open, in all and by team. `take` returns what gives the place back, or null when there is none. */
export function createTally(most: number, mostOfTeam: number) {
  const byTeam = new Map<string, number>();
  let total = 0;
  return {
    take: (teamId: string): (() => void) | null => {
      const ofTeam = byTeam.get(teamId) ?? 0;
      if (total >= most || ofTeam >= mostOfTeam) return null;
      total += 1;
      byTeam.set(teamId, ofTeam + 1);
      let taken = true;
      return () => {
        if (!taken) return;
        taken = false;
        total -= 1;
        const left = (byTeam.get(teamId) ?? 1) - 1;
        if (left > 0) byTeam.set(teamId, left);
        else byTeam.delete(teamId);
      };
    },
  };
}
