import { type Color, shade, tint } from "../core/color.ts";
import { lerp } from "../core/geometry.ts";
import { type Ink, volume } from "../core/ink.ts";
import { pairs } from "../core/pairs.ts";
import { smooth } from "../core/shapes.ts";
import { fill, line } from "../core/sheet.ts";

/** A tube of cloth around the neck, `high` thousandths high. */
export function tube(ink: Ink, color: Color, high: number, ribbed: boolean): string {
  const { rig } = ink;
  const { frame, view } = rig;
  const { k } = frame;
  const [x, y] = rig.neck.base;
  const half = frame.neckHalf * (ribbed ? 1.16 : 1.12);
  const tall = Math.min(high, (y - frame.chin) / k + (ribbed ? 2 : -8));
  const lean = view === "side" ? (rig.head.x - x) * 0.35 : 0;
  const back = view === "side" ? half * 1.04 : half * 1.06;
  const front = view === "side" ? half * 0.9 : half * 1.06;
  const rise = view === "side" ? 9 * k : 0;
  const topY = y - (tall + 4) * k;
  const sag = view === "front" ? 9 * k : view === "back" ? -3 * k : 2 * k;
  const path = smooth(pairs`${x - back * 0.92 + lean} ${topY - rise}!, ${x + lean} ${topY + sag - rise * 0.3},
    ${x + front * 0.92 + lean} ${topY + rise * 0.4}!, ${x + front * 1.2} ${y + 2 * k}!,
    ${x} ${y + (view === "back" ? -3 : 15) * k}, ${x - back * 1.2} ${y - 4 * k}!`);
  const ribs = ribbed
    ? Array.from({ length: 9 }, (_, i) => {
        const at = lerp(x - back * 0.84, x + front * 0.84, i / 8);
        return `M${(at + lean).toFixed(1)} ${(topY + 4 * k).toFixed(1)}L${at.toFixed(1)} ${(y + (view === "back" ? -9 : 8) * k).toFixed(1)}`;
      }).join("")
    : "";
  const rim = line(
    smooth(
      pairs`${x - back * 0.92 + lean} ${topY - rise}, ${x + lean} ${topY + sag - rise * 0.3},
    ${x + front * 0.92 + lean} ${topY + rise * 0.4}`,
      false,
    ),
    tint(color, 0.35),
    2.2 * k,
    0.7,
  );
  return (
    fill(path, volume(ink, color, x - half, x + half, 1.1)) +
    (ribbed ? line(ribs, shade(color, 0.75), 1.3, 0.32) : "") +
    rim
  );
}
