import { GROUND } from "../body/frame.ts";
import { drawHand } from "../body/hand.ts";
import { along } from "../body/limb-section.ts";
import type { Arm } from "../body/rig.ts";
import type { Shot } from "../body/shot.ts";
import { shade, tint } from "../core/color.ts";
import { num, type Point } from "../core/geometry.ts";
import type { Ink } from "../core/ink.ts";
import { pairs } from "../core/pairs.ts";
import { smooth } from "../core/shapes.ts";
import { fill, line, oval } from "../core/sheet.ts";
import type { Traits } from "../traits/traits.ts";

const HELD = ["cane", "staff", "sword"] as const;

/** The shot with an arm that carries, when the details put something into a hand. */
export function carrying(traits: Traits, shot: Shot): Shot {
  if (!HELD.some((thing) => traits.details.gear.has(thing))) return shot;
  const other = shot.arms[0] === "folded" || shot.arms[0] === "clasped" ? "relaxed" : shot.arms[0];
  return { ...shot, arms: [other, "hold"] };
}

/** The thing in the hand, with the hand closed over it. */
export function drawHeld(ink: Ink): string {
  const arm = ink.rig.arms.find(({ pose }) => pose === "hold");
  const thing = HELD.find((name) => ink.traits.details.gear.has(name));
  if (arm === undefined || thing === undefined) return "";
  const grip = gripOf(ink, arm);
  const glove = ink.traits.details.gear.has("gloves")
    ? (ink.traits.details.colors.gear ?? shade(ink.traits.outfit.shoes.color, 0.1))
    : null;
  return item(ink, thing, grip) + drawHand(ink, arm, glove);
}

function gripOf(ink: Ink, arm: Arm): Point {
  const { point } = along(arm, 1);
  const { k } = ink.rig.frame;
  return [point[0] + (ink.rig.view === "side" ? 9 : 0) * k, point[1] + 28 * k];
}

function item(ink: Ink, thing: (typeof HELD)[number], [x, y]: Point): string {
  const { k } = ink.rig.frame;
  const wood = "#7a5233";
  const path = (dx0: number, y0: number, dx1: number, y1: number): string =>
    `M${num(x + dx0)} ${num(y0)}L${num(x + dx1)} ${num(y1)}`;
  if (thing === "cane") {
    return (
      line(path(0, y, 4 * k, GROUND - 4), wood, 8 * k) +
      line(
        smooth(
          pairs`${x} ${y + 4 * k}, ${x} ${y - 12 * k}, ${x + 12 * k} ${y - 18 * k}, ${x + 24 * k} ${y - 8 * k}`,
          false,
        ),
        wood,
        8 * k,
      ) +
      line(path(-1.6 * k, y, 2.4 * k, GROUND - 8), tint(wood, 0.4), 1.8 * k, 0.6)
    );
  }
  if (thing === "staff") {
    const top = ink.rig.frame.chin - 60 * k;
    const orb = ink.traits.outfit.accent;
    return (
      line(path(-4 * k, top, 4 * k, GROUND - 4), wood, 10 * k) +
      line(path(-6 * k, top, 2 * k, GROUND - 6), tint(wood, 0.4), 2 * k, 0.6) +
      line(
        smooth(
          pairs`${x - 4 * k} ${top + 6 * k}, ${x - 20 * k} ${top - 14 * k}, ${x - 10 * k} ${top - 34 * k}`,
          false,
        ) +
          smooth(
            pairs`${x - 4 * k} ${top + 6 * k}, ${x + 12 * k} ${top - 14 * k}, ${x + 4 * k} ${top - 34 * k}`,
            false,
          ),
        wood,
        6 * k,
      ) +
      oval(x - 4 * k, top - 18 * k, 13 * k, 13 * k, orb) +
      oval(x - 8 * k, top - 22 * k, 4 * k, 4 * k, "#ffffff", 0.8)
    );
  }
  const blade =
    smooth(pairs`${x - 11 * k} ${y + 22 * k}!, ${x + 11 * k} ${y + 22 * k}!, ${x + 29 * k} ${GROUND - 120 * k},
    ${x + 18 * k} ${GROUND - 96 * k}!, ${x + 7 * k} ${GROUND - 120 * k}`);
  return (
    fill(blade, "#c9d0d8") +
    line(`M${num(x)} ${num(y + 24 * k)}L${num(x + 15 * k)} ${num(GROUND - 120 * k)}`, "#8b95a1", 2 * k) +
    line(path(-22 * k, y + 20 * k, 22 * k, y + 18 * k), "#d9b24a", 7 * k) +
    line(path(0, y + 18 * k, -2 * k, y - 26 * k), "#4a3325", 9 * k) +
    oval(x - 2 * k, y - 30 * k, 6 * k, 6 * k, "#d9b24a")
  );
}
