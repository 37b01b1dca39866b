import { fill, type Sheet } from "../core/sheet.ts";
import type { SceneName } from "../traits/scene.ts";
import { drawBackdrop } from "./backdrop.ts";
/** stub */
export function drawScene(sheet: Sheet, _scene: SceneName, room: { width: number; height: number; seed: number; light: 1 | -1 }): { back: string; front: string } {
  return { back: drawBackdrop(sheet, { ...room, portrait: false }), front: fill("M0 0", "#000000", 0) };
}
