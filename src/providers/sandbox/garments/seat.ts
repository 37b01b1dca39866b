import { along } from "../body/limb-section.ts";
import { type Color, shade } from "../core/color.ts";
import { clamp, lerp, type Point } from "../core/geometry.ts";
import { type Ink, volume } from "../core/ink.ts";
import { pairs } from "../core/pairs.ts";
import { smooth } from "../core/shapes.ts";
import { fill, line } from "../core/sheet.ts";
import type { Bottom } from "./catalogue.ts";
import { fold, seam, within } from "./cloth.ts";

/** The part from the waist to the crotch, with band, fly and pockets. */
export function seat(ink: Ink, bottom: Bottom, color: Color, print: string): string {
  const { rig } = ink;
  const { frame, view } = rig;
  const { k } = frame;
  const ease = bottom.ease[0] + 1;
  const top = frame.waist + 14 * k;
  const at = (y: number, side: 1 | -1): Point => [
    rig.edge(y, side, lerp(Math.min(ease, 2), ease, clamp((y - top) / (frame.hip - top), 0, 1))),
    y,
  ];
  const mid = lerp(frame.waist, frame.hip, 0.5);
  const low = frame.crotch + (view === "side" ? -6 : 6) * k;
  const outline = smooth(pairs`${at(top, -1)}, ${at(top, 1)}, ${at(top, 1)}, ${at(mid, 1)},
    ${at(frame.hip, 1)},
    ${thighSide(ink, bottom, 1)}, ${rig.middle(frame.crotch)} ${low}, ${[...thighSide(ink, bottom, -1)].reverse()},
    ${at(frame.hip, -1)}, ${at(mid, -1)}, ${at(top, -1)}`);
  const paint = volume(
    ink,
    color,
    rig.edge(frame.hip, -1, bottom.ease[0]),
    rig.edge(frame.hip, 1, bottom.ease[0]),
    bottom.style === "leather" ? 1.6 : 1.05,
  );
  return fill(outline, paint) + within(ink, outline, print + seatDetails(ink, bottom, color, top));
}

/** Where the seat passes into the outside of a thigh, so that no corner stands out there. */
function thighSide(ink: Ink, bottom: Bottom, side: 1 | -1): Point[] {
  const { rig } = ink;
  const { k, crotch, hip } = rig.frame;
  if (rig.frame.seated) return [[rig.edge(hip, side, bottom.ease[0] + 1) - side * 2 * k, hip + 24 * k]];
  if (rig.view === "side" && side === 1) return [[rig.edge(crotch - 14 * k, 1, bottom.ease[0] + 1), crotch - 14 * k]];
  const leg = rig.legs.find((own) => (rig.view === "side" ? !own.far : own.side === side));
  if (leg === undefined) return [];
  const edge = (share: number, inset: number): Point => {
    const { point, half } = along(leg, share);
    return [point[0] + side * (half + (bottom.ease[0] - inset) * k), point[1]];
  };
  // The last one is a corner inside the thigh: a curve that turns there would stand out.
  return [edge(0.08, 0), edge(0.13, 2), edge(0.17, 8), edge(0.17, 8)];
}

function seatDetails(ink: Ink, bottom: Bottom, color: Color, top: number): string {
  const { rig } = ink;
  const { frame, view } = rig;
  const { k } = frame;
  const x = rig.middle(frame.hip);
  const wide = frame.hipHalf;
  const band = line(
    smooth(pairs`${x - wide * 1.2} ${top + 15 * k}, ${x} ${top + 19 * k}, ${x + wide * 1.2} ${top + 15 * k}`, false),
    shade(color, 0.8),
    1.5,
    0.5,
  );
  const sport = bottom.style === "sport" || bottom.ease[0] < 2;
  if (view === "side")
    return (
      band +
      (sport
        ? ""
        : seam(
            pairs`${x + wide * 0.3} ${top + 20 * k}, ${x + wide * 0.1} ${top + 56 * k},
    ${x - wide * 0.1} ${top + 62 * k}`,
            color,
          ))
    );
  const crotch = fold(pairs`${x} ${frame.hip + 6 * k}, ${x + 1} ${frame.crotch + 2 * k}`, color, 4 * k);
  const fan = [-1, 1]
    .map((s) =>
      fold(
        pairs`${x + s * 3 * k} ${frame.crotch - 8 * k}, ${x + s * wide * 0.35} ${frame.crotch - 20 * k},
    ${x + s * wide * 0.6} ${frame.crotch - 22 * k}`,
        color,
        4 * k,
      ),
    )
    .join("");
  if (view === "back")
    return (
      band +
      crotch +
      (sport ? "" : [-1, 1].map((s) => backPocket(x + s * wide * 0.46, frame.hip - 30 * k, k, color)).join(""))
    );
  const fly = sport
    ? ""
    : seam(pairs`${x + 3 * k} ${top + 18 * k}, ${x + 8 * k} ${frame.hip}, ${x} ${frame.crotch - 12 * k}`, color) +
      [-1, 1]
        .map((s) =>
          seam(
            pairs`${x + s * wide * 0.44} ${top + 17 * k}, ${x + s * wide * 0.66} ${top + 42 * k},
    ${x + s * wide * 1.06} ${top + 52 * k}`,
            color,
          ),
        )
        .join("");
  return band + crotch + fan + fly;
}

function backPocket(x: number, y: number, k: number, color: Color): string {
  const path = smooth(pairs`${x - 17 * k} ${y}!, ${x + 17 * k} ${y}!, ${x + 16 * k} ${y + 30 * k}, ${x} ${y + 38 * k},
    ${x - 16 * k} ${y + 30 * k}`);
  return fill(path, shade(color, 0.2), 0.35) + line(path, shade(color, 0.75), 1.3, 0.5);
}
