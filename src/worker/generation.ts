import { setTimeout as delay } from "node:timers/promises";
import type { StoredImage } from "../domain/snapshots.ts";
import type { ProviderImage, ReferenceImage } from "../providers/provider.ts";
import {
  type Attempt,
  type ClaimedGeneration,
  type FrozenRequest,
  type GenerationPose,
  recordDelivered,
  recordSent,
  rememberVendorJob,
} from "../services/generations/run-records.ts";
import { keepBlobs, putBlobs } from "../storage/blob-store.ts";
import { ingestImage, MAX_PROVIDER_IMAGE_BYTES } from "../storage/images.ts";
import { afterFailure, MAX_ATTEMPTS, spreadMs } from "./provider-failure.ts";
import { loadReferences } from "./provider-request.ts";
import {
  RequeueJob,
  type Run,
  retryBlobStore,
  retryWhileUnavailable,
  SupersededError,
  SynthesisFailed,
} from "./run.ts";

/** A waiting generation checks this often whether the process is shutting down. */
const CHECK_EVERY_MS = 200;

/**
 * Brings one generation to `delivered` and returns its image. A delivered image is never requested again. If a vendor
 * accepted a job for it in an earlier run, that job is polled and not ordered again. Any other call without a
 * recorded end has an unknown outcome and is repeated only if the provider dedupes. Throws `SynthesisFailed`,
 * `SupersededError` or `RequeueJob`.
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
      if (run.draining()) throw new RequeueJob();
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

/** Returns the call of an earlier run that this run can continue, or null when a new call must be made. */
function orderUnderWay(run: Run, generation: ClaimedGeneration): Order | null {
  const { pose, status, attempt, request, vendor_job_id: job } = generation;
  const isSpent = attempt >= MAX_ATTEMPTS;
  if (status !== "running") {
    // The last allowed call was refused, and the earlier run stopped before it recorded the failure.
    if (isSpent) throw new SynthesisFailed("provider_unavailable", pose);
    return null;
  }
  if (!request) throw new Error("a running generation has no stored request");
  const { id, capabilities } = run.app.provider;
  // After a change of `IMAGE_PROVIDER`, the new provider knows neither the idempotency keys nor the jobs of the old
  // one.
  const isOurs = (request.provider ?? id) === id;
  if (isOurs && job !== null && capabilities.resumable) return { attempt, request, references: [], job };
  if (!isOurs || !capabilities.dedupes || isSpent) throw new SynthesisFailed("provider_outcome_unknown", pose);
  return null;
}

/**
 * Records a call before it is made. If the provider has asked for a pause, returns the time to wait in ms instead,
 * which uses up no attempt. If the database's response is lost, the same attempt number is recorded again, because
 * nothing has been sent yet.
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
  // References are loaded before the call is recorded, so that an unavailable blob store uses up no attempt.
  const references = await retryBlobStore(run.signal, () =>
    loadReferences(app.blobs, request.references, run.references),
  );
  const sending = await retryWhileUnavailable(run.signal, () => recordSent(app.db, about, request, limits));
  if (!sending) throw new SupersededError();
  if ("pausedMs" in sending) return { again: sending.pausedMs };
  app.notifier.notifyChanged(synthesis.team_id, synthesis.character_id);
  return { ...sending, references, job: null };
}

/** Makes a recorded call and records its image. Returns the time to wait in ms if the call must be repeated. */
async function deliver(
  run: Run,
  generation: ClaimedGeneration,
  order: Order,
): Promise<StoredImage | { again: number }> {
  const { app, synthesis, runner } = run;
  const current: Attempt = { synthesisId: synthesis.id, pose: generation.pose, runner, attempt: order.attempt };
  const began = performance.now();
  const attributes = {
    "retake.pose": current.pose ?? "",
    "retake.attempt": current.attempt,
    "retake.provider": app.provider.id,
  };
  const answer = await app.tracer
    .span("provider call", attributes, () => callProvider(run, current, order))
    .catch((error: unknown) => afterFailure(run, { ...current, seconds: secondsSince(began) }, error));
  if ("again" in answer) return answer;
  app.metrics.providerCall("delivered", secondsSince(began));

  const stored = await storeImage(run, generation.pose, answer);
  const recorded = await retryWhileUnavailable(run.signal, () =>
    recordDelivered(app.db, current, stored.image, answer),
  );
  if (!recorded) throw new SupersededError();
  await stored.keep();
  app.notifier.notifyChanged(synthesis.team_id, synthesis.character_id);
  return stored.image;
}

function secondsSince(began: number): number {
  return (performance.now() - began) / 1000;
}

/** Waits for `ms`. Throws `RequeueJob` as soon as the process shuts down, so that another worker continues. */
async function pause(run: Run, ms: number): Promise<void> {
  const until = performance.now() + ms;
  for (let left = ms; left > 0; left = until - performance.now()) {
    if (run.draining()) throw new RequeueJob();
    await delay(Math.min(left, CHECK_EVERY_MS), undefined, { signal: run.signal }).catch(() => {
      throw new RequeueJob();
    });
  }
}

/** A recorded attempt: either the request to send, or the vendor's job to poll. */
type Order = {
  readonly attempt: number;
  readonly request: FrozenRequest;
  readonly references: readonly ReferenceImage[];
  readonly job: string | null;
};

/**
 * Makes the one paid call of an attempt, or polls the job of an order that has one. Throws what the provider throws,
 * or `SupersededError` when another run or attempt has taken over.
 */
async function callProvider(run: Run, current: Attempt, { request, references, job }: Order): Promise<ProviderImage> {
  const { app, synthesis } = run;
  const remember = async (taken: string) => {
    // The job is paid from here on, so a later run must be able to poll it.
    if (!(await retryWhileUnavailable(run.signal, () => rememberVendorJob(app.db, current, taken))))
      throw new SupersededError();
  };
  return app.provider.generate(
    {
      pose: current.pose,
      attributes: synthesis.attributes ?? {},
      prompt: request.prompt,
      references,
      identitySeed: synthesis.identity_seed,
      seed: request.seed,
      width: request.width,
      height: request.height,
    },
    {
      key: `${synthesis.id}:${current.pose}`,
      signal: AbortSignal.any([run.signal, AbortSignal.timeout(app.config.IMAGE_PROVIDER_TIMEOUT_MS)]),
      resume: job,
      remember,
    },
  );
}

/** An image whose blobs are in the store. Call `keep` once a row names them. */
type StoredAnswer = { readonly image: StoredImage; readonly keep: () => Promise<void> };

/**
 * Checks a provider's image, encodes it anew and stores it. The blob is stored before the row, so a crash in between
 * leaves an unused blob and never a row without its image. Throws `SynthesisFailed` when the bytes are not a usable
 * image.
 */
async function storeImage(run: Run, pose: GenerationPose, answer: ProviderImage): Promise<StoredAnswer> {
  const { app, synthesis } = run;
  const ingested = await ingestImage(answer.bytes, { teamId: synthesis.team_id, maxBytes: MAX_PROVIDER_IMAGE_BYTES });
  if (!ingested.ok) {
    app.logger.warn(
      { synthesis_id: synthesis.id, pose, reason: ingested.reason },
      "provider returned an unusable image",
    );
    throw new SynthesisFailed("provider_bad_response", pose);
  }
  const { image, blobs } = ingested;
  await retryBlobStore(run.signal, () => putBlobs(app.blobs, blobs));
  return { image, keep: () => retryBlobStore(run.signal, () => keepBlobs(app.blobs, blobs)) };
}
