import type { Ink } from "../core/ink.ts";
import { taper } from "../core/limb.ts";
import { pairs } from "../core/pairs.ts";
import { fill } from "../core/sheet.ts";
import { drawCap } from "./cap.ts";
import { drawFall } from "./fall.ts";
import { type HairInk, hairInk } from "./hair-ink.ts";
import { drawRopes } from "./ropes.ts";
import { drawTies } from "./ties.ts";
import { hidesHair } from "./under-hat.ts";

/** Hair in its layers: behind the body, over the shoulder, on the skull, before everything; and the outline of its shadow on the face. */
export type Hair = {
  readonly behind: string;
  readonly over: string;
  readonly cap: string;
  readonly front: string;
  readonly shadow: string;
};

/** All hair of the head, in head units. */
export function drawHair(ink: Ink): Hair {
  if (hidesHair(ink.traits.details.hat)) return { behind: "", over: "", cap: "", front: "", shadow: "M0 0" };
  const hair = hairInk(ink);
  const ropes = (hair.style.texture === "locs" || hair.style.texture === "braids") && hair.style.fall > 0;
  const fall = ropes ? drawRopes(hair) : drawFall(hair);
  const cap = drawCap(hair);
  const ties = drawTies(hair);
  // In profile and from behind the cap lies over the root of loose hair; ropes, and the hair beside the face, lie over the cap.
  const rooted = ink.rig.view !== "front" && !ropes;
  return {
    behind: fall.behind + ties.behind,
    over: ties.over,
    cap: (rooted ? fall.front : "") + cap.content + streaks(hair),
    front: (rooted ? "" : fall.front) + ties.front,
    shadow: cap.shadow,
  };
}

/** A few strands of the second colour at the front of short two-coloured hair. */
function streaks(hair: HairInk): string {
  const { second } = hair.traits.hair;
  if (
    second === null ||
    hair.style.fall > 0 ||
    hair.style.tie !== undefined ||
    hair.style.cap === "none" ||
    hair.rig.view !== "front"
  )
    return "";
  return pairs`-20 1, 2 0.9, 22 1`
    .map(([x = 0, t = 1]) =>
      fill(taper(pairs`${x} ${-78 - hair.style.top * 0.8}, ${x + 4} -66, ${x + 2} -52`, 6 * t), second, 0.8),
    )
    .join("");
}
