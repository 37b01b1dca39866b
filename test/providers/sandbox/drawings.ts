import sharp from "sharp";
import { type Color, rgb } from "../../../src/providers/sandbox/core/color.ts";
import { drawPage, type PageRequest } from "../../../src/providers/sandbox/page/page.ts";

/** The SVG of a person in the plain studio. */
export const drawSvg = (request: PageRequest): string => drawPage(request, "studio");

/** A request with the usual size and seeds. */
export const drawing = (part: Partial<PageRequest>): PageRequest => ({
  pose: "front",
  attributes: {},
  identitySeed: 11,
  seed: 22,
  width: 768,
  height: 1024,
  ...part,
});

/** RGB bytes of a drawing, scaled down to this width so that tests stay fast. */
export async function pixels(part: Partial<PageRequest>, width = 384): Promise<{ data: Buffer; count: number }> {
  const svg = drawSvg(drawing(part));
  const data = await sharp(Buffer.from(svg)).resize({ width }).removeAlpha().raw().toBuffer();
  return { data, count: data.length / 3 };
}

/** Percentage of pixels in which a channel differs by more than `levels`. */
export function difference(a: Buffer, b: Buffer, levels = 12): number {
  let different = 0;
  for (let i = 0; i < a.length; i += 3) {
    const apart = Math.max(...[0, 1, 2].map((c) => Math.abs((a[i + c] ?? 0) - (b[i + c] ?? 0))));
    if (apart > levels) different += 1;
  }
  return (different / (a.length / 3)) * 100;
}

/** Percentage of pixels within `reach` levels of a colour on every channel. */
export function share(data: Buffer, color: Color, reach = 14): number {
  const wanted = rgb(color);
  let near = 0;
  for (let i = 0; i < data.length; i += 3) {
    if (wanted.every((value, c) => Math.abs((data[i + c] ?? 0) - value) <= reach)) near += 1;
  }
  return (near / (data.length / 3)) * 100;
}

/** Elements that a drawing may contain. */
const ELEMENTS = new Set([
  "svg",
  "defs",
  "linearGradient",
  "radialGradient",
  "stop",
  "clipPath",
  "g",
  "path",
  "ellipse",
  "circle",
  "rect",
]);

/** Problems in the text of an SVG; empty when there are none. */
export function faults(svg: string): string[] {
  const found: string[] = [];
  if (/NaN|undefined|Infinity|null|\[object/.test(svg)) found.push("a value is missing");
  for (const [, name = ""] of svg.matchAll(/<\/?([A-Za-z][\w:-]*)/g))
    if (!ELEMENTS.has(name)) found.push(`element ${name}`);
  if (/href|style=|on\w+=|&|<!|<\?/.test(svg)) found.push("an attribute or entity that no drawing needs");
  const ids = new Set([...svg.matchAll(/ id="(\w+)"/g)].map(([, id]) => id));
  for (const [, id] of svg.matchAll(/url\(#(\w+)\)/g)) if (!ids.has(id)) found.push(`no definition ${id}`);
  return [...new Set(found)];
}
