import { setTimeout as delay } from "node:timers/promises";
import { ProviderFailure } from "../failure.ts";
import type { ImageProvider, ImageRequest, ProviderCall, ProviderImage } from "../provider.ts";

/** Name of the drawing, as answered for a model; raised when the same seeds begin to give other pictures. */
const MODEL = "sandbox-figure-2";

/**
 * The built-in image engine: draws the person as vectors. It costs nothing and always answers after `latencyMs`.
 * Throws `ProviderFailure` of kind `aborted` when the signal ends the call.
 */
export function createSandboxProvider(options: { latencyMs: number }): ImageProvider {
  return {
    id: "sandbox",
    capabilities: { maxReferences: 0, seed: true, dedupes: true, poseSize: { width: 768, height: 1024 } },
    generate: (request, call) => generate(request, call, options.latencyMs),
  };
}

async function generate(request: ImageRequest, call: ProviderCall, latencyMs: number): Promise<ProviderImage> {
  const [{ drawPage, rasterize, sceneOf }] = await Promise.all([loadDrawing(), wait(latencyMs, call.signal)]);
  const bytes = await rasterize(drawPage(request, sceneOf(request.prompt)));
  if (call.signal.aborted) throw new ProviderFailure("aborted", "the call was aborted while drawing");
  return { bytes, model: MODEL, requestId: null };
}

/** The drawing is some two hundred small modules, half a second of start-up: it is loaded during the first wait instead. */
async function loadDrawing() {
  const [{ drawPage }, { rasterize }, { sceneOf }] = await Promise.all([
    import("./page/page.ts"),
    import("./rasterize.ts"),
    import("./traits/scene.ts"),
  ]);
  return { drawPage, rasterize, sceneOf };
}

async function wait(milliseconds: number, signal: AbortSignal): Promise<void> {
  try {
    signal.throwIfAborted();
    if (milliseconds > 0) await delay(milliseconds, undefined, { signal });
  } catch (cause) {
    throw new ProviderFailure("aborted", "the call was aborted before drawing", { cause });
  }
}
