import { type Color, shade } from "../core/color.ts";
import { lerp, type Point } from "../core/geometry.ts";
import type { Ink } from "../core/ink.ts";
import { pairs } from "../core/pairs.ts";
import { smooth } from "../core/shapes.ts";
import { fill, line } from "../core/sheet.ts";
import { within } from "./cloth.ts";
import { frontOpening } from "./front-opening.ts";
import { cutOf, type Garment } from "./garment.ts";
import { clothEdge, clothOutline } from "./torso.ts";

/** The front of an open outer garment: the inner one shows in the gap, lapels and edges lie over it. */
export function drawOpening(ink: Ink, outer: Garment, inner: string): string {
  return ink.rig.view === "side" ? profileOpening(ink, outer, inner) : frontOpening(ink, outer, inner);
}

function profileOpening(ink: Ink, outer: Garment, inner: string): string {
  const { rig } = ink;
  const { frame } = rig;
  const { k } = frame;
  const cut = cutOf(ink, outer.top);
  const hem = cut.hemY + 4 * k;
  const rows = [frame.shoulder + 10 * k, frame.chest, frame.waist, frame.hip, hem].filter((y) => y <= hem);
  const front = rows.map((y): Point => [clothEdge(rig, cut, y, 1) + 30 * k, y]);
  const line1 = rows.map((y, i): Point => [clothEdge(rig, cut, y, 1) - (i === 0 ? 6 : 17) * k, y]);
  const gap = smooth([...front, ...front.slice(-1), ...line1.slice(-1), ...[...line1].reverse()]);
  const outline = smooth(clothOutline(rig, cut));
  return (
    within(ink, gap, within(ink, outline, fill(outline, shade(outer.color, 0.5)) + inner)) +
    line(smooth(line1, false), shade(outer.color, 0.8), 2, 0.6) +
    sidePocket(ink, outer.color)
  );
}

function sidePocket(ink: Ink, color: Color): string {
  const { rig } = ink;
  const { k, waist, hip } = rig.frame;
  const y = lerp(waist, hip, 0.4);
  const x = rig.middle(y) + 12 * k;
  return line(smooth(pairs`${x} ${y}, ${x + 14 * k} ${y + 16 * k}`, false), shade(color, 0.75), 3.4 * k, 0.4);
}
