import { shade, tint } from "../core/color.ts";
import type { Point } from "../core/geometry.ts";
import type { Ink } from "../core/ink.ts";
import { limb, limbOutline } from "../core/limb.ts";
import { pairs } from "../core/pairs.ts";
import { randomFrom } from "../core/random.ts";
import { scalloped } from "../core/scalloped.ts";
import { smooth } from "../core/shapes.ts";
import { fill, linear } from "../core/sheet.ts";

export function drawTail(ink: Ink, kind: "cat-tail" | "fox-tail" | "devil-tail"): string {
  const { frame, view, middle, edge, shot } = ink.rig;
  const { k } = frame;
  const s = view === "side" ? -1 : ((shot.weight * (view === "back" ? -1 : 1)) as 1 | -1);
  const x = view === "side" ? edge(frame.hip, -1) + 12 * k : middle(frame.hip);
  const y = frame.hip - 12 * k;
  const p = (dx: number, dy: number): Point => [x + s * dx * k, y + dy * k];
  const color = kind === "devil-tail" ? shade(ink.traits.skin, 0.3) : ink.traits.hair.color;
  const centre = [p(0, 0), p(60, 60), p(118, 90), p(152, 40), p(140, -30), p(160, -78)];
  const paint = linear(
    ink.sheet,
    [p(0, 0)[0], p(0, -80)[1], p(160, 0)[0], p(0, 100)[1]],
    [
      [0, tint(color, 0.15)],
      [0.5, color],
      [1, shade(color, 0.4)],
    ],
  );
  if (kind === "fox-tail") {
    const outline = limbOutline(
      [p(0, 0), p(50, 50), p(104, 60), p(146, 10), p(160, -62)],
      pairs`0 9, 0.3 24, 0.65 32, 0.9 17, 1 2`,
    );
    return (
      fill(scalloped(outline, 16, randomFrom(7)), paint) +
      fill(limb([p(146, 6), p(154, -28), p(160, -60)], pairs`0 12, 0.5 15, 1 2`), "#f6efe6", 0.92)
    );
  }
  const body = fill(limb(centre, kind === "cat-tail" ? pairs`0 9, 0.5 9.5, 1 7` : pairs`0 8, 0.6 5, 1 3`), paint);
  if (kind === "cat-tail") return body;
  return (
    body +
    fill(
      smooth([p(160, -70), p(138, -84), p(138, -84), p(166, -122), p(166, -122), p(184, -80), p(184, -80)]),
      shade(color, 0.3),
    )
  );
}
