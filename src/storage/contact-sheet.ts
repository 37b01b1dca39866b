import { decodeImage } from "./decode-image.ts";
import { MAX_PROVIDER_IMAGE_BYTES } from "./images.ts";
import { loadSharp } from "./load-sharp.ts";

/** A set has at most six refs, as many as uploads make. */
export const MAX_SHEET_IMAGES = 6;

/** In px. With six cells of twice their height a sheet stays below WebP's 16,383 px. */
const MAX_CELL_HEIGHT = 1024;

/** Wider pictures are fitted into this many times the cell's height. */
const MAX_CELL_ASPECT = 2;

/** A margin in proportion to the cell looks the same at every size. */
const CELLS_IN_MARGIN = 24;

export type ContactSheetOptions = {
  /** px, 64 to 1024; all pictures are scaled to it. */
  readonly cellHeight?: number;
  readonly format?: "webp" | "png";
  /** CSS colour of margins and of what shows through transparent pictures. */
  readonly background?: string;
};

/** Rows of a sheet; with the tallest cells it stays below WebP's 16,383 px. */
export const MAX_SHEET_ROWS = 8;

/**
 * One picture of up to six in a row, in the given order: equal heights, equal margins around and between. Throws a
 * `RangeError` for no or too many pictures or a size out of range, and an `Error` for bytes that are no picture.
 */
export async function contactSheet(
  images: readonly Uint8Array[],
  options: ContactSheetOptions = {},
): Promise<Uint8Array> {
  return contactSheetOfRows([images], options);
}

/** The same with one to eight such rows below each other; shorter rows leave their end free. */
export async function contactSheetOfRows(
  rows: readonly (readonly Uint8Array[])[],
  { cellHeight = 512, format = "webp", background = "#f4f4f5" }: ContactSheetOptions = {},
): Promise<Uint8Array> {
  if (rows.length < 1 || rows.length > MAX_SHEET_ROWS) throw new RangeError("A sheet has 1 to 8 rows");
  if (rows.some(({ length }) => length < 1 || length > MAX_SHEET_IMAGES)) {
    throw new RangeError("A sheet has 1 to 6 pictures");
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

/** The cells side by side with the margin around them; each in the middle of the row's height. */
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

/** Decoded pixels in the size in which they are laid down. */
type Cell = { readonly input: Buffer; readonly width: number; readonly height: number; readonly channels: 3 | 4 };

async function makeCell(bytes: Uint8Array, height: number): Promise<Cell> {
  const width = height * MAX_CELL_ASPECT;
  const decoded = await decodeImage(bytes, { maxBytes: MAX_PROVIDER_IMAGE_BYTES, maxSide: width });
  if (!decoded.ok) throw new Error(`A picture of the sheet can't be read: ${decoded.reason}`);
  const { data, ...raw } = decoded.pixels;
  const sharp = await loadSharp();
  const { data: input, info } = await sharp(data, { raw })
    .resize({ width, height, fit: "inside" })
    .raw()
    .toBuffer({ resolveWithObject: true });
  return { input, width: info.width, height: info.height, channels: raw.channels };
}
