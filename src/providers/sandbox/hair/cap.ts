import { backUpper } from "./back-cap.ts";
import { crop } from "./crop.ts";
import type { DrawnCap } from "./drawn-cap.ts";
import { frontUpper } from "./front-cap.ts";
import type { HairInk } from "./hair-ink.ts";
import { mohawk } from "./mohawk.ts";
import { ring, shine } from "./ring.ts";
import { sideUpper } from "./side-cap.ts";

/** The hair on the skull in the view of the rig. */
export function drawCap(hair: HairInk): DrawnCap {
  const { cap } = hair.style;
  if (cap === "none") return { content: shine(hair), shadow: "M0 0" };
  if (cap === "ring") return { content: ring(hair) + shine(hair), shadow: "M0 0" };
  const view = hair.rig.view;
  const cropped = cap === "shaved" || cap === "fade" || cap === "undercut" || cap === "mohawk" ? crop(hair) : "";
  if (cap === "shaved") return { content: cropped, shadow: "M0 0" };
  if (cap === "mohawk") return { content: cropped + mohawk(hair), shadow: "M0 0" };
  const upper = view === "front" ? frontUpper(hair) : view === "side" ? sideUpper(hair) : backUpper(hair);
  return { content: cropped + upper.content, shadow: upper.shadow };
}
