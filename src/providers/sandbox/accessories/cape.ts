import { type Color, shade, tint } from "../core/color.ts";
import { lerp, type Point } from "../core/geometry.ts";
import { type Ink, volume } from "../core/ink.ts";
import { taper } from "../core/limb.ts";
import { pairs } from "../core/pairs.ts";
import { smooth } from "../core/shapes.ts";
import { clipped, fill, oval } from "../core/sheet.ts";
import { gearColor } from "./gear-color.ts";

/** A cape: behind the figure with its shoulders over the clothes; from behind it covers the back. */
export function drawCape(ink: Ink): { behind: string; over: string } {
  const { rig } = ink;
  const { frame, view } = rig;
  const { k } = frame;
  const color = gearColor(ink, shade(ink.traits.outfit.accent, 0.2));
  const low = lerp(frame.knee, frame.ankle, 0.6);
  const [x, y] = rig.neck.base;
  const wide = frame.shoulderHalf;
  if (view === "side") {
    const path = smooth(pairs`${x + 8 * k} ${y - 14 * k}, ${x - 30 * k} ${y - 16 * k},
    ${rig.edge(frame.chest, -1, 12)} ${frame.chest - 10 * k},
    ${rig.edge(frame.hip, -1, 26)} ${frame.hip}, ${rig.edge(frame.hip, -1, 70)} ${low}!,
    ${rig.edge(frame.hip, -1, 8)} ${low + 10 * k}, ${rig.middle(frame.hip) - 10 * k} ${low - 6 * k}!,
    ${rig.middle(frame.hip) - 12 * k} ${frame.hip},
    ${rig.middle(frame.chest) - 6 * k} ${frame.chest}, ${x + 12 * k} ${y + 10 * k}`);
    return {
      behind: "",
      over:
        fill(path, volume(ink, color, rig.edge(frame.hip, -1, 60), rig.middle(frame.hip), 1.3)) +
        folds(ink, color, path, low, -1),
    };
  }
  const half: Point[] = pairs`${x + frame.neckHalf * 1.1} ${y - 20 * k}, ${x + wide * 0.74} ${y},
    ${x + wide + 12 * k} ${y + 34 * k}, ${x + wide + 24 * k} ${frame.waist},
    ${x + wide + 62 * k} ${low}!`;
  const left = half.map(([px, py]): Point => [2 * x - px, py]).reverse();
  const path = smooth(pairs`${half}, ${x + wide * 0.5} ${low + 14 * k}, ${x} ${low + 4 * k},
    ${x - wide * 0.5} ${low + 14 * k}, ${left}`);
  const paint = volume(ink, view === "front" ? shade(color, 0.25) : color, x - wide - 40 * k, x + wide + 40 * k, 1.2);
  const drawn = fill(path, paint) + folds(ink, color, path, low, 0);
  if (view === "back") return { behind: "", over: drawn };
  const shoulders = ([-1, 1] as const)
    .map((s) =>
      fill(
        smooth(pairs`${x + s * frame.neckHalf * 0.9} ${y - 24 * k}, ${x + s * wide * 0.7} ${y - 4 * k},
    ${x + s * (wide + 14 * k)} ${y + 34 * k}, ${x + s * (wide + 16 * k)} ${y + 92 * k},
    ${x + s * wide * 0.82} ${y + 70 * k}, ${x + s * wide * 0.56} ${y + 34 * k},
    ${x + s * 10 * k} ${y + 22 * k}`),
        s === rig.light ? tint(color, 0.1) : shade(color, 0.12),
      ),
    )
    .join("");
  return { behind: drawn, over: shoulders + oval(x, y + 18 * k, 9 * k, 9 * k, "#d9b24a") };
}

function folds(ink: Ink, color: Color, path: string, low: number, lean: number): string {
  const { rig } = ink;
  const { frame } = rig;
  const { k } = frame;
  const x = lean === 0 ? rig.neck.base[0] : rig.edge(frame.hip, -1, 20);
  const rows = (lean === 0 ? [-0.9, -0.55, -0.2, 0.2, 0.55, 0.9] : [-0.3, 0, 0.3])
    .map((t) =>
      fill(
        taper(
          pairs`${x + t * frame.shoulderHalf * 0.6} ${frame.chest}, ${x + t * frame.shoulderHalf} ${frame.hip},
    ${x + t * (frame.shoulderHalf + 44 * k)} ${low}`,
          10 * k,
        ),
        shade(color, 0.8),
        0.3,
      ),
    )
    .join("");
  return clipped(ink.sheet, path, rows);
}
