import { KeyedLimiter } from "../domain/limiter.ts";
import { imageFormatOf } from "./image-format.ts";
import { loadSharp } from "./load-sharp.ts";

/** Most pixels of a picture before it is scaled down: decoded, 40 million take up to 320 MB (16-bit RGBA). */
const MAX_INPUT_PIXELS = 40_000_000;

/** The slowest of the largest pictures (interlaced 16-bit PNG) takes 3 s: more is a file made to take long. Seconds. */
const DECODE_TIMEOUT_SECONDS = 20;

/**
 * Decodings at the same time in a process. They run on libuv's pool of four threads, which files and name look-ups
 * need as well, and each may hold `MAX_INPUT_PIXELS`.
 */
const decoding = new KeyedLimiter({ slots: 3 });

/** Why bytes are no usable picture. `unreadable`: broken, truncated, or other content than the first bytes say. */
export type ImageRefusal = "empty" | "too_large" | "unsupported_format" | "too_many_pixels" | "unreadable";

/** Decoded 8-bit sRGB, upright, row by row; 4 channels when the picture has transparency. */
export type Pixels = {
  readonly data: Uint8Array;
  readonly width: number;
  readonly height: number;
  readonly channels: 3 | 4;
};

export type Decoded =
  | { readonly ok: true; readonly pixels: Pixels }
  | { readonly ok: false; readonly reason: ImageRefusal };

/**
 * Decodes untrusted bytes as a whole and scales them down to `maxSide` px. Takes PNG, JPEG and WebP only, decided by
 * the first bytes and confirmed by the decoder (which would read SVG, GIF, TIFF or PDF too). Of an animation it takes
 * the first frame. Metadata and anything appended to the picture end here.
 */
export async function decodeImage(
  bytes: Uint8Array,
  limits: { readonly maxBytes: number; readonly maxSide: number },
): Promise<Decoded> {
  if (bytes.byteLength === 0) return { ok: false, reason: "empty" };
  if (bytes.byteLength > limits.maxBytes) return { ok: false, reason: "too_large" };
  if (imageFormatOf(bytes) === null) return { ok: false, reason: "unsupported_format" };
  return decoding.run("", () => decode(bytes, limits.maxSide));
}

async function decode(bytes: Uint8Array, maxSide: number): Promise<Decoded> {
  const sharp = await loadSharp();
  const input = { failOn: "error", limitInputPixels: MAX_INPUT_PIXELS, pages: 1, autoOrient: true } as const;
  try {
    const picture = sharp(bytes, input).timeout({ seconds: DECODE_TIMEOUT_SECONDS });
    if ((await picture.metadata()).format !== imageFormatOf(bytes)) return { ok: false, reason: "unreadable" };
    const { data, info } = await picture
      .resize({ width: maxSide, height: maxSide, fit: "inside", withoutEnlargement: true })
      .toColourspace("srgb")
      .raw({ depth: "uchar" })
      .toBuffer({ resolveWithObject: true });
    if (info.channels !== 3 && info.channels !== 4) return { ok: false, reason: "unreadable" };
    return { ok: true, pixels: { data, width: info.width, height: info.height, channels: info.channels } };
  } catch (error) {
    return { ok: false, reason: isPixelLimit(error) ? "too_many_pixels" : "unreadable" };
  }
}

function isPixelLimit(error: unknown): boolean {
  return error instanceof Error && error.message.includes("exceeds pixel limit");
}
