import { TOPS, type TopName } from "../garments/catalogue.ts";
import type { Traits } from "../traits/traits.ts";
import type { ArmPose, Shot } from "./shot.ts";

/** A long narrow hem lets the legs stand no wider than this. */
const NARROW_STEP = 0.12;

/** What arms do in a chair besides lying in the lap. */
const SITTING: readonly ArmPose[] = ["relaxed", "loose", "wave", "hold", "clasped"];

const NARROW: readonly TopName[] = ["kimono", "cheongsam", "kurta", "robe", "sari"];

/** The shot as the person and the clothes allow it: short steps in narrow skirts, no crossed arms in wide sleeves, the hands in the lap of who sits. */
export function steadied({ outfit, details, age: { years } }: Traits, shot: Shot): Shot {
  const narrow = NARROW.includes(outfit.top.kind) || outfit.bottom?.kind === "pencil";
  const wide = TOPS[outfit.top.kind].neck === "wrap" && outfit.outer === null;
  const sits = details.gear.has("wheelchair");
  const crossed = wide && shot.arms[0] === "folded";
  return {
    ...shot,
    step: narrow ? Math.min(shot.step, NARROW_STEP) : shot.step,
    sway: narrow ? Math.min(shot.sway, 0.8) : shot.sway,
    expression: years < 13 && shot.expression === "serious" ? "curious" : shot.expression,
    arms: crossed || (sits && shot.arms.some((pose) => !SITTING.includes(pose))) ? ["clasped", "clasped"] : shot.arms,
  };
}
