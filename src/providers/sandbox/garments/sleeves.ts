import { drawArmSkin } from "../body/bare-body.ts";
import { type DrawContext, volume } from "../body/context.ts";
import { drawHand } from "../body/hands.ts";
import { type Arm, along, armSection, section } from "../body/rig.ts";
import { type Color, lightness, shade, tint } from "../core/color.ts";
import { lerp, type Point, smooth, taper } from "../core/geometry.ts";
import { fill, line, linear } from "../core/svg.ts";
import { clothEdge, cutOf, fold, type Garment, within } from "./garment.ts";
import { contrasting, printOver } from "./patterns.ts";

/** A sleeve that covers more of the arm leaves no skin between cuff and hand. */
const WHOLE_ARM = 0.96;

/** One arm with its sleeve and hand. */
export function drawArm(ctx: DrawContext, arm: Arm, garment: Garment, glove: Color | null): string {
  const { top, color } = garment;
  const { frame } = ctx.rig;
  const hand = drawHand(ctx, arm, glove);
  if (top.sleeve === 0) return drawArmSkin(ctx, arm) + hand;
  const long = top.sleeve > 0.8;
  const bare = top.sleeve > WHOLE_ARM ? "" : drawArmSkin(ctx, arm);
  const wide = top.neck === "wrap" ? 26 : top.hem === "ankle" ? 4 : 0;
  const ease = top.ease * 0.62 * frame.k;
  const cuff = (top.ribbed ? 1.5 : long ? 3 : 5) * frame.k + wide * frame.k + ease * 0.4;
  const outline = armSection(arm, top.sleeve * 0.985, [ease, cuff]);
  const cut = cutOf(ctx, top);
  const chest = ctx.rig.frame.chest;
  const paint = volume(
    ctx,
    color,
    clothEdge(ctx.rig, cut, chest, -1),
    clothEdge(ctx.rig, cut, chest, 1),
    top.texture === "metal" ? 1.5 : 1,
  );
  const shadow = arm.far ? fill(outline, shade(color, 0.9), 0.26) : "";
  const inside =
    armShade(ctx, arm, color, top.sleeve) + drawSleevePattern(ctx, arm, garment) + sleeveFolds(ctx, arm, garment);
  return (
    bare +
    (long ? hand : "") +
    castShadow(ctx, arm) +
    fill(outline, paint) +
    within(ctx, outline, inside) +
    shadow +
    contour(ctx, arm, top.sleeve, [ease, cuff], color) +
    (long ? "" : hand)
  );
}

function drawSleevePattern(ctx: DrawContext, arm: Arm, { pattern, color, accent: own }: Garment): string {
  const { k } = ctx.rig.frame;
  if (pattern !== "stripes") {
    const [xs, ys] = [arm.centre.map(([x]) => x), arm.centre.map(([, y]) => y)];
    const room = 50 * k;
    return pattern === "emblem"
      ? ""
      : printOver(
          ctx,
          { pattern, color, accent: own },
          {
            left: Math.min(...xs) - room,
            right: Math.max(...xs) + room,
            top: Math.min(...ys) - room,
            bottom: Math.max(...ys) + room,
          },
        );
  }
  const accent = contrasting(color, own);
  return [0.1, 0.22, 0.34, 0.46, 0.58, 0.7, 0.82, 0.94]
    .map((share) => {
      const { point, degrees } = along(arm, share);
      const a = (degrees * Math.PI) / 180;
      const [dx, dy] = [Math.cos(a) * 42 * k, -Math.sin(a) * 42 * k];
      return line(
        `M${(point[0] - dx).toFixed(1)} ${(point[1] - dy).toFixed(1)}L${(point[0] + dx).toFixed(1)} ${(point[1] + dy).toFixed(1)}`,
        accent,
        8 * k,
        0.9,
      );
    })
    .join("");
}

/** Creases at the elbow and the band of the cuff. */
function sleeveFolds(ctx: DrawContext, arm: Arm, { top, color }: Garment): string {
  const { k } = ctx.rig.frame;
  const across = (share: number, from: number, to: number, bow: number): Point[] => {
    const { point, degrees, half } = along(arm, share);
    const a = (degrees * Math.PI) / 180;
    const put = (t: number, down: number): Point => [
      point[0] + Math.cos(a) * t * (half + 6 * k) + Math.sin(a) * down,
      point[1] - Math.sin(a) * t * (half + 6 * k) + Math.cos(a) * down,
    ];
    return [put(from, 0), put((from + to) / 2, bow), put(to, 0)];
  };
  const parts: string[] = [];
  if (top.sleeve > 0.7) {
    parts.push(
      fold(across(0.46, -0.95, 0.35, 7 * k), color, 3.6 * k),
      fold(across(0.53, 0.95, -0.3, 6 * k), color, 3.4 * k),
      fold(across(0.6, -0.9, 0.2, 5 * k), color, 2.8 * k),
    );
    const cuff = top.ribbed ? 0.93 : 0.945;
    parts.push(line(smooth(across(cuff, -1.5, 1.5, 3 * k), false), shade(color, 0.8), 1.8, 0.5));
  } else {
    parts.push(line(smooth(across(top.sleeve * 0.93, -1.6, 1.6, 3 * k), false), shade(color, 0.8), 1.4, 0.36));
  }
  parts.push(fold(across(0.16, -0.9, 0.2, 8 * k), color, 3 * k, 0.7));
  return parts.join("");
}

/** Light and shadow along a sleeve, fading towards the shoulder so that no seam shows there. */
function armShade(ctx: DrawContext, arm: Arm, color: Color, length: number): string {
  const { k } = ctx.rig.frame;
  const { light } = ctx.rig;
  const edge = (s: number, inset: number): Point[] =>
    [0.08, 0.3, 0.5, 0.72, 0.98].map((share): Point => {
      const { point, half, degrees } = along(arm, share * length);
      const a = (degrees * Math.PI) / 180;
      const reach = s * (half - inset * k);
      return [point[0] + Math.cos(a) * reach, point[1] - Math.sin(a) * reach];
    });
  return (
    fill(taper(edge(-light, -1), 22 * k), shade(color, 0.85), lightness(color) > 0.7 ? 0.11 : 0.22) +
    fill(taper(edge(light, 6), 11 * k), tint(color, 0.6), 0.1)
  );
}

/** Shadow of an arm that lies on the body. */
function castShadow(ctx: DrawContext, arm: Arm): string {
  if (arm.pose !== "clasped" && arm.pose !== "folded") return "";
  const { k } = ctx.rig.frame;
  // Only the forearm lies on the body; the elbow may reach beyond the body's outline.
  const outline = section(arm, 0.7, 0.97, [5 * k, 5 * k]);
  return `<g transform="translate(${(-ctx.rig.light * 3 * k).toFixed(1)} ${(6 * k).toFixed(1)})">${fill(outline, "#120c18", 0.2)}</g>`;
}

/** The contour of a sleeve, from the armpit down. */
function contour(ctx: DrawContext, arm: Arm, length: number, ease: readonly [number, number], color: Color): string {
  const { k } = ctx.rig.frame;
  const bent = arm.pose === "wave" || arm.pose === "folded" || arm.pose === "hip";
  const path =
    bent && length > 0.6
      ? section(arm, 0.52, length * 0.985, [lerp(ease[0], ease[1], 0.5), ease[1]], { start: "flat", end: "flat" })
      : armSection(arm, length * 0.985, ease);
  const [sx, sy] = arm.centre[0] as Point;
  const dark = shade(color, 0.8);
  const paint = bent
    ? dark
    : linear(
        ctx.defs,
        [sx, sy + 10 * k, sx, sy + 62 * k],
        [
          [0, dark, 0],
          [1, dark, 1],
        ],
      );
  return `<path d="${path}" fill="none" stroke="${paint}" stroke-width="1.6" stroke-opacity="0.4"/>`;
}
