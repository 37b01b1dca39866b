import { section } from "../body/limb-section.ts";
import type { Leg } from "../body/rig.ts";
import { type Color, shade, skinShade } from "../core/color.ts";
import { type Ink, skinVolume, volume } from "../core/ink.ts";
import { fill } from "../core/sheet.ts";
import type { ShoeName } from "./catalogue.ts";

/** The shaft of a boot, or the sock above a shoe of a bare leg. */
export function shaft(ink: Ink, leg: Leg, kind: ShoeName, color: Color): string {
  const { frame } = ink.rig;
  if (kind !== "boots" && kind !== "high-boots") return ankle(ink, leg, kind);
  const from = kind === "boots" ? 0.86 : 0.62;
  const ease = (kind === "boots" ? 5 : 4) * frame.k;
  const x = leg.sole[0];
  const paint = volume(ink, color, x - 32 * frame.k, x + 32 * frame.k, 1.2);
  const path = section(leg, from, 1, [ease, ease * 0.8], { start: "flat", end: "flat" });
  return (
    fill(path, paint) +
    `<path d="${path}" fill="none" stroke="${shade(color, 0.8)}" stroke-width="1.4" stroke-opacity="0.4"/>`
  );
}

/** Sock or skin between hem and shoe. */
function ankle(ink: Ink, leg: Leg, kind: ShoeName): string {
  const { frame } = ink.rig;
  const x = leg.sole[0];
  if (kind !== "sneakers" && kind !== "shoes") {
    const { skin } = ink.traits;
    const reach = 44 * frame.leg;
    const path = section(leg, 0.9, 1, [0, 0], { start: "flat" });
    return fill(path, skinVolume(ink, x - reach, x + reach)) + (leg.far ? fill(path, skinShade(skin, 0.65), 0.22) : "");
  }
  const color = kind === "sneakers" ? "#ece8e0" : "#3a3842";
  const paint = volume(ink, color, x - 18 * frame.k, x + 18 * frame.k);
  const path = section(leg, 0.9, 1, [1.5 * frame.k, 1.5 * frame.k], { start: "flat" });
  return fill(path, paint) + (leg.far ? fill(path, "#1a1422", 0.22) : "");
}
