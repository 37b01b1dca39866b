import type { Ink } from "../core/ink.ts";
import type { Garment } from "./garment.ts";
import { hood } from "./hood.ts";
import { lapels } from "./lapels.ts";
import { tube } from "./neck-tube.ts";
import { foldedCollar, leaves } from "./shirt-collar.ts";

/** Collars, hoods and turtlenecks, drawn after the arms and before the head. */
export function drawCollar(ink: Ink, outer: Garment, inner: Garment | null): string {
  const under = inner === null ? "" : collarOf(ink, inner, true);
  return under + collarOf(ink, outer, inner !== null);
}

function collarOf(ink: Ink, garment: Garment, open: boolean): string {
  const { view } = ink.rig;
  switch (garment.top.neck) {
    case "turtle":
      return tube(ink, garment.color, 34, true);
    case "mandarin":
      return tube(ink, garment.color, 20, false);
    case "shirt":
    case "polo":
      return view === "front" ? leaves(ink, garment.color, open) : foldedCollar(ink, garment.color);
    case "hood":
      return hood(ink, garment);
    case "v":
      return open && view === "front" && garment.top.ease > 9 && garment.top.texture !== "knit"
        ? lapels(ink, garment.color)
        : "";
    default:
      return "";
  }
}
