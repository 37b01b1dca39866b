import type { Ink } from "../core/ink.ts";
import { bib } from "./bib.ts";
import { drape } from "./drape.ts";
import type { Garment } from "./garment.ts";
import { placket, zip } from "./placket.ts";
import { plates } from "./plates.ts";
import { lacing, pouch } from "./pouch.ts";
import { wrap } from "./wrap-front.ts";

/** Buttons, zips, pockets and the like on the front; profile and back show little of it. */
export function drawFront(ink: Ink, garment: Garment): string {
  const { rig } = ink;
  if (garment.top.front === "bib") return bib(ink, garment);
  if (garment.top.front === "plate") return plates(ink, garment);
  if (garment.top.front === "drape") return drape(ink, garment);
  if (garment.top.neck === "wrap") return wrap(ink, garment);
  if (rig.view !== "front") return "";
  switch (garment.top.front) {
    case "buttons":
      return placket(ink, garment);
    case "zip":
      return zip(ink, garment);
    case "pocket":
      return pouch(ink, garment);
    case "lacing":
      return lacing(ink, garment);
    default:
      return garment.top.neck === "polo" ? placket(ink, garment, 66) : "";
  }
}
