import type { DrawContext } from "../body/context.ts";
import { mix, shade, skinShade, tint } from "../core/color.ts";
import { clamp, corner, num, type Point, pairs, smooth, taper } from "../core/geometry.ts";
import { range, stream } from "../core/random.ts";
import { fill, glow, line, oval } from "../core/svg.ts";

/** Marks of the skin that lie under eyes and mouth, from the front: freckles, vitiligo, paint, scars, tattoos. */
export function drawFrontMarks(ctx: DrawContext): string {
  const { marks } = ctx.traits.details;
  const { skin, face } = ctx.traits;
  const turn = ctx.rig.shot.headTurn * 3;
  const parts: string[] = [];
  if (marks.has("vitiligo"))
    parts.push(
      patch(ctx, pairs`-30 -34, -12 -26, -16 -10, -34 -8, -40 -22`),
      patch(ctx, pairs`18 30, 34 26, 36 48, 20 56, 10 44`),
    );
  if (marks.has("freckles")) parts.push(freckles(ctx, turn));
  if (marks.has("face-paint")) parts.push(paintLines(ctx, turn));
  if (marks.has("face-tattoo"))
    parts.push(line("M-44 4Q-36 14 -42 30M-40 2Q-28 14 -36 36M-34 38q5 -3 3 -9q-5 0 -3 9", "#2c3a4a", 2.2, 0.75));
  if (marks.has("mole")) parts.push(oval(turn + 19, 36, 1.8, 1.8, shade(skinShade(skin, 0.9), 0.4)));
  if (marks.has("scar-cheek"))
    parts.push(scar(pairs`${17 + turn} 16, ${26 + turn} 27, ${38 * face.width + turn} 40`, skin));
  if (marks.has("scar-brow"))
    parts.push(
      scar(pairs`${-19 + turn} -33, ${-24 + turn} -16, ${-26 + turn} -8`, skin),
      scar(pairs`${-27 + turn} 9, ${-29 + turn} 22, ${-28 + turn} 31`, skin),
    );
  if (marks.has("dimples"))
    parts.push(line(`M${num(turn - 28)} 41q-3 5 -1 9M${num(turn + 28)} 41q3 5 1 9`, skinShade(skin, 0.8), 1.6, 0.5));
  if (marks.has("bindi")) parts.push(oval(turn, -19, 2.8, 3.2, "#b3202f"));
  return parts.join("");
}

const patch = (ctx: DrawContext, points: readonly Point[]): string =>
  fill(smooth(points), mix(ctx.traits.skin, "#fbe6d8", 0.72), 0.85);

function paintLines(ctx: DrawContext, turn: number): string {
  const color = ctx.traits.outfit.accent;
  const stripe = (s: 1 | -1, y: number): string =>
    fill(taper(pairs`${turn + s * 15} ${y}, ${turn + s * 29} ${y + 2}, ${turn + s * 42} ${y + 1}`, 5.5), color, 0.85);
  return (
    stripe(1, 17) +
    stripe(-1, 17) +
    stripe(1, 25) +
    stripe(-1, 25) +
    fill(taper(pairs`${turn} -50, ${turn} -32, ${turn} -14`, 5), color, 0.85)
  );
}

/** The marks that show in profile. */
export function drawProfileMarks(ctx: DrawContext): string {
  const { marks } = ctx.traits.details;
  const { skin } = ctx.traits;
  const parts: string[] = [];
  if (marks.has("vitiligo")) parts.push(patch(ctx, pairs`20 28, 34 24, 36 44, 22 52, 10 42`));
  if (marks.has("freckles")) parts.push(profileFreckles(ctx));
  if (marks.has("face-paint"))
    parts.push(
      fill(taper(pairs`14 18, 30 20, 46 17`, 5.5), ctx.traits.outfit.accent, 0.85),
      fill(taper(pairs`14 26, 30 28, 46 26`, 5.5), ctx.traits.outfit.accent, 0.85),
    );
  if (marks.has("mole")) parts.push(oval(42, 34, 1.8, 1.8, shade(skinShade(skin, 0.9), 0.4)));
  if (marks.has("scar-cheek")) parts.push(scar(pairs`38 14, 30 26, 18 38`, skin));
  if (marks.has("scar-brow")) parts.push(scar(pairs`43 -33, 40 -16, 39 -10`, skin));
  if (marks.has("nose-ring")) parts.push(line("M57 30a3.6 3.6 0 1 0 5 -4", "#e1c466", 1.6));
  if (marks.has("bindi")) parts.push(fill(smooth([...corner(51, -22), [54.5, -19], ...corner(52, -16)]), "#b3202f"));
  return parts.join("");
}

function freckles(ctx: DrawContext, turn: number): string {
  const random = stream(ctx.traits.seed, "freckles");
  const color = mix(skinShade(ctx.traits.skin, 0.62), "#a0522d", 0.35);
  let path = "";
  for (let i = 0; i < 34; i++) {
    const s = i % 2 === 0 ? 1 : -1;
    const centre = i < 6 ? range(random, 0, 7) : range(random, 10, 42);
    const x = turn + s * centre;
    const y = 19 + ctx.traits.face.low * 0.8 + range(random, -8, 10) - (i < 6 ? 6 : 0);
    const r = range(random, 0.5, 1.15);
    path += `M${num(x - r)} ${num(y)}a${r.toFixed(2)} ${r.toFixed(2)} 0 1 0 ${(2 * r).toFixed(2)} 0a${r.toFixed(2)} ${r.toFixed(2)} 0 1 0 ${(-2 * r).toFixed(2)} 0`;
  }
  return fill(path, color, 0.62);
}

function profileFreckles(ctx: DrawContext): string {
  const random = stream(ctx.traits.seed, "freckles");
  const color = mix(skinShade(ctx.traits.skin, 0.62), "#a0522d", 0.35);
  return Array.from({ length: 15 }, () =>
    oval(range(random, 16, 50), range(random, 12, 29), 1.1, 1.1, color, 0.62),
  ).join("");
}

/** A scar: pale ridge with a redder edge. */
function scar(points: readonly Point[], skin: string): string {
  const ticks =
    points.length === 3
      ? [0.3, 0.6]
          .map((t) => {
            const [a, b] = [points[0] as Point, points[2] as Point];
            const [x, y] = [a[0] + (b[0] - a[0]) * t, a[1] + (b[1] - a[1]) * t];
            return `M${num(x - 3)} ${num(y + 2.4)}L${num(x + 3)} ${num(y - 2.4)}`;
          })
          .join("")
      : "";
  return (
    fill(taper(points, 4.6), mix(skinShade(skin, 0.45), "#c45a55", 0.35), 0.8) +
    fill(taper(points, 2.3), tint(skin, 0.5), 0.95) +
    line(ticks, mix(skinShade(skin, 0.5), "#c45a55", 0.3), 1.1, 0.6)
  );
}

/** Jewellery in the face, over mouth and nose. */
export function drawPiercings(ctx: DrawContext): string {
  const { marks } = ctx.traits.details;
  const turn = ctx.rig.shot.headTurn * 4;
  const parts: string[] = [];
  if (marks.has("nose-ring")) parts.push(line(`M${num(turn + 6)} 31.5a4 4 0 1 0 5.5 -5.2`, "#e1c466", 1.6));
  if (marks.has("lip-ring")) parts.push(line(`M${num(turn - 7)} 54a3.4 3.4 0 1 0 5 3`, "#d8dce2", 1.6));
  return parts.join("");
}

/** Lines that come with the years, from the front: brow, crow's feet, under the eyes, beside the mouth. */
export function drawAgeLines(ctx: DrawContext): string {
  const { age, skin, face } = ctx.traits;
  const { expression, headTurn } = ctx.rig.shot;
  const dark = skinShade(skin, 0.85);
  const smiling = smileLines(age.years) * (expression === "grin" || expression === "laugh" ? 0.24 : 0.1);
  const smiles = expression === "grin" || expression === "laugh" || expression === "smile";
  const deep = age.wrinkles;
  const x = headTurn * 3;
  const parts: string[] = [];
  const crease = (points: Point[], width: number, strength: number): void => {
    if (strength > 0.03) parts.push(fill(taper(points, width), dark, Math.min(0.6, strength)));
  };
  for (const s of [-1, 1] as const) {
    crease(pairs`${x + s * 14} 27, ${x + s * 21} 36, ${x + s * 24.5} 47`, 2.2, deep * 0.5 + (smiles ? smiling : 0));
    crease(pairs`${x + s * 15} 11.5, ${x + s * 24} 14, ${x + s * 33} 10.5`, 1.8, deep * 0.45);
    crease(pairs`${x + s * 39 * face.width} 0, ${x + s * 45 * face.width} -3`, 1.4, deep * 0.5 - 0.05);
    crease(pairs`${x + s * 39 * face.width} 3.5, ${x + s * 45.5 * face.width} 4.5`, 1.4, deep * 0.45 - 0.05);
    if (deep > 0.6) crease(pairs`${x + s * 25} 54, ${x + s * 27} 62`, 2, (deep - 0.5) * 0.6);
  }
  if (deep > 0.3) {
    for (const y of [-30, -37, -44])
      crease(
        pairs`${x - 25} ${y + 2}, ${x - 9} ${y - 0.6}, ${x + 8} ${y + 0.6}, ${x + 26} ${y + 1.6}`,
        1.5,
        (deep - 0.2) * (y === -44 ? 0.25 : 0.42),
      );
  }
  return parts.join("");
}

/** How far a smile shows beside the mouth: full cheeks of the young hide it. */
export const smileLines = (years: number): number => clamp((years - 14) / 30, 0, 1);

/** Colour in the cheeks. */
export function drawCheeks(ctx: DrawContext): string {
  const { age, gender, details, face } = ctx.traits;
  const { headTurn } = ctx.rig.shot;
  const strength = 0.12 + gender.lashes * 0.06 + (1 - age.grown) * 0.14 + (details.marks.has("blush") ? 0.28 : 0);
  return ([-1, 1] as const)
    .map((s) => glow(ctx.defs, s * 32 * face.width + headTurn * 3, 24, 16, 12, "#d2524a", Math.min(0.5, strength)))
    .join("");
}
