import { skinShade, tint } from "../core/color.ts";
import type { Point } from "../core/geometry.ts";
import { type Ink, skinVolume } from "../core/ink.ts";
import { taper } from "../core/limb.ts";
import { pairs } from "../core/pairs.ts";
import { clipped, fill } from "../core/sheet.ts";
import { along, section } from "./limb-section.ts";
import { prostheticLeg } from "./prosthesis.ts";
import type { Leg } from "./rig.ts";

/** A bare leg from the hip to the ankle. */
export function drawLegSkin(ink: Ink, leg: Leg): string {
  // The wearer's right leg: the viewer's left from the front, the near one in profile.
  const right = ink.rig.view === "front" ? -1 : 1;
  if (ink.traits.details.gear.has("prosthetic-leg") && leg.side === right) return prostheticLeg(ink, leg);
  const middle = along(leg, 0.5).point[0];
  const reach = 44 * ink.rig.frame.leg;
  const knee = along(leg, 0.52);
  const dark = skinShade(ink.traits.skin, 0.65);
  const path = section(leg, 0, 1, [0, 0], { end: "flat" });
  const cap =
    ink.rig.view === "back"
      ? taper(
          pairs`${knee.point[0] - knee.half * 0.6} ${knee.point[1]}, ${knee.point[0]} ${knee.point[1] + 3},
    ${knee.point[0] + knee.half * 0.6} ${knee.point[1]}`,
          2,
        )
      : taper(
          pairs`${knee.point[0] - knee.half * 0.5} ${knee.point[1] + 4}, ${knee.point[0]} ${knee.point[1] + 11},
    ${knee.point[0] + knee.half * 0.5} ${knee.point[1] + 3}`,
          2.4,
        );
  return (
    fill(path, skinVolume(ink, middle - reach, middle + reach)) +
    clipped(ink.sheet, path, rims(ink, leg)) +
    (leg.far ? fill(path, dark, 0.22) : "") +
    fill(cap, dark, 0.3)
  );
}

/** The round of the leg: dark on the side away from the light, bright along the other, as on a bare arm. */
function rims(ink: Ink, leg: Leg): string {
  const { light, frame } = ink.rig;
  const edge = (s: number, inset: number): Point[] =>
    [0.1, 0.3, 0.52, 0.7, 0.86, 1].map((share): Point => {
      const { point, half } = along(leg, share);
      return [point[0] + s * (half - inset * frame.k), point[1]];
    });
  return (
    fill(taper(edge(-light, 0), 20 * frame.k), skinShade(ink.traits.skin, 0.85), 0.24) +
    fill(taper(edge(light, 7), 9 * frame.k), tint(ink.traits.skin, 0.6), 0.17)
  );
}
