import { createHash } from "node:crypto";
import sharp from "sharp";
import { thumbHashToApproximateAspectRatio, thumbHashToAverageRGBA } from "thumbhash";
import { describe, expect, test } from "vitest";
import { type BlobToStore, ingestImage } from "../../src/storage/images.ts";
import { BLUE, colourDistance, flat, halves, noise, pixelAt, RED } from "./sample-images.ts";

const OPTIONS = { teamId: "team_01A", maxBytes: 20_000_000 };

async function ingest(bytes: Uint8Array, options: Partial<typeof OPTIONS & { maxSide: number }> = {}) {
  const ingested = await ingestImage(bytes, { ...OPTIONS, ...options });
  if (!ingested.ok) throw new Error(`Refused: ${ingested.reason}`);
  const [master, thumb] = ingested.blobs as [BlobToStore, BlobToStore];
  return { image: ingested.image, master, thumb };
}

describe("an ingested image", () => {
  test.each(["png", "jpeg", "webp"] as const)(
    "of type %s becomes a WebP image and a thumbnail named by their digests",
    async (type) => {
      const { image, master, thumb } = await ingest(await flat(768, 1024).toFormat(type).toBuffer());
      for (const [blob, key] of [
        [master, image.key],
        [thumb, image.thumb_key],
      ] as const) {
        const digest = createHash("sha256").update(blob.bytes).digest("hex");
        expect(blob).toMatchObject({ key, contentType: "image/webp" });
        expect(key).toBe(`v1/team_01A/${digest.slice(0, 2)}/${digest}.webp`);
      }
      expect(image).toMatchObject({ width: 768, height: 1024, bytes: master.bytes.byteLength });
      expect(await sharp(master.bytes).metadata()).toMatchObject({ format: "webp", width: 768, height: 1024 });
      expect(await sharp(thumb.bytes).metadata()).toMatchObject({ format: "webp", width: 192, height: 256 });
      expect(colourDistance(await pixelAt(master.bytes, 400, 500), RED)).toBeLessThan(8);
      expect(colourDistance(await pixelAt(thumb.bytes, 90, 100), RED)).toBeLessThan(8);
    },
  );

  test("has a thumbhash with its colour and shape", async () => {
    const { image } = await ingest(await flat(300, 600).png().toBuffer());
    const hash = Buffer.from(image.thumbhash, "base64");
    const { r, g, b } = thumbHashToAverageRGBA(hash);
    expect(colourDistance([r * 255, g * 255, b * 255], RED)).toBeLessThan(20);
    expect(thumbHashToApproximateAspectRatio(hash)).toBeCloseTo(0.5, 0);
  });

  test("is scaled down to 1536 px or the given side, never up", async () => {
    expect((await ingest(await flat(3072, 1000).png().toBuffer())).image).toMatchObject({ width: 1536, height: 500 });
    expect((await ingest(await flat(1536, 1537).png().toBuffer())).image).toMatchObject({ width: 1535, height: 1536 });
    expect((await ingest(await flat(1000, 500).png().toBuffer(), { maxSide: 100 })).image).toMatchObject({
      width: 100,
      height: 50,
    });
    expect((await ingest(await flat(1, 1).png().toBuffer())).image).toMatchObject({ width: 1, height: 1 });
    expect((await ingest(await flat(1, 20_000).png().toBuffer())).image).toMatchObject({ width: 1, height: 1536 });
  });

  test("has the same keys for the same bytes, and other keys for another team", async () => {
    const bytes = await noise(200, 200).png().toBuffer();
    const [first, second, other] = [
      await ingest(bytes),
      await ingest(bytes),
      await ingest(bytes, { teamId: "team_01B" }),
    ];
    expect(second.image).toEqual(first.image);
    expect(other.image.key).toBe(first.image.key.replace("team_01A", "team_01B"));
  });

  test("is rotated as its EXIF orientation says", async () => {
    const lying = await (await halves(80, 40)).withMetadata({ orientation: 6 }).jpeg({ quality: 100 }).toBuffer();
    const { image, master } = await ingest(lying);
    expect(image).toMatchObject({ width: 40, height: 80 });
    expect(colourDistance(await pixelAt(master.bytes, 20, 10), RED)).toBeLessThan(16);
    expect(colourDistance(await pixelAt(master.bytes, 20, 70), BLUE)).toBeLessThan(16);
    expect((await sharp(master.bytes).metadata()).orientation).toBeUndefined();
  });

  test("keeps its transparency", async () => {
    const { master, thumb } = await ingest(await flat(300, 300, { r: 200, g: 50, b: 20, alpha: 0.5 }).png().toBuffer());
    for (const { bytes } of [master, thumb]) {
      const [, , , alpha] = await sharp(bytes).raw().toBuffer();
      expect(alpha).toBeGreaterThan(120);
      expect(alpha).toBeLessThan(135);
    }
  });

  test.each([
    ["a CMYK JPEG", () => flat(64, 64).toColourspace("cmyk").jpeg({ quality: 100 }).toBuffer(), 24],
    ["a 16-bit PNG", () => flat(64, 64).toColourspace("rgb16").png().toBuffer(), 8],
    ["a 16-bit PNG with alpha", () => flat(64, 64).ensureAlpha().toColourspace("rgb16").png().toBuffer(), 8],
    ["a palette PNG", () => flat(64, 64).png({ palette: true }).toBuffer(), 8],
    ["an interlaced PNG", () => flat(64, 64).png({ progressive: true }).toBuffer(), 8],
    ["a progressive JPEG", () => flat(64, 64).jpeg({ progressive: true, quality: 100 }).toBuffer(), 8],
    ["a lossless WebP", () => flat(64, 64).webp({ lossless: true }).toBuffer(), 8],
    ["a JPEG of another colour profile", () => flat(64, 64).withIccProfile("p3").jpeg({ quality: 100 }).toBuffer(), 8],
  ])("shows the colours of %s", async (_, make, tolerance) => {
    const { master } = await ingest(await make());
    expect((await sharp(master.bytes).metadata()).space).toBe("srgb");
    expect(colourDistance(await pixelAt(master.bytes, 32, 32), RED)).toBeLessThan(tolerance);
  });

  test("of grey is accepted in 8 and 16 bit", async () => {
    for (const space of ["b-w", "grey16"]) {
      const { master } = await ingest(await flat(64, 64, "#6b6b6b").toColourspace(space).png().toBuffer());
      expect(colourDistance(await pixelAt(master.bytes, 32, 32), "#6b6b6b"), space).toBeLessThan(8);
    }
  });

  test("of an animation is its first frame", async () => {
    const frames = await Promise.all([flat(60, 30), flat(60, 30, BLUE)].map((frame) => frame.png().toBuffer()));
    const animation = await sharp(frames, { join: { animated: true } })
      .webp({ delay: [50, 50] })
      .toBuffer();
    expect((await sharp(animation).metadata()).pages).toBe(2);
    const { image, master, thumb } = await ingest(animation);
    expect(image).toMatchObject({ width: 60, height: 30 });
    for (const { bytes } of [master, thumb]) {
      expect((await sharp(bytes).metadata()).pages ?? 1).toBe(1);
      expect(colourDistance(await pixelAt(bytes, 30, 15), RED)).toBeLessThan(16);
    }
  });
});
