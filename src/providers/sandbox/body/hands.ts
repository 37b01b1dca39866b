import { skinShade, tint } from "../core/color.ts";
import { limb, type Point, pairs, smooth, type Widths } from "../core/geometry.ts";
import { fill, line, linear, placed } from "../core/svg.ts";
import { isProsthetic, METAL } from "./bare-body.ts";
import type { DrawContext } from "./context.ts";
import { type Arm, along } from "./rig.ts";

/** The hand at the end of an arm, in skin or glove. */
export function drawHand(ctx: DrawContext, arm: Arm, glove: string | null): string {
  if (arm.hand === "hidden") return "";
  const shape = HANDS[arm.hand];
  const { frame, view } = ctx.rig;
  const base = glove ?? (isProsthetic(ctx, arm) ? METAL : ctx.traits.skin);
  const dark = skinShade(base, arm.far ? 0.42 : 0.3);
  const lit = arm.far ? skinShade(base, 0.18) : tint(base, 0.1);
  const flip = view === "side" ? true : arm.side === -1;
  const towardsLight = (ctx.rig.light === 1) === !flip ? 1 : -1;
  const paint = linear(
    ctx.defs,
    [16 * towardsLight, 0, -18 * towardsLight, 14],
    [
      [0, lit],
      [0.5, base],
      [1, dark],
    ],
  );
  const edge = skinShade(base, 0.8);
  const drawn = ({ line: centre, widths }: Finger): string => {
    const path = limb(centre, widths, { start: "flat" });
    return `<path d="${path}" fill="${paint}" stroke="${edge}" stroke-width="0.9" stroke-opacity="0.42"/>`;
  };
  const content =
    shape.fingers.map(drawn).join("") +
    fill(smooth(shape.palm), paint) +
    shape.creases.map((crease) => line(smooth(crease, false), edge, 0.9, 0.35)).join("") +
    (shape.thumb === null ? "" : drawn(shape.thumb));
  const wrist = along(arm, 1);
  const size =
    frame.k *
    (0.93 + 0.14 * (ctx.traits.gender.masculine * ctx.traits.age.grown)) *
    (ctx.traits.age.grown < 0.3 ? 0.96 : 1);
  return placed(content, wrist.point[0], wrist.point[1], size, -arm.handTurn, flip);
}

/** A finger or thumb: centre line and half widths. */
type Finger = { readonly line: readonly Point[]; readonly widths: Widths };

/** A hand in units of an adult's thousandth: wrist at the origin, fingers towards +y, thumb at -x. */
type HandShape = {
  readonly palm: readonly Point[];
  readonly fingers: readonly Finger[];
  readonly thumb: Finger | null;
  readonly creases: readonly (readonly Point[])[];
};

const finger = (line: readonly Point[], width: number): Finger => ({
  line,
  widths: pairs`0 ${width}, 0.5 ${width * 0.94}, 1 ${width * 0.72}`,
});

const PALM: readonly Point[] = pairs`-10 -6, -12 8, -15.5 24, -15 38, -6 43, 6 42, 14.5 36, 14.5 20, 11 4, 10 -6`;

/** Hand shapes by what the hand does. */
const HANDS: Record<"relaxed" | "open" | "fist" | "hip" | "thumb" | "clasp" | "tucked", HandShape> = {
  relaxed: {
    palm: PALM,
    fingers: [
      finger(pairs`11 32, 12.5 46, 10 59`, 4),
      finger(pairs`5 38, 6 55, 3.5 70`, 4.5),
      finger(pairs`-2 39, -2.4 57, -3.5 74`, 4.7),
      finger(pairs`-9.5 36, -11.5 52, -11 67`, 4.6),
    ],
    thumb: finger(pairs`-10 9, -18 20, -21 34, -19 44`, 5.4),
    creases: [pairs`-8 41, -3 44`, pairs`0 44, 5 43`],
  },
  open: {
    palm: pairs`-10 -6, -12 8, -17 24, -17 38, -8 44, 6 44, 16 38, 16 22, 11 4, 10 -6`,
    fingers: [
      finger(pairs`13 34, 19 47, 23 59`, 4),
      finger(pairs`6.5 40, 9 58, 10.5 72`, 4.5),
      finger(pairs`-2 41, -3 60, -3 77`, 4.7),
      finger(pairs`-11 38, -15 56, -17.5 70`, 4.6),
    ],
    thumb: finger(pairs`-10 8, -22 19, -31 31, -35 38`, 5.4),
    creases: [pairs`-13 22, -4 27, 8 24`, pairs`-8 10, -6 22, -10 32`],
  },
  fist: {
    palm: pairs`-10 -6, -13 8, -16 22, -15 38, -6 45, 8 44, 15 36, 15 18, 11 4, 10 -6`,
    fingers: [finger(pairs`13 22, 13 33, 4 37`, 5), finger(pairs`9 30, 4 40, -4 40`, 5.2)],
    thumb: finger(pairs`-11 10, -17 22, -9 31, 2 31`, 5.4),
    creases: [pairs`10 28, 3 33`],
  },
  hip: {
    palm: pairs`-10 -6, -12 8, -15 22, -14 34, -6 39, 6 38, 13 32, 13 18, 11 4, 10 -6`,
    fingers: [
      finger(pairs`9.5 30, 9 42, 4 52`, 4),
      finger(pairs`4 34, 3 49, -2 60`, 4.4),
      finger(pairs`-2 35, -4 51, -8 63`, 4.6),
      finger(pairs`-9 33, -12 47, -14 58`, 4.5),
    ],
    thumb: finger(pairs`-9 6, -18 12, -23 20`, 5),
    creases: [],
  },
  thumb: {
    palm: pairs`-10 -8, -12 6, -14 16, -5 20, 7 19, 13 14, 11 2, 10 -8`,
    fingers: [],
    thumb: finger(pairs`-9 4, -17 12, -20 24`, 5),
    creases: [],
  },
  clasp: {
    palm: PALM,
    fingers: [
      finger(pairs`11 32, 11 44, 5 53`, 4.2),
      finger(pairs`5 38, 5 51, -1 60`, 4.6),
      finger(pairs`-2 39, -3 53, -8 61`, 4.8),
      finger(pairs`-9.5 36, -12 48, -16 56`, 4.6),
    ],
    thumb: finger(pairs`-10 9, -18 18, -21 30`, 5.2),
    creases: [],
  },
  tucked: {
    palm: pairs`-10 -6, -11 8, -13 20, -10 32, 0 36, 10 32, 13 20, 11 6, 10 -6`,
    fingers: [
      finger(pairs`9 26, 11 38, 10 47`, 4.2),
      finger(pairs`3 30, 4 44, 4 55`, 4.6),
      finger(pairs`-3 30, -3 45, -2 57`, 4.7),
      finger(pairs`-9 28, -10 42, -9 52`, 4.5),
    ],
    thumb: null,
    creases: [],
  },
};
