import sharp from "sharp";
import { describe, expect, test } from "vitest";
import { ingestImage } from "../../src/storage/images.ts";
import { flat, handmadePng, noise, pngChunk } from "./sample-images.ts";

const PNG_MAGIC = Buffer.from("89504e470d0a1a0a", "hex");
const HTML = "<!doctype html><script>alert(1)</script>";
const SVG = `<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><rect width="9" height="9"/></svg>`;

async function outcomeOf(bytes: Uint8Array, maxBytes = 20_000_000): Promise<string> {
  const ingested = await ingestImage(bytes, { teamId: "team_01A", maxBytes });
  return ingested.ok ? "taken" : ingested.reason;
}

describe("bytes that are not a supported image", () => {
  test.each<[string, () => Uint8Array | Promise<Uint8Array>]>([
    ["SVG", () => Buffer.from(SVG)],
    ["SVG after a declaration", () => Buffer.from(`<?xml version="1.0"?>${SVG}`)],
    ["HTML", () => Buffer.from(HTML)],
    ["PDF", () => Buffer.from("%PDF-1.7\n1 0 obj\n<<>>\nendobj\n")],
    ["GIF", () => flat(9, 9).gif().toBuffer()],
    ["TIFF", () => flat(9, 9).tiff().toBuffer()],
    ["AVIF", () => flat(16, 16).avif({ effort: 0 }).toBuffer()],
    ["raw pixels", () => Buffer.alloc(300)],
    ["one byte", () => Buffer.from([0x89])],
    ["RIFF that contains sound", () => Buffer.from("RIFF\x24\x00\x00\x00WAVEfmt ", "latin1")],
    ["a PNG after a space", async () => Buffer.concat([Buffer.from(" "), await flat(9, 9).png().toBuffer()])],
  ])("%s are refused by their first bytes", async (_, make) => {
    expect(await outcomeOf(await make())).toBe("unsupported_format");
  });

  test.each([
    ["HTML", HTML],
    ["SVG", SVG],
    ["nothing", ""],
  ])("%s after the first bytes of each type are refused", async (_, content) => {
    const riff = Buffer.concat([Buffer.from("RIFF\xff\x00\x00\x00WEBPVP8 ", "latin1"), Buffer.from(content)]);
    for (const bytes of [
      Buffer.concat([PNG_MAGIC, Buffer.from(content)]),
      Buffer.from(`\xff\xd8\xff${content}`, "latin1"),
      riff,
    ]) {
      expect(await outcomeOf(bytes)).toBe("unreadable");
    }
  });

  test("are refused when there are none", async () => {
    expect(await outcomeOf(new Uint8Array())).toBe("empty");
  });

  test("are accepted at the size limit and refused above it", async () => {
    const bytes = await noise(50, 50).png().toBuffer();
    expect(await outcomeOf(bytes, bytes.length)).toBe("taken");
    expect(await outcomeOf(bytes, bytes.length - 1)).toBe("too_large");
  });
});

describe("a broken image", () => {
  test.each(["png", "jpeg", "webp"] as const)("of type %s is refused wherever it is cut off", async (type) => {
    const bytes = await noise(160, 160).toFormat(type).toBuffer();
    for (const part of [0.01, 0.1, 0.5, 0.9, 0.99]) {
      expect(await outcomeOf(bytes.subarray(0, Math.floor(bytes.length * part))), String(part)).not.toBe("taken");
    }
    expect(await outcomeOf(bytes)).toBe("taken");
  });

  test("with a flipped bit is refused when the format has a checksum", async () => {
    const bytes = await noise(160, 160).png().toBuffer();
    bytes[Math.floor(bytes.length / 2)] = (bytes[Math.floor(bytes.length / 2)] ?? 0) ^ 1;
    expect(await outcomeOf(bytes)).toBe("unreadable");
  });
});

describe("a decompression bomb", () => {
  test.each([
    [30_000, 30_000],
    [65_500, 65_500],
    [2_147_483_647, 2_147_483_647],
    [0, 0],
  ])("that claims %i x %i px is refused by its header, at once", async (width, height) => {
    const bytes = handmadePng(width, height, 0);
    const start = performance.now();
    expect(await outcomeOf(bytes)).toMatch(/^(too_many_pixels|unreadable)$/);
    expect(performance.now() - start).toBeLessThan(1000);
  });

  test("of 40,000,000 px is accepted, and one more row is refused", async () => {
    expect(await outcomeOf(handmadePng(8000, 5000))).toBe("taken");
    expect(await outcomeOf(handmadePng(8000, 5001))).toBe("too_many_pixels");
  });

  test("in compressed text or a profile does no harm", async () => {
    const png = handmadePng(8, 8);
    const zeros = handmadePng(80_000, 1, 2000);
    const bomb = pngChunk("zTXt", Buffer.concat([Buffer.from("Comment\0\0", "latin1"), zeros.subarray(41, -16)]));
    const bytes = Buffer.concat([png.subarray(0, 33), bomb, png.subarray(33)]);
    const start = performance.now();
    await outcomeOf(bytes);
    expect(performance.now() - start).toBeLessThan(2000);
  });

  test("of progressive JPEG scans is refused quickly", async () => {
    const jpeg = await flat(2000, 2000).jpeg({ progressive: true }).toBuffer();
    const lastScan = jpeg.subarray(jpeg.lastIndexOf(Buffer.from([0xff, 0xda])), -2);
    const scans = Array.from({ length: 2000 }, () => lastScan);
    const start = performance.now();
    expect(await outcomeOf(Buffer.concat([jpeg.subarray(0, -2), ...scans, jpeg.subarray(-2)]))).toBe("unreadable");
    expect(performance.now() - start).toBeLessThan(5000);
  });
});

describe("data hidden in a file", () => {
  const SECRET = "GPS 47.3769 N <script>alert(document.domain)</script> PK\x03\x04";

  test.each(["png", "jpeg", "webp"] as const)("after the end of a %s is not stored", async (type) => {
    const image = await flat(64, 64).toFormat(type).toBuffer();
    await expectNoTrace(Buffer.concat([image, Buffer.from(SECRET, "latin1")]));
  });

  test("in EXIF, XMP, colour profiles and text chunks is not stored", async () => {
    const marked = flat(64, 64)
      .withExif({ IFD0: { ImageDescription: SECRET, Artist: SECRET } })
      .withXmp(`<x:xmpmeta xmlns:x="adobe:ns:meta/"><!-- ${SECRET} --></x:xmpmeta>`);
    for (const type of ["png", "jpeg", "webp"] as const)
      await expectNoTrace(await marked.clone().toFormat(type).toBuffer());
    const png = handmadePng(8, 8);
    const text = pngChunk("tEXt", Buffer.from(`Comment\0${SECRET}`, "latin1"));
    await expectNoTrace(Buffer.concat([png.subarray(0, 33), text, png.subarray(33)]));
  });

  async function expectNoTrace(bytes: Buffer): Promise<void> {
    expect(bytes.includes("alert(document.domain)")).toBe(true);
    const ingested = await ingestImage(bytes, { teamId: "team_01A", maxBytes: 20_000_000 });
    expect(ingested.ok).toBe(true);
    for (const blob of ingested.ok ? ingested.blobs : []) {
      expect(Buffer.from(blob.bytes).includes("alert(")).toBe(false);
      const { exif, icc, xmp, iptc, comments } = await sharp(blob.bytes).metadata();
      expect({ exif, icc, xmp, iptc, comments }).toEqual({});
    }
  }
});

test("many simultaneous images are all ingested, and files can be read meanwhile", async () => {
  const bytes = await noise(300, 300).jpeg().toBuffer();
  const outcomes = await Promise.all(
    Array.from({ length: 24 }, (_, index) => outcomeOf(index % 3 === 0 ? bytes.subarray(9) : bytes)),
  );
  expect(outcomes.filter((outcome) => outcome === "taken")).toHaveLength(16);
  expect(outcomes.filter((outcome) => outcome === "unsupported_format")).toHaveLength(8);
});
