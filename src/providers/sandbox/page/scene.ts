import { type Color, mix, shade, tint } from "../core/color.ts";
import { num, type Point, smooth } from "../core/geometry.ts";
import { type Random, range, stream } from "../core/random.ts";
import { fill, glow, line, linear, oval, type Sheet } from "../core/sheet.ts";
import type { SceneName } from "../traits/scene.ts";
import { drawBackdrop } from "./backdrop.ts";
import { SCENE_PARTS } from "./scene-parts.ts";

/** A picture's measure and mood. `u` is the shorter side over 100, so that things keep their size. */
export type Place = {
  readonly sheet: Sheet;
  readonly width: number;
  readonly height: number;
  readonly u: number;
  readonly horizon: number;
  readonly light: 1 | -1;
  readonly random: Random;
};

/** A place: its sky, its ground, and where the horizon is. */
type Setting = {
  readonly sky: readonly [Color, Color];
  readonly ground: readonly [Color, Color];
  readonly horizon: number;
};

const SETTINGS: Record<Exclude<SceneName, "studio">, Setting> = {
  beach: { sky: ["#8fd0ee", "#e4f4f6"], ground: ["#f2dfb4", "#dcbf86"], horizon: 0.7 },
  forest: { sky: ["#bfe0b8", "#eaf3d2"], ground: ["#6f9a58", "#446a3e"], horizon: 0.74 },
  city: { sky: ["#9cc4e6", "#f2e9dc"], ground: ["#b9bcc4", "#8d919c"], horizon: 0.8 },
  "night-city": { sky: ["#141636", "#5a2f6e"], ground: ["#2b2a4a", "#1a1930"], horizon: 0.8 },
  space: { sky: ["#0b0d24", "#33265c"], ground: ["#8d86a6", "#5a5478"], horizon: 0.84 },
  mountains: { sky: ["#93c2ea", "#eef5f8"], ground: ["#8fb06a", "#5f8550"], horizon: 0.76 },
  desert: { sky: ["#f3c98a", "#fbeccb"], ground: ["#e6b36a", "#c98a48"], horizon: 0.7 },
  snow: { sky: ["#b9d3e8", "#eef4f8"], ground: ["#ffffff", "#d4e3ef"], horizon: 0.72 },
  sunset: { sky: ["#5b3f7e", "#ffb169"], ground: ["#5a3b52", "#33243a"], horizon: 0.74 },
  room: { sky: ["#e9dccb", "#d9c4aa"], ground: ["#b98d62", "#8d6643"], horizon: 0.8 },
  library: { sky: ["#6b4a36", "#8a6447"], ground: ["#7a4f38", "#54352a"], horizon: 0.82 },
  cafe: { sky: ["#e6cfae", "#c99f72"], ground: ["#8d6244", "#65432f"], horizon: 0.8 },
  castle: { sky: ["#7d7f92", "#b7b3ba"], ground: ["#7d7670", "#56504e"], horizon: 0.8 },
  meadow: { sky: ["#8ccbf0", "#e6f5e4"], ground: ["#9ccb66", "#5f9a4a"], horizon: 0.68 },
  underwater: { sky: ["#4fb9d4", "#0f4f7e"], ground: ["#c9b98a", "#8a9a86"], horizon: 0.86 },
  rain: { sky: ["#6d7c8e", "#aab6c0"], ground: ["#77818c", "#4c5560"], horizon: 0.78 },
  stage: { sky: ["#1c0f24", "#4a1f3a"], ground: ["#7a4a33", "#3f2520"], horizon: 0.8 },
};

/** The place behind the figure, and what stands before it. */
export function drawScene(
  sheet: Sheet,
  scene: SceneName,
  room: { readonly width: number; readonly height: number; readonly seed: number; readonly light: 1 | -1 },
): { back: string; front: string } {
  if (scene === "studio") return { back: drawBackdrop(sheet, { ...room, portrait: false }), front: "" };
  const { width, height, light } = room;
  const setting = SETTINGS[scene];
  const random = stream(room.seed, "scene");
  const horizon = height * (setting.horizon + range(random, -0.03, 0.03));
  const place: Place = { sheet, width, height, u: Math.min(width, height) / 100, horizon, light, random };
  const sky = rect(
    0,
    horizon + 1,
    width,
    linear(
      sheet,
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
      sheet,
      [0, horizon, 0, height],
      [
        [0, setting.ground[0]],
        [1, setting.ground[1]],
      ],
    ),
  );
  const parts = SCENE_PARTS[scene](place);
  const haze = glow(sheet, width / 2, height * 0.52, width * 0.5, height * 0.44, tint(setting.sky[1], 0.5), 0.3);
  return { back: sky + parts.far + ground + parts.near + haze, front: parts.front ?? "" };
}

const rect = (y: number, high: number, width: number, paint: string): string =>
  `<rect y="${num(y)}" width="${num(width)}" height="${num(high)}" fill="${paint}"/>`;

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

/** A soft cloud. */
export function cloud({ u }: Place, x: number, y: number, size: number, color: Color, opacity: number): string {
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
export function sun({ sheet, u }: Place, x: number, y: number, size: number, color: Color): string {
  return (
    glow(sheet, x, y, size * u * 3.4, size * u * 3.4, tint(color, 0.4), 0.7) + oval(x, y, size * u, size * u, color)
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
