import type { Expression } from "../body/shot.ts";
import { shade } from "../core/color.ts";
import { lerp, type Point } from "../core/geometry.ts";
import type { Ink } from "../core/ink.ts";
import { limb } from "../core/limb.ts";
import { pairs } from "../core/pairs.ts";
import { smooth } from "../core/shapes.ts";
import { fill, line } from "../core/sheet.ts";

const BROW_MOVES: Record<Expression, readonly [number, number]> = {
  calm: [0, 0],
  smile: [-0.8, 0],
  grin: [-1.4, 0],
  laugh: [-2, 0.6],
  smirk: [0, 0],
  serious: [0.9, 0.7],
  curious: [-3.4, -1.4],
};

export function drawBrows(ink: Ink): string {
  const { face, hair, gender } = ink.traits;
  const { shot } = ink.rig;
  const [lift, knit] = BROW_MOVES[shot.expression];
  const thick = face.browThickness;
  return ([-1, 1] as const)
    .map((s) => {
      const cock =
        (shot.expression === "smirk" && s === shot.weight) || (shot.expression === "curious" && s === -shot.weight)
          ? -2.6
          : 0;
      const x = (t: number): number => s * t * face.eyeGap * face.width + shot.headTurn * 3;
      const y = -18.5 - face.browHeight + lift + cock + face.low * 0.7;
      const points: Point[] = pairs`${x(10.5)} ${y + 3 + knit * 1.3}, ${x(19)} ${y - face.browArch * 0.32 + knit * 0.4},
    ${x(29)} ${y - face.browArch * 0.75}, ${x(38.5)} ${y + 2.4}`;
      const widths =
        gender.masculine > 0.6
          ? pairs`0 ${thick * 0.5}, 0.4 ${thick * 0.56}, 0.75 ${thick * 0.42}, 1 0.35`
          : pairs`0 ${thick * 0.38}, 0.35 ${thick * 0.5}, 0.75 ${thick * 0.36}, 1 0.25`;
      const strokes = [0.16, 0.34, 0.52, 0.7].map((t) => {
        const px = x(lerp(10.5, 38.5, t));
        const py = y + lerp(3, 0, t * 1.4) - Math.sin(t * 3) * face.browArch * 0.6;
        return line(
          smooth(pairs`${px} ${py + thick * 0.4}, ${px + s * 3.4} ${py - thick * 0.5}`, false),
          shade(hair.brows, 0.4),
          0.8,
          0.4,
        );
      });
      return fill(limb(points, widths), hair.brows, 0.93) + strokes.join("");
    })
    .join("");
}
