import { shade } from "../core/color.ts";
import { lerp } from "../core/geometry.ts";
import { type Ink, volume } from "../core/ink.ts";
import { pairs } from "../core/pairs.ts";
import { smooth } from "../core/shapes.ts";
import { fill, line } from "../core/sheet.ts";
import { gearColor } from "./gear-color.ts";

/** A backpack: its straps from the front, its bag from the side and from behind. */
export function drawBackpack(ink: Ink): { behind: string; onBody: string; onBack: string } {
  const { rig } = ink;
  const { frame, view } = rig;
  const { k } = frame;
  const color = gearColor(ink, "#4f6a5c");
  const strap = (s: 1 | -1): string => {
    const [sx] = rig.shoulders[s === 1 ? 1 : 0];
    const x = lerp(rig.neck.base[0], sx, 0.72);
    return line(
      smooth(
        pairs`${x} ${frame.shoulder + 2 * k}, ${x + s * 4 * k} ${frame.chest - 8 * k},
    ${rig.edge(lerp(frame.chest, frame.waist, 0.5), s, 4)} ${lerp(frame.chest, frame.waist, 0.62)}`,
        false,
      ),
      shade(color, 0.25),
      13 * k,
    );
  };
  const [top, low] = [frame.shoulder + 18 * k, frame.hip - 26 * k];
  if (view === "front") return { behind: "", onBody: strap(1) + strap(-1), onBack: "" };
  if (view === "side") {
    const b = rig.edge(frame.chest, -1, 6);
    const path = smooth(pairs`${b + 4 * k} ${top + 4 * k}, ${b - 34 * k} ${top}, ${b - 62 * k} ${lerp(top, low, 0.4)},
    ${b - 60 * k} ${low - 14 * k}, ${b - 40 * k} ${low}, ${b + 8 * k} ${low},
    ${b + 14 * k} ${lerp(top, low, 0.5)}`);
    const pocket = smooth(pairs`${b - 56 * k} ${lerp(top, low, 0.52)}, ${b - 76 * k} ${lerp(top, low, 0.6)},
    ${b - 74 * k} ${low - 12 * k}, ${b - 50 * k} ${low - 8 * k}`);
    const band = line(
      smooth(
        pairs`${b + 8 * k} ${top + 6 * k}, ${rig.neck.base[0] + 14 * k} ${frame.shoulder + 16 * k},
    ${rig.edge(frame.chest, 1) - 24 * k} ${frame.chest},
    ${b + 20 * k} ${lerp(frame.chest, frame.waist, 0.8)}`,
        false,
      ),
      shade(color, 0.3),
      12 * k,
    );
    return {
      behind: fill(pocket, shade(color, 0.2)) + fill(path, volume(ink, color, b - 62 * k, b, 1.2)),
      onBody: band,
      onBack: "",
    };
  }
  const x = rig.middle(frame.chest);
  const w = frame.chestHalf * 0.86;
  const path = smooth(pairs`${x - w * 0.7} ${top}, ${x + w * 0.7} ${top}, ${x + w} ${lerp(top, low, 0.25)},
    ${x + w} ${low - 16 * k}, ${x + w * 0.8} ${low}, ${x - w * 0.8} ${low}, ${x - w} ${low - 16 * k},
    ${x - w} ${lerp(top, low, 0.25)}`);
  const mid = lerp(top, low, 0.55);
  const pocket = smooth(pairs`${x - w * 0.72} ${mid}!, ${x + w * 0.72} ${mid}!, ${x + w * 0.74} ${low - 14 * k},
    ${x} ${low - 8 * k}, ${x - w * 0.74} ${low - 14 * k}`);
  return {
    behind: "",
    onBody: "",
    onBack:
      fill(path, volume(ink, color, x - w, x + w, 1.2)) +
      line(
        smooth(
          pairs`${x - w * 0.86} ${lerp(top, low, 0.24)}, ${x} ${lerp(top, low, 0.3)},
    ${x + w * 0.86} ${lerp(top, low, 0.24)}`,
          false,
        ),
        shade(color, 0.7),
        2,
        0.6,
      ) +
      fill(pocket, shade(color, 0.16)) +
      line(pocket, shade(color, 0.75), 1.5, 0.6) +
      line(
        `M${(x - 14 * k).toFixed(1)} ${top.toFixed(1)}q${(14 * k).toFixed(1)} ${(-22 * k).toFixed(1)} ${(28 * k).toFixed(1)} 0`,
        shade(color, 0.4),
        5 * k,
      ),
  };
}
