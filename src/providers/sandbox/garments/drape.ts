import { shade, tint } from "../core/color.ts";
import { lerp, type Point } from "../core/geometry.ts";
import { type Ink, volume } from "../core/ink.ts";
import { pairs } from "../core/pairs.ts";
import { smooth } from "../core/shapes.ts";
import { fill, line } from "../core/sheet.ts";
import { fold, within } from "./cloth.ts";
import { cutOf, type Garment } from "./garment.ts";
import { contrasting } from "./pattern.ts";
import { clothEdge, clothOutline } from "./torso.ts";

/** A sari: the blouse above, and the cloth laid from the hip over the wearer's left shoulder and down the back. */
export function drape(ink: Ink, garment: Garment): string {
  const { rig } = ink;
  const { frame, view } = rig;
  const { k } = frame;
  const { color } = garment;
  const cut = cutOf(ink, garment.top);
  const border = contrasting(color, garment.accent);
  const edge = (y: number, s: 1 | -1): Point => [clothEdge(rig, cut, y, s) + s * 2 * k, y];
  const outline = smooth(clothOutline(rig, cut));
  const low = frame.waist - 4 * k;
  const blouse = fill(
    smooth(pairs`${rig.shoulders[0][0] - 40 * k} ${frame.shoulder - 40 * k}!, ${rig.shoulders[1][0] + 40 * k} ${frame.shoulder - 40 * k}!, ${edge(low, 1)}!,
    ${rig.middle(low)} ${low + 8 * k}, ${edge(low, -1)}!, ${edge(frame.chest, -1)}`),
    volume(ink, border, edge(frame.chest, -1)[0], edge(frame.chest, 1)[0]),
  );
  const [upper, lower] = bandOf(ink, edge);
  const band = smooth([
    ...upper,
    ...upper.slice(-1),
    ...lower.slice(-1),
    ...[...lower].reverse(),
    ...lower.slice(0, 1),
  ]);
  const folds = [0.3, 0.6]
    .map((t) =>
      fold(
        upper.map(([x, y], i): Point => [lerp(x, lower[i]?.[0] ?? x, t), lerp(y, lower[i]?.[1] ?? y, t)]),
        color,
        4 * k,
      ),
    )
    .join("");
  const hem = line(
    smooth(
      pairs`${edge(cut.hemY - 9 * k, -1)}, ${rig.middle(cut.hemY)} ${cut.hemY - 4 * k}, ${edge(cut.hemY - 9 * k, 1)}`,
      false,
    ),
    border,
    9 * k,
  );
  const trimmed = line(smooth(lower, false), border, 8 * k) + line(smooth(lower, false), shade(border, 0.7), 1, 0.4);
  const paint = volume(ink, tint(color, 0.06), edge(frame.chest, -1)[0], edge(frame.chest, 1)[0]);
  const below = view === "back" ? "" : blouse;
  return within(ink, outline, below + (view === "back" ? blouse : "") + fill(band, paint) + folds + trimmed + hem);
}

/** Upper and lower edge of the cloth over the body, from the shoulder downwards. */
function bandOf(ink: Ink, edge: (y: number, s: 1 | -1) => Point): readonly [Point[], Point[]] {
  const { rig } = ink;
  const { frame, view } = rig;
  const { k } = frame;
  const [x, y] = rig.neck.base;
  if (view === "side")
    return [
      pairs`${x + 8 * k} ${y - 16 * k}, ${edge(frame.chest, 1)[0]} ${frame.chest - 34 * k}, ${edge(frame.waist, 1)[0] + 6 * k} ${frame.waist - 40 * k}`,
      pairs`${x - 10 * k} ${y + 10 * k}, ${rig.middle(frame.chest)} ${frame.chest + 34 * k}, ${edge(frame.hip, 1)[0] + 4 * k} ${frame.hip - 10 * k}`,
    ];
  // The wearer's left shoulder: the viewer's right from the front, the left from behind.
  const s = view === "front" ? 1 : -1;
  const shoulder = rig.shoulders[s === 1 ? 1 : 0];
  if (view === "back") {
    const end = lerp(frame.hip, frame.knee, 0.6);
    return [
      pairs`${x + s * 20 * k} ${y - 24 * k}, ${x + s * 6 * k} ${frame.chest}, ${rig.middle(frame.hip) - s * 4 * k} ${end}`,
      pairs`${shoulder[0]} ${shoulder[1] - 26 * k}, ${rig.edge(frame.chest, s)} ${frame.chest + 10 * k}, ${rig.edge(frame.hip, s)} ${end + 20 * k}`,
    ];
  }
  return [
    pairs`${x + s * frame.neckHalf * 1.2} ${y - 24 * k}, ${x + s * 4 * k} ${frame.chest - 10 * k}, ${edge(frame.waist, -1)[0] - 6 * k} ${frame.waist - 34 * k}`,
    pairs`${shoulder[0] - 6 * k} ${shoulder[1] - 24 * k}, ${x + s * 52 * k} ${frame.chest + 26 * k}, ${edge(frame.hip, -1)[0] - 6 * k} ${frame.hip - 20 * k}`,
  ];
}
