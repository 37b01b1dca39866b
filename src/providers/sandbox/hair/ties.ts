import type { HairInk } from "./hair-ink.ts";
import { drawKnot } from "./knot.ts";
import { drawTail } from "./tail.ts";
import { knotsOf, type Layer, tailsOf } from "./tie-places.ts";

/** Tied hair by layer: behind the body, on the back of the head, before everything. */
type Tied = Readonly<Record<Layer, string>>;

/** Ponytails, buns, braids and puffs of a style. */
export function drawTies(hair: HairInk): Tied {
  const { tie } = hair.style;
  if (tie === undefined) return { behind: "", over: "", front: "" };
  const view = hair.rig.view;
  const drawn = [
    ...tailsOf(tie, view, {
      end: hair.style.tieFall ?? 120,
      w: hair.w,
      swing: hair.traits.seed % 2 === 0 ? 1 : -1,
    }).map((tail) => ({
      layer: tail.layer,
      content: drawTail(hair, tail),
    })),
    ...knotsOf(tie, view, hair.w).map((knot) => ({
      layer: knot.layer,
      content: drawKnot({ ...hair, paint: hair.tipPaint }, knot),
    })),
  ];
  const layer = (wanted: Layer): string =>
    drawn
      .filter((part) => part.layer === wanted)
      .map(({ content }) => content)
      .join("");
  return { behind: layer("behind"), over: layer("over"), front: layer("front") };
}
