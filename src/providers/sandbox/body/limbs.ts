import { skinShade, tint } from "../core/color.ts";
import type { Point } from "../core/geometry.ts";
import { type Ink, skinVolume } from "../core/ink.ts";
import { taper } from "../core/limb.ts";
import { pairs } from "../core/pairs.ts";
import { clipped, fill } from "../core/sheet.ts";
import { along, armSection } from "./limb-section.ts";
import { neckPaint } from "./neck.ts";
import { isProsthetic, prostheticForearm } from "./prosthesis.ts";
import type { Arm } from "./rig.ts";

/** A bare arm down to the wrist; the hand comes separately. */
export function drawArmSkin(ink: Ink, arm: Arm): string {
  const { frame } = ink.rig;
  const { light } = ink.rig;
  const path = armSection(arm, 1, [0, 0]);
  const far = arm.far ? fill(path, skinShade(ink.traits.skin, 0.8), 0.2) : "";
  const edge = (s: number, inset: number): Point[] =>
    [0.06, 0.3, 0.5, 0.72, 1].map((share): Point => {
      const { point, half, degrees } = along(arm, share);
      const a = (degrees * Math.PI) / 180;
      const reach = s * (half - inset * frame.k);
      return [point[0] + Math.cos(a) * reach, point[1] - Math.sin(a) * reach];
    });
  const shading =
    fill(taper(edge(-light, 0), 18 * frame.k), skinShade(ink.traits.skin, 0.85), 0.24) +
    fill(taper(edge(light, 6), 9 * frame.k), tint(ink.traits.skin, 0.6), 0.2);
  const paint =
    ink.rig.view === "side"
      ? neckPaint(ink)
      : skinVolume(ink, ink.rig.edge(frame.chest, -1), ink.rig.edge(frame.chest, 1));
  return (
    fill(path, paint) +
    clipped(ink.sheet, path, shading) +
    far +
    muscles(ink, arm) +
    (isProsthetic(ink, arm) ? prostheticForearm(ink, arm) : "")
  );
}

/** Shadow under deltoid and biceps of a trained arm. */
function muscles(ink: Ink, arm: Arm): string {
  const { muscle } = ink.traits.build;
  if (muscle < 0.5) return "";
  const { point, half } = along(arm, 0.2);
  const { point: low } = along(arm, 0.42);
  const dark = skinShade(ink.traits.skin, 0.7);
  return (
    fill(
      taper(
        pairs`${point[0] - half} ${point[1] - 4}, ${point[0]} ${point[1] + 7},
    ${point[0] + half * 0.9} ${point[1] - 5}`,
        3.4,
      ),
      dark,
      0.3 * muscle,
    ) +
    fill(
      taper(
        pairs`${low[0] - half * 0.5} ${low[1] - 18}, ${low[0] - half * 0.1} ${low[1] - 4},
    ${low[0] + half * 0.3} ${low[1] - 2}`,
        2.6,
      ),
      dark,
      0.26 * muscle,
    )
  );
}
