import { drawLegSkin } from "../body/leg-skin.ts";
import { along, section } from "../body/limb-section.ts";
import type { Leg } from "../body/rig.ts";
import { type Color, shade, tint } from "../core/color.ts";
import type { Point } from "../core/geometry.ts";
import { type Ink, volume } from "../core/ink.ts";
import { taper } from "../core/limb.ts";
import { fill } from "../core/sheet.ts";
import type { ClothPattern } from "../traits/color-words.ts";
import type { Bottom } from "./catalogue.ts";
import { within } from "./cloth.ts";
import { legFolds } from "./leg-folds.ts";
import { printOver } from "./pattern.ts";
import { seat } from "./seat.ts";

/** Trousers or shorts with the bare rest of the legs. */
export function drawTrousers(ink: Ink, bottom: Bottom, color: Color, pattern: ClothPattern | null): string {
  const { frame, edge } = ink.rig;
  const area = { left: edge(frame.hip, -1, 60), right: edge(frame.hip, 1, 60), top: frame.waist, bottom: frame.ankle };
  const print = printOver(ink, { pattern, color, accent: ink.traits.outfit.accent }, area);
  const bare = bottom.length < 0.9 ? ink.rig.legs.map((leg) => drawLegSkin(ink, leg)).join("") : "";
  const legs = ink.rig.legs.map((leg) => trouserLeg(ink, leg, bottom, color, print)).join("");
  return bare + legs + seat(ink, bottom, color, print);
}

function trouserLeg(ink: Ink, leg: Leg, bottom: Bottom, color: Color, print: string): string {
  const { frame } = ink.rig;
  const { k } = frame;
  const [top, knee, hem] = bottom.ease;
  const end = bottom.length;
  const { rig } = ink;
  const split = Math.min(0.5, end * 0.6);
  const paint = volume(
    ink,
    color,
    rig.edge(frame.hip, -1, top),
    rig.edge(frame.hip, 1, top),
    bottom.style === "leather" ? 1.6 : 1.05,
  );
  const upper = section(leg, 0, split + 0.04, [top * k, knee * k], { end: "flat" });
  const lower = section(leg, split - 0.04, end, [knee * k, hem * k], { start: "flat", end: "flat" });
  const whole = `${upper}${lower}`;
  const far = leg.far ? fill(whole, shade(color, 0.9), 0.32) : "";
  return (
    fill(whole, paint) + within(ink, whole, print + legShade(ink, leg, color) + legFolds(ink, leg, bottom, color)) + far
  );
}

/** The side of a leg that is turned away from the light, and the light on the other. */
function legShade(ink: Ink, leg: Leg, color: Color): string {
  const { light, frame, view } = ink.rig;
  const edge = (s: number, inset: number): Point[] =>
    [0.06, 0.3, 0.5, 0.72, 0.96].map((share): Point => {
      const { point, half } = along(leg, share);
      return [point[0] + s * (half - inset * frame.k), point[1]];
    });
  const dark = fill(taper(edge(-light, view === "side" ? 8 : 2), 30 * frame.k), shade(color, 0.8), 0.2);
  return dark + fill(taper(edge(light, 14), 15 * frame.k), tint(color, 0.6), 0.13);
}
