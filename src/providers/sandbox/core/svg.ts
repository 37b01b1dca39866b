import type { Color } from "./color.ts";
import { num } from "./geometry.ts";

/** Collects the definitions of one SVG document; equal ones are kept once. */
export type SvgDefs = { readonly entries: string[]; readonly ids: Map<string, string> };

/** `[offset, colour, opacity]` */
export type Stop = readonly [number, Color, number?];

/** An empty collection for a new document. */
export const newDefs = (): SvgDefs => ({ entries: [], ids: new Map() });

function define(defs: SvgDefs, prefix: string, body: (id: string) => string): string {
  const key = body("");
  const known = defs.ids.get(key);
  if (known !== undefined) return `url(#${known})`;
  const id = `${prefix}${defs.ids.size}`;
  defs.ids.set(key, id);
  defs.entries.push(body(id));
  return `url(#${id})`;
}

const stopsOf = (stops: readonly Stop[]): string =>
  stops
    .map(([offset, color, opacity]) => {
      const alpha = opacity === undefined ? "" : ` stop-opacity="${opacity}"`;
      return `<stop offset="${offset}" stop-color="${color}"${alpha}/>`;
    })
    .join("");

/** A gradient along a line in user units; returns the paint. */
export function linear(
  defs: SvgDefs,
  [x1, y1, x2, y2]: readonly [number, number, number, number],
  stops: readonly Stop[],
): string {
  const line = `x1="${num(x1)}" y1="${num(y1)}" x2="${num(x2)}" y2="${num(y2)}"`;
  return define(
    defs,
    "l",
    (id) => `<linearGradient id="${id}" gradientUnits="userSpaceOnUse" ${line}>${stopsOf(stops)}</linearGradient>`,
  );
}

/** A gradient from a centre outwards in user units, `squash` times as high as wide; returns the paint. */
export function radial(
  defs: SvgDefs,
  [cx, cy, r]: readonly [number, number, number],
  stops: readonly Stop[],
  squash = 1,
): string {
  const flat = squash === 1 ? "" : ` gradientTransform="translate(0 ${num(cy * (1 - squash))}) scale(1 ${squash})"`;
  const circle = `cx="${num(cx)}" cy="${num(cy)}" r="${num(r)}"${flat}`;
  return define(
    defs,
    "r",
    (id) => `<radialGradient id="${id}" gradientUnits="userSpaceOnUse" ${circle}>${stopsOf(stops)}</radialGradient>`,
  );
}

/** The content cut to an outline. */
export function clipped(defs: SvgDefs, outline: string, content: string): string {
  if (content === "") return "";
  const paint = define(defs, "c", (id) => `<clipPath id="${id}"><path d="${outline}"/></clipPath>`);
  return `<g clip-path="${paint}">${content}</g>`;
}

/**
 * `fill-opacity` and `stroke-opacity` are used because the `opacity` of an element makes the renderer draw a separate
 * layer.
 */
const opacityOf = (kind: "fill" | "stroke", opacity: number): string =>
  opacity === 1 ? "" : ` ${kind}-opacity="${opacity.toFixed(2)}"`;

export const fill = (path: string, paint: string, opacity = 1): string =>
  `<path d="${path}" fill="${paint}"${opacityOf("fill", opacity)}/>`;

/** A drawn line with round ends. */
export const line = (path: string, paint: string, width: number, opacity = 1): string =>
  `<path d="${path}" fill="none" stroke="${paint}" stroke-width="${num(width)}" stroke-linecap="round" stroke-linejoin="round"${opacityOf("stroke", opacity)}/>`;

export const oval = (cx: number, cy: number, rx: number, ry: number, paint: string, opacity = 1): string =>
  `<ellipse cx="${num(cx)}" cy="${num(cy)}" rx="${num(rx)}" ry="${num(ry)}" fill="${paint}"${opacityOf("fill", opacity)}/>`;

/** A soft round patch of one colour that fades out, used where one might use a blur filter. */
export function glow(
  defs: SvgDefs,
  cx: number,
  cy: number,
  rx: number,
  ry: number,
  color: Color,
  opacity: number,
): string {
  const paint = radial(
    defs,
    [cx, cy, rx],
    [
      [0, color, opacity],
      [0.5, color, opacity * 0.55],
      [1, color, 0],
    ],
    ry / rx,
  );
  return oval(cx, cy, rx, ry, paint);
}

/** The content moved, scaled and turned (degrees) together. */
export function placed(content: string, x: number, y: number, scale = 1, degrees = 0, flip = false): string {
  if (content === "") return "";
  const turn = degrees === 0 ? "" : ` rotate(${num(degrees)})`;
  const size = `scale(${(flip ? -scale : scale).toFixed(4)} ${scale.toFixed(4)})`;
  return `<g transform="translate(${num(x)} ${num(y)})${turn} ${size}">${content}</g>`;
}
