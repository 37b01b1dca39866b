import { GROUND } from "../body/frame.ts";
import type { View } from "../body/rig.ts";
import { lerp } from "../core/geometry.ts";
import { glow, type Sheet } from "../core/sheet.ts";
import type { Traits as Person } from "../traits/traits.ts";
import { headroom } from "./headroom.ts";
import type { PageRequest } from "./page.ts";

type Stage = { readonly x: number; readonly ground: number; readonly scale: number };

/** Fits the figure between the ground and the upper edge, with room for high hair and hats. */
export function stageFor({ width, height }: PageRequest, person: Person, ground: number): Stage {
  const stature = person.age.stature * person.build.stature;
  const shown = lerp(stature, 1, 0.45);
  const tall = headroom(person) + 16;
  const usual = (height * 0.84) / GROUND;
  const scale = Math.min(
    (usual * shown) / stature,
    (ground - height * 0.015) / (GROUND * stature + tall),
    (width * 1.13) / (GROUND * stature),
  );
  return { x: width / 2, ground, scale };
}

export function groundShadow(sheet: Sheet, { x, ground, scale }: Stage, view: View, person: Person): string {
  const k = person.age.stature * person.build.stature * scale;
  const shift = view === "side" ? 24 * k : 0;
  return (
    glow(sheet, x + shift, ground + 2, 190 * k, 26 * k, "#1a1430", 0.42) +
    glow(sheet, x + shift, ground + 3, 105 * k, 15 * k, "#140f24", 0.5)
  );
}
