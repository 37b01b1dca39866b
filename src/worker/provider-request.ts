import type { StoredImage } from "../domain/snapshots.ts";
import { imagePrompt, PROMPT_TEMPLATE, posePrompt } from "../providers/prompt.ts";
import type { ReferenceImage } from "../providers/provider.ts";
import type { ClaimedGeneration, ClaimedSynthesis, FrozenRequest } from "../services/generations/run-records.ts";
import type { BlobStore } from "../storage/blob-store.ts";
import { referenceImage } from "../storage/images.ts";
import type { Run } from "./run.ts";

/**
 * What the first attempt of a generation sends; every later attempt sends the same. The reference is the synthesis's
 * own portrait, or a ref of the current set when only one image is made.
 */
export function firstRequest(run: Run, generation: ClaimedGeneration, portrait: StoredImage | null): FrozenRequest {
  const { synthesis, app } = run;
  const { capabilities } = app.provider;
  const reference = portrait ?? currentRef(synthesis, generation);
  const references = reference && capabilities.maxReferences > 0 ? [reference.key] : [];
  const hasReference = references.length > 0;
  const frozen = { template: PROMPT_TEMPLATE, references, seed_counts: capabilities.seed };
  if (generation.pose === "image") {
    if (!synthesis.order) throw new Error(`image synthesis ${synthesis.id} has no order`);
    const { width, height, seed } = synthesis.order;
    const prompt = imagePrompt(synthesis.order.prompt, synthesis.attributes, { hasReference });
    return { ...frozen, prompt, seed: seed ?? app.randomSeed(), width, height };
  }
  const options = { hasReference, override: synthesis.prompt_override };
  const prompt = posePrompt(synthesis.attributes ?? {}, generation.pose, options);
  return { ...frozen, prompt, seed: app.randomSeed(), ...capabilities.poseSize };
}

/** A ref of the set that was current at the accept. A resynthesis uses no reference, because it makes new images. */
function currentRef({ kind, base_refs }: ClaimedSynthesis, { pose }: ClaimedGeneration): StoredImage | null {
  if (kind !== "regenerate_ref" && kind !== "image") return null;
  const wanted = pose === "portrait" ? "front" : "portrait";
  return base_refs.find((ref) => ref.pose === wanted) ?? base_refs[0] ?? null;
}

/** References that a run has loaded, by blob key, so that the portrait is loaded once for three poses. */
export type KnownReferences = Map<string, Promise<ReferenceImage>>;

/** Loads the images under these blob keys as small PNG or JPEG. The same keys give the same bytes on every attempt. */
export function loadReferences(
  blobs: BlobStore,
  keys: readonly string[],
  known: KnownReferences,
): Promise<readonly ReferenceImage[]> {
  return Promise.all(
    keys.map((key) => {
      const reference = known.get(key) ?? forgetFailure(key, known, loadReference(blobs, key));
      known.set(key, reference);
      return reference;
    }),
  );
}

async function loadReference(blobs: BlobStore, key: string): Promise<ReferenceImage> {
  const bytes = await blobs.get(key);
  if (!bytes) throw new Error("a reference image is missing from the blob store");
  return referenceImage(bytes);
}

/** Removes a failed load from `known`, so that a retry reads the blob store again. */
function forgetFailure(key: string, known: KnownReferences, loading: Promise<ReferenceImage>): Promise<ReferenceImage> {
  return loading.catch((error: unknown) => {
    known.delete(key);
    throw error;
  });
}
