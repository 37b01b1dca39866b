import { type Color, shade, skinShade, tint } from "../core/color.ts";
import { num, type Point, pairs, smooth, taper } from "../core/geometry.ts";
import { clipped, fill } from "../core/svg.ts";
import { type DrawContext, skinVolume, volume } from "./context.ts";
import { type Arm, along, armSection, type Leg, section } from "./rig.ts";

/** The neck from under the jaw to the collar bones, with the shadow of the chin. */
export function drawNeck(ctx: DrawContext): string {
  return ctx.rig.view === "side" ? profileNeck(ctx) : facingNeck(ctx);
}

/** Paint shared by neck and neckline, so that no seam shows. */
export function neckPaint(ctx: DrawContext): string {
  const { frame, neck } = ctx.rig;
  return skinVolume(ctx, neck.base[0] - frame.neckHalf * 2, neck.base[0] + frame.neckHalf * 2, 0.9);
}

function facingNeck(ctx: DrawContext): string {
  const { frame, neck, view } = ctx.rig;
  const half = frame.neckHalf;
  const [x, base] = neck.base;
  const head = ctx.rig.head.x;
  const top = frame.chin - 34 * frame.k;
  const outline: Point[] = pairs`${head - half * 0.96} ${top}, ${head * 0.3 + x * 0.7 - half * 0.92} ${frame.chin},
    ${x - half * 1.08} ${base - 20 * frame.k}, ${x - half * 1.9} ${base + 4 * frame.k},
    ${x} ${base + 22 * frame.k}, ${x + half * 1.9} ${base + 4 * frame.k},
    ${x + half * 1.08} ${base - 20 * frame.k}, ${head * 0.3 + x * 0.7 + half * 0.92} ${frame.chin},
    ${head + half * 0.96} ${top}`;
  const path = smooth(outline);
  const low = view === "front" ? frame.chin + 17 * frame.k : frame.chin - 4 * frame.k;
  const shadow = smooth(pairs`${head - half * 1.4} ${top - 10}, ${head + half * 1.4} ${top - 10},
    ${head + half * 1.2} ${low - 12 * frame.k},
    ${head + half * 0.3 * -ctx.rig.light} ${low + 4 * frame.k},
    ${head - half * 1.2} ${low - 12 * frame.k}`);
  return fill(path, neckPaint(ctx)) + clipped(ctx.defs, path, fill(shadow, skinShade(ctx.traits.skin, 0.75), 0.4));
}

function profileNeck(ctx: DrawContext): string {
  const { frame, neck, head } = ctx.rig;
  const s = frame.headScale;
  const half = frame.neckHalf;
  const [x, base] = neck.base;
  const path = smooth(pairs`${head.x - 42 * s} ${head.y + 20 * s}, ${head.x + 4 * s} ${head.y + 30 * s},
    ${head.x + 26 * s} ${frame.chin - 6 * s}, ${head.x + 6 * s + half * 0.2} ${frame.chin + 12 * s},
    ${x + half * 0.82} ${base - 10 * frame.k}, ${x + half * 1.1} ${base + 16 * frame.k},
    ${x - half * 0.9} ${base + 22 * frame.k}, ${x - half * 1.12} ${base - 4 * frame.k},
    ${head.x - 26 * s - half * 0.5} ${frame.chin - 6 * s}`);
  const shadow = smooth(pairs`${head.x - 30 * s} ${head.y + 40 * s}, ${head.x + 40 * s} ${head.y + 60 * s},
    ${head.x + 30 * s} ${frame.chin + 8 * s}, ${head.x - 2 * s} ${frame.chin + 18 * s},
    ${head.x - 22 * s} ${frame.chin - 10 * s}`);
  return fill(path, neckPaint(ctx)) + clipped(ctx.defs, path, fill(shadow, skinShade(ctx.traits.skin, 0.75), 0.38));
}

/** A bare arm down to the wrist; the hand comes separately. */
export function drawArmSkin(ctx: DrawContext, arm: Arm): string {
  const { frame } = ctx.rig;
  const { light } = ctx.rig;
  const path = armSection(arm, 1, [0, 0]);
  const far = arm.far ? fill(path, skinShade(ctx.traits.skin, 0.8), 0.2) : "";
  const edge = (s: number, inset: number): Point[] =>
    [0.06, 0.3, 0.5, 0.72, 1].map((share): Point => {
      const { point, half, degrees } = along(arm, share);
      const a = (degrees * Math.PI) / 180;
      const reach = s * (half - inset * frame.k);
      return [point[0] + Math.cos(a) * reach, point[1] - Math.sin(a) * reach];
    });
  const shading =
    fill(taper(edge(-light, 0), 18 * frame.k), skinShade(ctx.traits.skin, 0.85), 0.24) +
    fill(taper(edge(light, 6), 9 * frame.k), tint(ctx.traits.skin, 0.6), 0.2);
  const paint =
    ctx.rig.view === "side"
      ? neckPaint(ctx)
      : skinVolume(ctx, ctx.rig.edge(frame.chest, -1), ctx.rig.edge(frame.chest, 1));
  return (
    fill(path, paint) +
    clipped(ctx.defs, path, shading) +
    far +
    muscles(ctx, arm) +
    (isProsthetic(ctx, arm) ? prostheticForearm(ctx, arm) : "")
  );
}

/** Shadow under deltoid and biceps of a trained arm. */
function muscles(ctx: DrawContext, arm: Arm): string {
  const { muscle } = ctx.traits.build;
  if (muscle < 0.5) return "";
  const { point, half } = along(arm, 0.2);
  const { point: low } = along(arm, 0.42);
  const dark = skinShade(ctx.traits.skin, 0.7);
  return (
    fill(
      taper(
        pairs`${point[0] - half} ${point[1] - 4}, ${point[0]} ${point[1] + 7},
    ${point[0] + half * 0.9} ${point[1] - 5}`,
        3.4,
      ),
      dark,
      0.3 * muscle,
    ) +
    fill(
      taper(
        pairs`${low[0] - half * 0.5} ${low[1] - 18}, ${low[0] - half * 0.1} ${low[1] - 4},
    ${low[0] + half * 0.3} ${low[1] - 2}`,
        2.6,
      ),
      dark,
      0.26 * muscle,
    )
  );
}

/** A bare leg from the hip to the ankle. */
export function drawLegSkin(ctx: DrawContext, leg: Leg): string {
  // The wearer's right leg: the viewer's left from the front, the near one in profile.
  const right = ctx.rig.view === "front" ? -1 : 1;
  if (ctx.traits.details.gear.has("prosthetic-leg") && leg.side === right) return prostheticLeg(ctx, leg);
  const middle = along(leg, 0.5).point[0];
  const reach = 44 * ctx.rig.frame.leg;
  const knee = along(leg, 0.52);
  const dark = skinShade(ctx.traits.skin, 0.65);
  const path = section(leg, 0, 1, [0, 0], { end: "flat" });
  const cap =
    ctx.rig.view === "back"
      ? taper(
          pairs`${knee.point[0] - knee.half * 0.6} ${knee.point[1]}, ${knee.point[0]} ${knee.point[1] + 3},
    ${knee.point[0] + knee.half * 0.6} ${knee.point[1]}`,
          2,
        )
      : taper(
          pairs`${knee.point[0] - knee.half * 0.5} ${knee.point[1] + 4}, ${knee.point[0]} ${knee.point[1] + 11},
    ${knee.point[0] + knee.half * 0.5} ${knee.point[1] + 3}`,
          2.4,
        );
  return (
    fill(path, skinVolume(ctx, middle - reach, middle + reach)) +
    clipped(ctx.defs, path, rims(ctx, leg)) +
    (leg.far ? fill(path, dark, 0.22) : "") +
    fill(cap, dark, 0.3)
  );
}

/** The round of the leg: dark on the side away from the light, bright along the other, as on a bare arm. */
function rims(ctx: DrawContext, leg: Leg): string {
  const { light, frame } = ctx.rig;
  const edge = (s: number, inset: number): Point[] =>
    [0.1, 0.3, 0.52, 0.7, 0.86, 1].map((share): Point => {
      const { point, half } = along(leg, share);
      return [point[0] + s * (half - inset * frame.k), point[1]];
    });
  return (
    fill(taper(edge(-light, 0), 20 * frame.k), skinShade(ctx.traits.skin, 0.85), 0.24) +
    fill(taper(edge(light, 7), 9 * frame.k), tint(ctx.traits.skin, 0.6), 0.17)
  );
}

const SOCKET: Color = "#343842";
/** Colour of a prosthesis' metal parts. */
export const METAL: Color = "#a9b1bb";

/** A thigh with a socket around the stump, and a pylon down to the foot. */
function prostheticLeg(ctx: DrawContext, leg: Leg): string {
  const { k } = ctx.rig.frame;
  const middle = along(leg, 0.4).point[0];
  const reach = 44 * ctx.rig.frame.leg;
  const socket = section(leg, 0.5, 0.74, [2 * k, -5 * k], { start: "flat" });
  const from = along(leg, 0.72).point;
  const to = along(leg, 1).point;
  const pylon = (width: number, color: Color): string =>
    `<path d="M${num(from[0])} ${num(from[1])}L${num(to[0])} ${num(to[1] + 8 * k)}" stroke="${color}" stroke-width="${num(width * k)}" stroke-linecap="round"/>`;
  return (
    fill(section(leg, 0, 0.56, [0, 0], { end: "flat" }), skinVolume(ctx, middle - reach, middle + reach)) +
    pylon(17, shade(METAL, 0.35)) +
    pylon(9, tint(METAL, 0.25)) +
    fill(socket, volume(ctx, SOCKET, middle - reach * 0.6, middle + reach * 0.6, 1.3)) +
    fill(section(leg, 0.5, 0.54, [3.5 * k, 3.5 * k], { start: "flat", end: "flat" }), shade(SOCKET, 0.5))
  );
}

/** Forearm of metal over the drawn arm. */
function prostheticForearm(ctx: DrawContext, arm: Arm): string {
  const { k } = ctx.rig.frame;
  const { point, half } = along(arm, 0.75);
  return (
    fill(
      section(arm, 0.54, 1, [1.5 * k, 0], { end: "flat" }),
      volume(ctx, METAL, point[0] - half, point[0] + half, 1.4),
    ) +
    fill(section(arm, 0.53, 0.58, [3 * k, 3 * k], { start: "flat", end: "flat" }), SOCKET) +
    fill(section(arm, 0.93, 0.99, [1.5 * k, 1.5 * k], { start: "flat", end: "flat" }), SOCKET)
  );
}

/** Whether this is the arm that is replaced: the wearer's right one. */
export const isProsthetic = (ctx: DrawContext, arm: Arm): boolean =>
  ctx.traits.details.gear.has("prosthetic-arm") && arm.side === (ctx.rig.view === "front" ? -1 : 1);
