import { describe, expect, test } from "vitest";
import { IMAGE, sendImage } from "./behaviours.ts";
import { formOf, jsonOf, startFakeVendor } from "./fake-vendor.ts";
import { callOf, provider, REFERENCE, REQUEST, SECRET_KEY, SECRET_PROMPT } from "./vendor-helpers.ts";

const withReferences = (count: number) => ({ ...REQUEST, references: Array.from({ length: count }, () => REFERENCE) });

describe("openai-compatible", () => {
  test("requests an image from text below the configured path, with the call's idempotency key", async () => {
    await using vendor = await startFakeVendor(sendImage(IMAGE, { "x-request-id": "req-1" }));
    const made = await (await provider(vendor.origin)).generate(REQUEST, callOf());
    expect(Buffer.from(made.bytes)).toEqual(IMAGE);
    expect(made).toMatchObject({ model: "painter-1", requestId: "req-1" });
    const [seen] = vendor.calls;
    if (!seen) throw new Error("the vendor was called");
    expect(`${seen.method} ${seen.path}`).toBe("POST /v1/images/generations");
    expect(seen.headers).toMatchObject({ authorization: `Bearer ${SECRET_KEY}`, "idempotency-key": "syn_1:portrait" });
    expect(jsonOf(seen)).toEqual({
      model: "painter-1",
      prompt: SECRET_PROMPT,
      n: 1,
      size: "768x1024",
      response_format: "b64_json",
      seed: 4_000_000_000 - 2 ** 31,
    });
    expect(vendor.calls).toHaveLength(1);
  });

  test("sends a reference as a part of an edit request", async () => {
    await using vendor = await startFakeVendor(sendImage());
    await (await provider(vendor.origin)).generate(withReferences(2), callOf());
    const [seen] = vendor.calls;
    if (!seen) throw new Error("the vendor was called");
    expect(`${seen.method} ${seen.path}`).toBe("POST /v1/images/edits");
    expect(seen.headers["idempotency-key"]).toBe("syn_1:portrait");
    const form = await formOf(seen);
    const image = form.getAll("image") as File[];
    expect(image).toHaveLength(1);
    expect(image[0]?.type).toBe("image/png");
    expect(Buffer.from((await image[0]?.arrayBuffer()) ?? new ArrayBuffer(0))).toEqual(IMAGE);
    expect(form.get("prompt")).toBe(SECRET_PROMPT);
    expect(form.get("response_format")).toBe("b64_json");
    expect(form.get("size")).toBe("768x1024");
  });

  test("needs no key", async () => {
    await using vendor = await startFakeVendor(sendImage());
    await (await provider(vendor.origin, { IMAGE_PROVIDER_API_KEY: undefined })).generate(REQUEST, callOf());
    expect(vendor.calls[0]?.headers.authorization).toBeUndefined();
  });

  test("accepts a base URL with a trailing slash", async () => {
    await using vendor = await startFakeVendor(sendImage());
    const slashed = await provider(vendor.origin, { IMAGE_PROVIDER_BASE_URL: `${vendor.origin}/api/v2/` });
    await slashed.generate(REQUEST, callOf());
    expect(vendor.calls[0]?.path).toBe("/api/v2/images/generations");
  });
});

describe("openai", () => {
  const openai = { IMAGE_PROVIDER: "openai", IMAGE_MODEL: "gpt-image-1" } as const;

  test("requests the nearest size that the model makes, and sends nothing that it does not know", async () => {
    await using vendor = await startFakeVendor(sendImage());
    const opened = await provider(vendor.origin, openai);
    expect(opened.capabilities).toMatchObject({ maxReferences: 16, seed: false, dedupes: false, resumable: false });
    expect(opened.capabilities.poseSize).toEqual({ width: 1024, height: 1536 });
    await opened.generate({ ...REQUEST, width: 2000, height: 900 }, callOf());
    const [seen] = vendor.calls;
    if (!seen) throw new Error("the vendor was called");
    expect(seen.path).toBe("/v1/images/generations");
    expect(jsonOf(seen)).toEqual({ model: "gpt-image-1", prompt: SECRET_PROMPT, n: 1, size: "1536x1024" });
    expect(seen.headers).toMatchObject({ authorization: `Bearer ${SECRET_KEY}`, "idempotency-key": "syn_1:portrait" });
  });

  test("sends several references as parts of one edit request", async () => {
    await using vendor = await startFakeVendor(sendImage());
    await (await provider(vendor.origin, openai)).generate(withReferences(3), callOf());
    const [seen] = vendor.calls;
    if (!seen) throw new Error("the vendor was called");
    expect(seen.path).toBe("/v1/images/edits");
    expect((await formOf(seen)).getAll("image[]")).toHaveLength(3);
  });

  test("sends no reference to DALL·E 3, which takes none", async () => {
    await using vendor = await startFakeVendor(sendImage());
    const opened = await provider(vendor.origin, { ...openai, IMAGE_MODEL: "dall-e-3" });
    await opened.generate(withReferences(1), callOf());
    expect(opened.capabilities).toMatchObject({ maxReferences: 0, poseSize: { width: 1024, height: 1792 } });
    expect(vendor.calls[0]?.path).toBe("/v1/images/generations");
  });
});

describe("google", () => {
  const google = { IMAGE_PROVIDER: "google", IMAGE_MODEL: "gemini-2.5-flash-image" } as const;
  const candidate = (parts: unknown[], finishReason = "STOP") => ({
    candidates: [{ content: { parts }, finishReason }],
  });
  const inline = { inlineData: { mimeType: "image/png", data: IMAGE.toString("base64") } };

  test("requests an aspect ratio, with references inline", async () => {
    await using vendor = await startFakeVendor(({ response }) => {
      response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify(candidate([inline])));
    });
    const made = await (await provider(vendor.origin, google)).generate(withReferences(1), callOf());
    expect(Buffer.from(made.bytes)).toEqual(IMAGE);
    const [seen] = vendor.calls;
    if (!seen) throw new Error("the vendor was called");
    expect(seen.path).toBe("/v1/models/gemini-2.5-flash-image:generateContent");
    expect(seen.headers).toMatchObject({ "x-goog-api-key": SECRET_KEY, "idempotency-key": "syn_1:portrait" });
    expect(jsonOf(seen)).toMatchObject({
      contents: [{ parts: [{ text: SECRET_PROMPT }, inline] }],
      generationConfig: { responseModalities: ["IMAGE"], imageConfig: { aspectRatio: "3:4" } },
    });
  });

  const json = (body: unknown, code = 200) => JSON.stringify({ body, code });
  test.each([
    ["an image refused as unsafe", json(candidate([], "IMAGE_SAFETY")), "rejected", null],
    ["a refused prompt", json({ promptFeedback: { blockReason: "OTHER" } }), "rejected", null],
    ["an answer without an image", json(candidate([{ text: "Sorry" }], "NO_IMAGE")), "outcome_unknown", null],
    [
      "too many requests",
      json({ error: { status: "RESOURCE_EXHAUSTED", message: "x", details: [{ retryDelay: "34.2s" }] } }, 429),
      "not_sent",
      35,
    ],
    [
      "a day's quota that is used up",
      json(
        {
          error: {
            code: 429,
            message: "x",
            status: "RESOURCE_EXHAUSTED",
            details: [{ violations: [{ quotaId: "GenerateRequestsPerDayPerProjectPerModel-FreeTier" }] }],
          },
        },
        429,
      ),
      "unavailable",
      null,
    ],
  ])("classifies %s", async (_, scripted, kind, retryAfterSeconds) => {
    const { body, code } = JSON.parse(scripted) as { body: unknown; code: number };
    await using vendor = await startFakeVendor(({ response }) => {
      response.writeHead(code, { "content-type": "application/json" }).end(JSON.stringify(body));
    });
    const opened = await provider(vendor.origin, google);
    await expect(opened.generate(REQUEST, callOf())).rejects.toMatchObject({ kind, retryAfterSeconds });
    expect(vendor.posts()).toHaveLength(1);
  });

  test("is never asked to continue an answer, which would be paid for twice", async () => {
    await using vendor = await startFakeVendor(({ response }) => {
      const first = candidate([], "CONTINUATION").candidates[0];
      const body = { candidates: [{ ...first, continuationToken: "t" }] };
      response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify(body));
    });
    const opened = await provider(vendor.origin, google);
    await expect(opened.generate(REQUEST, callOf())).rejects.toMatchObject({ kind: "outcome_unknown" });
    expect(vendor.posts()).toHaveLength(1);
  });
});
