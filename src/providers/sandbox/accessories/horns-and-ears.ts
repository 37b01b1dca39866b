import type { DrawContext } from "../body/context.ts";
import { type Color, shade, tint } from "../core/color.ts";
import { limb, limbOutline, type Point, pairs, smooth, taper } from "../core/geometry.ts";
import { fill, line, linear } from "../core/svg.ts";
import type { Extra } from "../traits/details.ts";

/** Horns, animal ears and haloes, in head units. */
export function drawHeadExtras(ctx: DrawContext): { behind: string; front: string } {
  const { extras } = ctx.traits.details;
  const behind: string[] = [];
  const front: string[] = [];
  if (extras.has("halo")) (ctx.rig.view === "front" ? behind : front).push(halo(ctx));
  for (const kind of ["horns", "ram-horns", "antlers", "unicorn"] as const)
    if (extras.has(kind)) front.push(horns(ctx, kind));
  for (const kind of ["cat-ears", "fox-ears", "bunny-ears"] as const) if (extras.has(kind)) front.push(ears(ctx, kind));
  return { behind: behind.join(""), front: front.join("") };
}

const BONE: Color = "#cfc3ae";

/** Middle lines of a horn on the viewer's right, and in profile. */
const HORNS: Record<
  "horns" | "ram-horns" | "antlers" | "unicorn",
  { front: readonly Point[]; side: readonly Point[]; width: number }
> = {
  horns: {
    front: pairs`27 -66, 38 -92, 40 -118, 29 -140`,
    side: pairs`26 -70, 36 -96, 26 -122, 6 -140`,
    width: 10,
  },
  "ram-horns": {
    front: pairs`34 -62, 62 -76, 84 -50, 82 -14, 62 2, 54 -16, 66 -28`,
    side: pairs`14 -70, -14 -96, -50 -82, -58 -40, -34 -14, -12 -26, -22 -42`,
    width: 12.5,
  },
  antlers: {
    front: pairs`24 -70, 40 -100, 52 -128, 46 -166`,
    side: pairs`8 -76, -14 -104, -22 -134, -4 -168`,
    width: 6,
  },
  unicorn: {
    front: pairs`0 -54, 0 -90, 1 -132`,
    side: pairs`46 -54, 66 -84, 84 -122`,
    width: 8.5,
  },
};

function horns(ctx: DrawContext, kind: Extract<Extra, "horns" | "ram-horns" | "antlers" | "unicorn">): string {
  const shape = HORNS[kind];
  const side = ctx.rig.view === "side";
  const color = kind === "horns" ? "#4a3b3f" : kind === "antlers" ? "#8a6848" : BONE;
  const sides: readonly (1 | -1)[] = side || kind === "unicorn" ? [1] : [-1, 1];
  return sides
    .map((s) => {
      const centre = (side ? shape.side : shape.front).map(([x, y]): Point => [x * (side ? 1 : s), y]);
      const paint = linear(
        ctx.defs,
        [20 * ctx.rig.light, -130, -20 * ctx.rig.light, -50],
        [
          [0, tint(color, 0.4)],
          [0.5, color],
          [1, shade(color, 0.5)],
        ],
      );
      const body = fill(smooth(limbOutline(centre, pairs`0 ${shape.width}, 0.6 ${shape.width * 0.62}, 1 1.2`)), paint);
      const rings = kind === "antlers" ? tines(centre, s, paint) : ridges(centre, shape.width, color);
      return body + rings;
    })
    .join("");
}

function ridges(centre: readonly Point[], width: number, color: Color): string {
  return centre
    .slice(0, -1)
    .flatMap(([x, y], i) => {
      const next = centre[i + 1] as Point;
      return [0.15, 0.5, 0.85].map((t) => {
        const [px, py] = [x + (next[0] - x) * t, y + (next[1] - y) * t];
        const reach = width * (1 - (i + t) / centre.length) * 0.8;
        const length = Math.hypot(next[0] - x, next[1] - y) || 1;
        const [nx, ny] = [-(next[1] - y) / length, (next[0] - x) / length];
        return line(
          smooth(
            pairs`${px - nx * reach} ${py - ny * reach}, ${px + (next[0] - x) * 0.06} ${py + (next[1] - y) * 0.06},
    ${px + nx * reach} ${py + ny * reach}`,
            false,
          ),
          shade(color, 0.7),
          1.3,
          0.5,
        );
      });
    })
    .join("");
}

function tines(centre: readonly Point[], s: 1 | -1, paint: string): string {
  return [1, 2]
    .map((i) => {
      const [x, y] = centre[i] as Point;
      return (
        fill(limb(pairs`${x} ${y}, ${x + s * 16} ${y - 16}, ${x + s * 20} ${y - 36}`, pairs`0 4.6, 1 1.2`), paint) +
        fill(limb(pairs`${x} ${y - 4}, ${x - s * 14} ${y - 18}, ${x - s * 13} ${y - 32}`, pairs`0 4, 1 1.2`), paint)
      );
    })
    .join("");
}

const EARS: Record<
  "cat-ears" | "fox-ears" | "bunny-ears",
  { readonly outer: readonly Point[]; readonly inner: readonly Point[] }
> = {
  "cat-ears": {
    outer: pairs`16 -74, 22 -98, 38 -120!, 50 -98, 52 -60`,
    inner: pairs`24 -78, 29 -96, 38 -110!, 45 -94, 46 -68`,
  },
  "fox-ears": {
    outer: pairs`14 -74, 24 -108, 46 -138!, 58 -102, 54 -58`,
    inner: pairs`24 -80, 32 -108, 45 -126!, 51 -98, 48 -68`,
  },
  "bunny-ears": {
    outer: pairs`12 -74, 8 -120, 16 -166, 28 -184, 40 -164, 40 -118, 34 -72`,
    inner: pairs`18 -82, 15 -120, 22 -158, 28 -170, 34 -156, 34 -118, 29 -82`,
  },
};

function ears(ctx: DrawContext, kind: keyof typeof EARS): string {
  const { view } = ctx.rig;
  const { hair } = ctx.traits;
  const color = kind === "bunny-ears" ? "#f1ece6" : hair.color;
  const rise = -hair.style.top * 0.55;
  const shape = EARS[kind];
  const draw = (fit: (p: Point) => Point): string => {
    const outline = smooth(shape.outer.map(fit));
    const inner =
      view === "back" ? "" : fill(smooth(shape.inner.map(fit)), kind === "fox-ears" ? "#f3e8dc" : "#eeb1ac", 0.9);
    const tuft =
      view === "back" ? "" : fill(taper([fit([30, -76]), fit([34, -88]), fit([36, -98])], 5), tint(color, 0.6), 0.7);
    return (
      fill(
        outline,
        linear(
          ctx.defs,
          [0, -140, 0, -60],
          [
            [0, shade(color, 0.2)],
            [1, color],
          ],
        ),
      ) +
      `<path d="${outline}" fill="none" stroke="${shade(color, 0.7)}" stroke-width="1.4" stroke-opacity="0.5"/>` +
      inner +
      tuft
    );
  };
  if (view === "side") return draw(([x, y]) => [-x * 0.62 + 14, y + rise]);
  return draw(([x, y]) => [-x, y + rise]) + draw(([x, y]) => [x, y + rise]);
}

function halo(ctx: DrawContext): string {
  const y = -112 - ctx.traits.hair.style.top;
  const x = ctx.rig.view === "side" ? -10 : 0;
  return `<ellipse cx="${x}" cy="${y}" rx="46" ry="11" fill="none" stroke="#f6dc86" stroke-width="11" stroke-opacity="0.4"/><ellipse cx="${x}" cy="${y}" rx="46" ry="11" fill="none" stroke="#f9e9ad" stroke-width="4.5"/>`;
}
