import type { Point } from "../core/geometry.ts";
import type { Ink } from "../core/ink.ts";
import { feathered, gauzy, leathery } from "./wing-shapes.ts";

export type WingKind = "feather-wings" | "bat-wings" | "fairy-wings";

/** A pair of wings (one in profile), in body units. */
export function drawWings(ink: Ink, kind: WingKind): string {
  const { frame, view, middle } = ink.rig;
  const { k } = frame;
  const root: Point = [
    view === "side" ? ink.rig.edge(frame.chest, -1) + 12 * k : middle(frame.chest),
    frame.shoulder + 46 * k,
  ];
  const sides: readonly (1 | -1)[] = view === "side" ? [-1] : [-1, 1];
  return sides.map((s) => wing(ink, kind, root, s)).join("");
}

function wing(ink: Ink, kind: WingKind, [x, y]: Point, s: 1 | -1): string {
  const { k } = ink.rig.frame;
  const wide = ink.rig.view === "side" ? 0.62 : 1;
  const p = (dx: number, dy: number): Point => [x + s * dx * k * wide, y + dy * k];
  if (kind === "feather-wings") return feathered(ink, p);
  return kind === "bat-wings" ? leathery(ink, p) : gauzy(ink, p);
}
