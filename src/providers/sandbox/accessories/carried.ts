import { type Color, shade, tint } from "../core/color.ts";
import { lerp, type Point, smooth } from "../core/geometry.ts";
import { type Ink, volume } from "../core/ink.ts";
import { taper } from "../core/limb.ts";
import { pairs } from "../core/pairs.ts";
import { clipped, fill, line, oval } from "../core/sheet.ts";

const gearColor = (ink: Ink, usual: Color): Color => ink.traits.details.colors.gear ?? usual;

/** A cape: behind the figure with its shoulders over the clothes; from behind it covers the back. */
export function drawCape(ink: Ink): { behind: string; over: string } {
  const { rig } = ink;
  const { frame, view } = rig;
  const { k } = frame;
  const color = gearColor(ink, shade(ink.traits.outfit.accent, 0.2));
  const low = lerp(frame.knee, frame.ankle, 0.6);
  const [x, y] = rig.neck.base;
  const wide = frame.shoulderHalf;
  if (view === "side") {
    const path = smooth(pairs`${x + 8 * k} ${y - 14 * k}, ${x - 30 * k} ${y - 16 * k},
    ${rig.edge(frame.chest, -1, 12)} ${frame.chest - 10 * k},
    ${rig.edge(frame.hip, -1, 26)} ${frame.hip}, ${rig.edge(frame.hip, -1, 70)} ${low}!,
    ${rig.edge(frame.hip, -1, 8)} ${low + 10 * k}, ${rig.middle(frame.hip) - 10 * k} ${low - 6 * k}!,
    ${rig.middle(frame.hip) - 12 * k} ${frame.hip},
    ${rig.middle(frame.chest) - 6 * k} ${frame.chest}, ${x + 12 * k} ${y + 10 * k}`);
    return {
      behind: "",
      over:
        fill(path, volume(ink, color, rig.edge(frame.hip, -1, 60), rig.middle(frame.hip), 1.3)) +
        folds(ink, color, path, low, -1),
    };
  }
  const half: Point[] = pairs`${x + frame.neckHalf * 1.1} ${y - 20 * k}, ${x + wide * 0.74} ${y},
    ${x + wide + 12 * k} ${y + 34 * k}, ${x + wide + 24 * k} ${frame.waist},
    ${x + wide + 62 * k} ${low}!`;
  const left = half.map(([px, py]): Point => [2 * x - px, py]).reverse();
  const path = smooth(pairs`${half}, ${x + wide * 0.5} ${low + 14 * k}, ${x} ${low + 4 * k},
    ${x - wide * 0.5} ${low + 14 * k}, ${left}`);
  const paint = volume(ink, view === "front" ? shade(color, 0.25) : color, x - wide - 40 * k, x + wide + 40 * k, 1.2);
  const drawn = fill(path, paint) + folds(ink, color, path, low, 0);
  if (view === "back") return { behind: "", over: drawn };
  const shoulders = ([-1, 1] as const)
    .map((s) =>
      fill(
        smooth(pairs`${x + s * frame.neckHalf * 0.9} ${y - 24 * k}, ${x + s * wide * 0.7} ${y - 4 * k},
    ${x + s * (wide + 14 * k)} ${y + 34 * k}, ${x + s * (wide + 16 * k)} ${y + 92 * k},
    ${x + s * wide * 0.82} ${y + 70 * k}, ${x + s * wide * 0.56} ${y + 34 * k},
    ${x + s * 10 * k} ${y + 22 * k}`),
        s === rig.light ? tint(color, 0.1) : shade(color, 0.12),
      ),
    )
    .join("");
  return { behind: drawn, over: shoulders + oval(x, y + 18 * k, 9 * k, 9 * k, "#d9b24a") };
}

function folds(ink: Ink, color: Color, path: string, low: number, lean: number): string {
  const { rig } = ink;
  const { frame } = rig;
  const { k } = frame;
  const x = lean === 0 ? rig.neck.base[0] : rig.edge(frame.hip, -1, 20);
  const rows = (lean === 0 ? [-0.9, -0.55, -0.2, 0.2, 0.55, 0.9] : [-0.3, 0, 0.3])
    .map((t) =>
      fill(
        taper(
          pairs`${x + t * frame.shoulderHalf * 0.6} ${frame.chest}, ${x + t * frame.shoulderHalf} ${frame.hip},
    ${x + t * (frame.shoulderHalf + 44 * k)} ${low}`,
          10 * k,
        ),
        shade(color, 0.8),
        0.3,
      ),
    )
    .join("");
  return clipped(ink.sheet, path, rows);
}

/** A backpack: its straps from the front, its bag from the side and from behind. */
export function drawBackpack(ink: Ink): { behind: string; onBody: string; onBack: string } {
  const { rig } = ink;
  const { frame, view } = rig;
  const { k } = frame;
  const color = gearColor(ink, "#4f6a5c");
  const strap = (s: 1 | -1): string => {
    const [sx] = rig.shoulders[s === 1 ? 1 : 0];
    const x = lerp(rig.neck.base[0], sx, 0.72);
    return line(
      smooth(
        pairs`${x} ${frame.shoulder + 2 * k}, ${x + s * 4 * k} ${frame.chest - 8 * k},
    ${rig.edge(lerp(frame.chest, frame.waist, 0.5), s, 4)} ${lerp(frame.chest, frame.waist, 0.62)}`,
        false,
      ),
      shade(color, 0.25),
      13 * k,
    );
  };
  const [top, low] = [frame.shoulder + 18 * k, frame.hip - 26 * k];
  if (view === "front") return { behind: "", onBody: strap(1) + strap(-1), onBack: "" };
  if (view === "side") {
    const b = rig.edge(frame.chest, -1, 6);
    const path = smooth(pairs`${b + 4 * k} ${top + 4 * k}, ${b - 34 * k} ${top}, ${b - 62 * k} ${lerp(top, low, 0.4)},
    ${b - 60 * k} ${low - 14 * k}, ${b - 40 * k} ${low}, ${b + 8 * k} ${low},
    ${b + 14 * k} ${lerp(top, low, 0.5)}`);
    const pocket = smooth(pairs`${b - 56 * k} ${lerp(top, low, 0.52)}, ${b - 76 * k} ${lerp(top, low, 0.6)},
    ${b - 74 * k} ${low - 12 * k}, ${b - 50 * k} ${low - 8 * k}`);
    const band = line(
      smooth(
        pairs`${b + 8 * k} ${top + 6 * k}, ${rig.neck.base[0] + 14 * k} ${frame.shoulder + 16 * k},
    ${rig.edge(frame.chest, 1) - 24 * k} ${frame.chest},
    ${b + 20 * k} ${lerp(frame.chest, frame.waist, 0.8)}`,
        false,
      ),
      shade(color, 0.3),
      12 * k,
    );
    return {
      behind: fill(pocket, shade(color, 0.2)) + fill(path, volume(ink, color, b - 62 * k, b, 1.2)),
      onBody: band,
      onBack: "",
    };
  }
  const x = rig.middle(frame.chest);
  const w = frame.chestHalf * 0.86;
  const path = smooth(pairs`${x - w * 0.7} ${top}, ${x + w * 0.7} ${top}, ${x + w} ${lerp(top, low, 0.25)},
    ${x + w} ${low - 16 * k}, ${x + w * 0.8} ${low}, ${x - w * 0.8} ${low}, ${x - w} ${low - 16 * k},
    ${x - w} ${lerp(top, low, 0.25)}`);
  const mid = lerp(top, low, 0.55);
  const pocket = smooth(pairs`${x - w * 0.72} ${mid}!, ${x + w * 0.72} ${mid}!, ${x + w * 0.74} ${low - 14 * k},
    ${x} ${low - 8 * k}, ${x - w * 0.74} ${low - 14 * k}`);
  return {
    behind: "",
    onBody: "",
    onBack:
      fill(path, volume(ink, color, x - w, x + w, 1.2)) +
      line(
        smooth(
          pairs`${x - w * 0.86} ${lerp(top, low, 0.24)}, ${x} ${lerp(top, low, 0.3)},
    ${x + w * 0.86} ${lerp(top, low, 0.24)}`,
          false,
        ),
        shade(color, 0.7),
        2,
        0.6,
      ) +
      fill(pocket, shade(color, 0.16)) +
      line(pocket, shade(color, 0.75), 1.5, 0.6) +
      line(
        `M${(x - 14 * k).toFixed(1)} ${top.toFixed(1)}q${(14 * k).toFixed(1)} ${(-22 * k).toFixed(1)} ${(28 * k).toFixed(1)} 0`,
        shade(color, 0.4),
        5 * k,
      ),
  };
}

/** A bag on a strap across the body. */
export function drawBag(ink: Ink): string {
  const { rig } = ink;
  const { frame, view } = rig;
  const { k } = frame;
  const color = gearColor(ink, "#7d5535");
  const s = view === "back" ? -1 : 1;
  const x = view === "side" ? rig.middle(frame.hip) + 6 * k : rig.middle(frame.hip) + s * (frame.hipHalf * 0.92);
  const y = frame.hip - 18 * k;
  const from: Point =
    view === "side"
      ? [rig.neck.base[0] - 6 * k, frame.shoulder + 2 * k]
      : [rig.neck.base[0] - s * frame.shoulderHalf * 0.56, frame.shoulder + 2 * k];
  const strap = line(
    smooth(
      pairs`${from}, ${lerp(from[0], x, 0.5) + (view === "side" ? 10 * k : 0)} ${lerp(from[1], y, 0.52)},
    ${x} ${y}`,
      false,
    ),
    shade(color, 0.3),
    8 * k,
  );
  const w = (view === "side" ? 44 : 36) * k;
  const body = smooth(pairs`${x - w} ${y}!, ${x + w} ${y}!, ${x + w} ${y + 62 * k}, ${x + w * 0.8} ${y + 72 * k},
    ${x - w * 0.8} ${y + 72 * k}, ${x - w} ${y + 62 * k}`);
  const flap = smooth(pairs`${x - w} ${y}!, ${x + w} ${y}!, ${x + w * 0.96} ${y + 34 * k}, ${x} ${y + 44 * k},
    ${x - w * 0.96} ${y + 34 * k}`);
  return (
    strap +
    fill(body, volume(ink, color, x - w, x + w)) +
    fill(flap, shade(color, 0.16)) +
    line(flap, shade(color, 0.7), 1.6, 0.6) +
    oval(x, y + 40 * k, 4.4 * k, 4.4 * k, "#d9b24a")
  );
}
