import { describe, expect, test } from "vitest";
import type { StoredImage, StoredRef } from "../../src/domain/snapshots.ts";
import { PROMPT_TEMPLATE } from "../../src/providers/prompt.ts";
import type { ClaimedGeneration, ClaimedSynthesis } from "../../src/services/generations/run-records.ts";
import { firstRequest } from "../../src/worker/provider-request.ts";
import type { Run } from "../../src/worker/run.ts";
import { createFakeProvider } from "../helpers/fake-provider.ts";

const stored = (key: string): StoredImage => ({ key, thumb_key: key, width: 8, height: 8, thumbhash: "", bytes: 1 });
const set = (...poses: StoredRef["pose"][]): StoredRef[] => poses.map((pose) => ({ ...stored(`old ${pose}`), pose }));

function request(
  claimed: Partial<ClaimedSynthesis>,
  pose: ClaimedGeneration["pose"],
  options: { portrait?: StoredImage; maxReferences?: number } = {},
) {
  const provider = createFakeProvider({ maxReferences: options.maxReferences ?? 1 });
  const synthesis = {
    kind: "resynthesize",
    attributes: { age: 28 },
    prompt_override: null,
    order: null,
    base_refs: [],
    ...claimed,
  };
  const run = { synthesis, app: { provider, randomSeed: () => 77 } } as unknown as Run;
  return firstRequest(run, { pose } as ClaimedGeneration, options.portrait ?? null);
}

describe("the first request of a pose", () => {
  test("has the model's size and its own seed, and records whether the seed has an effect", () => {
    const first = request({}, "portrait");
    expect(first).toMatchObject({
      template: PROMPT_TEMPLATE,
      seed: 77,
      seed_counts: true,
      width: 64,
      height: 96,
      references: [],
    });
    expect(first.prompt).toMatch(/28/);
    expect(request({ attributes: null }, "portrait").prompt).not.toMatch(/28/);
  });

  test("refers to the synthesis's own portrait, also in the prompt, when the model takes references", () => {
    const portrait = stored("new portrait");
    const front = request({ base_refs: set("portrait") }, "front", { portrait });
    expect(front.references).toEqual(["new portrait"]);
    const blind = request({}, "front", { portrait, maxReferences: 0 });
    expect(blind.references).toEqual([]);
    expect(blind.prompt).not.toBe(front.prompt);
    expect(request({}, "front").prompt).toBe(blind.prompt);
  });

  test("takes no reference for a whole new set, and the current portrait or front for a single pose", () => {
    const base_refs = set("side", "front", "portrait");
    expect(request({ base_refs }, "portrait").references).toEqual([]);
    expect(request({ kind: "create", base_refs }, "portrait").references).toEqual([]);
    expect(request({ kind: "regenerate_ref", base_refs }, "side").references).toEqual(["old portrait"]);
    expect(request({ kind: "regenerate_ref", base_refs }, "portrait").references).toEqual(["old front"]);
    expect(request({ kind: "regenerate_ref", base_refs: set("other") }, "side").references).toEqual(["old other"]);
    expect(request({ kind: "regenerate_ref" }, "side").references).toEqual([]);
  });

  test("contains the caller's prompt override", () => {
    expect(request({ kind: "regenerate_ref", prompt_override: "smiling" }, "side").prompt).toMatch(/smiling/);
  });
});

describe("the request of an image", () => {
  const order = { prompt: "a red boat", width: 300, height: 400, seed: 5 };

  test("is the order of the caller, with the character's portrait as reference", () => {
    const image = request({ kind: "image", order, base_refs: set("front", "portrait") }, "image");
    expect(image).toMatchObject({
      width: 300,
      height: 400,
      seed: 5,
      references: ["old portrait"],
      template: PROMPT_TEMPLATE,
    });
    const alone = request({ kind: "image", order }, "image");
    expect(alone.references).toEqual([]);
    expect(alone.prompt).not.toBe(image.prompt);
    expect(image.prompt).toMatch(/^a red boat/);
    expect(image.prompt).toMatch(/28/);
  });

  test("has a random seed when none was given (0 is a seed), and describes no person without a character", () => {
    expect(request({ kind: "image", order: { ...order, seed: null } }, "image").seed).toBe(77);
    expect(request({ kind: "image", order: { ...order, seed: 0 } }, "image").seed).toBe(0);
    expect(request({ kind: "image", order, attributes: null }, "image").prompt).not.toMatch(/28/);
  });
});
