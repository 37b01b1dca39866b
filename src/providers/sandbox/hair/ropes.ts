import { lerp, type Point } from "../core/geometry.ts";
import { limb } from "../core/limb.ts";
import { pairs } from "../core/pairs.ts";
import { fill } from "../core/sheet.ts";
import type { Fall } from "./fall.ts";
import type { HairInk } from "./hair-ink.ts";
import { rope } from "./rope.ts";

/** Hair that hangs in separate ropes: locs and box braids. */
export function drawRopes(hair: HairInk): Fall {
  const { view } = hair.rig;
  if (view === "front") return frontRopes(hair);
  return { behind: "", front: view === "side" ? sideRopes(hair) : backRopes(hair) };
}

function frontRopes(hair: HairInk): Fall {
  const { style, w } = hair;
  const { fall, flare, side } = style;
  const count = style.texture === "locs" ? 5 : 7;
  let behind = fill(
    limb(pairs`0 -30, 0 ${fall * 0.5}, 0 ${fall - 30}`, pairs`0 ${w - 4}, 0.4 ${w + side - 2}, 1 ${w + flare - 12}`, {
      end: "flat",
    }),
    hair.backPaint,
    fall > 60 ? 1 : 0,
  );
  for (let i = 0; i <= count * 2; i++) {
    const t = i / count - 1;
    behind += rope(
      hair,
      pairs`${t * (w - 4)} -20, ${t * (w + side)} ${fall * 0.4},
    ${t * (w + flare) * 0.96} ${fall - 16 + hair.random() * 12}`,
      true,
    );
  }
  let front = "";
  for (const s of [-1, 1] as const) {
    for (let i = count - 1; i >= 0; i--) {
      const t = i / (count - 1);
      const length = fall + (hair.random() - 0.6) * 22 - t * 4;
      front += rope(
        hair,
        pairs`${s * lerp(w - 15, w - 2, t)} ${lerp(-52, -34, t)},
    ${s * lerp(w - 4, w + side + 3, t)} ${lerp(-24, -16, t)},
    ${s * lerp(w - 4.5, w + side + 5, t)} 20,
    ${s * lerp(w - 12, w + flare, t)} ${Math.min(86, fall * 0.6)},
    ${s * lerp(w - 26, w + flare - 1, t)} ${length}`,
      );
    }
  }
  return { behind, front };
}

function sideRopes(hair: HairInk): string {
  const { style } = hair;
  const { fall, side } = style;
  const count = style.texture === "locs" ? 9 : 12;
  let ropes = "";
  for (let i = count; i >= 0; i--) {
    const t = i / count;
    const length = fall + (hair.random() - 0.6) * 20 - (1 - t) * 8;
    const root: Point = [lerp(20, -62, t), lerp(-44, -38, t) - Math.sin(t * Math.PI) * 12];
    ropes += rope(
      hair,
      pairs`${root}, ${lerp(16, -72 - side, t)} ${lerp(-10, -4, t)}, ${lerp(12, -74 - side, t)} 36,
    ${lerp(fall > 100 ? -4 : 8, -72 - side, t)} ${Math.min(92, fall * 0.7)},
    ${lerp(fall > 100 ? -20 : 6, -70 - side, t)} ${length}`,
    );
  }
  return ropes;
}

function backRopes(hair: HairInk): string {
  const { style, w } = hair;
  const { fall, flare, side } = style;
  const count = style.texture === "locs" ? 11 : 15;
  let ropes = "";
  for (const layer of [0, 1]) {
    for (let i = 0; i <= count; i++) {
      const t = ((i + layer * 0.5) / count) * 2 - 1;
      if (Math.abs(t) > 1) continue;
      const length = fall + (hair.random() - 0.6) * 20;
      ropes += rope(
        hair,
        pairs`${t * (w - 16)} ${-54 + Math.abs(t) * 16 - layer * 10}, ${t * (w + side)} -6,
    ${t * (w + side + 1)} ${fall * 0.4}, ${t * (w + flare - 2)} ${length}`,
      );
    }
  }
  return ropes;
}
