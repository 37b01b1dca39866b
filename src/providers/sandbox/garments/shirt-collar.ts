import { type Color, shade, tint } from "../core/color.ts";
import { type Ink, volume } from "../core/ink.ts";
import { pairs } from "../core/pairs.ts";
import { smooth } from "../core/shapes.ts";
import { fill } from "../core/sheet.ts";

/** A shirt collar from the side or from behind, `rise` thousandths higher than usual. */
export function foldedCollar(ink: Ink, color: Color, rise: number): string {
  const { rig } = ink;
  const { k } = rig.frame;
  const x = rig.neck.base[0];
  const y = rig.neck.base[1] - rise * k;
  const half = rig.frame.neckHalf;
  const path =
    rig.view === "back"
      ? smooth(pairs`${x - half * 1.04} ${y - 29 * k}, ${x} ${y - 35 * k}, ${x + half * 1.04} ${y - 29 * k},
    ${x + half * 1.5} ${y - 4 * k}, ${x + half * 1.2} ${y + 6 * k}, ${x} ${y - 2 * k},
    ${x - half * 1.2} ${y + 6 * k}, ${x - half * 1.5} ${y - 4 * k}`)
      : smooth(pairs`${x - half * 1.02} ${y - 31 * k}, ${x - half * 0.2} ${y - 25 * k},
    ${x + half * 0.86} ${y - 15 * k}, ${x + half * 1.16} ${y + 2 * k},
    ${x + half * 1.14} ${y + 26 * k}!, ${x + half * 0.4} ${y + 11 * k}, ${x - half * 0.6} ${y + 3 * k},
    ${x - half * 1.36} ${y + 2 * k}, ${x - half * 1.3} ${y - 18 * k}`);
  return (
    fill(path, volume(ink, tint(color, 0.06), x - half * 1.6, x + half * 1.4)) +
    `<path d="${path}" fill="none" stroke="${shade(color, 0.8)}" stroke-width="1.4" stroke-opacity="0.5"/>`
  );
}

/** The two points of a shirt collar. */
export function leaves(ink: Ink, color: Color, open: boolean): string {
  const { rig } = ink;
  const { frame } = rig;
  const { k } = frame;
  const [x, y] = rig.neck.base;
  const half = frame.neckHalf;
  const leaf = (s: 1 | -1): string => {
    const path = smooth(pairs`${x + s * half * 1.04} ${y - 25 * k}!, ${x + s * half * 1.34} ${y - 13 * k},
    ${x + s * half * 1.5} ${y - 2 * k}, ${x + s * half * (open ? 1.34 : 1.16)} ${y + 28 * k}!,
    ${x + s * half * 0.5} ${y + 17 * k}, ${x + s * 3 * k} ${y + 21 * k}!,
    ${x + s * half * 0.78} ${y - 3 * k}`);
    return (
      fill(path, s === rig.light ? tint(color, 0.14) : shade(color, 0.08)) +
      `<path d="${path}" fill="none" stroke="${shade(color, 0.8)}" stroke-width="1.3" stroke-opacity="0.5"/>`
    );
  };
  return leaf(-1) + leaf(1);
}
