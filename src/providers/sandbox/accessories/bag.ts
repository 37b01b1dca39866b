import { shade } from "../core/color.ts";
import { lerp, type Point } from "../core/geometry.ts";
import { type Ink, volume } from "../core/ink.ts";
import { pairs } from "../core/pairs.ts";
import { smooth } from "../core/shapes.ts";
import { fill, line, oval } from "../core/sheet.ts";
import { gearColor } from "./gear-color.ts";

/** A bag on a strap across the body. */
export function drawBag(ink: Ink): string {
  const { rig } = ink;
  const { frame, view } = rig;
  const { k } = frame;
  const color = gearColor(ink, "#7d5535");
  const s = view === "back" ? -1 : 1;
  const x = view === "side" ? rig.middle(frame.hip) + 6 * k : rig.middle(frame.hip) + s * (frame.hipHalf * 0.92);
  const y = frame.hip - 18 * k;
  const from: Point =
    view === "side"
      ? [rig.neck.base[0] - 6 * k, frame.shoulder + 2 * k]
      : [rig.neck.base[0] - s * frame.shoulderHalf * 0.56, frame.shoulder + 2 * k];
  const strap = line(
    smooth(
      pairs`${from}, ${lerp(from[0], x, 0.5) + (view === "side" ? 10 * k : 0)} ${lerp(from[1], y, 0.52)},
    ${x} ${y}`,
      false,
    ),
    shade(color, 0.3),
    8 * k,
  );
  const w = (view === "side" ? 44 : 36) * k;
  const body = smooth(pairs`${x - w} ${y}!, ${x + w} ${y}!, ${x + w} ${y + 62 * k}, ${x + w * 0.8} ${y + 72 * k},
    ${x - w * 0.8} ${y + 72 * k}, ${x - w} ${y + 62 * k}`);
  const flap = smooth(pairs`${x - w} ${y}!, ${x + w} ${y}!, ${x + w * 0.96} ${y + 34 * k}, ${x} ${y + 44 * k},
    ${x - w * 0.96} ${y + 34 * k}`);
  return (
    strap +
    fill(body, volume(ink, color, x - w, x + w)) +
    fill(flap, shade(color, 0.16)) +
    line(flap, shade(color, 0.7), 1.6, 0.6) +
    oval(x, y + 40 * k, 4.4 * k, 4.4 * k, "#d9b24a")
  );
}
