import type { Ink } from "../core/ink.ts";
import type { Garment } from "./garment.ts";
import { hood } from "./hood.ts";
import { lapels } from "./lapels.ts";
import { tube } from "./neck-tube.ts";
import { isTied } from "./neckline.ts";
import { foldedCollar, leaves } from "./shirt-collar.ts";

/** How far the collar of a shirt stands above that of the jacket over it, in thousandths. */
const COLLAR_RISE = 7;

/** Collars, hoods and turtlenecks, drawn after the arms and before the head. */
export function drawCollar(ink: Ink, outer: Garment, inner: Garment | null): string {
  if (inner === null) return collarOf(ink, outer, "only");
  return collarOf(ink, inner, "under") + collarOf(ink, outer, "over");
}

function collarOf(ink: Ink, garment: Garment, layer: "only" | "under" | "over"): string {
  const { view } = ink.rig;
  const { color, top } = garment;
  switch (top.neck) {
    case "turtle":
      return tube(ink, color, 34, true);
    case "mandarin":
      return tube(ink, color, 20, false);
    case "shirt":
    case "polo":
      if (view === "front") return leaves(ink, color, layer !== "only" && !isTied(ink, garment));
      return foldedCollar(ink, color, layer === "under" ? COLLAR_RISE : 0);
    case "hood":
      return hood(ink, garment);
    case "v": {
      const tailored = layer === "over" && top.ease > 9 && top.texture !== "knit";
      if (!tailored) return "";
      return view === "front" ? lapels(ink, color) : foldedCollar(ink, color, 0);
    }
    default:
      return "";
  }
}
