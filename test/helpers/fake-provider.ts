import sharp from "sharp";
import {
  type ImageProvider,
  type ImageRequest,
  type ProviderCall,
  ProviderFailure,
  type ProviderImage,
} from "../../src/providers/provider.ts";

/** What one scripted call does. */
export type Script = (request: ImageRequest, call: ProviderCall, nth: number) => Promise<ProviderImage> | ProviderImage;

export type FakeProvider = ImageProvider & {
  /** Every call, in order. */
  readonly calls: readonly { key: string; pose: string; prompt: string; seed: number; references: number }[];
};

/** A provider that counts its calls and answers by a script. By default each call gets a different small image. */
export function createFakeProvider(
  options: { id?: string; dedupes?: boolean; maxReferences?: number; script?: Script } = {},
): FakeProvider {
  const calls: { key: string; pose: string; prompt: string; seed: number; references: number }[] = [];
  const script = options.script ?? ((_request, _call, nth) => paint(nth));
  return {
    id: options.id ?? "fake",
    capabilities: {
      maxReferences: options.maxReferences ?? 1,
      seed: true,
      dedupes: options.dedupes ?? false,
      poseSize: { width: 64, height: 96 },
    },
    calls,
    generate: async (request, call) => {
      const { pose, prompt, seed, references } = request;
      calls.push({ key: call.key, pose, prompt, seed, references: references.length });
      return script(request, call, calls.length);
    },
  };
}

/** An image that differs with each number. */
export async function paint(nth: number): Promise<ProviderImage> {
  const background = { r: (nth * 37) % 256, g: (nth * 91) % 256, b: (nth * 53) % 256 };
  const bytes = await sharp({ create: { width: 64, height: 96, channels: 3, background } })
    .png()
    .toBuffer();
  return { bytes, model: "fake-1", requestId: `vendor-${nth}` };
}

/** Waits until the call is aborted. */
export function hang(call: ProviderCall): Promise<never> {
  return new Promise((_, reject) => {
    const fail = () => reject(new ProviderFailure("aborted", "aborted"));
    if (call.signal.aborted) fail();
    call.signal.addEventListener("abort", fail, { once: true });
  });
}
