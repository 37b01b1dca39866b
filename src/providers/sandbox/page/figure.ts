import { drawExtras } from "../accessories/extras.ts";
import { drawGear } from "../accessories/gear.ts";
import { carrying } from "../accessories/held.ts";
import { drawNeckwear } from "../accessories/neckwear.ts";
import { facingRig } from "../body/facing-rig.ts";
import { drawNeck } from "../body/neck.ts";
import { profileRig } from "../body/profile-rig.ts";
import type { View } from "../body/rig.ts";
import type { Shot } from "../body/shot.ts";
import { steadied } from "../body/steadied.ts";
import type { Ink } from "../core/ink.ts";
import { placed, type Sheet } from "../core/sheet.ts";
import { dressFigure } from "../garments/dress-figure.ts";
import { drawHead } from "../head/draw-head.ts";
import type { Traits } from "../traits/traits.ts";

/** A drawn figure in body units, and the ink it was drawn with. */
type Figure = { readonly content: string; readonly ink: Ink };

/** The whole person in one view, from the farthest layer to the nearest. */
export function drawFigure(sheet: Sheet, traits: Traits, freeShot: Shot, view: View): Figure {
  const shot = steadied(traits, carrying(traits, freeShot));
  const rig = view === "side" ? profileRig(traits, shot) : facingRig(view, traits, shot);
  const ink: Ink = { sheet, traits, rig };
  const dressed = dressFigure(ink);
  const head = drawHead(ink);
  const inHead = (content: string): string => placed(content, rig.head.x, rig.head.y, rig.head.scale, rig.head.tilt);
  const extras = drawExtras(ink);
  const gear = drawGear(ink);
  const content = [
    extras.behind,
    gear.behind,
    inHead(head.behind),
    dressed.armsUnder,
    dressed.legs,
    drawNeck(ink),
    dressed.torso,
    gear.onBody,
    dressed.armsOver,
    gear.inHand,
    dressed.collar,
    gear.onBack,
    extras.onBack,
    drawNeckwear(ink),
    inHead(head.over),
    inHead(head.front),
  ];
  return { content: content.join(""), ink };
}
