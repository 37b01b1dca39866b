import type { ProviderCapabilities } from "../../provider.ts";
import { type Aspect, fitSize, type Sizing } from "./fit-size.ts";

/** What the models of one kind can do; `matches` is held against the configured model, first match wins. */
export type ModelFamily = {
  readonly matches: RegExp;
  readonly maxReferences: number;
  /** Whether a seed is taken, and pictures depend on it. */
  readonly seed: boolean;
  readonly sizing: Sizing;
};

/** The shape every pose is wanted in, in px (3:4). */
const POSE_SIZE = { width: 768, height: 1024 };

/** Vendors take seeds as signed 32-bit numbers; ours are unsigned. */
const SEED_MODULUS = 2 ** 31;

/** Shapes that almost every model which takes an aspect ratio knows. */
export const COMMON_ASPECTS = ["1:1", "2:3", "3:2", "3:4", "4:3", "9:16", "16:9"] as const satisfies readonly Aspect[];

/** The family of a model; the last one of a list matches every model. */
export function familyOf<F extends ModelFamily>(families: readonly F[], model: string): F {
  const family = families.find(({ matches }) => matches.test(model));
  if (!family) throw new Error("the last family of a list matches every model");
  return family;
}

export function capabilitiesOf(
  family: ModelFamily,
  options: { dedupes: boolean; resumable: boolean },
): ProviderCapabilities {
  const { width, height } = fitSize(family.sizing, POSE_SIZE);
  return { maxReferences: family.maxReferences, seed: family.seed, poseSize: { width, height }, ...options };
}

/** The seed in the form that every vendor takes. */
export function vendorSeed(seed: number): number {
  return seed % SEED_MODULUS;
}
