import type { Sharp, SharpOptions } from "sharp";

type SharpModule = (input: Buffer, options?: SharpOptions) => Sharp;

/**
 * PNG with little compression: the picture is validated and stored as WebP by whoever receives it, so a lossy
 * answer would be encoded twice, and this is about half the processor time of a WebP.
 */
const PNG = { compressionLevel: 3 } as const;

let loading: Promise<SharpModule> | null = null;

/** Loads the image library on first use: it costs start-up time that most commands don't need. */
function loadSharp(): Promise<SharpModule> {
  loading ??= import("sharp").then(({ default: sharp }) => {
    // Every picture is drawn once, so a cache only holds memory; one thread a picture lets the worker decide on parallelism.
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
