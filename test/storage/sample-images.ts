import { crc32, deflateSync } from "node:zlib";
import sharp from "sharp";

export const RED = "#c83214";
export const BLUE = "#1432c8";

/** An image of one colour. */
export function flat(width: number, height: number, background: string | object = RED) {
  const channels = typeof background === "string" ? 3 : 4;
  return sharp({ create: { width, height, channels, background } });
}

/** Left half red, right half blue. */
export async function halves(width: number, height: number) {
  const right = await flat(width / 2, height, BLUE)
    .png()
    .toBuffer();
  const both = await flat(width, height)
    .composite([{ input: right, left: width / 2, top: 0 }])
    .png()
    .toBuffer();
  return sharp(both);
}

/** Grey noise, which does not compress. */
export function noise(width: number, height: number) {
  return sharp({
    create: { width, height, channels: 3, background: "#808080", noise: { type: "gaussian", mean: 128, sigma: 40 } },
  });
}

/** A hand-made PNG, 1-bit grey and all black, which is tiny whatever size its header claims. */
export function handmadePng(width: number, height: number, rows = height): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([1, 0, 0, 0, 0], 8);
  const data = deflateSync(Buffer.alloc(rows * (1 + Math.ceil(width / 8))));
  return Buffer.concat([
    Buffer.from("89504e470d0a1a0a", "hex"),
    pngChunk("IHDR", header),
    pngChunk("IDAT", data),
    pngChunk("IEND", Buffer.alloc(0)),
  ]);
}

/** One chunk with its length and checksum. */
export function pngChunk(type: string, data: Buffer): Buffer {
  const named = Buffer.concat([Buffer.from(type, "latin1"), data]);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(data.length);
  const checksum = Buffer.alloc(4);
  checksum.writeUInt32BE(crc32(named));
  return Buffer.concat([length, named, checksum]);
}

/** The colour of one pixel, 0 to 255 each. */
export async function pixelAt(bytes: Uint8Array, left: number, top: number): Promise<number[]> {
  return [...(await sharp(bytes).removeAlpha().extract({ left, top, width: 1, height: 1 }).raw().toBuffer())];
}

/** The largest difference of two colours in one channel. */
export function colourDistance(colour: number[], hex: string): number {
  const wanted = [1, 3, 5].map((at) => Number.parseInt(hex.slice(at, at + 2), 16));
  return Math.max(...wanted.map((value, channel) => Math.abs(value - (colour[channel] ?? 999))));
}
