import { setTimeout as delay } from "node:timers/promises";
import type { Sharp, SharpOptions } from "sharp";
import {
  type ImageProvider,
  type ImageRequest,
  type ProviderCall,
  ProviderFailure,
  type ProviderImage,
} from "../provider.ts";

/** The model's name in answers. It changes when the same seeds begin to give other images. */
const MODEL = "sandbox-figure-2";

/**
 * PNG with little compression. The pipeline decodes the image and stores it as WebP. A lossy answer would be
 * encoded twice, and WebP takes about twice the CPU time.
 */
const PNG = { compressionLevel: 3 } as const;

/**
 * The built-in image provider. It draws the person as vectors without network access, costs nothing and answers after
 * `latencyMs`. Throws `ProviderFailure` of kind `aborted` when the signal ends the call.
 */
export function createSandboxProvider(options: { latencyMs: number }): ImageProvider {
  return {
    id: "sandbox",
    capabilities: { maxReferences: 0, seed: true, dedupes: true, poseSize: { width: 768, height: 1024 } },
    generate: (request, call) => generate(request, call, options.latencyMs),
  };
}

async function generate(request: ImageRequest, call: ProviderCall, latencyMs: number): Promise<ProviderImage> {
  const [{ drawPage, sceneOf }] = await Promise.all([loadDrawing(), wait(latencyMs, call.signal)]);
  const bytes = await rasterize(drawPage(request, sceneOf(request.prompt)));
  if (call.signal.aborted) throw new ProviderFailure("aborted", "the call was aborted while drawing");
  return { bytes, model: MODEL, requestId: null };
}

/** The drawing code takes a noticeable part of the start-up time, so it is loaded during the first wait. */
async function loadDrawing() {
  const [{ drawPage }, { sceneOf }] = await Promise.all([import("./page/page.ts"), import("./page/scenes.ts")]);
  return { drawPage, sceneOf };
}

async function wait(milliseconds: number, signal: AbortSignal): Promise<void> {
  try {
    signal.throwIfAborted();
    if (milliseconds > 0) await delay(milliseconds, undefined, { signal });
  } catch (cause) {
    throw new ProviderFailure("aborted", "the call was aborted before drawing", { cause });
  }
}

type SharpModule = (input: Buffer, options?: SharpOptions) => Sharp;

let loading: Promise<SharpModule> | null = null;

/** Loads the image library on first use, because loading it takes start-up time that most commands do not need. */
function loadSharp(): Promise<SharpModule> {
  loading ??= import("sharp").then(({ default: sharp }) => {
    // Every image is drawn once, so a cache would only use memory. With one thread for each image, the worker
    // decides how many run in parallel.
    sharp.cache(false);
    sharp.concurrency(1);
    return sharp;
  });
  return loading;
}

/** PNG bytes of an SVG at its own size. */
export async function rasterize(svg: string): Promise<Uint8Array> {
  const sharp = await loadSharp();
  return sharp(Buffer.from(svg)).removeAlpha().png(PNG).toBuffer();
}
