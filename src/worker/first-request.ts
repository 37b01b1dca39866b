import type { StoredImage } from "../domain/stored-image.ts";
import { imagePrompt, PROMPT_TEMPLATE, posePrompt } from "../providers/prompt.ts";
import type { ClaimedGeneration, ClaimedSynthesis, FrozenRequest } from "../services/generations/run-records.ts";
import type { Run } from "./run.ts";

/**
 * What the first attempt of a generation sends; every later one sends the same. The reference is the synthesis's own
 * portrait, or a ref of the current set where only one picture is made.
 */
export function firstRequest(run: Run, generation: ClaimedGeneration, portrait: StoredImage | null): FrozenRequest {
  const { synthesis, app } = run;
  const { capabilities } = app.provider;
  const reference = portrait ?? currentRef(synthesis, generation);
  const references = reference && capabilities.maxReferences > 0 ? [reference.key] : [];
  const hasReference = references.length > 0;
  const frozen = { template: PROMPT_TEMPLATE, references, seed_counts: capabilities.seed };
  if (generation.pose === "image") {
    if (!synthesis.order) throw new Error("an image has an order");
    const { width, height, seed } = synthesis.order;
    const prompt = imagePrompt(synthesis.order.prompt, synthesis.attributes, { hasReference });
    return { ...frozen, prompt, seed: seed ?? app.randomSeed(), width, height };
  }
  const options = { hasReference, override: synthesis.prompt_override };
  const prompt = posePrompt(synthesis.attributes ?? {}, generation.pose, options);
  return { ...frozen, prompt, seed: app.randomSeed(), ...capabilities.poseSize };
}

/** A ref of the set that was current at the accept; a resynthesis begins anew and takes none. */
function currentRef({ kind, base_refs }: ClaimedSynthesis, { pose }: ClaimedGeneration): StoredImage | null {
  if (kind !== "regenerate_ref" && kind !== "image") return null;
  const wanted = pose === "portrait" ? "front" : "portrait";
  return base_refs.find((ref) => ref.pose === wanted) ?? base_refs[0] ?? null;
}
