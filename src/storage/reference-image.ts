import { decodeImage } from "./decode-image.ts";
import { MAX_PROVIDER_IMAGE_BYTES } from "./images.ts";
import { loadSharp } from "./load-sharp.ts";

/** Longer side of a reference, in px: some vendors refuse more, and their price grows with the size. */
const REFERENCE_SIDE = 1024;

/** A picture in a form that every vendor takes; some refuse WebP. */
export type ReferencePicture = { readonly bytes: Uint8Array; readonly mediaType: "image/png" | "image/jpeg" };

/**
 * Makes a provider's reference out of a stored master: JPEG, or PNG when it has transparency, longer side at most
 * 1024 px. The same bytes give the same reference. Throws when the bytes are no picture, since a stored one always is.
 */
export async function referenceImage(bytes: Uint8Array): Promise<ReferencePicture> {
  const decoded = await decodeImage(bytes, { maxBytes: MAX_PROVIDER_IMAGE_BYTES, maxSide: REFERENCE_SIDE });
  if (!decoded.ok) throw new Error(`A stored picture can't be read: ${decoded.reason}`);
  const { data, width, height, channels } = decoded.pixels;
  const sharp = await loadSharp();
  const picture = sharp(data, { raw: { width, height, channels } });
  if (channels === 4) return { bytes: await picture.png().toBuffer(), mediaType: "image/png" };
  return { bytes: await picture.jpeg({ quality: 92 }).toBuffer(), mediaType: "image/jpeg" };
}
