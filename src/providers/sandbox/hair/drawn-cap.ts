import { at, type Point } from "../core/geometry.ts";
import { smooth } from "../core/shapes.ts";
import type { Cap } from "./cap-outlines.ts";

/** Hair on the skull, and the same outline for its shadow on the skin. */
export type DrawnCap = { readonly content: string; readonly shadow: string };

export const closed = ({ outer, inner }: Cap): Point[] => [
  ...outer,
  at(outer, outer.length - 1),
  at(inner, inner.length - 1),
  ...[...inner].reverse(),
  at(inner, 0),
  at(outer, 0),
];

export const lowered = (points: readonly Point[]): string => smooth(points.map(([x, y]): Point => [x, y + 5]));
