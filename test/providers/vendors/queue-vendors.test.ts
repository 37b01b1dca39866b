import { describe, expect, test } from "vitest";
import { waitFor } from "../../helpers/wait-for.ts";
import { bytes, IMAGE, json, status } from "./behaviours.ts";
import { jsonOf, startFakeVendor } from "./fake-vendor.ts";
import { jobOf, QUEUES } from "./queues.ts";
import { callOf, failureOf, provider, REFERENCE, REQUEST, SECRET_KEY } from "./vendor-helpers.ts";

describe.concurrent.each(QUEUES)("$name", (queue) => {
  const settings = { IMAGE_PROVIDER: queue.name, IMAGE_MODEL: queue.model };
  const done = (origin: string) => queue.done(origin, `${origin}/out.png`);

  test("pays once, remembers the job before polling it, and delivers its image", async () => {
    await using vendor = await startFakeVendor(status(500));
    vendor.become(jobOf(queue, [queue.waiting, queue.waiting, done(vendor.origin)]));
    const opened = await provider(vendor.origin, settings);
    expect(opened.capabilities).toMatchObject({ resumable: true, dedupes: false });
    const remembered: { job: string; calls: number }[] = [];
    const remember = async (job: string) => {
      remembered.push({ job, calls: vendor.calls.length });
    };
    const made = await opened.generate(REQUEST, callOf({ remember }));
    expect(Buffer.from(made.bytes)).toEqual(IMAGE);
    expect(made.requestId).toBe(queue.jobId);
    expect(remembered).toEqual([{ job: queue.job(vendor.origin), calls: 1 }]);
    expect(vendor.billed()).toBe(1);
    expect(vendor.posts()).toHaveLength(1);
    const [submitted] = vendor.posts();
    expect(submitted?.path).toBe(queue.submitPath);
    expect(submitted?.headers["idempotency-key"]).toBe("syn_1:portrait");
    expect(JSON.stringify(submitted?.headers)).toContain(SECRET_KEY);
    expect(JSON.stringify(vendor.calls.at(-1)?.headers)).not.toContain(SECRET_KEY);
  });

  test("resumes a job without paying again", async () => {
    await using vendor = await startFakeVendor(status(500));
    vendor.become(jobOf(queue, [queue.waiting, done(vendor.origin)]));
    const opened = await provider(vendor.origin, settings);
    const made = await opened.generate(REQUEST, callOf({ resume: queue.job(vendor.origin) }));
    expect(Buffer.from(made.bytes)).toEqual(IMAGE);
    expect(vendor.posts()).toHaveLength(0);
  });

  test("lets the next worker get the paid image after a crash during the job", async () => {
    await using vendor = await startFakeVendor(jobOf(queue, [queue.waiting]));
    const opened = await provider(vendor.origin, settings);
    const ours = new AbortController();
    let remembered: string | null = null;
    const remember = async (job: string) => {
      remembered = job;
    };
    const first = failureOf(opened.generate(REQUEST, callOf({ remember, signal: ours.signal })));
    await waitFor("the job to be asked for", () => vendor.calls.length >= 2);
    ours.abort();
    expect((await first).kind).toBe("aborted");
    vendor.become(jobOf(queue, [done(vendor.origin)]));
    const made = await opened.generate(REQUEST, callOf({ resume: remembered }));
    expect(Buffer.from(made.bytes)).toEqual(IMAGE);
    expect(vendor.billed()).toBe(1);
  });

  test("continues to poll through errors and resets, because polling is free", async () => {
    await using vendor = await startFakeVendor(status(500));
    const reset = ({ response }: { response: { destroy: () => void } }) => response.destroy();
    const troubles = [status(502, "<html>"), reset, status(429, {}, { "retry-after": "0" }), status(404)];
    vendor.become(jobOf(queue, [...troubles, done(vendor.origin)]));
    const made = await (await provider(vendor.origin, settings)).generate(REQUEST, callOf());
    expect(Buffer.from(made.bytes)).toEqual(IMAGE);
    expect(vendor.billed()).toBe(1);
  });

  test("gives a job that is not over in time an unknown outcome", async () => {
    await using vendor = await startFakeVendor(jobOf(queue, [queue.waiting]));
    const impatient = await provider(vendor.origin, { ...settings, IMAGE_PROVIDER_TIMEOUT_MS: 400 });
    const failure = await failureOf(impatient.generate(REQUEST, callOf()));
    expect(failure).toMatchObject({ kind: "outcome_unknown", message: "the job took too long" });
  });

  test("gives a job that the vendor no longer knows an unknown outcome, and sends nothing again", async () => {
    await using vendor = await startFakeVendor(status(404, { detail: "not found" }));
    const opened = await provider(vendor.origin, settings);
    const failure = await failureOf(opened.generate(REQUEST, callOf({ resume: queue.job(vendor.origin) })));
    expect(failure.kind).toBe("outcome_unknown");
    expect(vendor.posts()).toHaveLength(0);
  });

  test.each([
    ["a refusal for content", queue.refused, "rejected"],
    ["a failed job", queue.failed, "unusable"],
    ["a job that succeeded without an image", queue.empty(""), "unusable"],
  ])("classifies %s", async (_, state, kind) => {
    await using vendor = await startFakeVendor(jobOf(queue, [state]));
    const failure = await failureOf((await provider(vendor.origin, settings)).generate(REQUEST, callOf()));
    expect(failure.kind).toBe(kind);
    expect(vendor.posts()).toHaveLength(1);
  });

  test.each([
    ["a 402", status(402, { detail: "Insufficient credit" }), "unavailable"],
    ["a 422", status(422, { detail: [{ type: "missing", loc: ["body", "x"] }] }), "unavailable"],
    ["a refused prompt", status(422, { detail: [{ type: "content_policy_violation", input: "…" }] }), "rejected"],
    ["a 429", status(429, { detail: "Request was throttled. Your rate limit resets in ~30s." }), "not_sent"],
    ["a 503 of its own", status(503, { detail: "busy" }), "not_sent"],
    ["a bare 503", status(503, "<html>"), "outcome_unknown"],
    ["an answer without a job", status(200, { ok: true }), "outcome_unknown"],
  ] as const)("classifies %s as the answer to the paid request, and remembers nothing", async (_, behaviour, kind) => {
    await using vendor = await startFakeVendor(behaviour);
    const remember = () => Promise.reject(new Error("there is no job"));
    const opened = await provider(vendor.origin, settings);
    const failure = await failureOf(opened.generate(REQUEST, callOf({ remember })));
    expect(failure.kind).toBe(kind);
    expect(vendor.calls).toHaveLength(1);
  });

  test("ends the call with the unchanged error of `remember`", async () => {
    await using vendor = await startFakeVendor(jobOf(queue, [queue.waiting]));
    const lost = new Error("another runner has it");
    const opened = await provider(vendor.origin, settings);
    await expect(opened.generate(REQUEST, callOf({ remember: () => Promise.reject(lost) }))).rejects.toBe(lost);
    expect(vendor.calls).toHaveLength(1);
  });

  test("does not accept another vendor's job as its own", async () => {
    await using vendor = await startFakeVendor(status(500));
    const opened = await provider(vendor.origin, settings);
    const failure = await failureOf(opened.generate(REQUEST, callOf({ resume: "other job-1" })));
    expect(failure.kind).toBe("outcome_unknown");
    expect(vendor.calls).toHaveLength(0);
  });

  test("downloads no image from a private address", async () => {
    await using other = await startFakeVendor(status(200, "x"));
    await using vendor = await startFakeVendor(status(500));
    vendor.become(jobOf(queue, [queue.done(vendor.origin, `${other.origin}/out.png`)]));
    const failure = await failureOf((await provider(vendor.origin, settings)).generate(REQUEST, callOf()));
    expect(failure.kind).toBe("unusable");
    expect(other.calls).toHaveLength(0);
  });
});

describe("fal's failed job", () => {
  const fal = { IMAGE_PROVIDER: "fal", IMAGE_MODEL: "fal-ai/flux-2" } as const;

  test.each([
    ["the content was refused", status(422, { detail: [{ type: "content_policy_violation" }] }), "rejected"],
    ["the runner broke", status(500, { detail: "Internal Server Error" }), "unusable"],
  ])("reports in its result that %s", async (_, result, kind) => {
    await using vendor = await startFakeVendor((call) => {
      const { seen, origin, response } = call;
      const job = `${origin}/fal-ai/flux-2/requests/r`;
      if (seen.method === "POST") return json(response, 200, { status_url: `${job}/status` });
      if (!seen.path.endsWith("/status")) return result(call);
      return json(response, 200, { status: "COMPLETED", error: "it failed", response_url: job });
    });
    expect((await failureOf((await provider(vendor.origin, fal)).generate(REQUEST, callOf()))).kind).toBe(kind);
  });
});

describe("the body of a paid request", () => {
  const dataUri = `data:image/png;base64,${IMAGE.toString("base64")}`;
  const shape = { prompt: REQUEST.prompt };
  const seed = 4_000_000_000 - 2 ** 31;

  test.each([
    [
      "replicate",
      "black-forest-labs/flux-2-pro",
      { input: { ...shape, aspect_ratio: "3:4", seed, input_images: [dataUri] } },
    ],
    [
      "replicate",
      "black-forest-labs/flux-kontext-pro",
      { input: { ...shape, aspect_ratio: "3:4", seed, input_image: dataUri } },
    ],
    ["replicate", "google/nano-banana", { input: { ...shape, aspect_ratio: "3:4", image_input: [dataUri] } }],
    ["replicate", "openai/gpt-image-1.5", { input: { ...shape, aspect_ratio: "2:3", input_images: [dataUri] } }],
    ["replicate", "some/model", { input: { ...shape, aspect_ratio: "3:4", seed } }],
    [
      "replicate",
      `some/model:${"a".repeat(64)}`,
      { version: "a".repeat(64), input: { ...shape, width: 768, height: 1024, seed } },
    ],
    [
      "black-forest-labs",
      "flux-2-pro",
      { ...shape, seed, width: 768, height: 1024, input_image: IMAGE.toString("base64") },
    ],
    [
      "black-forest-labs",
      "flux-kontext-max",
      { ...shape, seed, aspect_ratio: "3:4", input_image: IMAGE.toString("base64") },
    ],
    ["black-forest-labs", "flux-pro-1.1", { ...shape, seed, width: 768, height: 1024 }],
    [
      "fal",
      "fal-ai/flux-2",
      { ...shape, num_images: 1, image_size: { width: 768, height: 1024 }, seed, image_urls: [dataUri] },
    ],
    ["fal", "fal-ai/flux-pro/kontext", { ...shape, num_images: 1, aspect_ratio: "3:4", seed, image_url: dataUri }],
    ["fal", "fal-ai/nano-banana", { ...shape, num_images: 1, aspect_ratio: "3:4", image_urls: [dataUri] }],
    ["fal", "fal-ai/flux/dev", { ...shape, num_images: 1, image_size: { width: 768, height: 1024 }, seed }],
  ] as const)("%s %s", async (name, model, body) => {
    await using vendor = await startFakeVendor(status(400, {}));
    const opened = await provider(vendor.origin, { IMAGE_PROVIDER: name, IMAGE_MODEL: model });
    await failureOf(opened.generate({ ...REQUEST, references: [REFERENCE] }, callOf()));
    const [seen] = vendor.calls;
    expect(seen && jsonOf(seen)).toEqual(body);
  });

  test.each([
    ["fal-ai/flux-2", "/v1/fal-ai/flux-2", "/v1/fal-ai/flux-2/edit"],
    ["fal-ai/flux-pro/kontext", "/v1/fal-ai/flux-pro/kontext/text-to-image", "/v1/fal-ai/flux-pro/kontext"],
    [
      "fal-ai/bytedance/seedream/v4/text-to-image",
      "/v1/fal-ai/bytedance/seedream/v4/text-to-image",
      "/v1/fal-ai/bytedance/seedream/v4/edit",
    ],
  ])("of fal's %s goes to one endpoint from text and to another with references", async (model, text, editing) => {
    await using vendor = await startFakeVendor(status(400, {}));
    const opened = await provider(vendor.origin, { IMAGE_PROVIDER: "fal", IMAGE_MODEL: model });
    await failureOf(opened.generate(REQUEST, callOf()));
    await failureOf(opened.generate({ ...REQUEST, references: [REFERENCE] }, callOf()));
    expect(vendor.calls.map(({ path }) => path)).toEqual([text, editing]);
    expect(vendor.calls[0]?.headers["x-fal-no-retry"]).toBe("1");
  });

  test("a job is polled only at the vendor's own hosts", async () => {
    await using other = await startFakeVendor(status(200, {}));
    const elsewhere = { id: "1", polling_url: `${other.origin}/poll?id=1` };
    await using vendor = await startFakeVendor(({ response }) => json(response, 200, elsewhere));
    const opened = await provider(vendor.origin, { IMAGE_PROVIDER: "black-forest-labs", IMAGE_MODEL: "flux-2-pro" });
    expect((await failureOf(opened.generate(REQUEST, callOf()))).kind).toBe("unusable");
    expect(other.calls).toHaveLength(0);
  });
});

test("a job with an overlong name is not accepted, and nothing of it is remembered", async () => {
  const polling_url = `https://api.bfl.ai/v1/get_result?id=${"x".repeat(1_000_000)}`;
  await using vendor = await startFakeVendor(status(200, { polling_url }));
  const settings = { IMAGE_PROVIDER: "black-forest-labs", IMAGE_MODEL: "flux-2-pro" } as const;
  const remember = () => Promise.reject(new Error("kept"));
  const opened = await provider(vendor.origin, settings);
  const failure = await failureOf(opened.generate(REQUEST, callOf({ remember })));
  expect(failure.kind).toBe("outcome_unknown");
});

test.each(["%00", "a%0Ab", "x".repeat(500)])("a job id that is not plain is not logged: %s", async (id) => {
  await using vendor = await startFakeVendor(status(500));
  const settings = { IMAGE_PROVIDER: "black-forest-labs", IMAGE_MODEL: "flux-2-pro" } as const;
  vendor.become((call) => {
    if (call.seen.path === "/out.png") return bytes(IMAGE)(call);
    return json(call.response, 200, { status: "Ready", result: { sample: `${vendor.origin}/out.png` } });
  });
  const opened = await provider(vendor.origin, settings);
  const resume = `black-forest-labs ${vendor.origin}/v1/get_result?id=${id}`;
  expect(await opened.generate(REQUEST, callOf({ resume }))).toMatchObject({ requestId: null });
});
