import { type Color, mix, shade, tint } from "../core/color.ts";
import { num, type Point, pairs, smooth, straight } from "../core/geometry.ts";
import { pick, type Random, range } from "../core/random.ts";
import { fill, glow, line, linear, oval, type SvgDefs } from "../core/svg.ts";

/** Size, horizon and light of an image. `u` is the shorter side over 100, so that things keep their size. */
export type Place = {
  readonly defs: SvgDefs;
  readonly width: number;
  readonly height: number;
  readonly u: number;
  readonly horizon: number;
  readonly light: 1 | -1;
  readonly random: Random;
};

/** A row of hills whose tops wander around a height. */
export function hills(place: Place, top: number, rough: number, color: Color, opacity = 1): string {
  const { width, height, random, horizon } = place;
  const points: Point[] = Array.from({ length: 9 }, (_, i) => [
    (i / 8) * width * 1.1 - width * 0.05,
    top + (random() - 0.5) * rough * height,
  ]);
  return fill(
    `${smooth(points, false)}L${num(width * 1.05)} ${num(horizon + 2)}L${num(-width * 0.05)} ${num(horizon + 2)}Z`,
    color,
    opacity,
  );
}

function cloud({ u }: Place, x: number, y: number, size: number, color: Color, opacity: number): string {
  const r = size * u;
  return [
    [0, 0, 1],
    [0.9, 0.12, 0.72],
    [-0.9, 0.16, 0.66],
    [0.4, -0.34, 0.7],
    [1.6, 0.3, 0.42],
  ]
    .map(([dx = 0, dy = 0, s = 1]) => oval(x + dx * r, y + dy * r, r * s, r * s * 0.6, color, opacity))
    .join("");
}

/** A sun or moon with its glow. */
export function sun({ defs, u }: Place, x: number, y: number, size: number, color: Color): string {
  return (
    glow(defs, x, y, size * u * 3.4, size * u * 3.4, tint(color, 0.4), 0.7) + oval(x, y, size * u, size * u, color)
  );
}

/** A tree with a round crown. */
export function tree({ u }: Place, x: number, y: number, size: number, color: Color): string {
  const s = size * u;
  return (
    fill(
      `M${num(x - s * 0.09)} ${num(y)}L${num(x - s * 0.05)} ${num(y - s)}H${num(x + s * 0.05)}L${num(x + s * 0.09)} ${num(y)}Z`,
      shade(mix(color, "#6b4a33", 0.8), 0.2),
    ) +
    oval(x, y - s * 1.2, s * 0.5, s * 0.56, color) +
    oval(x - s * 0.3, y - s * 0.96, s * 0.36, s * 0.34, shade(color, 0.12)) +
    oval(x + s * 0.26, y - s * 1.02, s * 0.36, s * 0.36, tint(color, 0.1)) +
    line(`M${num(x)} ${num(y - s * 0.6)}l${num(s * 0.16)} ${num(-s * 0.22)}`, shade(color, 0.6), s * 0.03, 0.5)
  );
}

/** Draws `count` things, one after the other. */
export const many = (count: number, draw: (i: number) => string): string =>
  Array.from({ length: count }, (_, i) => draw(i)).join("");

export const clouds = (place: Place, color: Color, opacity: number, count = 4): string =>
  many(count, () =>
    cloud(
      place,
      place.random() * place.width,
      range(place.random, 0.06, 0.34) * place.height,
      range(place.random, 4, 9),
      color,
      opacity,
    ),
  );

/** Stars in the sky above the horizon. */
export function stars({ width, horizon, random, u }: Place, count: number): string {
  return many(count, () =>
    oval(
      random() * width,
      random() * horizon,
      ...((r) => [r, r] as const)(u * range(random, 0.08, 0.28)),
      "#ffffff",
      range(random, 0.3, 1),
    ),
  );
}

export function palm({ u, horizon }: Place, x: number): string {
  const base = horizon + u * 5;
  const top: Point = [x + u * 5, horizon - u * 42];
  const leaves = [-1.3, -0.7, -0.1, 0.5, 1.1]
    .map((t) =>
      fill(
        smooth(pairs`${top}, ${top[0] + t * u * 11} ${top[1] - u * (6 - Math.abs(t) * 2)},
    ${top[0] + t * u * 20} ${top[1] + u * (3 + Math.abs(t) * 7)},
    ${top[0] + t * u * 10} ${top[1] - u * 1}`),
        t < 0 ? "#3f8a5b" : "#56a066",
      ),
    )
    .join("");
  return line(smooth(pairs`${x - u * 2} ${base}, ${x} ${horizon - u * 20}, ${top}`, false), "#8a6848", u * 2) + leaves;
}

/** Tufts of grass along the lower edge. */
export const grass = ({ width, height, u, random }: Place, color: Color): string =>
  fill(
    many(
      46,
      () =>
        `M${num(random() * width)} ${num(height + u)}q${num(u * 0.6)} ${num(-u * 5)} ${num(u * (random() * 3 - 0.8))} ${num(-u * range(random, 4, 8))}q${num(u * 0.7)} ${num(u * 4)} ${num(u * 1.2)} ${num(u * 8)}z`,
    ),
    color,
    0.85,
  );

/** A mountain ridge with snow on its peaks. */
export function peaks({ width, horizon, height, random }: Place, top: number, color: Color): string {
  return many(5, (i) => {
    const [x, y] = [
      (i + range(random, 0, 0.8)) * (width / 4.4) - width * 0.05,
      horizon - height * top * range(random, 0.7, 1),
    ];
    const w = width * range(random, 0.2, 0.32);
    return (
      fill(straight(pairs`${x - w} ${horizon + 1}, ${x} ${y}, ${x + w} ${horizon + 1}`), color) +
      fill(straight(pairs`${x} ${y}, ${x + w} ${horizon + 1}, ${x + w * 0.2} ${horizon + 1}`), shade(color, 0.14)) +
      fill(
        straight(pairs`${x - w * 0.22} ${y + (horizon - y) * 0.22}, ${x} ${y},
    ${x + w * 0.22} ${y + (horizon - y) * 0.22}, ${x + w * 0.06} ${y + (horizon - y) * 0.16},
    ${x - w * 0.05} ${y + (horizon - y) * 0.25}`),
        "#ffffff",
        0.9,
      )
    );
  });
}

export function cactus({ u }: Place, x: number, y: number, size: number): string {
  const s = size * u * 0.1;
  return (
    line(`M${num(x)} ${num(y)}V${num(y - s * 9)}`, "#5f8a52", s * 2) +
    line(
      `M${num(x)} ${num(y - s * 4)}H${num(x + s * 3)}V${num(y - s * 7)}M${num(x)} ${num(y - s * 3)}H${num(x - s * 3)}V${num(y - s * 6)}`,
      "#6b975c",
      s * 1.3,
    )
  );
}

export const pine = ({ u }: Place, x: number, y: number, size: number, color: Color): string =>
  [0, 1, 2]
    .map((i) =>
      fill(
        straight(pairs`${x - size * u * (0.3 - i * 0.07)} ${y - size * u * i * 0.28},
    ${x} ${y - size * u * (0.5 + i * 0.28)},
    ${x + size * u * (0.3 - i * 0.07)} ${y - size * u * i * 0.28}`),
        tint(color, i * 0.1),
      ),
    )
    .join("");

/** Small flowers spread over the ground. */
export const flowerDots = ({ width, u, random }: Place, top: number, bottom: number, count: number): string =>
  many(count, () =>
    oval(
      random() * width,
      range(random, top, bottom),
      ...((r) => [r, r] as const)(u * range(random, 0.4, 0.9)),
      pick(random, ["#f4d774", "#ee8fa8", "#ffffff", "#b48fd0"]),
      0.9,
    ),
  );

/** One coral on the sea floor. */
export function coral({ u, random, width, horizon }: Place): string {
  const [x, y, s] = [random() * width, horizon + u * range(random, 1, 8), u * range(random, 4, 9)];
  const color = pick(random, ["#e9806d", "#d95f8c", "#e0b04a", "#7fb069"]);
  return line(
    `M${num(x)} ${num(y)}q${num(s * 0.2)} ${num(-s)} ${num(-s * 0.2)} ${num(-s * 2)}M${num(x)} ${num(y - s * 0.7)}q${num(s * 0.7)} ${num(-s * 0.3)} ${num(s * 0.7)} ${num(-s * 1.1)}M${num(x)} ${num(y - s * 0.4)}q${num(-s * 0.8)} ${num(-s * 0.2)} ${num(-s * 0.8)} ${num(-s)}`,
    color,
    s * 0.3,
  );
}

/** Buildings with lit windows. */
export function skyline(
  place: Place,
  count: number,
  low: number,
  high: number,
  color: Color,
  windows: Color | null,
): string {
  const { width, height, horizon, random } = place;
  const step = width / count;
  let lit = "";
  const houses = many(count, (i) => {
    const top = horizon - range(random, low, high) * height;
    const [x, w] = [i * step, step * range(random, 0.8, 1.05)];
    if (windows !== null) {
      for (let wy = top + step * 0.2; wy < horizon - step * 0.25; wy += step * 0.27) {
        for (let wx = x + step * 0.14; wx < x + w - step * 0.2; wx += step * 0.24)
          if (random() < 0.55)
            lit += `M${num(wx)} ${num(wy)}h${num(step * 0.11)}v${num(step * 0.14)}h${num(-step * 0.11)}z`;
      }
    }
    return `M${num(x)} ${num(horizon + 1)}V${num(top)}h${num(w)}V${num(horizon + 1)}z`;
  });
  return fill(houses, color) + (windows === null ? "" : fill(lit, windows, 0.75));
}

/** Lines of paving that run towards the horizon. */
export const pavement = ({ width, height, horizon, u }: Place, color: Color): string =>
  line(
    many(
      7,
      (i) =>
        `M${num(width / 2 + (i - 3) * u * 9)} ${num(horizon)}L${num(width / 2 + (i - 3) * width * 0.32)} ${num(height)}`,
    ) + many(3, (i) => `M0 ${num(horizon + (height - horizon) * (0.18 + i * i * 0.16))}H${num(width)}`),
    color,
    u * 0.28,
    0.6,
  );

export function shelves(place: Place): string {
  const { width, horizon, u, random } = place;
  const rows = 6;
  const high = horizon / rows;
  const covers = ["#8c3f4d", "#3f6b74", "#c9a04a", "#54683f", "#6d4f86", "#b5643c", "#3a4d73", "#d8c6a0"];
  return many(rows, (row) => {
    const floor = (row + 1) * high;
    let books = "";
    for (let x = u; x < width; ) {
      const w = u * range(random, 1.3, 3);
      const h = high * range(random, 0.55, 0.84);
      books += `<rect x="${num(x)}" y="${num(floor - h)}" width="${num(w * 0.92)}" height="${num(h)}" fill="${shade(pick(random, covers), range(random, 0, 0.3))}"/>`;
      x += w;
    }
    return books + `<rect y="${num(floor - u * 0.7)}" width="${num(width)}" height="${num(u * 1.2)}" fill="#4a3226"/>`;
  });
}

/** A window with a bright sky. */
export function windowPane({ defs, width, height, u, light }: Place): string {
  const [x, y, w, h] = [width * (0.5 + light * 0.16) - u * 17, height * 0.1, u * 38, height * 0.42];
  return (
    `<rect x="${num(x)}" y="${num(y)}" width="${num(w)}" height="${num(h)}" fill="${linear(
      defs,
      [0, y, 0, y + h],
      [
        [0, "#a9d4ee"],
        [1, "#eef6ea"],
      ],
    )}" stroke="#f6f0e6" stroke-width="${num(u * 1.8)}"/>` +
    line(`M${num(x + w / 2)} ${num(y)}v${num(h)}M${num(x)} ${num(y + h * 0.45)}h${num(w)}`, "#f6f0e6", u * 1.2)
  );
}

export const painting = ({ width, height, u, light }: Place): string => {
  const x = width * (0.5 - light * 0.32);
  return (
    `<rect x="${num(x - u * 8)}" y="${num(height * 0.18)}" width="${num(u * 16)}" height="${num(u * 20)}" fill="#f4ead8" stroke="#7d5535" stroke-width="${num(u * 1.2)}"/>` +
    oval(x, height * 0.18 + u * 8, u * 4, u * 4, "#d98a5c") +
    line(
      `M${num(x - u * 6)} ${num(height * 0.18 + u * 15)}q${num(u * 6)} ${num(-u * 4)} ${num(u * 12)} 0`,
      "#6f8f6a",
      u * 2,
    )
  );
};

/** The lines between floor boards. */
export const boards = ({ width, height, horizon, u }: Place, color: Color): string =>
  line(
    many(4, (i) => `M0 ${num(horizon + (height - horizon) * (0.12 + i * 0.24))}H${num(width)}`),
    color,
    u * 0.3,
    0.5,
  ) + line(`M0 ${num(horizon)}H${num(width)}`, color, u * 0.9, 0.7);

export const rug = ({ width, height, horizon }: Place): string =>
  oval(width / 2, horizon + (height - horizon) * 0.66, width * 0.36, (height - horizon) * 0.3, "#8c3f4d", 0.5) +
  oval(width / 2, horizon + (height - horizon) * 0.66, width * 0.3, (height - horizon) * 0.24, "#d9a441", 0.28);

/** A hanging lamp with its glow. */
export const lamp = ({ defs, u }: Place, x: number): string =>
  line(`M${num(x)} 0V${num(u * 12)}`, "#3f2f26", u * 0.4) +
  fill(
    straight(pairs`${x - u * 4} ${u * 16}, ${x - u * 1.4} ${u * 12}, ${x + u * 1.4} ${u * 12},
    ${x + u * 4} ${u * 16}`),
    "#4a3a30",
  ) +
  glow(defs, x, u * 18, u * 9, u * 8, "#ffe3a0", 0.7);

/** A small table with a cup. */
export const table = ({ width, horizon, u, light }: Place): string => {
  const x = width * (0.5 + light * 0.38);
  return (
    line(`M${num(x)} ${num(horizon - u * 8)}V${num(horizon + u * 9)}`, "#3f2c22", u * 1.2) +
    oval(x, horizon - u * 9, u * 12, u * 2.4, "#6b4a36") +
    fill(
      `M${num(x - u * 2)} ${num(horizon - u * 13)}h${num(u * 4)}l${num(-u * 0.6)} ${num(u * 3.4)}h${num(-u * 2.8)}z`,
      "#f4efe6",
    )
  );
};

export function stones({ width, horizon, u, random }: Place): string {
  let joints = "";
  for (let row = 0, y = 0; y < horizon; row++, y += u * 6) {
    joints += `M0 ${num(y)}H${num(width)}`;
    for (let x = (row % 2) * u * 5; x < width; x += u * 10)
      joints += `M${num(x + random() * u)} ${num(y)}v${num(u * 6)}`;
  }
  return line(joints, "#5f5a60", u * 0.35, 0.4);
}

/** An arched opening, and a banner that hangs in the middle of it. */
export const arch = ({ horizon, height, u }: Place, x: number): string =>
  fill(
    `M${num(x - u * 8)} ${num(horizon - u * 4)}V${num(height * 0.24)}A${num(u * 8)} ${num(u * 11)} 0 0 1 ${num(x + u * 8)} ${num(height * 0.24)}V${num(horizon - u * 4)}Z`,
    "#c9dcea",
  ) +
  fill(
    `M${num(x - u * 3)} 0H${num(x + u * 3)}V${num(height * 0.09)}L${num(x)} ${num(height * 0.075)}L${num(x - u * 3)} ${num(height * 0.09)}Z`,
    "#8c2f3d",
  );

/** A carpet that leads to the figure. */
export const carpet = ({ width, height, horizon, u }: Place): string =>
  fill(
    straight(pairs`${width / 2 - u * 10} ${horizon}, ${width / 2 + u * 10} ${horizon},
    ${width / 2 + u * 34} ${height}, ${width / 2 - u * 34} ${height}`),
    "#8c2f3d",
    0.75,
  );

export const curtain = ({ width, horizon, u }: Place): string =>
  many(15, (i) => {
    const x = i * (width / 14);
    return fill(
      `M${num(x - width / 28)} 0h${num(width / 14)}q${num(u * 2)} ${num(horizon / 2)} 0 ${num(horizon)}h${num(-width / 14)}q${num(-u * 2)} ${num(-horizon / 2)} 0 ${num(-horizon)}z`,
      i % 2 === 0 ? "#8a2238" : "#701a30",
      0.85,
    );
  });
