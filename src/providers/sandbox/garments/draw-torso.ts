import { neckPaint } from "../body/neck.ts";
import { type Ink, skinVolume, volume } from "../core/ink.ts";
import { smooth } from "../core/shapes.ts";
import { fill } from "../core/sheet.ts";
import { bodyShadows } from "./body-shadows.ts";
import { within } from "./cloth.ts";
import { cutOf, type Garment } from "./garment.ts";
import { hemBand } from "./hem-band.ts";
import { drawPattern } from "./pattern.ts";
import { strapOutline } from "./strap-outline.ts";
import { type Cut, clothEdge, clothOutline } from "./torso.ts";

/** Torso part of a garment, with pattern, folds and the shadows of the body under it. */
export function drawTorso(ink: Ink, garment: Garment): string {
  const { top, color } = garment;
  const { rig } = ink;
  const cut = cutOf(ink, top);
  const outline = smooth(top.neck === "straps" ? strapOutline(ink, cut) : clothOutline(rig, cut));
  const paint = volume(
    ink,
    color,
    clothEdge(rig, cut, rig.frame.chest, -1),
    clothEdge(rig, cut, rig.frame.chest, 1),
    top.texture === "metal" ? 1.5 : 1,
  );
  const bare = top.neck === "straps" || top.hem === "waist" ? drawBareTorso(ink) : "";
  return (
    bare +
    fill(outline, paint) +
    within(ink, outline, drawPattern(ink, garment, cut) + bodyShadows(ink, garment, cut) + hemBand(ink, garment, cut))
  );
}

function drawBareTorso(ink: Ink): string {
  const { rig } = ink;
  const cut: Cut = { ease: 0, over: 0, hemY: rig.frame.waist + 26 * rig.frame.k, flare: 0, neck: 2, loose: 0 };
  return fill(
    smooth(clothOutline(rig, cut)),
    rig.view === "side" ? neckPaint(ink) : skinVolume(ink, rig.edge(rig.frame.chest, -1), rig.edge(rig.frame.chest, 1)),
  );
}
