import { num, type Point } from "../core/geometry.ts";
import { scalloped } from "../core/scalloped.ts";
import { smooth } from "../core/shapes.ts";
import { clipped, fill, line } from "../core/sheet.ts";
import type { HairInk } from "./hair-ink.ts";

/** Size of one curl on an outline. */
const BUMPS = { curly: 15, coily: 8.5 } as const;

/** Outline of a body of hair in its texture. */
export function massPath(hair: HairInk, outline: readonly Point[]): string {
  const { texture } = hair.style;
  if (texture === "curly" || texture === "coily") return scalloped(outline, BUMPS[texture], hair.random);
  return smooth(outline);
}

/** A body of hair: filled outline, and its strands or curls inside. */
export function drawMass(hair: HairInk, outline: readonly Point[], strands: string, paint = hair.paint): string {
  const path = massPath(hair, outline);
  const curls = hair.style.texture === "curly" || hair.style.texture === "coily" ? curlMarks(hair, outline) : "";
  return fill(path, paint) + clipped(hair.sheet, path, curls + strands);
}

/** Little arcs of light and shadow all over a curly body of hair. */
function curlMarks(hair: HairInk, outline: readonly Point[]): string {
  const xs = outline.map(([x]) => x);
  const ys = outline.map(([, y]) => y);
  const [left, right, top, bottom] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)];
  const coily = hair.style.texture === "coily";
  const step = coily ? 10 : 14;
  let light = "";
  let dark = "";
  for (let y = top + 3; y < bottom; y += step * 0.8) {
    for (let x = left + 3; x < right; x += step) {
      const [cx, cy] = [x + hair.random() * step * 0.8, y + hair.random() * step * 0.8];
      const r = step * (0.26 + hair.random() * 0.2);
      const arc = `M${num(cx - r)} ${num(cy)}a${num(r)} ${num(r)} 0 1 1 ${num(r * 1.7)} ${num(r * 0.7)}`;
      if (hair.random() < 0.42) light += arc;
      else dark += arc;
    }
  }
  const width = coily ? 1.3 : 2;
  return line(dark, hair.dark, width, 0.42) + line(light, hair.light, width, 0.26);
}
