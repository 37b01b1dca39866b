import { rgbaToThumbHash } from "thumbhash";
import type { StoredImage } from "../domain/stored-image.ts";
import { blobKey } from "./blob-key.ts";
import { sha256Hex } from "./check-blob.ts";
import { decodeImage, type ImageRefusal, type Pixels } from "./decode-image.ts";
import { loadSharp } from "./load-sharp.ts";

/** Largest answer taken from a provider, in bytes: docs/contract.md "Answers of a provider". */
export const MAX_PROVIDER_IMAGE_BYTES = 20_000_000;

/** Largest upload, in bytes: docs/contract.md "Routes". */
export const MAX_UPLOAD_IMAGE_BYTES = 10_000_000;

/** Longer side of a master, in px: what vendors deliver at most today, and enough for any screen. */
const MASTER_SIDE = 1536;

/** Longer side of a thumb, in px. */
const THUMB_SIDE = 256;

/** The thumbhash function refuses larger pictures; more pixels would not change its 21 bytes. */
const THUMBHASH_SIDE = 100;

/** More effort than 3 makes drawn and noisy pictures no smaller, only slower. */
const MASTER_WEBP = { quality: 86, effort: 3 } as const;
const THUMB_WEBP = { quality: 80, effort: 3 } as const;

/** Bytes to put, under the key that they make. */
export type BlobToStore = { readonly key: string; readonly bytes: Uint8Array; readonly contentType: string };

export type IngestOptions = {
  readonly teamId: string;
  /** `MAX_PROVIDER_IMAGE_BYTES` or `MAX_UPLOAD_IMAGE_BYTES`. */
  readonly maxBytes: number;
  /** Longer side of the master, in px. */
  readonly maxSide?: number;
};

export type Ingested =
  | { readonly ok: true; readonly image: StoredImage; readonly blobs: readonly BlobToStore[] }
  | { readonly ok: false; readonly reason: ImageRefusal };

/**
 * Makes a picture of ours out of untrusted bytes: decoded fully, turned upright, scaled down and encoded anew, so that
 * nothing of the original file is left but what is seen. Stores nothing: put the blobs first, then write the row.
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
