import { skinShade } from "../core/color.ts";
import { type Ink, skinVolume } from "../core/ink.ts";
import { taper } from "../core/limb.ts";
import { fill } from "../core/sheet.ts";
import { along, type Arm, armSection, type Leg, section } from "./rig.ts";

/** A bare arm down to the wrist; the hand comes separately. */
export function drawArmSkin(ink: Ink, arm: Arm): string {
  const { frame } = ink.rig;
  const middle = along(arm, 0.3).point[0];
  const reach = 26 * frame.arm;
  const far = arm.far ? fill(section(arm, 0, 1, [0, 0]), skinShade(ink.traits.skin, 0.8), 0.2) : "";
  return fill(armSection(arm, 1, [0, 0]), skinVolume(ink, middle - reach, middle + reach)) + far + muscles(ink, arm);
}

/** Shadow under deltoid and biceps of a trained arm. */
function muscles(ink: Ink, arm: Arm): string {
  const { muscle } = ink.traits.build;
  if (muscle < 0.5) return "";
  const { point, half } = along(arm, 0.2);
  const { point: low } = along(arm, 0.42);
  const dark = skinShade(ink.traits.skin, 0.7);
  return (
    fill(taper([[point[0] - half, point[1] - 4], [point[0], point[1] + 7], [point[0] + half * 0.9, point[1] - 5]], 3.4), dark, 0.3 * muscle) +
    fill(taper([[low[0] - half * 0.5, low[1] - 18], [low[0] - half * 0.1, low[1] - 4], [low[0] + half * 0.3, low[1] - 2]], 2.6), dark, 0.26 * muscle)
  );
}

/** A bare leg from the hip to the ankle. */
export function drawLegSkin(ink: Ink, leg: Leg): string {
  const middle = along(leg, 0.5).point[0];
  const reach = 44 * ink.rig.frame.leg;
  const knee = along(leg, 0.52);
  const dark = skinShade(ink.traits.skin, 0.65);
  const path = section(leg, 0, 1, [0, 0], { end: "flat" });
  const cap =
    ink.rig.view === "back"
      ? taper([[knee.point[0] - knee.half * 0.6, knee.point[1]], [knee.point[0], knee.point[1] + 3], [knee.point[0] + knee.half * 0.6, knee.point[1]]], 2)
      : taper([[knee.point[0] - knee.half * 0.5, knee.point[1] + 4], [knee.point[0], knee.point[1] + 11], [knee.point[0] + knee.half * 0.5, knee.point[1] + 3]], 2.4);
  return fill(path, skinVolume(ink, middle - reach, middle + reach)) + (leg.far ? fill(path, dark, 0.22) : "") + fill(cap, dark, 0.3);
}
