import { drawEyewear } from "../accessories/eyewear.ts";
import { drawHat } from "../accessories/hat.ts";
import { drawHeadExtras } from "../accessories/head-extras.ts";
import { skinShade } from "../core/color.ts";
import type { Ink } from "../core/ink.ts";
import { pairs } from "../core/pairs.ts";
import { smooth, symmetric } from "../core/shapes.ts";
import { clipped, fill, glow } from "../core/sheet.ts";
import { drawHair } from "../hair/draw-hair.ts";
import { drawAgeLines, drawCheeks } from "./age-lines.ts";
import { drawBeard } from "./beard.ts";
import { drawFacingEars, drawProfileEar } from "./ears.ts";
import { drawEyes } from "./eyes.ts";
import { drawFrontMarks } from "./marks.ts";
import { drawMouth } from "./mouth.ts";
import { drawNose } from "./nose.ts";
import { drawPiercings } from "./piercings.ts";
import { drawProfileFeatures } from "./profile-face.ts";
import { drawProfileMarks } from "./profile-marks.ts";
import { facePaint } from "./skin-paint.ts";
import { faceHalf, profileOutline } from "./skull.ts";

/** A head in head units: `behind` goes before the body, `over` after it, `front` after everything at the neck. */
export type Head = { readonly behind: string; readonly over: string; readonly front: string };

/** The head with hair, hat and everything on it. */
export function drawHead(ink: Ink): Head {
  const hair = drawHair(ink);
  const hat = drawHat(ink);
  const extras = drawHeadExtras(ink);
  const bare =
    ink.rig.view === "front"
      ? frontHead(ink, hair.shadow)
      : ink.rig.view === "side"
        ? profileHead(ink, hair.shadow)
        : backHead(ink);
  return {
    behind: extras.behind + hat.behind + hair.behind,
    over: hair.over,
    front: bare.under + hair.cap + bare.over + hair.front + hat.front + extras.front,
  };
}

type Bare = { readonly under: string; readonly over: string };

function frontHead(ink: Ink, hairShadow: string): Bare {
  const outline = smooth(symmetric(faceHalf(ink.traits)));
  const dark = skinShade(ink.traits.skin, 0.8);
  const { light } = ink.rig;
  const sideShadow = fill(
    smooth(pairs`${-light * 36} -60, ${-light * 43} -10, ${-light * 38} 26, ${-light * 20} 70, ${-light * 60} 80,
    ${-light * 66} -40`),
    dark,
    0.13,
  );
  const shading =
    sideShadow +
    glow(ink.sheet, 0, 74, 36, 14, dark, 0.3) +
    drawCheeks(ink) +
    drawFrontMarks(ink) +
    fill(hairShadow, dark, 0.3);
  const features = drawAgeLines(ink) + drawEyes(ink) + drawNose(ink);
  return {
    under:
      drawFacingEars(ink) +
      fill(outline, facePaint(ink)) +
      clipped(ink.sheet, outline, shading) +
      features +
      drawBeard(ink, outline) +
      drawMouth(ink) +
      drawPiercings(ink),
    over: drawEyewear(ink),
  };
}

function profileHead(ink: Ink, hairShadow: string): Bare {
  const outline = smooth(profileOutline(ink.traits));
  const dark = skinShade(ink.traits.skin, 0.8);
  const shading =
    glow(ink.sheet, -30, 40, 46, 40, dark, 0.3) +
    glow(ink.sheet, 20, 76, 34, 12, dark, 0.34) +
    fill(hairShadow, dark, 0.28);
  return {
    under:
      fill(outline, facePaint(ink)) +
      clipped(ink.sheet, outline, shading + drawProfileMarks(ink)) +
      clipped(ink.sheet, outline, drawProfileFeatures(ink)) +
      drawBeard(ink, outline) +
      drawProfileEar(ink),
    over: drawEyewear(ink),
  };
}

function backHead(ink: Ink): Bare {
  const outline = smooth(
    symmetric(
      faceHalf(ink.traits).map(([x, y]) => [x * (y > 30 ? 0.9 : 1), y > 56 ? 56 + (y - 56) * 0.2 : y] as const),
    ),
  );
  const dark = skinShade(ink.traits.skin, 0.8);
  return {
    under:
      drawFacingEars(ink) +
      fill(outline, facePaint(ink)) +
      clipped(ink.sheet, outline, glow(ink.sheet, 0, 66, 50, 26, dark, 0.35)),
    over: "",
  };
}
