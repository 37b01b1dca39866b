import type { Outfit } from "../traits/outfit.ts";
import { BOTTOMS, type Bottom, type Hem, TOPS } from "./catalogue.ts";

/** Share of the legs that a dress of this length covers. */
const COVERED: Record<Hem, number> = {
  waist: 0.2,
  hip: 0.25,
  seat: 0.3,
  thigh: 0.42,
  knee: 0.58,
  calf: 0.8,
  ankle: 0.95,
};

/** A skirt or dress as it lies on the lap and the legs of who sits; null in trousers. */
export function lapOf({ top, bottom }: Outfit) {
  const skirt: Bottom | null = bottom && BOTTOMS[bottom.kind];
  if (skirt?.kind === "trousers") return null;
  const worn = bottom ?? top;
  const length = skirt === null ? COVERED[TOPS[top.kind].hem] : Math.min(0.95, skirt.length + 0.14);
  const cloth: Bottom = { kind: "trousers", length, ease: [9, 14, 17] };
  return { bottom: cloth, color: worn.color, pattern: worn.pattern };
}
