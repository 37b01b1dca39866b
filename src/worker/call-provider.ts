import type { ProviderImage, ReferenceImage } from "../providers/provider.ts";
import { type Attempt, type FrozenRequest, rememberVendorJob } from "../services/generations/run-records.ts";
import { persist } from "./persist.ts";
import { type Run, RunLost } from "./run.ts";

/** A recorded attempt: what it sends, or the job that the vendor took on for it already. */
export type Order = {
  readonly attempt: number;
  readonly request: FrozenRequest;
  readonly references: readonly ReferenceImage[];
  readonly job: string | null;
};

/**
 * The one paid call of an attempt; for an order with a job, only questions about that. Throws what the provider throws,
 * or `RunLost` when another runner or attempt is at it.
 */
export async function callProvider(
  run: Run,
  current: Attempt,
  { request, references, job }: Order,
): Promise<ProviderImage> {
  const { app, synthesis } = run;
  const remember = async (taken: string) => {
    // Paid from here on: who comes after us must find it.
    if (!(await persist(run.signal, () => rememberVendorJob(app.db, current, taken)))) throw new RunLost();
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
