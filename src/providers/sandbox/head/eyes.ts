import type { Ink } from "../core/ink.ts";
import { drawBrows } from "./brows.ts";
import { type Eye, LIDS } from "./eye-shape.ts";
import { eyeball, socket } from "./eyeball.ts";
import { lids } from "./lids.ts";

/** Both eyes from the front with lids, lashes and brows. */
export function drawEyes(ink: Ink): string {
  const { traits, rig } = ink;
  const { face, age } = traits;
  const [open, push] = LIDS[rig.shot.expression];
  const turn = rig.shot.headTurn;
  const y = face.low;
  return (
    ([-1, 1] as const)
      .map((s) => {
        const eye: Eye = {
          s,
          x: s * 24.2 * face.eyeGap * face.width + turn * 3.2,
          y,
          w: 12.6 * face.eyeSize * (1 - turn * s * 0.05),
          h: 8 * face.eyeSize * open * (1 - age.stoop * 0.12),
          low: 5 * face.eyeSize * (1 - push),
          tilt: face.eyeTilt,
          iris: s === -1 ? traits.eyes.left : traits.eyes.right,
        };
        return socket(ink, eye) + eyeball(ink, eye) + lids(ink, eye);
      })
      .join("") + drawBrows(ink)
  );
}
