import { type Color, shade, tint } from "../core/color.ts";
import { num, type Point, smooth, straight } from "../core/geometry.ts";
import { pairs } from "../core/pairs.ts";
import { pick, range } from "../core/random.ts";
import { fill, glow, line, linear, oval } from "../core/sheet.ts";
import type { SceneName } from "../traits/scene.ts";
import { cloud, hills, type Place, sun, tree } from "./scene.ts";

/** What stands in a place: far behind the horizon, on the ground, and before the figure. */
type Parts = { readonly far: string; readonly near: string; readonly front?: string };

const many = (count: number, draw: (i: number) => string): string =>
  Array.from({ length: count }, (_, i) => draw(i)).join("");

const clouds = (place: Place, color: Color, opacity: number, count = 4): string =>
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

function skyline(place: Place, count: number, low: number, high: number, color: Color, windows: Color | null): string {
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

function stars({ width, horizon, random, u }: Place, count: number): string {
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

function shelves(place: Place): string {
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

/** Builders of every place but the studio. */
export const SCENE_PARTS: Record<Exclude<SceneName, "studio">, (place: Place) => Parts> = {
  beach: (p) => ({
    far:
      sun(p, p.width * (0.5 + p.light * 0.3), p.height * 0.18, 6, "#fff3c9") +
      clouds(p, "#ffffff", 0.75) +
      `<rect y="${num(p.horizon - p.height * 0.13)}" width="${num(p.width)}" height="${num(p.height * 0.14)}" fill="${linear(
        p.sheet,
        [0, p.horizon - p.height * 0.13, 0, p.horizon],
        [
          [0, "#3f9cc4"],
          [1, "#8fd6d6"],
        ],
      )}"/>` +
      line(
        many(
          5,
          (i) =>
            `M${num(p.random() * p.width)} ${num(p.horizon - p.height * (0.02 + i * 0.02))}q${num(p.u * 6)} ${num(-p.u)} ${num(p.u * 12)} 0`,
        ),
        "#ffffff",
        p.u * 0.5,
        0.6,
      ),
    near:
      fill(
        smooth(pairs`${-p.u * 4} ${p.horizon - p.u}, ${p.width * 0.3} ${p.horizon + p.u * 2},
    ${p.width * 0.7} ${p.horizon - p.u}, ${p.width + p.u * 4} ${p.horizon + p.u * 2},
    ${p.width + p.u * 4} ${p.horizon - p.u * 3}, ${-p.u * 4} ${p.horizon - p.u * 3}`),
        "#ffffff",
        0.75,
      ) + palm(p, p.width * (0.5 - p.light * 0.4)),
  }),
  forest: (p) => ({
    far:
      many(12, (i) =>
        tree(
          p,
          (i + p.random()) * (p.width / 11) - p.u * 4,
          p.horizon + p.u,
          range(p.random, 26, 40),
          tint("#7fae72", 0.3),
        ),
      ) +
      many(9, (i) =>
        tree(p, (i + p.random()) * (p.width / 8) - p.u * 4, p.horizon + p.u * 3, range(p.random, 34, 52), "#5f9455"),
      ),
    near:
      tree(p, p.width * 0.06, p.horizon + p.u * 8, 62, "#3f7544") +
      tree(p, p.width * 0.95, p.horizon + p.u * 10, 66, "#457c48"),
    front: grass(p, "#33593a"),
  }),
  city: (p) => ({
    far:
      clouds(p, "#ffffff", 0.6, 3) +
      skyline(p, 14, 0.2, 0.5, "#b7c3d2", null) +
      skyline(p, 9, 0.14, 0.4, "#8695aa", "#f6e3b0"),
    near: pavement(p, "#d9dbe0"),
  }),
  "night-city": (p) => ({
    far:
      stars(p, 40) + skyline(p, 13, 0.24, 0.56, "#2c2a56", "#5fd0ee") + skyline(p, 8, 0.16, 0.44, "#1b1a38", "#ff7ac0"),
    near: many(9, (i) =>
      glow(
        p.sheet,
        (i + 0.5) * (p.width / 9),
        p.horizon + p.u * 4,
        p.u * 6,
        p.u * 2.4,
        i % 2 === 0 ? "#ff6ab8" : "#58d0f0",
        0.55,
      ),
    ),
  }),
  space: (p) => ({
    far:
      stars(p, 90) +
      glow(p.sheet, p.width * 0.3, p.height * 0.34, p.width * 0.5, p.height * 0.26, "#a04fb8", 0.4) +
      sun(p, p.width * (0.5 + p.light * 0.3), p.height * 0.22, 12, "#e0a56b") +
      `<ellipse cx="${num(p.width * (0.5 + p.light * 0.3))}" cy="${num(p.height * 0.22)}" rx="${num(p.u * 21)}" ry="${num(p.u * 4.4)}" fill="none" stroke="#f3d9b4" stroke-width="${num(p.u * 1.1)}" stroke-opacity="0.8" transform="rotate(-16 ${num(p.width * (0.5 + p.light * 0.3))} ${num(p.height * 0.22)})"/>`,
    near: many(8, () =>
      oval(
        p.random() * p.width,
        range(p.random, p.horizon + p.u * 2, p.height - p.u),
        p.u * range(p.random, 2, 6),
        p.u * range(p.random, 0.7, 1.8),
        "#4c4668",
        0.6,
      ),
    ),
  }),
  mountains: (p) => ({
    far:
      clouds(p, "#ffffff", 0.7) +
      peaks(p, 0.52, "#a9b9cf") +
      peaks(p, 0.34, "#7c90ab") +
      hills(p, p.horizon - p.height * 0.05, 0.06, "#7ea263"),
    near:
      tree(p, p.width * 0.08, p.horizon + p.u * 4, 26, "#4f7d4a") +
      tree(p, p.width * 0.9, p.horizon + p.u * 3, 22, "#5a8a52"),
  }),
  desert: (p) => ({
    far:
      sun(p, p.width * (0.5 + p.light * 0.28), p.height * 0.22, 8, "#fff1cf") +
      hills(p, p.horizon - p.height * 0.12, 0.14, "#d99a5c") +
      hills(p, p.horizon - p.height * 0.04, 0.07, "#e2ab68"),
    near: cactus(p, p.width * 0.12, p.horizon + p.u * 5, 26) + cactus(p, p.width * 0.88, p.horizon + p.u * 2, 17),
  }),
  snow: (p) => ({
    far:
      hills(p, p.horizon - p.height * 0.16, 0.16, "#c3d6e6") +
      many(9, (i) =>
        pine(p, (i + p.random()) * (p.width / 8), p.horizon + p.u * 2, range(p.random, 18, 34), "#5f8a84"),
      ),
    near:
      pine(p, p.width * 0.1, p.horizon + p.u * 8, 46, "#477470") +
      pine(p, p.width * 0.92, p.horizon + p.u * 6, 42, "#4c7a75"),
    front: many(60, () =>
      oval(
        p.random() * p.width,
        p.random() * p.height,
        ...((r) => [r, r] as const)(p.u * range(p.random, 0.25, 0.75)),
        "#ffffff",
        range(p.random, 0.5, 0.95),
      ),
    ),
  }),
  sunset: (p) => ({
    far:
      sun(p, p.width * (0.5 + p.light * 0.2), p.horizon - p.u * 6, 12, "#ffdf8c") +
      clouds(p, "#ff9a7a", 0.5, 5) +
      hills(p, p.horizon - p.height * 0.07, 0.1, "#6d4468"),
    near: hills({ ...p, horizon: p.height }, p.horizon + p.u * 4, 0.03, "#4a3048", 0.7),
  }),
  room: (p) => ({ far: windowPane(p) + picture(p), near: boards(p, "#7d5838") + rug(p) }),
  library: (p) => ({ far: shelves(p), near: boards(p, "#4a2f24") + rug(p) }),
  cafe: (p) => ({
    far: windowPane(p) + many(5, (i) => lamp(p, (i + 0.5) * (p.width / 5))),
    near: boards(p, "#5a3a28") + table(p),
  }),
  castle: (p) => ({
    far: stones(p) + many(2, (i) => arch(p, p.width * (0.24 + i * 0.52))),
    near: pavement(p, "#8d867f") + carpet(p),
    front: "",
  }),
  meadow: (p) => ({
    far:
      sun(p, p.width * (0.5 + p.light * 0.34), p.height * 0.16, 6, "#fff5cf") +
      clouds(p, "#ffffff", 0.8) +
      hills(p, p.horizon - p.height * 0.08, 0.1, "#86b574") +
      tree(p, p.width * 0.86, p.horizon + p.u, 30, "#5f9a55"),
    near: flowerDots(p, p.horizon + p.u * 3, p.height - p.u * 2, 70),
    front: grass(p, "#4f8a44"),
  }),
  underwater: (p) => ({
    far:
      many(6, (i) =>
        fill(
          straight(pairs`${p.width * (i * 0.2 - 0.1)} 0, ${p.width * (i * 0.2 - 0.02)} 0,
    ${p.width * (i * 0.2 + 0.16)} ${p.horizon}, ${p.width * (i * 0.2 - 0.02)} ${p.horizon}`),
          "#d8f6fa",
          0.12,
        ),
      ) + hills(p, p.horizon - p.height * 0.1, 0.14, "#2f7f8c", 0.6),
    near: many(10, () => coral(p)),
    front: many(
      26,
      () =>
        `<circle cx="${num(p.random() * p.width)}" cy="${num(p.random() * p.height)}" r="${num(p.u * range(p.random, 0.4, 1.5))}" fill="#ffffff" fill-opacity="0.14" stroke="#ffffff" stroke-opacity="0.6" stroke-width="${num(p.u * 0.16)}"/>`,
    ),
  }),
  rain: (p) => ({
    far: clouds(p, "#8794a3", 0.8, 6) + skyline(p, 11, 0.16, 0.42, "#76828f", "#f3dfa4"),
    near: many(7, () =>
      oval(
        p.random() * p.width,
        range(p.random, p.horizon + p.u * 3, p.height - p.u * 2),
        p.u * range(p.random, 4, 9),
        p.u * 1.2,
        "#aebac6",
        0.5,
      ),
    ),
    front: line(
      many(
        80,
        () => `M${num(p.random() * p.width)} ${num(p.random() * p.height)}l${num(-p.u * 0.8)} ${num(p.u * 4.4)}`,
      ),
      "#e6eef5",
      p.u * 0.22,
      0.55,
    ),
  }),
  stage: (p) => ({
    far:
      curtain(p) +
      many(3, (i) =>
        fill(
          straight(pairs`${p.width * (0.2 + i * 0.3)} ${-p.u}, ${p.width * (0.2 + i * 0.3) + p.u * 3} ${-p.u},
    ${p.width * (0.3 + i * 0.2) + p.u * 20} ${p.height},
    ${p.width * (0.3 + i * 0.2) - p.u * 18} ${p.height}`),
          "#fff1c4",
          0.16,
        ),
      ),
    near:
      boards(p, "#2e1a18") +
      glow(p.sheet, p.width / 2, p.height * 0.93, p.width * 0.42, p.height * 0.07, "#ffe9b0", 0.7),
  }),
};

function palm({ u, horizon }: Place, x: number): string {
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

const grass = ({ width, height, u, random }: Place, color: Color): string =>
  fill(
    many(
      46,
      () =>
        `M${num(random() * width)} ${num(height + u)}q${num(u * 0.6)} ${num(-u * 5)} ${num(u * (random() * 3 - 0.8))} ${num(-u * range(random, 4, 8))}q${num(u * 0.7)} ${num(u * 4)} ${num(u * 1.2)} ${num(u * 8)}z`,
    ),
    color,
    0.85,
  );

const pavement = ({ width, height, horizon, u }: Place, color: Color): string =>
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

function peaks({ width, horizon, height, random }: Place, top: number, color: Color): string {
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

function cactus({ u }: Place, x: number, y: number, size: number): string {
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

const pine = ({ u }: Place, x: number, y: number, size: number, color: Color): string =>
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

function windowPane({ sheet, width, height, u, light }: Place): string {
  const [x, y, w, h] = [width * (0.5 + light * 0.16) - u * 17, height * 0.1, u * 38, height * 0.42];
  return (
    `<rect x="${num(x)}" y="${num(y)}" width="${num(w)}" height="${num(h)}" fill="${linear(
      sheet,
      [0, y, 0, y + h],
      [
        [0, "#a9d4ee"],
        [1, "#eef6ea"],
      ],
    )}" stroke="#f6f0e6" stroke-width="${num(u * 1.8)}"/>` +
    line(`M${num(x + w / 2)} ${num(y)}v${num(h)}M${num(x)} ${num(y + h * 0.45)}h${num(w)}`, "#f6f0e6", u * 1.2)
  );
}

const picture = ({ width, height, u, light }: Place): string => {
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

const boards = ({ width, height, horizon, u }: Place, color: Color): string =>
  line(
    many(4, (i) => `M0 ${num(horizon + (height - horizon) * (0.12 + i * 0.24))}H${num(width)}`),
    color,
    u * 0.3,
    0.5,
  ) + line(`M0 ${num(horizon)}H${num(width)}`, color, u * 0.9, 0.7);

const rug = ({ width, height, horizon }: Place): string =>
  oval(width / 2, horizon + (height - horizon) * 0.66, width * 0.36, (height - horizon) * 0.3, "#8c3f4d", 0.5) +
  oval(width / 2, horizon + (height - horizon) * 0.66, width * 0.3, (height - horizon) * 0.24, "#d9a441", 0.28);

const lamp = ({ sheet, u }: Place, x: number): string =>
  line(`M${num(x)} 0V${num(u * 12)}`, "#3f2f26", u * 0.4) +
  fill(
    straight(pairs`${x - u * 4} ${u * 16}, ${x - u * 1.4} ${u * 12}, ${x + u * 1.4} ${u * 12},
    ${x + u * 4} ${u * 16}`),
    "#4a3a30",
  ) +
  glow(sheet, x, u * 18, u * 9, u * 8, "#ffe3a0", 0.7);

const table = ({ width, horizon, u, light }: Place): string => {
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

function stones({ width, horizon, u, random }: Place): string {
  let joints = "";
  for (let row = 0, y = 0; y < horizon; row++, y += u * 6) {
    joints += `M0 ${num(y)}H${num(width)}`;
    for (let x = (row % 2) * u * 5; x < width; x += u * 10)
      joints += `M${num(x + random() * u)} ${num(y)}v${num(u * 6)}`;
  }
  return line(joints, "#5f5a60", u * 0.35, 0.4);
}

const arch = ({ horizon, height, u }: Place, x: number): string =>
  fill(
    `M${num(x - u * 8)} ${num(horizon - u * 4)}V${num(height * 0.24)}A${num(u * 8)} ${num(u * 11)} 0 0 1 ${num(x + u * 8)} ${num(height * 0.24)}V${num(horizon - u * 4)}Z`,
    "#c9dcea",
  ) +
  fill(
    `M${num(x - u * 3)} 0H${num(x + u * 3)}V${num(height * 0.09)}L${num(x)} ${num(height * 0.075)}L${num(x - u * 3)} ${num(height * 0.09)}Z`,
    "#8c2f3d",
  );

const carpet = ({ width, height, horizon, u }: Place): string =>
  fill(
    straight(pairs`${width / 2 - u * 10} ${horizon}, ${width / 2 + u * 10} ${horizon},
    ${width / 2 + u * 34} ${height}, ${width / 2 - u * 34} ${height}`),
    "#8c2f3d",
    0.75,
  );

const flowerDots = ({ width, u, random }: Place, top: number, bottom: number, count: number): string =>
  many(count, () =>
    oval(
      random() * width,
      range(random, top, bottom),
      ...((r) => [r, r] as const)(u * range(random, 0.4, 0.9)),
      pick(random, ["#f4d774", "#ee8fa8", "#ffffff", "#b48fd0"]),
      0.9,
    ),
  );

function coral({ u, random, width, horizon }: Place): string {
  const [x, y, s] = [random() * width, horizon + u * range(random, 1, 8), u * range(random, 4, 9)];
  const color = pick(random, ["#e9806d", "#d95f8c", "#e0b04a", "#7fb069"]);
  return line(
    `M${num(x)} ${num(y)}q${num(s * 0.2)} ${num(-s)} ${num(-s * 0.2)} ${num(-s * 2)}M${num(x)} ${num(y - s * 0.7)}q${num(s * 0.7)} ${num(-s * 0.3)} ${num(s * 0.7)} ${num(-s * 1.1)}M${num(x)} ${num(y - s * 0.4)}q${num(-s * 0.8)} ${num(-s * 0.2)} ${num(-s * 0.8)} ${num(-s)}`,
    color,
    s * 0.3,
  );
}

const curtain = ({ width, horizon, u }: Place): string =>
  many(15, (i) => {
    const x = i * (width / 14);
    return fill(
      `M${num(x - width / 28)} 0h${num(width / 14)}q${num(u * 2)} ${num(horizon / 2)} 0 ${num(horizon)}h${num(-width / 14)}q${num(-u * 2)} ${num(-horizon / 2)} 0 ${num(-horizon)}z`,
      i % 2 === 0 ? "#8a2238" : "#701a30",
      0.85,
    );
  });
