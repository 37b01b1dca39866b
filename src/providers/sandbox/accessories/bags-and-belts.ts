import { type DrawContext, volume } from "../body/context.ts";
import { type Color, shade } from "../core/color.ts";
import { lerp, type Point, pairs, smooth } from "../core/geometry.ts";
import { fill, line, oval } from "../core/svg.ts";

/** The stated colour of worn or carried things, or the usual one of this thing. */
export const gearColor = (ctx: DrawContext, usual: Color): Color => ctx.traits.details.colors.gear ?? usual;

/** A bag on a strap across the body. */
export function drawBag(ctx: DrawContext): string {
  const { rig } = ctx;
  const { frame, view } = rig;
  const { k } = frame;
  const color = gearColor(ctx, "#7d5535");
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
    fill(body, volume(ctx, color, x - w, x + w)) +
    fill(flap, shade(color, 0.16)) +
    line(flap, shade(color, 0.7), 1.6, 0.6) +
    oval(x, y + 40 * k, 4.4 * k, 4.4 * k, "#d9b24a")
  );
}

/** A backpack: its straps from the front, its bag from the side and from behind. */
export function drawBackpack(ctx: DrawContext): { behind: string; onBody: string; onBack: string } {
  const { rig } = ctx;
  const { frame, view } = rig;
  const { k } = frame;
  const color = gearColor(ctx, "#4f6a5c");
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
      behind: fill(pocket, shade(color, 0.2)) + fill(path, volume(ctx, color, b - 62 * k, b, 1.2)),
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
      fill(path, volume(ctx, color, x - w, x + w, 1.2)) +
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

/** A belt with a buckle at the waist. */
export function belt(ctx: DrawContext): string {
  const { rig } = ctx;
  const { frame } = rig;
  const { k } = frame;
  const y = frame.waist + 20 * k;
  const color = ctx.traits.details.colors.gear ?? "#4a3325";
  const at = (side: 1 | -1, dy: number): Point => [rig.edge(y, side, 7), y + dy * k];
  const path = smooth(pairs`${at(-1, 0)}, ${at(-1, 0)}, ${rig.middle(y)} ${y + 5 * k}, ${at(1, 0)}, ${at(1, 0)},
    ${at(1, 13)}, ${at(1, 13)}, ${rig.middle(y)} ${y + 18 * k}, ${at(-1, 13)}, ${at(-1, 13)}`);
  const buckle =
    rig.view === "front"
      ? `<rect x="${(rig.middle(y) - 10 * k).toFixed(1)}" y="${(y + 2 * k).toFixed(1)}" width="${(20 * k).toFixed(1)}" height="${(17 * k).toFixed(1)}" rx="3" fill="none" stroke="#d9b24a" stroke-width="${(3.4 * k).toFixed(1)}"/>`
      : "";
  return fill(path, volume(ctx, color, rig.edge(y, -1), rig.edge(y, 1))) + buckle;
}

/** Two straps from the shoulders to the trousers, closer together behind. */
export function suspenders(ctx: DrawContext): string {
  const { rig } = ctx;
  const { frame } = rig;
  const { k } = frame;
  const color = ctx.traits.details.colors.gear ?? shade(ctx.traits.outfit.accent, 0.3);
  const low = lerp(frame.waist, frame.hip, 0.78);
  if (rig.view === "side")
    return line(
      smooth(
        pairs`${rig.neck.base[0] - 6 * k} ${frame.shoulder},
    ${rig.edge(frame.chest, 1) - 16 * k} ${frame.chest}, ${rig.edge(low, 1) - 14 * k} ${low}`,
        false,
      ),
      color,
      9 * k,
    );
  return ([-1, 1] as const)
    .map((s) =>
      line(
        smooth(
          pairs`${lerp(rig.neck.base[0], rig.shoulders[s === 1 ? 1 : 0][0], 0.55)} ${frame.shoulder},
    ${rig.middle(frame.chest) + s * frame.chestHalf * 0.56} ${frame.chest},
    ${rig.middle(low) + s * frame.waistHalf * (rig.view === "back" ? 0.3 : 0.5)} ${low}`,
          false,
        ),
        color,
        9 * k,
      ),
    )
    .join("");
}
