import { along, section } from "../body/limb-section.ts";
import type { Arm } from "../body/rig.ts";
import { type Color, mix, skinShade } from "../core/color.ts";
import type { Ink } from "../core/ink.ts";
import { clipped, line, oval } from "../core/sheet.ts";
import { OUTERS, TOPS } from "../garments/catalogue.ts";

/** Watch and bracelets at the wrist, ink under the skin of a bare arm. */
export function jewellery(ink: Ink, arm: Arm): string {
  const { gear, marks } = ink.traits.details;
  if (arm.layer === "under" || arm.far) return "";
  const { k } = ink.rig.frame;
  const parts: string[] = [];
  const band = (share: number, color: Color, width: number): string => {
    const { point, degrees, half } = along(arm, share);
    const a = (degrees * Math.PI) / 180;
    const reach = half + 2 * k;
    return line(
      `M${(point[0] - Math.cos(a) * reach).toFixed(1)} ${(point[1] + Math.sin(a) * reach).toFixed(1)}L${(point[0] + Math.cos(a) * reach).toFixed(1)} ${(point[1] - Math.sin(a) * reach).toFixed(1)}`,
      color,
      width * k,
    );
  };
  if (gear.has("watch") && arm.side === 1)
    parts.push(
      band(0.955, "#33291f", 6),
      oval(along(arm, 0.955).point[0], along(arm, 0.955).point[1], 7 * k, 7 * k, "#d9dde2"),
      oval(along(arm, 0.955).point[0], along(arm, 0.955).point[1], 5 * k, 5 * k, "#2b3038"),
    );
  if (gear.has("bracelets"))
    parts.push(band(0.93, "#e0ba52", 2.6), band(0.955, "#c9d3da", 2.6), band(0.975, "#e0ba52", 2.6));
  if (marks.has("arm-tattoo")) parts.push(tattoo(ink, arm, sleeveOf(ink)));
  return parts.join("");
}

function sleeveOf(ink: Ink): number {
  const { outfit } = ink.traits;
  if (outfit.outer !== null && OUTERS[outfit.outer.kind].sleeve > 0) return 1;
  const { sleeve } = TOPS[outfit.top.kind];
  if (sleeve === 0) return 0;
  return sleeve > 0.5 ? 1 : sleeve + 0.08;
}

function tattoo(ink: Ink, arm: Arm, sleeve: number): string {
  if (sleeve >= 1) return "";
  const { k } = ink.rig.frame;
  const color = mix("#1f2f3c", skinShade(ink.traits.skin, 0.6), 0.25);
  const marks = [0.34, 0.44, 0.54, 0.64, 0.74, 0.84]
    .filter((share) => share > sleeve + 0.06)
    .map((share, i) => {
      const { point, half } = along(arm, share);
      const [x, y] = point;
      if (i % 3 === 0)
        return `M${(x - half).toFixed(1)} ${y.toFixed(1)}q${half.toFixed(1)} ${(9 * k).toFixed(1)} ${(2 * half).toFixed(1)} 0m${(-2 * half).toFixed(1)} ${(6 * k).toFixed(1)}q${half.toFixed(1)} ${(9 * k).toFixed(1)} ${(2 * half).toFixed(1)} 0`;
      if (i % 3 === 1)
        return `M${(x - half * 0.6).toFixed(1)} ${y.toFixed(1)}a${(5 * k).toFixed(1)} ${(5 * k).toFixed(1)} 0 1 0 ${(8 * k).toFixed(1)} ${(-3 * k).toFixed(1)}q${(2 * k).toFixed(1)} ${(10 * k).toFixed(1)} ${(-9 * k).toFixed(1)} ${(12 * k).toFixed(1)}`;
      return `M${(x - half * 0.7).toFixed(1)} ${(y - 6 * k).toFixed(1)}l${(half * 0.7).toFixed(1)} ${(12 * k).toFixed(1)}l${(half * 0.7).toFixed(1)} ${(-12 * k).toFixed(1)}`;
    })
    .join("");
  return clipped(ink.sheet, section(arm, sleeve + 0.04, 0.94, [0, 0]), line(marks, color, 3 * k, 0.75));
}
