import { skinShade, tint } from "../core/color.ts";
import type { Ink } from "../core/ink.ts";
import { taper } from "../core/limb.ts";
import { pairs } from "../core/pairs.ts";
import { smooth } from "../core/shapes.ts";
import { fill, glow, line, oval } from "../core/sheet.ts";
import { lineColor } from "./skin-paint.ts";

/** The nose from the front: shadow beside the bridge, wings, nostrils and a light on the tip. */
export function drawNose(ink: Ink): string {
  const { traits, rig } = ink;
  const { face, skin } = traits;
  const turn = rig.shot.headTurn * 4.2;
  const away = -rig.light;
  const y = (t: number): number => face.low * 1.15 + t * face.noseLength;
  const w = 10.6 * face.noseWidth;
  const dark = skinShade(skin, 0.85);
  const bridge = fill(
    smooth(pairs`${turn * 0.5 + away * 4.5} -9, ${turn * 0.7 + away * 6.5} ${y(3)},
    ${turn + away * w * 0.62} ${y(20)}, ${turn + away * w * 0.98} ${y(27)},
    ${turn + away * 1.5} ${y(25)}, ${turn * 0.8 + away * 2.6} ${y(8)}`),
    dark,
    0.1 + 0.07 * face.noseBridge,
  );
  const under = fill(
    smooth(pairs`${turn - w * 0.9} ${y(28)}, ${turn} ${y(31.5)}, ${turn + w * 0.9} ${y(28)},
    ${turn + w * 0.5} ${y(34.5)}, ${turn} ${y(36)}, ${turn - w * 0.5} ${y(34.5)}`),
    dark,
    0.2,
  );
  const wing = (s: 1 | -1): string =>
    fill(
      taper(
        pairs`${turn + s * w * 0.8} ${y(21)}, ${turn + s * w * 1.06} ${y(26)},
    ${turn + s * w * 0.9} ${y(30.4)}, ${turn + s * w * 0.55} ${y(30.6)}`,
        1.9,
      ),
      dark,
      0.62,
    ) +
    fill(
      taper(
        pairs`${turn + s * w * 0.72} ${y(30)}, ${turn + s * w * 0.44} ${y(28.9)},
    ${turn + s * w * 0.2} ${y(30.6)}`,
        3,
      ),
      lineColor(ink),
      0.75,
    );
  const tip = line(
    smooth(pairs`${turn - w * 0.26} ${y(32)}, ${turn} ${y(33)}, ${turn + w * 0.26} ${y(32)}`, false),
    dark,
    1.2,
    0.45,
  );
  const shine =
    glow(ink.sheet, turn + rig.light * 1.6, y(23.5), 5.4, 5.4, tint(skin, 0.75), 0.55) +
    oval(turn * 0.7 + rig.light * 1.5, y(8), 1.9, 8, tint(skin, 0.6), 0.2);
  const redness = glow(ink.sheet, turn, y(25), w * 1.4, 9, "#c4483e", 0.1);
  return redness + under + bridge + wing(1) + wing(-1) + tip + shine;
}
