import { type Color, shade } from "../core/color.ts";
import type { Ink } from "../core/ink.ts";
import { fill, line } from "../core/sheet.ts";
import { glass, LENSES } from "./lenses.ts";

export function frontGlasses(ink: Ink, kind: keyof typeof LENSES, frame: Color): string {
  const { face } = ink.traits;
  const turn = ink.rig.shot.headTurn * 3;
  const x = 24.2 * face.eyeGap * face.width;
  const width = kind === "round" ? 2.3 : kind === "goggles" ? 5 : 3.2;
  const lens = (s: 1 | -1): string =>
    `<g transform="translate(${(s * x + turn).toFixed(1)} 1) scale(${s} 1)">${fill(LENSES[kind], glass(ink, kind, frame))}<path d="${LENSES[kind]}" fill="none" stroke="${frame}" stroke-width="${width}"/>${line("M-9 -7L-2 -11M-10 -1L3 -9", "#ffffff", 1.6, kind === "sunglasses" ? 0.4 : 0.5)}</g>`;
  const gap = x - (kind === "goggles" ? 20 : 16.5);
  const bridge = line(
    `M${(turn - gap).toFixed(1)} -2Q${turn.toFixed(1)} -8 ${(turn + gap).toFixed(1)} -2`,
    frame,
    width,
  );
  const arm = (s: 1 | -1): string =>
    line(
      `M${(turn + s * (x + 17)).toFixed(1)} -4L${(s * 54 * face.width).toFixed(1)} -3`,
      shade(frame, 0.2),
      kind === "goggles" ? 8 : 2.6,
    );
  return arm(-1) + arm(1) + lens(-1) + lens(1) + bridge;
}
