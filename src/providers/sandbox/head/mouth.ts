import type { Expression } from "../body/shot.ts";
import { mix, shade, skinShade, tint } from "../core/color.ts";
import type { Point } from "../core/geometry.ts";
import type { Ink } from "../core/ink.ts";
import { taper } from "../core/limb.ts";
import { pairs } from "../core/pairs.ts";
import { corner, smooth } from "../core/shapes.ts";
import { clipped, fill, line, oval } from "../core/sheet.ts";
import { lineColor, lipColor } from "./skin-paint.ts";

/** Mouths: how far the corners go out and up, and how far the lips part. */
const MOUTHS: Record<
  Expression,
  { readonly wide: number; readonly up: number; readonly open: number; readonly skew: number }
> = {
  calm: { wide: 1, up: 0.4, open: 0, skew: 0 },
  smile: { wide: 1.12, up: 3.2, open: 0, skew: 0 },
  grin: { wide: 1.2, up: 4.2, open: 5.5, skew: 0 },
  laugh: { wide: 1.22, up: 5, open: 12, skew: 0 },
  smirk: { wide: 1.06, up: 1.6, open: 0, skew: 2.6 },
  serious: { wide: 0.96, up: -1.1, open: 0, skew: 0 },
  curious: { wide: 0.9, up: 0.8, open: 2, skew: 0 },
};

/** The mouth from the front. */
export function drawMouth(ink: Ink): string {
  const { traits, rig } = ink;
  const { face, skin } = traits;
  const shape = MOUTHS[rig.shot.expression];
  const x = rig.shot.headTurn * 3.4;
  const y = 47.5 + face.low * 0.25;
  const w = 18 * face.mouthWidth * shape.wide;
  const up = (s: 1 | -1): number => y - shape.up - (s === rig.shot.weight ? shape.skew : 0);
  const f = face.lips;
  const lip = lipColor(ink);
  const gap = shape.open;
  const middle: Point[] = pairs`${x - w * 0.5} ${y + shape.up * 0.15 - 0.6}, ${x - 3} ${y + shape.up * 0.3 - 0.2},
    ${x + 3} ${y + shape.up * 0.3 - 0.2}, ${x + w * 0.5} ${y + shape.up * 0.15 - 0.6}`;
  const lower: Point[] = middle.map(([px, py], i): Point => [px, py + gap * (i === 0 || i === 3 ? 0.78 : 1)]);
  const left: Point = [x - w, up(-1)];
  const right: Point = [x + w, up(1)];
  const upperLip =
    smooth(pairs`${corner(...left)}, ${x - w * 0.5} ${y - 3.2 * f}, ${x - 4} ${y - 5.2 * f}, ${x} ${y - 3.9 * f},
    ${x + 4} ${y - 5.2 * f}, ${x + w * 0.5} ${y - 3.2 * f}, ${corner(...right)},
    ${[...middle].reverse()}`);
  const lowerLip = smooth(pairs`${left[0] + 1} ${left[1] + 0.5}!, ${lower}, ${right[0] - 1} ${right[1] + 0.5}!,
    ${x + w * 0.55} ${y + gap + 4.6 * f + shape.up * 0.2},
    ${x} ${y + gap + 7.2 * f + shape.up * 0.3},
    ${x - w * 0.55} ${y + gap + 4.6 * f + shape.up * 0.2}`);
  const inside =
    gap > 0
      ? cavity(ink, [...corner(...left), ...middle, ...corner(...right), ...[...lower].reverse()], { x, y, w, gap })
      : "";
  const seam = fill(taper([left, ...middle, right], 2), lineColor(ink), 0.75);
  const corners = (
    [
      [left, -1],
      [right, 1],
    ] as const
  )
    .map(([[px, py], s]) =>
      line(smooth(pairs`${px - s * 0.5} ${py - 1}, ${px + s * 2} ${py + 0.4}`, false), skinShade(skin, 0.85), 1.3, 0.5),
    )
    .join("");
  const shadow = fill(
    taper(
      pairs`${x - w * 0.46} ${y + gap + 9.4 * f + 1}, ${x} ${y + gap + 11.6 * f},
    ${x + w * 0.46} ${y + gap + 9.4 * f + 1}`,
      4,
    ),
    skinShade(skin, 0.75),
    0.32,
  );
  const shine = oval(x + rig.light * 4, y + gap + 4.2 * f + shape.up * 0.3, w * 0.27, 1.3 * f, tint(lip, 0.7), 0.42);
  return (
    shadow +
    inside +
    fill(upperLip, shade(lip, 0.16)) +
    fill(lowerLip, mix(lip, tint(lip, 0.3), 0.3)) +
    shine +
    (gap > 0 ? "" : seam) +
    corners +
    fangs(ink, x, y, gap)
  );
}

function cavity(
  ink: Ink,
  outline: readonly Point[],
  { x, y, w, gap }: { x: number; y: number; w: number; gap: number },
): string {
  const path = smooth(outline);
  const teeth =
    gap < 3
      ? ""
      : fill(
          smooth(pairs`${x - w} ${y - 6}, ${x + w} ${y - 6}, ${x + w * 0.86} ${y + gap * 0.3},
    ${x} ${y + gap * 0.52 + 2.2}, ${x - w * 0.86} ${y + gap * 0.3}`),
          "#f8f4ee",
        );
  const tongue = gap > 8 ? oval(x, y + gap + 2.5, w * 0.46, 5, "#c45a5e") : "";
  return fill(path, "#4a1a1f") + clipped(ink.sheet, path, tongue + teeth);
}

function fangs(ink: Ink, x: number, y: number, gap: number): string {
  if (!ink.traits.details.marks.has("fangs")) return "";
  const fang = (s: 1 | -1): string =>
    fill(
      smooth([
        ...corner(x + s * 7, y + gap * 0.2 - 0.6),
        ...corner(x + s * 10.5, y + gap * 0.2 - 0.8),
        ...corner(x + s * 8.8, y + gap * 0.3 + 5.4),
      ]),
      "#fbf8f2",
    );
  return fang(1) + fang(-1);
}
