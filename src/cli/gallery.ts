import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { drawRerolls, GALLERY_PEOPLE, type GallerySheet, galleryPage, noCost } from "../providers/sandbox/gallery.ts";
import { makeFolder } from "../storage/file-store.ts";
import { contactSheetOfRows, MAX_SHEET_ROWS } from "../storage/images.ts";
import { type Command, type Options, UsageError } from "./command.ts";

const USUAL_REROLLS = 2;

/** In px. Hands and faces can be judged at this height, and a sheet of two rows stays under a megabyte. */
const CELL_HEIGHT = 512;

/** Writes contact sheets of the built-in renderer, one per person, and a page that shows them. Needs no database. */
export const gallery: Command = {
  texts: ["out", "sets", "rerolls", "only"],
  flags: [],
  run: async (options) => {
    const folder = options.required("out");
    const people = chosen(options);
    const rerolls = bounded(options, "rerolls", USUAL_REROLLS, MAX_SHEET_ROWS);
    await makeFolder(folder);
    // The first images compile and load code, which must not count as the cost of an image.
    for (const person of people.slice(0, 1)) await drawRerolls(person, 1, noCost());
    const cost = noCost();
    const sheets: GallerySheet[] = [];
    for (const person of people) {
      const rows = await drawRerolls(person, rerolls, cost);
      const file = `${person.name}.png`;
      await writeFile(join(folder, file), await contactSheetOfRows(rows, { cellHeight: CELL_HEIGHT, format: "png" }));
      sheets.push({ person, file });
    }
    const page = join(folder, "index.html");
    const each = (sum: number): number => Math.round((sum / cost.images) * 10) / 10;
    const figures = {
      cpu_ms_per_image: each(cost.cpuMs),
      svg_ms_per_image: each(cost.svgMs),
      svg_kb_per_image: each(cost.svgBytes / 1000),
    };
    const about = `${people.length} people in four poses, each in ${rerolls} rows of different shots. An image of 768 × 1024 px takes ${figures.cpu_ms_per_image} ms of CPU time, ${figures.svg_ms_per_image} ms of it for the SVG, which has ${figures.svg_kb_per_image} kB.`;
    await writeFile(page, galleryPage(sheets, about));
    return { page, sheets: sheets.length, images: cost.images, ...figures };
  },
};

function chosen(options: Options) {
  const only = options.text("only");
  const people = GALLERY_PEOPLE.slice(0, bounded(options, "sets", GALLERY_PEOPLE.length, GALLERY_PEOPLE.length));
  if (only === undefined) return people;
  const found = GALLERY_PEOPLE.filter(({ name }) => name === only);
  if (found.length > 0) return found;
  throw new UsageError(`--only must be one of ${GALLERY_PEOPLE.map(({ name }) => name).join(", ")}`);
}

function bounded(options: Options, name: string, usual: number, most: number): number {
  const value = options.integer(name) ?? usual;
  if (value < 1 || value > most) throw new UsageError(`--${name} must be from 1 to ${most}`);
  return value;
}
