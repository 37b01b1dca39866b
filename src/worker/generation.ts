import { setTimeout as delay } from "node:timers/promises";
import type { StoredImage } from "../domain/stored-image.ts";
import {
  type Attempt,
  type ClaimedGeneration,
  type FrozenRequest,
  recordDelivered,
  recordSent,
} from "../services/generations/run-records.ts";
import { callProvider, type Order } from "./call-provider.ts";
import { persist, persistBlobs } from "./persist.ts";
import { afterFailure } from "./provider-failure.ts";
import { loadReferences } from "./references.ts";
import { MAX_ATTEMPTS, spreadMs } from "./retry-policy.ts";
import { HandedBack, type Run, RunLost, SynthesisFailed } from "./run.ts";
import { storePicture } from "./store-picture.ts";

/** A wait looks this often whether the process stops. */
const LOOK_UP_MS = 200;

/**
 * Brings one generation to `delivered` and returns its picture. What was delivered is never asked for again; a job that
 * a vendor took on in an earlier life is asked for, not ordered anew; anything else that was sent without a recorded end
 * has an unknown outcome, and only a provider that dedupes is asked again. Throws `SynthesisFailed`, `RunLost` or
 * `HandedBack`.
 */
export async function deliverGeneration(
  run: Run,
  generation: ClaimedGeneration,
  first: () => FrozenRequest,
): Promise<StoredImage> {
  if (generation.image) return generation.image;
  let open = orderUnderWay(run, generation);
  let waitMs = generation.wait_ms ?? 0;
  let spent = generation.attempt;
  while (true) {
    await pause(run, waitMs);
    const call = async () => {
      if (run.draining()) throw new HandedBack();
      const order = open ?? (await newOrder(run, generation, spent + 1, first));
      open = null;
      if (!("again" in order)) spent = order.attempt;
      return "again" in order ? order : deliver(run, generation, order);
    };
    const answer = await run.calls.run(run.synthesis.team_id, call, { signal: run.signal });
    if (!("again" in answer)) return answer;
    waitMs = answer.again + spreadMs(answer.again, run.app.randomSeed());
  }
}

/** What an earlier runner has sent and this one can take over; null when a new call is to be made. */
function orderUnderWay(run: Run, generation: ClaimedGeneration): Order | null {
  const { pose, status, attempt, request, vendor_job_id: job } = generation;
  const isSpent = attempt >= MAX_ATTEMPTS;
  if (status !== "running") {
    // Its last call was refused, and whoever was told so did not live to say it.
    if (isSpent) throw new SynthesisFailed("provider_unavailable", pose);
    return null;
  }
  if (!request) throw new Error("what was sent has its request");
  const { id, capabilities } = run.app.provider;
  // Another provider, configured before, shares neither our keys nor its jobs with this one.
  const isOurs = (request.provider ?? id) === id;
  if (isOurs && job !== null && capabilities.resumable) return { attempt, request, references: [], job };
  if (!isOurs || !capabilities.dedupes || isSpent) throw new SynthesisFailed("provider_outcome_unknown", pose);
  return null;
}

/**
 * Records a call before it is made; or says how long the provider wants to hear of nobody, which costs no attempt. A
 * record whose answer is lost is said again under its number: nothing was sent, so its outcome is not unknown.
 */
async function newOrder(
  run: Run,
  generation: ClaimedGeneration,
  attempt: number,
  first: () => FrozenRequest,
): Promise<Order | { again: number }> {
  const { app, synthesis, runner } = run;
  const about = { synthesisId: synthesis.id, pose: generation.pose, runner };
  const limits = { maxAttempts: MAX_ATTEMPTS, provider: app.provider.id, attempt };
  const request = generation.request ?? first();
  // Before the record: a store that is away is no call that was sent.
  const references = await persistBlobs(run.signal, () =>
    loadReferences(app.blobs, request.references, run.references),
  );
  const sending = await persist(run.signal, () => recordSent(app.db, about, request, limits));
  if (!sending) throw new RunLost();
  if ("pausedMs" in sending) return { again: sending.pausedMs };
  app.doorbell.changed(synthesis.team_id, synthesis.character_id);
  return { ...sending, references, job: null };
}

/** One call, already recorded, to its record afterwards; or how long to wait before the next. */
async function deliver(
  run: Run,
  generation: ClaimedGeneration,
  order: Order,
): Promise<StoredImage | { again: number }> {
  const { app, synthesis, runner } = run;
  const current: Attempt = { synthesisId: synthesis.id, pose: generation.pose, runner, attempt: order.attempt };
  const began = performance.now();
  const facts = {
    "retake.pose": current.pose ?? "",
    "retake.attempt": current.attempt,
    "retake.provider": app.provider.id,
  };
  const answer = await app.tracer
    .span("provider call", facts, () => callProvider(run, current, order))
    .catch((error: unknown) => afterFailure(run, { ...current, seconds: secondsSince(began) }, error));
  if ("again" in answer) return answer;
  app.metrics.providerCall("delivered", secondsSince(began));

  const stored = await storePicture(run, generation.pose, answer);
  const recorded = await persist(run.signal, () => recordDelivered(app.db, current, stored.image, answer));
  if (!recorded) throw new RunLost();
  await stored.keep();
  app.doorbell.changed(synthesis.team_id, synthesis.character_id);
  return stored.image;
}

function secondsSince(began: number): number {
  return (performance.now() - began) / 1000;
}

/** Waits, but not in a process that stops: what only waits is handed back at once. */
async function pause(run: Run, ms: number): Promise<void> {
  const until = performance.now() + ms;
  for (let left = ms; left > 0; left = until - performance.now()) {
    if (run.draining()) throw new HandedBack();
    await delay(Math.min(left, LOOK_UP_MS), undefined, { signal: run.signal }).catch(() => {
      throw new HandedBack();
    });
  }
}
