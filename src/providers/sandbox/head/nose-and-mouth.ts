import type { DrawContext } from "../body/context.ts";
import type { Expression } from "../body/shot.ts";
import { mix, shade, skinShade, tint } from "../core/color.ts";
import { corner, type Point, pairs, smooth, taper } from "../core/geometry.ts";
import { clipped, fill, glow, line, oval } from "../core/svg.ts";
import { lineColor, lipColor } from "./skull.ts";

/** The nose from the front: shadow beside the bridge, wings, nostrils and a light on the tip. */
export function drawNose(ctx: DrawContext): string {
  const { traits, rig } = ctx;
  const { face, skin } = traits;
  const turn = rig.shot.headTurn * 4.2;
  const away = -rig.light;
  const y = (t: number): number => face.low * 1.15 + t * face.noseLength;
  const w = 10.6 * face.noseWidth;
  const dark = skinShade(skin, 0.85);
  const bridge = fill(
    smooth(pairs`${turn * 0.5 + away * 4.5} -9, ${turn * 0.7 + away * 6.5} ${y(3)},
    ${turn + away * w * 0.62} ${y(20)}, ${turn + away * w * 0.98} ${y(27)},
    ${turn + away * 1.5} ${y(25)}, ${turn * 0.8 + away * 2.6} ${y(8)}`),
    dark,
    0.1 + 0.07 * face.noseBridge,
  );
  const under = fill(
    smooth(pairs`${turn - w * 0.9} ${y(28)}, ${turn} ${y(31.5)}, ${turn + w * 0.9} ${y(28)},
    ${turn + w * 0.5} ${y(34.5)}, ${turn} ${y(36)}, ${turn - w * 0.5} ${y(34.5)}`),
    dark,
    0.2,
  );
  const wing = (s: 1 | -1): string =>
    fill(
      taper(
        pairs`${turn + s * w * 0.8} ${y(21)}, ${turn + s * w * 1.06} ${y(26)},
    ${turn + s * w * 0.9} ${y(30.4)}, ${turn + s * w * 0.55} ${y(30.6)}`,
        1.9,
      ),
      dark,
      0.62,
    ) +
    fill(
      taper(
        pairs`${turn + s * w * 0.72} ${y(30)}, ${turn + s * w * 0.44} ${y(28.9)},
    ${turn + s * w * 0.2} ${y(30.6)}`,
        3,
      ),
      lineColor(ctx),
      0.75,
    );
  const tip = line(
    smooth(pairs`${turn - w * 0.26} ${y(32)}, ${turn} ${y(33)}, ${turn + w * 0.26} ${y(32)}`, false),
    dark,
    1.2,
    0.45,
  );
  const shine =
    glow(ctx.defs, turn + rig.light * 1.6, y(23.5), 5.4, 5.4, tint(skin, 0.75), 0.55) +
    oval(turn * 0.7 + rig.light * 1.5, y(8), 1.9, 8, tint(skin, 0.6), 0.2);
  const redness = glow(ctx.defs, turn, y(25), w * 1.4, 9, "#c4483e", 0.1);
  return redness + under + bridge + wing(1) + wing(-1) + tip + shine;
}

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
export function drawMouth(ctx: DrawContext): string {
  const { traits, rig } = ctx;
  const { face, skin } = traits;
  const shape = MOUTHS[rig.shot.expression];
  const x = rig.shot.headTurn * 3.4;
  const y = 47.5 + face.low * 0.25;
  const w = 18 * face.mouthWidth * shape.wide;
  const up = (s: 1 | -1): number => y - shape.up - (s === rig.shot.weight ? shape.skew : 0);
  const f = face.lips;
  const lip = lipColor(ctx);
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
      ? cavity(ctx, [...corner(...left), ...middle, ...corner(...right), ...[...lower].reverse()], { x, y, w, gap })
      : "";
  const seam = fill(taper([left, ...middle, right], 2), lineColor(ctx), 0.75);
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
    fangs(ctx, x, y, gap)
  );
}

function cavity(
  ctx: DrawContext,
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
  return fill(path, "#4a1a1f") + clipped(ctx.defs, path, tongue + teeth);
}

function fangs(ctx: DrawContext, x: number, y: number, gap: number): string {
  if (!ctx.traits.details.marks.has("fangs")) return "";
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
