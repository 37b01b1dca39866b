import { tint } from "../core/color.ts";
import { num, pairs, smooth, straight } from "../core/geometry.ts";
import { range, stream } from "../core/random.ts";
import { fill, glow, line, linear, oval, type SvgDefs } from "../core/svg.ts";
import {
  arch,
  boards,
  cactus,
  carpet,
  clouds,
  coral,
  curtain,
  flowerDots,
  grass,
  hills,
  lamp,
  many,
  type Place,
  painting,
  palm,
  pavement,
  peaks,
  pine,
  rug,
  shelves,
  skyline,
  stars,
  stones,
  sun,
  table,
  tree,
  windowPane,
} from "./scene-things.ts";
import { type SceneName, SETTINGS } from "./scenes.ts";
import { drawBackdrop } from "./studio.ts";

/** The place behind the figure, and what stands before it. */
export function drawScene(
  defs: SvgDefs,
  scene: SceneName,
  room: { readonly width: number; readonly height: number; readonly seed: number; readonly light: 1 | -1 },
): { back: string; front: string } {
  if (scene === "studio") return { back: drawBackdrop(defs, { ...room, portrait: false }), front: "" };
  const { width, height, light } = room;
  const setting = SETTINGS[scene];
  const random = stream(room.seed, "scene");
  const horizon = height * (setting.horizon + range(random, -0.03, 0.03));
  const place: Place = { defs, width, height, u: Math.min(width, height) / 100, horizon, light, random };
  const sky = rect(
    0,
    horizon + 1,
    width,
    linear(
      defs,
      [0, 0, 0, horizon],
      [
        [0, setting.sky[0]],
        [1, setting.sky[1]],
      ],
    ),
  );
  const ground = rect(
    horizon,
    height - horizon,
    width,
    linear(
      defs,
      [0, horizon, 0, height],
      [
        [0, setting.ground[0]],
        [1, setting.ground[1]],
      ],
    ),
  );
  const parts = SCENE_PARTS[scene](place);
  const haze = glow(defs, width / 2, height * 0.52, width * 0.5, height * 0.44, tint(setting.sky[1], 0.5), 0.3);
  return { back: sky + parts.far + ground + parts.near + haze, front: parts.front ?? "" };
}

const rect = (y: number, high: number, width: number, paint: string): string =>
  `<rect y="${num(y)}" width="${num(width)}" height="${num(high)}" fill="${paint}"/>`;

/** What stands in a place: far behind the horizon, on the ground, and before the figure. */
type Parts = { readonly far: string; readonly near: string; readonly front?: string };

/** Builders of every place but the studio. */
const SCENE_PARTS: Record<Exclude<SceneName, "studio">, (place: Place) => Parts> = {
  beach: (p) => ({
    far:
      sun(p, p.width * (0.5 + p.light * 0.3), p.height * 0.18, 6, "#fff3c9") +
      clouds(p, "#ffffff", 0.75) +
      `<rect y="${num(p.horizon - p.height * 0.13)}" width="${num(p.width)}" height="${num(p.height * 0.14)}" fill="${linear(
        p.defs,
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
        p.defs,
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
      glow(p.defs, p.width * 0.3, p.height * 0.34, p.width * 0.5, p.height * 0.26, "#a04fb8", 0.4) +
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
  room: (p) => ({ far: windowPane(p) + painting(p), near: boards(p, "#7d5838") + rug(p) }),
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
      glow(p.defs, p.width / 2, p.height * 0.93, p.width * 0.42, p.height * 0.07, "#ffe9b0", 0.7),
  }),
};
