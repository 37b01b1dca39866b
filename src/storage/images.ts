import type { default as Sharp } from "sharp";
import { rgbaToThumbHash } from "thumbhash";
import { KeyedLimiter } from "../domain/limiter.ts";
import type { StoredImage } from "../domain/snapshots.ts";
import { blobKey, sha256Hex } from "./blob-store.ts";

/** The largest answer of a provider, in bytes: docs/contract.md "Answers of a provider". */
export const MAX_PROVIDER_IMAGE_BYTES = 20_000_000;

/** The largest upload, in bytes: docs/contract.md "Routes". */
export const MAX_UPLOAD_IMAGE_BYTES = 10_000_000;

/** Longer side of a stored image, in px: the largest that vendors deliver today, and enough for any screen. */
const MASTER_SIDE = 1536;

/** Longer side of a thumbnail, in px. */
const THUMB_SIDE = 256;

/** The thumbhash function refuses larger images, and more pixels would not change its 21 bytes. */
const THUMBHASH_SIDE = 100;

/** With an effort above 3, drawn and noisy images get no smaller and take longer. */
const MASTER_WEBP = { quality: 86, effort: 3 } as const;
const THUMB_WEBP = { quality: 80, effort: 3 } as const;

/** Bytes to store, and the key made from them. */
export type BlobToStore = { readonly key: string; readonly bytes: Uint8Array; readonly contentType: string };

type IngestOptions = {
  readonly teamId: string;
  /** `MAX_PROVIDER_IMAGE_BYTES` or `MAX_UPLOAD_IMAGE_BYTES`. */
  readonly maxBytes: number;
  /** Longer side of the stored image, in px. */
  readonly maxSide?: number;
};

export type Ingested =
  | { readonly ok: true; readonly image: StoredImage; readonly blobs: readonly BlobToStore[] }
  | { readonly ok: false; readonly reason: ImageRefusal };

/**
 * Makes a stored image from untrusted bytes. The bytes are decoded completely, rotated upright, scaled down and
 * encoded anew, so that only the visible image is left of the original file. It stores nothing: store the blobs
 * first, then write the row.
 */
export async function ingestImage(bytes: Uint8Array, options: IngestOptions): Promise<Ingested> {
  const { teamId, maxBytes, maxSide = MASTER_SIDE } = options;
  const decoded = await decodeImage(bytes, { maxBytes, maxSide });
  if (!decoded.ok) return decoded;
  const { pixels } = decoded;

  const thumbPixels = await shrink(pixels, THUMB_SIDE);
  const master = await encodeBlob(pixels, MASTER_WEBP, teamId);
  const thumb = await encodeBlob(thumbPixels, THUMB_WEBP, teamId);
  const image: StoredImage = {
    key: master.key,
    thumb_key: thumb.key,
    width: pixels.width,
    height: pixels.height,
    thumbhash: await thumbhashOf(thumbPixels),
    bytes: master.bytes.byteLength,
  };
  return { ok: true, image, blobs: [master, thumb] };
}

async function shrink(pixels: Pixels, side: number): Promise<Pixels> {
  const { data, info } = await (await fromPixels(pixels))
    .resize({ width: side, height: side, fit: "inside", withoutEnlargement: true })
    .raw()
    .toBuffer({ resolveWithObject: true });
  return { data, width: info.width, height: info.height, channels: pixels.channels };
}

async function encodeBlob(
  pixels: Pixels,
  webp: { readonly quality: number; readonly effort: number },
  teamId: string,
): Promise<BlobToStore> {
  const bytes = await (await fromPixels(pixels)).webp(webp).toBuffer();
  const key = blobKey({ teamId, sha256: sha256Hex(bytes), extension: "webp" });
  return { key, bytes, contentType: "image/webp" };
}

async function thumbhashOf(pixels: Pixels): Promise<string> {
  const { data, info } = await (await fromPixels(pixels))
    .resize({ width: THUMBHASH_SIDE, height: THUMBHASH_SIDE, fit: "inside", withoutEnlargement: true })
    .ensureAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true });
  return Buffer.from(rgbaToThumbHash(info.width, info.height, data)).toString("base64");
}

async function fromPixels({ data, width, height, channels }: Pixels) {
  const sharp = await loadSharp();
  return sharp(data, { raw: { width, height, channels } });
}

/**
 * The most pixels of an image before it is scaled down. Decoded, 40 million pixels take up to 320 MB (16-bit RGBA).
 */
const MAX_INPUT_PIXELS = 40_000_000;

/** In seconds. The slowest valid image (interlaced 16-bit PNG of the largest size) takes 3 s. */
const DECODE_TIMEOUT_SECONDS = 20;

/**
 * Limits simultaneous decodings in a process. They run on libuv's pool of four threads, which file access and name
 * look-ups also need, and each may take the memory for `MAX_INPUT_PIXELS`.
 */
const decoding = new KeyedLimiter({ slots: 3 });

/** Why bytes are not a usable image. `unreadable` means broken, truncated, or not of the format of the first bytes. */
type ImageRefusal = "empty" | "too_large" | "unsupported_format" | "too_many_pixels" | "unreadable";

/** Decoded pixels: 8-bit sRGB, upright, row by row, with 4 channels when the image has transparency. */
type Pixels = {
  readonly data: Uint8Array;
  readonly width: number;
  readonly height: number;
  readonly channels: 3 | 4;
};

type Decoded = { readonly ok: true; readonly pixels: Pixels } | { readonly ok: false; readonly reason: ImageRefusal };

/**
 * Decodes untrusted bytes completely and scales the image down to `maxSide` px. Accepts only PNG, JPEG and WebP, as
 * shown by the first bytes and confirmed by the decoder (which would also read SVG, GIF, TIFF or PDF). Only the first
 * frame of an animation is used. Metadata and appended data are dropped.
 */
async function decodeImage(
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
    const image = sharp(bytes, input).timeout({ seconds: DECODE_TIMEOUT_SECONDS });
    if ((await image.metadata()).format !== imageFormatOf(bytes)) return { ok: false, reason: "unreadable" };
    const { data, info } = await image
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

type ImageFormat = "png" | "jpeg" | "webp";

const PNG = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];
const JPEG = [0xff, 0xd8, 0xff];
const RIFF = [0x52, 0x49, 0x46, 0x46];
const WEBP = [0x57, 0x45, 0x42, 0x50];

/** The format shown by the first bytes, whatever names and headers say; null for any other format. */
function imageFormatOf(bytes: Uint8Array): ImageFormat | null {
  const has = (magic: number[], at: number): boolean => magic.every((byte, index) => bytes[at + index] === byte);
  if (has(PNG, 0)) return "png";
  if (has(JPEG, 0)) return "jpeg";
  return has(RIFF, 0) && has(WEBP, 8) ? "webp" : null;
}

/** A content type in lower case without parameters. The common misspelling `image/jpg` is corrected. */
export function mediaTypeOf(header: string): string {
  const type = header.split(";", 1)[0]?.trim().toLowerCase() ?? "";
  return type === "image/jpg" ? "image/jpeg" : type;
}

/** Longer side of a reference, in px. Some vendors refuse larger ones, and their price grows with the size. */
const REFERENCE_SIDE = 1024;

/** An image in a form that every vendor accepts; some refuse WebP. */
type EncodedImage = { readonly bytes: Uint8Array; readonly mediaType: "image/png" | "image/jpeg" };

/**
 * Makes a reference image for a provider from a stored image: JPEG, or PNG when it has transparency, longer side at
 * most 1024 px. The same bytes give the same reference. Throws when the bytes are not an image, because a stored one
 * always is.
 */
export async function referenceImage(bytes: Uint8Array): Promise<EncodedImage> {
  const decoded = await decodeImage(bytes, { maxBytes: MAX_PROVIDER_IMAGE_BYTES, maxSide: REFERENCE_SIDE });
  if (!decoded.ok) throw new Error(`A stored image can't be decoded: ${decoded.reason}`);
  const { data, width, height, channels } = decoded.pixels;
  const sharp = await loadSharp();
  const image = sharp(data, { raw: { width, height, channels } });
  if (channels === 4) return { bytes: await image.png().toBuffer(), mediaType: "image/png" };
  return { bytes: await image.jpeg({ quality: 92 }).toBuffer(), mediaType: "image/jpeg" };
}

type SharpModule = typeof Sharp;

let loaded: Promise<SharpModule> | undefined;

/**
 * Loads sharp with the first image, because its native library takes some 100 ms of start-up time. Its cache is off,
 * because no image is decoded twice, and each operation runs on one thread, because images are processed in parallel.
 */
function loadSharp(): Promise<SharpModule> {
  loaded ??= import("sharp").then(({ default: sharp }) => {
    sharp.cache(false);
    sharp.concurrency(1);
    return sharp;
  });
  return loaded;
}

/** A set has at most six refs, which is the limit of uploads. */
const MAX_SHEET_IMAGES = 6;

/** In px. With six cells of twice this height a sheet is below WebP's limit of 16,383 px. */
const MAX_CELL_HEIGHT = 1024;

/** Wider images are scaled to fit this many times the cell's height. */
const MAX_CELL_ASPECT = 2;

/** A margin in proportion to the cell looks the same at every size. */
const CELLS_IN_MARGIN = 24;

type ContactSheetOptions = {
  /** In px, 64 to 1024. All images are scaled to this height. */
  readonly cellHeight?: number;
  readonly format?: "webp" | "png";
  /** CSS colour of the margins and behind transparent images. */
  readonly background?: string;
};

/** The most rows of a sheet. With the tallest cells it is below WebP's limit of 16,383 px. */
export const MAX_SHEET_ROWS = 8;

/**
 * Puts up to six images in one row, in the given order, with equal heights and margins. Throws a `RangeError` for no
 * or too many images or a size out of range, and an `Error` for bytes that are not an image.
 */
export async function contactSheet(
  images: readonly Uint8Array[],
  options: ContactSheetOptions = {},
): Promise<Uint8Array> {
  return contactSheetOfRows([images], options);
}

/** The same with one to eight rows. Shorter rows leave space at their end. */
export async function contactSheetOfRows(
  rows: readonly (readonly Uint8Array[])[],
  { cellHeight = 512, format = "webp", background = "#f4f4f5" }: ContactSheetOptions = {},
): Promise<Uint8Array> {
  if (rows.length < 1 || rows.length > MAX_SHEET_ROWS) throw new RangeError("A sheet has 1 to 8 rows");
  if (rows.some(({ length }) => length < 1 || length > MAX_SHEET_IMAGES)) {
    throw new RangeError("A sheet has 1 to 6 images");
  }
  if (!Number.isInteger(cellHeight) || cellHeight < 64 || cellHeight > MAX_CELL_HEIGHT) {
    throw new RangeError("cellHeight must be an integer from 64 to 1024");
  }
  const sharp = await loadSharp();
  const margin = Math.round(cellHeight / CELLS_IN_MARGIN);
  const laid = await Promise.all(
    rows.map(async (images, row) => {
      const cells = await Promise.all(images.map((bytes) => makeCell(bytes, cellHeight)));
      return layRow(cells, margin + row * (cellHeight + margin), cellHeight, margin);
    }),
  );
  const width = Math.max(...laid.map(({ right }) => right));
  const canvas = { width, height: rows.length * (cellHeight + margin) + margin, channels: 3, background } as const;
  const sheet = sharp({ create: canvas }).composite(laid.flatMap(({ layers }) => layers));
  return format === "png" ? sheet.png().toBuffer() : sheet.webp({ quality: 86, effort: 3 }).toBuffer();
}

/** Lays out one row of cells with margins around them, each centred vertically. */
function layRow(cells: readonly Cell[], top: number, cellHeight: number, margin: number) {
  let right = margin;
  const layers = cells.map((cell) => {
    const left = right;
    right += cell.width + margin;
    const raw = { width: cell.width, height: cell.height, channels: cell.channels };
    return { input: cell.input, raw, left, top: top + Math.floor((cellHeight - cell.height) / 2) };
  });
  return { layers, right };
}

/** Decoded pixels in their final size. */
type Cell = { readonly input: Buffer; readonly width: number; readonly height: number; readonly channels: 3 | 4 };

async function makeCell(bytes: Uint8Array, height: number): Promise<Cell> {
  const width = height * MAX_CELL_ASPECT;
  const decoded = await decodeImage(bytes, { maxBytes: MAX_PROVIDER_IMAGE_BYTES, maxSide: width });
  if (!decoded.ok) throw new Error(`An image of the sheet can't be decoded: ${decoded.reason}`);
  const { data, ...raw } = decoded.pixels;
  const sharp = await loadSharp();
  const { data: input, info } = await sharp(data, { raw })
    .resize({ width, height, fit: "inside" })
    .raw()
    .toBuffer({ resolveWithObject: true });
  return { input, width: info.width, height: info.height, channels: raw.channels };
}
