import sharp from "sharp";
import { describe, expect, it } from "vitest";
import { type ImageRequest, ProviderFailure } from "../../../src/providers/provider.ts";
import { createSandboxProvider } from "../../../src/providers/sandbox/draw-character.ts";

const request = (part: Partial<ImageRequest> = {}): ImageRequest => ({
  pose: "portrait",
  attributes: { gender: "woman", hair_color: "auburn" },
  prompt: "a portrait",
  references: [],
  identitySeed: 1,
  seed: 2,
  width: 768,
  height: 1024,
  ...part,
});

const call = (signal = new AbortController().signal) => ({ key: "syn_1:portrait", signal });

describe("the sandbox provider", () => {
  it("reports its capabilities", () => {
    const { id, capabilities } = createSandboxProvider({ latencyMs: 0 });
    expect(id).toBe("sandbox");
    expect(capabilities).toEqual({
      maxReferences: 0,
      seed: true,
      dedupes: true,
      poseSize: { width: 768, height: 1024 },
    });
  });

  it("returns an image of the requested size", async () => {
    const provider = createSandboxProvider({ latencyMs: 0 });
    const { bytes } = await provider.generate(request(), call());
    expect(await sharp(bytes).metadata()).toMatchObject({ format: "png", width: 768, height: 1024 });
  });

  it.each([
    [256, 256, "a beach at noon", {}],
    [2048, 256, "neon city at night", { gender: "man" }],
    [1024, 1536, "library", { gender: "girl", age: 9 }],
    [333, 777, "", {}],
  ])("makes a free image of %i × %i for %j", async (width, height, prompt, attributes) => {
    const provider = createSandboxProvider({ latencyMs: 0 });
    const { bytes } = await provider.generate(request({ pose: "image", width, height, prompt, attributes }), call());
    expect(await sharp(bytes).metadata()).toMatchObject({ width, height });
  });

  it("shows different places for different prompts", async () => {
    const provider = createSandboxProvider({ latencyMs: 0 });
    const image = async (prompt: string) =>
      (await provider.generate(request({ pose: "image", prompt, width: 256, height: 256 }), call())).bytes;
    expect(Buffer.from(await image("on the beach")).equals(Buffer.from(await image("in a snowy forest")))).toBe(false);
  });

  it("takes at least the configured latency", async () => {
    const began = performance.now();
    await createSandboxProvider({ latencyMs: 120 }).generate(request({ width: 96, height: 128 }), call());
    expect(performance.now() - began).toBeGreaterThanOrEqual(115);
  });

  it("stops waiting when the call is aborted", async () => {
    const abort = new AbortController();
    const answer = createSandboxProvider({ latencyMs: 60_000 }).generate(request(), call(abort.signal));
    abort.abort();
    await expect(answer).rejects.toMatchObject({ name: "ProviderFailure", kind: "aborted" });
  });

  it("does not start a call that is already aborted", async () => {
    const answer = createSandboxProvider({ latencyMs: 0 }).generate(request(), call(AbortSignal.abort()));
    await expect(answer).rejects.toBeInstanceOf(ProviderFailure);
  });
});
