import { drawHand } from "../body/hand.ts";
import { armSection } from "../body/limb-section.ts";
import { drawArmSkin } from "../body/limbs.ts";
import type { Arm } from "../body/rig.ts";
import { type Color, shade } from "../core/color.ts";
import { type Ink, volume } from "../core/ink.ts";
import { fill } from "../core/sheet.ts";
import { within } from "./cloth.ts";
import { cutOf, type Garment } from "./garment.ts";
import { drawSleevePattern, sleeveFolds } from "./sleeve-folds.ts";
import { armShade, castShadow, contour } from "./sleeve-shade.ts";
import { clothEdge } from "./torso.ts";

/** A sleeve that covers more of the arm leaves no skin between cuff and hand. */
const WHOLE_ARM = 0.96;

/** One arm with its sleeve and hand. */
export function drawArm(ink: Ink, arm: Arm, garment: Garment, glove: Color | null): string {
  const { top, color } = garment;
  const { frame } = ink.rig;
  const hand = drawHand(ink, arm, glove);
  if (top.sleeve === 0) return drawArmSkin(ink, arm) + hand;
  const long = top.sleeve > 0.8;
  const bare = top.sleeve > WHOLE_ARM ? "" : drawArmSkin(ink, arm);
  const wide = top.neck === "wrap" ? 26 : top.hem === "ankle" ? 4 : 0;
  const ease = top.ease * 0.62 * frame.k;
  const cuff = (top.ribbed ? 1.5 : long ? 3 : 5) * frame.k + wide * frame.k + ease * 0.4;
  const outline = armSection(arm, top.sleeve * 0.985, [ease, cuff]);
  const cut = cutOf(ink, top);
  const chest = ink.rig.frame.chest;
  const paint = volume(
    ink,
    color,
    clothEdge(ink.rig, cut, chest, -1),
    clothEdge(ink.rig, cut, chest, 1),
    top.texture === "metal" ? 1.5 : 1,
  );
  const shadow = arm.far ? fill(outline, shade(color, 0.9), 0.26) : "";
  const inside =
    armShade(ink, arm, color, top.sleeve) + drawSleevePattern(ink, arm, garment) + sleeveFolds(ink, arm, garment);
  return (
    bare +
    (long ? hand : "") +
    castShadow(ink, arm) +
    fill(outline, paint) +
    within(ink, outline, inside) +
    shadow +
    contour(ink, arm, top.sleeve, [ease, cuff], color) +
    (long ? "" : hand)
  );
}
