import type { Ink } from "../core/ink.ts";
import { drawTail } from "./body-tail.ts";
import { drawWings, type WingKind } from "./wings.ts";

const WINGS: readonly WingKind[] = ["feather-wings", "bat-wings", "fairy-wings"];

/** Wings and tails: behind the body, except from the back where they are nearest. */
export function drawExtras(ink: Ink): { behind: string; onBack: string } {
  const { extras } = ink.traits.details;
  const wings = WINGS.filter((kind) => extras.has(kind))
    .map((kind) => drawWings(ink, kind))
    .join("");
  const tail = (["cat-tail", "fox-tail", "devil-tail"] as const)
    .filter((kind) => extras.has(kind))
    .map((kind) => drawTail(ink, kind))
    .join("");
  const parts = wings + tail;
  if (ink.rig.view === "back") return { behind: "", onBack: parts };
  return ink.rig.view === "side" ? { behind: tail, onBack: wings } : { behind: parts, onBack: "" };
}
