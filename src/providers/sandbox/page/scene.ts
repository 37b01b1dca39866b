import { tint } from "../core/color.ts";
import { num } from "../core/geometry.ts";
import { range, stream } from "../core/random.ts";
import { glow, linear, type Sheet } from "../core/sheet.ts";
import type { SceneName } from "../traits/scene.ts";
import { drawBackdrop } from "./backdrop.ts";
import type { Place } from "./place.ts";
import { SCENE_PARTS } from "./scene-parts.ts";
import { SETTINGS } from "./scene-settings.ts";

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
