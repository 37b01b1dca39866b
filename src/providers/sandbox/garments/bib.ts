import { shade } from "../core/color.ts";
import { lerp, num, type Point } from "../core/geometry.ts";
import { type Ink, volume } from "../core/ink.ts";
import { pairs } from "../core/pairs.ts";
import { smooth } from "../core/shapes.ts";
import { fill, line, oval } from "../core/sheet.ts";
import { within } from "./cloth.ts";
import { cutOf, type Garment } from "./garment.ts";
import { contrasting, drawPattern } from "./pattern.ts";
import { clothEdge, clothOutline } from "./torso.ts";

export function bib(ink: Ink, garment: Garment): string {
  const { rig } = ink;
  const { frame, view } = rig;
  const { k } = frame;
  const color = garment.color;
  const cut = cutOf(ink, garment.top);
  const outline = smooth(clothOutline(rig, cut));
  const shirt = contrasting(color, garment.accent);
  const x = rig.middle(frame.chest);
  const top = frame.chest - 2 * k;
  const w = frame.chestHalf * 0.52;
  const e = (y: number, s: 1 | -1): Point => [clothEdge(rig, cut, y, s) + s * 2, y];
  const low = [
    e(frame.waist - 8 * k, 1),
    e(frame.hip, 1),
    e(cut.hemY + 16 * k, 1),
    e(cut.hemY + 16 * k, -1),
    e(frame.hip, -1),
    e(frame.waist - 8 * k, -1),
  ];
  const shape =
    view === "side"
      ? smooth(pairs`${low.slice(0, 1)}, ${low}, ${rig.edge(frame.chest, -1) + 30 * k} ${frame.waist - 20 * k},
    ${rig.edge(frame.chest, 1) - 22 * k} ${top + 4 * k}, ${rig.edge(top, 1, 6)} ${top + 2 * k}`)
      : smooth(pairs`${x - w} ${top}!, ${x + w} ${top}!, ${x + w * 1.15} ${lerp(top, frame.waist, 0.5)}, ${low},
    ${x - w * 1.15} ${lerp(top, frame.waist, 0.5)}`);
  const strap = (s: 1 | -1): string => {
    const shoulder = rig.shoulders[s === 1 ? 1 : 0];
    const to: Point =
      view === "side"
        ? [rig.neck.base[0] - 8 * k, frame.shoulder]
        : [lerp(rig.neck.base[0], shoulder[0], 0.62), frame.shoulder - 4 * k];
    return (
      line(
        smooth(
          pairs`${x + s * w * 0.8} ${top + 8 * k}, ${lerp(x + s * w * 0.8, to[0], 0.6)} ${lerp(top, to[1], 0.5)},
    ${to}`,
          false,
        ),
        color,
        13 * k,
      ) + (view === "front" ? oval(x + s * w * 0.8, top + 9 * k, 4.4 * k, 4.4 * k, "#d8b45a") : "")
    );
  };
  const pocket =
    view === "front"
      ? line(
          `M${num(x - 21 * k)} ${num(top + 24 * k)}h${num(42 * k)}v${num(30 * k)}q${num(-21 * k)} ${num(10 * k)} ${num(-42 * k)} 0z`,
          shade(color, 0.75),
          1.5,
          0.6,
        )
      : "";
  return (
    within(
      ink,
      outline,
      fill(outline, shirt, 1) +
        drawPattern(ink, { ...garment, color: shirt, accent: color }, cut) +
        strap(-1) +
        strap(1) +
        fill(shape, volume(ink, color, clothEdge(rig, cut, frame.hip, -1), clothEdge(rig, cut, frame.hip, 1), 1.05)) +
        line(shape, shade(color, 0.75), 1.6, 0.5),
    ) + pocket
  );
}
