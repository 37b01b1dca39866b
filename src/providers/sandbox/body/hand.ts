import { skinShade, tint } from "../core/color.ts";
import type { Ink } from "../core/ink.ts";
import { limb } from "../core/limb.ts";
import { smooth } from "../core/shapes.ts";
import { fill, line, linear, placed } from "../core/sheet.ts";
import { type Finger, HANDS } from "./hand-shapes.ts";
import { along } from "./limb-section.ts";
import { isProsthetic, METAL } from "./prosthesis.ts";
import type { Arm } from "./rig.ts";

/** The hand at the end of an arm, in skin or glove. */
export function drawHand(ink: Ink, arm: Arm, glove: string | null): string {
  if (arm.hand === "hidden") return "";
  const shape = HANDS[arm.hand];
  const { frame, view } = ink.rig;
  const base = glove ?? (isProsthetic(ink, arm) ? METAL : ink.traits.skin);
  const dark = skinShade(base, arm.far ? 0.42 : 0.3);
  const lit = arm.far ? skinShade(base, 0.18) : tint(base, 0.1);
  const flip = view === "side" ? true : arm.side === -1;
  const towardsLight = (ink.rig.light === 1) === !flip ? 1 : -1;
  const paint = linear(
    ink.sheet,
    [16 * towardsLight, 0, -18 * towardsLight, 14],
    [
      [0, lit],
      [0.5, base],
      [1, dark],
    ],
  );
  const edge = skinShade(base, 0.8);
  const drawn = ({ line: centre, widths }: Finger): string => {
    const path = limb(centre, widths, { start: "flat" });
    return `<path d="${path}" fill="${paint}" stroke="${edge}" stroke-width="0.9" stroke-opacity="0.42"/>`;
  };
  const content =
    shape.fingers.map(drawn).join("") +
    fill(smooth(shape.palm), paint) +
    shape.creases.map((crease) => line(smooth(crease, false), edge, 0.9, 0.35)).join("") +
    (shape.thumb === null ? "" : drawn(shape.thumb));
  const wrist = along(arm, 1);
  const size =
    frame.k *
    (0.93 + 0.14 * (ink.traits.gender.masculine * ink.traits.age.grown)) *
    (ink.traits.age.grown < 0.3 ? 0.96 : 1);
  return placed(content, wrist.point[0], wrist.point[1], size, -arm.handTurn, flip);
}
