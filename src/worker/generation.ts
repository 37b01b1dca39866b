import { setTimeout as delay } from "node:timers/promises";
import type { StoredImage } from "../domain/stored-image.ts";
import { ProviderFailure } from "../providers/failure.ts";
import type { ProviderImage } from "../providers/provider.ts";
import {
  type ClaimedGeneration,
  type FrozenRequest,
  postponeGeneration,
  recordDelivered,
  recordSent,
} from "../services/generations/run-records.ts";
import { ingestImage, MAX_PROVIDER_IMAGE_BYTES } from "../storage/images.ts";
import { persist, persistBlobs } from "./persist.ts";
import { loadReferences } from "./references.ts";
import { decide, MAX_ATTEMPTS } from "./retry-policy.ts";
import { HandedBack, type Run, RunLost, SynthesisFailed } from "./run.ts";

/**
 * Brings one generation to `delivered` and returns its picture. What was delivered is never asked for again; what was
 * sent in an earlier life without a recorded end has an unknown outcome, and only a provider that dedupes is asked
 * again. Throws `SynthesisFailed`, `RunLost` or `HandedBack`.
 */
export async function deliverGeneration(
  run: Run,
  generation: ClaimedGeneration,
  first: () => FrozenRequest,
): Promise<StoredImage> {
  const { pose } = generation;
  if (generation.image) return generation.image;
  const dedupes = run.app.provider.capabilities.dedupes;
  if (generation.status === "running" && (!dedupes || generation.attempt >= MAX_ATTEMPTS)) {
    throw new SynthesisFailed("provider_outcome_unknown", pose);
  }

  let waitMs = generation.wait_ms ?? 0;
  while (true) {
    await pause(run, waitMs);
    const answer = await run.calls.use(run.signal, () => attempt(run, generation, first));
    if (!("again" in answer)) return answer;
    waitMs = answer.again;
  }
}

/** One call, from its record before to its record after; or how long to wait before the next. */
async function attempt(
  run: Run,
  generation: ClaimedGeneration,
  first: () => FrozenRequest,
): Promise<StoredImage | { again: number }> {
  if (run.draining()) throw new HandedBack();
  const { app, synthesis } = run;
  const about = { synthesisId: synthesis.id, pose: generation.pose, runner: run.runner };
  const sent = await recordSent(app.db, about, generation.request ?? first(), MAX_ATTEMPTS);
  if (!sent) throw new RunLost();
  app.doorbell.changed();
  const current = { ...about, attempt: sent.attempt };

  let answer: ProviderImage;
  try {
    answer = await call(run, generation, sent.request);
  } catch (error) {
    const failure = readFailure(error, run.signal);
    app.logger.warn({ err: failure, ...current, kind: failure.kind }, "a provider call brought no picture");
    const decision = decide(failure, sent.attempt, app.provider.capabilities.dedupes);
    if (decision.kind === "stop") throw new HandedBack();
    if (decision.kind === "fail") throw new SynthesisFailed(decision.error, generation.pose, { cause: failure });
    if (decision.postpone) await postponeGeneration(app.db, current, decision.delayMs);
    return { again: decision.delayMs };
  }

  const image = await store(run, generation, answer);
  const recorded = await persist(run.signal, () => recordDelivered(app.db, current, image, answer));
  if (!recorded) throw new RunLost();
  app.doorbell.changed();
  return image;
}

/** An aborted call whose run goes on ran into its time limit: perhaps billed, like anything we do not understand. */
function readFailure(error: unknown, signal: AbortSignal): ProviderFailure {
  if (error instanceof ProviderFailure && (error.kind !== "aborted" || signal.aborted)) return error;
  return new ProviderFailure("outcome_unknown", "no answer that can be understood", { cause: error });
}

async function call(run: Run, generation: ClaimedGeneration, request: FrozenRequest): Promise<ProviderImage> {
  const { app, synthesis } = run;
  return app.provider.generate(
    {
      pose: generation.pose,
      attributes: synthesis.attributes ?? {},
      prompt: request.prompt,
      references: await loadReferences(app.blobs, request.references),
      identitySeed: synthesis.identity_seed,
      seed: request.seed,
      width: request.width,
      height: request.height,
    },
    {
      key: `${synthesis.id}:${generation.pose}`,
      signal: AbortSignal.any([run.signal, AbortSignal.timeout(app.config.IMAGE_PROVIDER_TIMEOUT_MS)]),
    },
  );
}

/** Blob first, row second: a crash between leaves a blob nobody refers to, never a row without its picture. */
async function store(run: Run, generation: ClaimedGeneration, answer: ProviderImage): Promise<StoredImage> {
  const ingested = await ingestImage(answer.bytes, {
    teamId: run.synthesis.team_id,
    maxBytes: MAX_PROVIDER_IMAGE_BYTES,
  });
  if (!ingested.ok) {
    run.app.logger.warn(
      { synthesis_id: run.synthesis.id, pose: generation.pose, reason: ingested.reason },
      "an unusable picture",
    );
    throw new SynthesisFailed("provider_bad_response", generation.pose);
  }
  await persistBlobs(run.signal, async () => {
    for (const blob of ingested.blobs) await run.app.blobs.put(blob.key, blob.bytes, blob.contentType);
  });
  return ingested.image;
}

async function pause(run: Run, ms: number): Promise<void> {
  if (ms <= 0) return;
  await delay(ms, undefined, { signal: run.signal }).catch(() => {
    throw new HandedBack();
  });
}
