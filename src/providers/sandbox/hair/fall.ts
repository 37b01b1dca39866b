import { backFall } from "./back-fall.ts";
import { frontFall } from "./front-fall.ts";
import type { HairInk } from "./hair-ink.ts";
import { sideFall } from "./side-fall.ts";

/** Loose hair: what hangs behind the neck and what hangs in front of it or over the back. */
export type Fall = { readonly behind: string; readonly front: string };

const NONE: Fall = { behind: "", front: "" };

/** The loose hair of a style in the view of the rig. */
export function drawFall(hair: HairInk): Fall {
  if (hair.style.fall < 20) return NONE;
  const { view } = hair.rig;
  if (view === "front") return frontFall(hair);
  return view === "side" ? { behind: "", front: sideFall(hair) } : { behind: "", front: backFall(hair) };
}
