import { mix, shade, tint } from "../core/color.ts";
import { num } from "../core/geometry.ts";
import { pick, range, stream } from "../core/random.ts";
import { fill, glow, line, linear, oval, radial, type SvgDefs } from "../core/svg.ts";

/** Studio colours: wall, and a second tone that goes with it. */
const WALLS: readonly (readonly [string, string])[] = [
  ["#d7e6ea", "#9fc4cf"],
  ["#f4ddc6", "#e7b48c"],
  ["#ece3cd", "#cdb98a"],
  ["#dcdff0", "#a9b3dc"],
  ["#f3dadd", "#dfa3ae"],
  ["#dde8d8", "#a3c19c"],
  ["#e6dcea", "#bfa3cc"],
  ["#e3e3e3", "#b4b8bf"],
  ["#cfe3dc", "#86b8a8"],
  ["#f5e6b8", "#e2bd62"],
  ["#c9d4e2", "#7f98b8"],
  ["#ecd3c8", "#c98f78"],
];

/** A plain studio: a soft wall, one quiet shape, the light from one side and a floor. */
export function drawBackdrop(defs: SvgDefs, room: Room): string {
  const { width, height, portrait, light } = room;
  const random = stream(room.seed, "backdrop");
  const [wall, second] = pick(random, WALLS);
  const design = pick(random, DESIGNS);
  const base = `<rect width="${num(width)}" height="${num(height)}" fill="${radial(
    defs,
    [width * (0.5 + light * 0.26), height * 0.26, height * 0.92],
    [
      [0, tint(wall, 0.6)],
      [0.45, tint(wall, 0.1)],
      [1, mix(wall, second, 0.62)],
    ],
  )}"/>`;
  const floorY = height * 0.86;
  const floor = portrait
    ? ""
    : `<rect y="${num(floorY)}" width="${num(width)}" height="${num(height - floorY)}" fill="${linear(
        defs,
        [0, floorY, 0, height],
        [
          [0, mix(wall, second, 0.55)],
          [1, mix(wall, second, 0.2)],
        ],
      )}"/>`;
  return base + design(defs, room, mix(wall, second, 0.5), tint(wall, 0.45), random) + floor;
}

type Room = {
  readonly width: number;
  readonly height: number;
  readonly seed: number;
  readonly portrait: boolean;
  readonly light: 1 | -1;
};

type Design = (defs: SvgDefs, room: Room, tone: string, pale: string, random: () => number) => string;

const DESIGNS: readonly Design[] = [
  (_, { width, height }, tone) => oval(width / 2, height * 0.44, width * 0.4, width * 0.4, tone, 0.45),
  (_, { width, height }, tone, pale) => {
    const arch = (half: number, top: number): string =>
      `M${num(width / 2 - half)} ${num(height)}V${num(top + half)}A${num(half)} ${num(half)} 0 0 1 ${num(width / 2 + half)} ${num(top + half)}V${num(height)}Z`;
    return fill(arch(width * 0.4, height * 0.05), tone, 0.4) + fill(arch(width * 0.33, height * 0.11), pale, 0.45);
  },
  (_, { width, height, light }, __, pale) => {
    const x = light === 1 ? width : 0;
    const ray = (from: number, to: number): string =>
      `M${num(x)} ${num(height * from)}L${num(width - x)} ${num(height * (from + 0.42))}V${num(height * (to + 0.5))}L${num(x)} ${num(height * to)}Z`;
    return fill(ray(-0.05, 0.12), pale, 0.5) + fill(ray(0.2, 0.28), pale, 0.4) + fill(ray(0.36, 0.52), pale, 0.32);
  },
  (_, { width, height }, tone, pale, random) => {
    let shapes = "";
    for (let i = 0; i < 9; i++)
      shapes += oval(
        random() * width,
        random() * height * 0.85,
        ...((r) => [r, r] as const)(range(random, 0.04, 0.13) * width),
        i % 2 === 0 ? tone : pale,
        0.28,
      );
    return shapes;
  },
  (_, { width, height, light }, tone, pale) => {
    const x = width * (0.5 - light * 0.18);
    const [w, h, y] = [width * 0.5, height * 0.5, height * 0.08];
    return `<g transform="translate(${num(x)} ${num(y)}) skewX(${-light * 9})">${fill(`M${num(-w / 2)} 0h${num(w)}v${num(h)}h${num(-w)}Z`, pale, 0.7)}${line(`M0 0V${num(h)}M${num(-w / 2)} ${num(h * 0.38)}H${num(w / 2)}`, tone, width * 0.018, 0.55)}</g>`;
  },
  (_, { width, height }, tone, pale) =>
    fill(
      `M0 ${num(height * 0.5)}C${num(width * 0.3)} ${num(height * 0.36)} ${num(width * 0.6)} ${num(height * 0.62)} ${num(width)} ${num(height * 0.42)}V${num(height)}H0Z`,
      tone,
      0.4,
    ) +
    fill(
      `M0 ${num(height * 0.66)}C${num(width * 0.36)} ${num(height * 0.56)} ${num(width * 0.7)} ${num(height * 0.8)} ${num(width)} ${num(height * 0.62)}V${num(height)}H0Z`,
      pale,
      0.4,
    ),
  (_, { width, height }, tone, pale) =>
    fill(`M${num(width * 0.5)} 0H${num(width)}V${num(height)}H${num(width * 0.5)}Z`, tone, 0.42) +
    line(`M${num(width * 0.5)} 0V${num(height)}`, pale, width * 0.012, 0.8),
  (_, { width, height }, tone) => {
    let bars = "";
    for (let i = 0; i < 9; i++) bars += `M${num(((i + 0.5) * width) / 9)} 0V${num(height)}`;
    return line(bars, tone, width * 0.028, 0.28);
  },
  (defs, { width, height }, tone) =>
    glow(defs, width / 2, height * 0.45, width * 0.62, height * 0.5, shade(tone, 0.1), 0.6),
  (_, { width, height, light }, tone, pale) =>
    fill(
      `M${num(width * (0.5 - light * 0.5))} ${num(height)}L${num(width * (0.5 + light * 0.5))} ${num(height * 0.16)}V${num(height)}Z`,
      tone,
      0.36,
    ) + oval(width * (0.5 - light * 0.24), height * 0.24, width * 0.17, width * 0.17, pale, 0.75),
];
