import type { StoredImage } from "../domain/stored-image.ts";
import type { ProviderImage } from "../providers/provider.ts";
import type { GenerationPose } from "../services/generations/run-records.ts";
import { ingestImage, MAX_PROVIDER_IMAGE_BYTES } from "../storage/images.ts";
import { keepBlobs, putBlobs } from "../storage/put-blobs.ts";
import { persistBlobs } from "./persist.ts";
import { type Run, SynthesisFailed } from "./run.ts";

/** A picture whose blobs are in the store. `keep` is to be called once a row names them. */
export type StoredPicture = { readonly image: StoredImage; readonly keep: () => Promise<void> };

/**
 * Makes a stored picture out of a provider's answer. Blob first, row second: a crash between leaves a blob nobody refers
 * to, never a row without its picture. Throws `SynthesisFailed` when the bytes are no usable picture.
 */
export async function storePicture(run: Run, pose: GenerationPose, answer: ProviderImage): Promise<StoredPicture> {
  const { app, synthesis } = run;
  const ingested = await ingestImage(answer.bytes, { teamId: synthesis.team_id, maxBytes: MAX_PROVIDER_IMAGE_BYTES });
  if (!ingested.ok) {
    app.logger.warn({ synthesis_id: synthesis.id, pose, reason: ingested.reason }, "an unusable picture");
    throw new SynthesisFailed("provider_bad_response", pose);
  }
  const { image, blobs } = ingested;
  await persistBlobs(run.signal, () => putBlobs(app.blobs, blobs));
  return { image, keep: () => persistBlobs(run.signal, () => keepBlobs(app.blobs, blobs)) };
}
