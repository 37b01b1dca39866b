import { setTimeout as delay } from "node:timers/promises";
import { type Subscriber, subscribe } from "../helpers/subscriber.ts";
import { send, type Work } from "./load.ts";
import type { Accidents } from "./plain-cluster.ts";

type Change = { readonly teamEvents: { readonly cursor: string; readonly status: string; readonly snapshot: boolean } };

const EVENTS = "subscription ($after: String) { teamEvents(after: $after) { cursor status snapshot } }";

/** A client's position in a history that a restored backup does not have. */
export type LostPosition = { readonly work: Work; readonly cursor: string };

/** Takes a backup, lets one synthesis run after it, and returns the position of its last event. */
export async function moveBeyondBackup(
  cluster: { accidents: Accidents },
  url: string,
  work: Work,
): Promise<LostPosition> {
  await using events = watch(url, work, null);
  await cluster.accidents.takeBackup();
  const answer = await send("rest", url, work, "after the backup");
  if (answer.code !== "ok") throw new Error(`the call after the backup was answered with ${answer.code}`);
  const [, last] = await events.take(2);
  if (!last) throw new Error("there were no events after the backup");
  return { work, cursor: last.teamEvents.cursor };
}

/** Whether the old position is answered with a snapshot, both at once and after as many new events. */
export async function resumesWithSnapshots(url: string, { work, cursor }: LostPosition): Promise<boolean> {
  const first = await firstEvent(url, work, cursor);
  const answer = await send("graphql", url, work, "after the restore");
  if (answer.code !== "ok") throw new Error(`the call after the restore was answered with ${answer.code}`);
  await delay(SYNTHESIS_MS);
  const second = await firstEvent(url, work, cursor);
  return first.teamEvents.snapshot && second.teamEvents.snapshot;
}

/** Longer than a synthesis takes with the vendor of this test. */
const SYNTHESIS_MS = 5_000;

async function firstEvent(url: string, work: Work, after: string): Promise<Change> {
  await using events = watch(url, work, after);
  const [first] = await events.take(1);
  if (!first) throw new Error("no event came");
  return first;
}

function watch(url: string, { apiKey }: Work, after: string | null): Subscriber<Change> {
  return subscribe<Change>(url, apiKey, EVENTS, { after });
}
