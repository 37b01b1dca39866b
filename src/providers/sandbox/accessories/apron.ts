import { type Color, shade } from "../core/color.ts";
import { lerp, type Point } from "../core/geometry.ts";
import { type Ink, volume } from "../core/ink.ts";
import { taper } from "../core/limb.ts";
import { pairs } from "../core/pairs.ts";
import { smooth } from "../core/shapes.ts";
import { fill, line } from "../core/sheet.ts";

/** The ribbons of an apron, tied behind. */
function apronBow(ink: Ink, color: Color): string {
  const { rig } = ink;
  const { k } = rig.frame;
  const y = rig.frame.waist + 8 * k;
  const knot = [-1, 1]
    .map((s) =>
      fill(
        taper(
          pairs`${rig.middle(y)} ${y}, ${rig.middle(y) + s * 22 * k} ${y - 10 * k},
  ${rig.middle(y) + s * 30 * k} ${y + 4 * k}, ${rig.middle(y)} ${y + 3 * k}`,
          7 * k,
        ),
        color,
      ),
    )
    .join("");
  return (
    line(
      smooth(pairs`${rig.edge(y, -1, 6)} ${y}, ${rig.middle(y)} ${y + 4 * k}, ${rig.edge(y, 1, 6)} ${y}`, false),
      color,
      7 * k,
    ) +
    knot +
    line(`M${rig.middle(y).toFixed(1)} ${y.toFixed(1)}l${(10 * k).toFixed(1)} ${(60 * k).toFixed(1)}`, color, 6 * k)
  );
}

/** From the bib to the nape, and around the waist. */
function profileStrings(ink: Ink, color: Color, top: number): string {
  const { rig } = ink;
  const { k, waist, shoulder } = rig.frame;
  const [x] = rig.neck.base;
  const y = waist + 14 * k;
  const over = pairs`${rig.edge(top, 1) - 14 * k} ${top + 2 * k}, ${x + 12 * k} ${shoulder + 2 * k}, ${x - 14 * k} ${shoulder - 14 * k}`;
  const around = pairs`${rig.middle(y)} ${y}, ${rig.edge(y, -1, 7)} ${y + 4 * k}`;
  return line(smooth(over, false), color, 7 * k) + line(smooth(around, false), color, 7 * k);
}

export function apron(ink: Ink): string {
  const { rig } = ink;
  const { frame, view } = rig;
  const { k } = frame;
  const color = ink.traits.details.colors.gear ?? "#6b7a6a";
  if (view === "back") return apronBow(ink, color);
  const top = frame.chest - 14 * k;
  const hem = lerp(frame.crotch, frame.knee, 0.5);
  const e = (yy: number, s: 1 | -1, t: number): Point => [lerp(rig.middle(yy), rig.edge(yy, s, 10), t), yy];
  const points: Point[] =
    view === "side"
      ? pairs`${e(top, 1, 0.62)}!, ${e(top, 1, 0.98)}!, ${e(frame.waist, 1, 1)}, ${e(frame.hip, 1, 1.04)},
    ${rig.edge(frame.crotch, 1, 10)} ${hem}!, ${rig.middle(frame.hip) - 2 * k} ${hem}!,
    ${e(frame.hip, 1, 0.06)}, ${e(frame.waist + 12 * k, 1, 0.08)}!, ${e(lerp(top, frame.waist, 0.55), 1, 0.52)}`
      : pairs`${e(top, -1, 0.5)}, ${e(top, -1, 0.5)}, ${e(top, 1, 0.5)}, ${e(top, 1, 0.5)},
    ${e(frame.waist - 8 * k, 1, 0.94)}, ${e(frame.hip, 1, 0.98)},
    ${rig.edge(frame.crotch, 1, 2)} ${hem}!, ${rig.edge(frame.crotch, -1, 2)} ${hem}!,
    ${e(frame.hip, -1, 0.98)}, ${e(frame.waist - 8 * k, -1, 0.94)}`;
  const path = smooth(points);
  const straps =
    view === "side"
      ? profileStrings(ink, color, top)
      : [-1, 1]
          .map((s) =>
            line(
              smooth(
                pairs`${rig.middle(top) + s * frame.chestHalf * 0.44} ${top + 3 * k},
    ${rig.neck.base[0] + s * frame.neckHalf * 1.1} ${frame.shoulder - 16 * k}`,
                false,
              ),
              color,
              7 * k,
            ),
          )
          .join("");
  const pocket =
    view === "side"
      ? ""
      : line(
          smooth(pairs`${rig.middle(frame.hip) - 36 * k} ${frame.hip - 6 * k}!,
    ${rig.middle(frame.hip) - 34 * k} ${frame.hip + 42 * k},
    ${rig.middle(frame.hip) + 34 * k} ${frame.hip + 42 * k},
    ${rig.middle(frame.hip) + 36 * k} ${frame.hip - 6 * k}!`),
          shade(color, 0.75),
          1.6,
          0.6,
        );
  return (
    straps +
    fill(path, volume(ink, color, rig.edge(frame.hip, -1), rig.edge(frame.hip, 1))) +
    `<path d="${path}" fill="none" stroke="${shade(color, 0.75)}" stroke-width="1.4" stroke-opacity="0.5"/>` +
    pocket
  );
}
