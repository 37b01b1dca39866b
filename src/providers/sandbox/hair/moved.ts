import type { Point } from "../core/geometry.ts";
import { waved } from "../core/waved.ts";
import type { HairInk } from "./hair-ink.ts";

/** An edge in the movement of the hair's texture. */
export function moved(hair: HairInk, edge: readonly Point[], phase: number): Point[] {
  const { texture } = hair.style;
  if (texture === "wavy") return waved(edge, 5.2, 54, phase);
  if (texture === "straight") return waved(edge, 1.2, 90, phase);
  return [...edge];
}
