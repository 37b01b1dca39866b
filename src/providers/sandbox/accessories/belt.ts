import { shade } from "../core/color.ts";
import { lerp, type Point } from "../core/geometry.ts";
import { type Ink, volume } from "../core/ink.ts";
import { pairs } from "../core/pairs.ts";
import { smooth } from "../core/shapes.ts";
import { fill, line } from "../core/sheet.ts";

export function belt(ink: Ink): string {
  const { rig } = ink;
  const { frame } = rig;
  const { k } = frame;
  const y = frame.waist + 20 * k;
  const color = ink.traits.details.colors.gear ?? "#4a3325";
  const at = (side: 1 | -1, dy: number): Point => [rig.edge(y, side, 7), y + dy * k];
  const path = smooth(pairs`${at(-1, 0)}, ${at(-1, 0)}, ${rig.middle(y)} ${y + 5 * k}, ${at(1, 0)}, ${at(1, 0)},
    ${at(1, 13)}, ${at(1, 13)}, ${rig.middle(y)} ${y + 18 * k}, ${at(-1, 13)}, ${at(-1, 13)}`);
  const buckle =
    rig.view === "front"
      ? `<rect x="${(rig.middle(y) - 10 * k).toFixed(1)}" y="${(y + 2 * k).toFixed(1)}" width="${(20 * k).toFixed(1)}" height="${(17 * k).toFixed(1)}" rx="3" fill="none" stroke="#d9b24a" stroke-width="${(3.4 * k).toFixed(1)}"/>`
      : "";
  return fill(path, volume(ink, color, rig.edge(y, -1), rig.edge(y, 1))) + buckle;
}

export function suspenders(ink: Ink): string {
  const { rig } = ink;
  const { frame } = rig;
  const { k } = frame;
  const color = ink.traits.details.colors.gear ?? shade(ink.traits.outfit.accent, 0.3);
  const low = lerp(frame.waist, frame.hip, 0.78);
  if (rig.view === "side")
    return line(
      smooth(
        pairs`${rig.neck.base[0] - 6 * k} ${frame.shoulder},
    ${rig.edge(frame.chest, 1) - 16 * k} ${frame.chest}, ${rig.edge(low, 1) - 14 * k} ${low}`,
        false,
      ),
      color,
      9 * k,
    );
  return ([-1, 1] as const)
    .map((s) =>
      line(
        smooth(
          pairs`${lerp(rig.neck.base[0], rig.shoulders[s === 1 ? 1 : 0][0], 0.55)} ${frame.shoulder},
    ${rig.middle(frame.chest) + s * frame.chestHalf * 0.56} ${frame.chest},
    ${rig.middle(low) + s * frame.waistHalf * (rig.view === "back" ? 0.3 : 0.5)} ${low}`,
          false,
        ),
        color,
        9 * k,
      ),
    )
    .join("");
}
