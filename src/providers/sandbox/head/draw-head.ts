import { drawEyewear } from "../accessories/eyewear.ts";
import { drawHat } from "../accessories/hats.ts";
import { drawHeadExtras } from "../accessories/horns-and-ears.ts";
import type { DrawContext } from "../body/context.ts";
import { skinShade, tint } from "../core/color.ts";
import { corner, type Point, pairs, smooth, symmetric } from "../core/geometry.ts";
import { clipped, fill, glow, line, linear, oval } from "../core/svg.ts";
import { drawHair } from "../hair/draw-hair.ts";
import { drawBeard } from "./beard.ts";
import { drawEyes } from "./eyes.ts";
import { drawAgeLines, drawCheeks, drawFrontMarks, drawPiercings, drawProfileMarks } from "./marks.ts";
import { drawMouth, drawNose } from "./nose-and-mouth.ts";
import { drawProfileFeatures } from "./profile-face.ts";
import { faceHalf, facePaint, PROFILE_EAR, profileOutline, templeOf } from "./skull.ts";

/** A head in head units: `behind` goes before the body, `over` after it, `front` after everything at the neck. */
type Head = { readonly behind: string; readonly over: string; readonly front: string };

/** The head with hair, hat and everything on it. */
export function drawHead(ctx: DrawContext): Head {
  const hair = drawHair(ctx);
  const hat = drawHat(ctx);
  const extras = drawHeadExtras(ctx);
  const bare =
    ctx.rig.view === "front"
      ? frontHead(ctx, hair.shadow)
      : ctx.rig.view === "side"
        ? profileHead(ctx, hair.shadow)
        : backHead(ctx);
  return {
    behind: extras.behind + hat.behind + hair.behind,
    over: hair.over,
    front: bare.under + hair.cap + bare.over + hair.front + hat.front + extras.front,
  };
}

type Bare = { readonly under: string; readonly over: string };

function frontHead(ctx: DrawContext, hairShadow: string): Bare {
  const outline = smooth(symmetric(faceHalf(ctx.traits)));
  const dark = skinShade(ctx.traits.skin, 0.8);
  const { light } = ctx.rig;
  const sideShadow = fill(
    smooth(pairs`${-light * 36} -60, ${-light * 43} -10, ${-light * 38} 26, ${-light * 20} 70, ${-light * 60} 80,
    ${-light * 66} -40`),
    dark,
    0.13,
  );
  const shading =
    sideShadow +
    glow(ctx.defs, 0, 74, 36, 14, dark, 0.3) +
    drawCheeks(ctx) +
    drawFrontMarks(ctx) +
    fill(hairShadow, dark, 0.3);
  const features = drawAgeLines(ctx) + drawEyes(ctx) + drawNose(ctx);
  return {
    under:
      drawFacingEars(ctx) +
      fill(outline, facePaint(ctx)) +
      clipped(ctx.defs, outline, shading) +
      features +
      drawBeard(ctx, outline) +
      drawMouth(ctx) +
      drawPiercings(ctx),
    over: drawEyewear(ctx),
  };
}

function profileHead(ctx: DrawContext, hairShadow: string): Bare {
  const outline = smooth(profileOutline(ctx.traits));
  const dark = skinShade(ctx.traits.skin, 0.8);
  const shading =
    glow(ctx.defs, -30, 40, 46, 40, dark, 0.3) +
    glow(ctx.defs, 20, 76, 34, 12, dark, 0.34) +
    fill(hairShadow, dark, 0.28);
  return {
    under:
      fill(outline, facePaint(ctx)) +
      clipped(ctx.defs, outline, shading + drawProfileMarks(ctx)) +
      clipped(ctx.defs, outline, drawProfileFeatures(ctx)) +
      drawBeard(ctx, outline) +
      drawProfileEar(ctx),
    over: drawEyewear(ctx),
  };
}

function backHead(ctx: DrawContext): Bare {
  const outline = smooth(
    symmetric(
      faceHalf(ctx.traits).map(([x, y]) => [x * (y > 30 ? 0.9 : 1), y > 56 ? 56 + (y - 56) * 0.2 : y] as const),
    ),
  );
  const dark = skinShade(ctx.traits.skin, 0.8);
  return {
    under:
      drawFacingEars(ctx) +
      fill(outline, facePaint(ctx)) +
      clipped(ctx.defs, outline, glow(ctx.defs, 0, 66, 50, 26, dark, 0.35)),
    over: "",
  };
}

/** Both ears as seen from the front or from behind. */
function drawFacingEars(ctx: DrawContext): string {
  const { face, skin, pointedEars } = ctx.traits;
  const back = ctx.rig.view === "back";
  const size = face.ears;
  const ear = (s: 1 | -1): string => {
    const x = s * (templeOf(face) - 3.5);
    const top = pointedEars ? corner(x + s * 25 * size, -24 * size) : [[x + s * 9 * size, -6 * size] as Point];
    const outline: Point[] = pairs`${x} -4, ${pointedEars ? [[x + s * 8, -10] as Point] : [[x + s * 4, -8 * size] as Point]},
    ${top}, ${x + s * 11 * size} ${4 * size}, ${x + s * 8.5 * size} ${18 * size},
    ${x + s * 5 * size} ${28 * size}, ${x} ${29 * size}`;
    const lit = s === ctx.rig.light;
    const paint = linear(
      ctx.defs,
      [x, 0, x + s * 12, 12],
      [
        [0, skinShade(skin, 0.22)],
        [1, lit ? tint(skin, 0.1) : skinShade(skin, 0.2)],
      ],
    );
    const inner = back
      ? ""
      : line(
          smooth(
            pairs`${x + s * 3} -1, ${x + s * 7.4 * size} 1, ${x + s * 7 * size} ${12 * size},
    ${x + s * 3.4 * size} ${20 * size}`,
            false,
          ),
          skinShade(skin, 0.8),
          1.6,
          0.5,
        ) + oval(x + s * 3.4, 11 * size, 2.4, 5, skinShade(skin, 0.8), 0.25);
    return fill(smooth(outline), paint) + inner + earring(ctx, x + s * 5.5 * size, 30 * size);
  };
  return ear(-1) + ear(1);
}

/** The near ear in profile. */
function drawProfileEar(ctx: DrawContext): string {
  const { face, skin, pointedEars } = ctx.traits;
  const [x, y] = PROFILE_EAR;
  const s = face.ears;
  const p = (dx: number, dy: number): Point => [x + dx * s, y + dy * s];
  const tip = pointedEars ? corner(...p(-22, -38)) : [p(-4, -20.5)];
  const outline = smooth([p(7, -6), p(5, -16), ...tip, p(-13, -13), p(-12, 1), p(-5, 10), p(0, 17), p(5, 15), p(5, 6)]);
  const dark = skinShade(skin, 0.82);
  return (
    fill(
      outline,
      linear(
        ctx.defs,
        [x - 12, y - 14, x + 8, y + 14],
        [
          [0, tint(skin, 0.08)],
          [1, skinShade(skin, 0.2)],
        ],
      ),
    ) +
    `<path d="${outline}" fill="none" stroke="${dark}" stroke-width="1.2" stroke-opacity="0.4"/>` +
    line(smooth([p(3, -11), p(-4, -15), p(-9, -9), p(-8, 0), p(-3, 7)], false), dark, 1.6, 0.5) +
    fill(smooth([p(2, -6), p(-3, -7), p(-4, 1), p(1, 5)]), dark, 0.4) +
    earring(ctx, x, y + 17 * s)
  );
}

function earring(ctx: DrawContext, x: number, y: number): string {
  const { marks } = ctx.traits.details;
  if (marks.has("hoops"))
    return `<circle cx="${x.toFixed(1)}" cy="${(y + 8).toFixed(1)}" r="9" fill="none" stroke="#d9b24a" stroke-width="2.2"/>`;
  if (marks.has("earrings"))
    return (
      oval(x, y - 1, 2.4, 2.4, "#e3bf58") +
      oval(x, y + 6, 3.2, 4.6, "#8fd0e0") +
      oval(x - 1, y + 4.6, 1, 1.4, "#ffffff", 0.8)
    );
  return "";
}
