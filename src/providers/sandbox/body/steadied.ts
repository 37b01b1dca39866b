import { TOPS, type TopName } from "../garments/catalogue.ts";
import type { Traits } from "../traits/traits.ts";
import type { Shot } from "./shot.ts";

/** A long narrow hem lets the legs stand no wider than this. */
const NARROW_STEP = 0.12;

const NARROW: readonly TopName[] = ["kimono", "cheongsam", "kurta", "robe", "sari"];

/** The shot as the clothes allow it: short steps in narrow skirts, no crossed arms in wide sleeves. */
export function steadied({ outfit }: Traits, shot: Shot): Shot {
  const narrow = NARROW.includes(outfit.top.kind) || outfit.bottom?.kind === "pencil";
  const wide = TOPS[outfit.top.kind].neck === "wrap" && outfit.outer === null;
  const crossed = wide && shot.arms[0] === "folded";
  return {
    ...shot,
    step: narrow ? Math.min(shot.step, NARROW_STEP) : shot.step,
    sway: narrow ? Math.min(shot.sway, 0.8) : shot.sway,
    arms: crossed ? ["clasped", "clasped"] : shot.arms,
  };
}
