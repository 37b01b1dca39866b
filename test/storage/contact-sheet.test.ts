import sharp from "sharp";
import { describe, expect, test } from "vitest";
import { contactSheet, referenceImage } from "../../src/storage/images.ts";
import { BLUE, colourDistance, flat, pixelAt, RED } from "./sample-images.ts";

const GREEN = "#14c832";
const BACKGROUND = "#f4f4f5";
const webp = (width: number, height: number, colour: string) => flat(width, height, colour).webp().toBuffer();

describe("a contact sheet", () => {
  test("shows the images in their order, with one height and equal margins", async () => {
    const images = await Promise.all([webp(768, 1024, RED), webp(300, 400, GREEN), webp(1024, 1024, BLUE)]);
    const sheet = await contactSheet(images, { cellHeight: 480 });
    // Margins of 20 px around cells of 360, 360 and 480 px.
    expect(await sharp(sheet).metadata()).toMatchObject({ format: "webp", width: 1280, height: 520 });
    const cells = { [RED]: [20, 379], [GREEN]: [400, 759], [BLUE]: [780, 1259] };
    for (const [colour, [left = 0, right = 0]] of Object.entries(cells)) {
      for (const x of [left + 4, right - 4]) {
        for (const y of [24, 260, 495]) expect(colourDistance(await pixelAt(sheet, x, y), colour)).toBeLessThan(16);
      }
      for (const x of [left - 8, right + 8])
        expect(colourDistance(await pixelAt(sheet, x, 260), BACKGROUND)).toBeLessThan(16);
      for (const y of [8, 512]) expect(colourDistance(await pixelAt(sheet, left + 50, y), BACKGROUND)).toBeLessThan(16);
    }
  });

  test("is a PNG on request, and fits a panorama and a transparent image", async () => {
    const clear = await flat(64, 64, { r: 0, g: 0, b: 0, alpha: 0 }).png().toBuffer();
    const sheet = await contactSheet([await webp(2000, 100, RED), clear], { cellHeight: 240, format: "png" });
    expect(await sharp(sheet).metadata()).toMatchObject({ format: "png", width: 480 + 240 + 30, height: 260 });
    expect(colourDistance(await pixelAt(sheet, 250, 130), RED)).toBeLessThan(8);
    expect(colourDistance(await pixelAt(sheet, 250, 30), BACKGROUND)).toBe(0);
    expect(colourDistance(await pixelAt(sheet, 600, 130), BACKGROUND)).toBe(0);
  });

  test("accepts one to six images and sizes from 64 to 1024 px", async () => {
    const image = await webp(40, 20, RED);
    const widest = await contactSheet(
      Array.from({ length: 6 }, () => image),
      { cellHeight: 1024 },
    );
    expect((await sharp(widest).metadata()).width).toBeLessThanOrEqual(16_383);
    await expect(contactSheet([])).rejects.toThrow(RangeError);
    await expect(contactSheet(Array.from({ length: 7 }, () => image))).rejects.toThrow(RangeError);
    for (const cellHeight of [63, 1025, 100.5, Number.NaN]) {
      await expect(contactSheet([image], { cellHeight })).rejects.toThrow(RangeError);
    }
    await expect(contactSheet([Buffer.from("<svg/>")])).rejects.toThrow("unsupported_format");
  });
});

describe("a reference image for a provider", () => {
  test("is a JPEG of at most 1024 px with the same bytes each time", async () => {
    const master = await webp(1152, 1536, RED);
    const { bytes, mediaType } = await referenceImage(master);
    expect(mediaType).toBe("image/jpeg");
    expect(await sharp(bytes).metadata()).toMatchObject({ format: "jpeg", width: 768, height: 1024 });
    expect(colourDistance(await pixelAt(bytes, 300, 300), RED)).toBeLessThan(8);
    expect(Buffer.compare((await referenceImage(master)).bytes, bytes)).toBe(0);
  });

  test("is a PNG when the image has transparency, and is not scaled up", async () => {
    const { bytes, mediaType } = await referenceImage(
      await flat(80, 60, { r: 200, g: 50, b: 20, alpha: 0.5 }).webp().toBuffer(),
    );
    expect(mediaType).toBe("image/png");
    expect(await sharp(bytes).metadata()).toMatchObject({ format: "png", width: 80, height: 60, hasAlpha: true });
  });

  test("is not made from bytes that are not an image", async () => {
    await expect(referenceImage(Buffer.from("<html>"))).rejects.toThrow("unsupported_format");
  });
});
