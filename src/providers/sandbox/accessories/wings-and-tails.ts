import type { DrawContext } from "../body/context.ts";
import { type Color, mix, shade, tint } from "../core/color.ts";
import { lerp, limb, limbOutline, type Point, pairs, scalloped, smooth, taper } from "../core/geometry.ts";
import { randomFrom } from "../core/random.ts";
import { fill, line, linear } from "../core/svg.ts";

const WINGS: readonly WingKind[] = ["feather-wings", "bat-wings", "fairy-wings"];

/** Wings and tails: behind the body, except from the back where they are nearest. */
export function drawExtras(ctx: DrawContext): { behind: string; onBack: string } {
  const { extras } = ctx.traits.details;
  const wings = WINGS.filter((kind) => extras.has(kind))
    .map((kind) => drawWings(ctx, kind))
    .join("");
  const tail = (["cat-tail", "fox-tail", "devil-tail"] as const)
    .filter((kind) => extras.has(kind))
    .map((kind) => drawTail(ctx, kind))
    .join("");
  const parts = wings + tail;
  if (ctx.rig.view === "back") return { behind: "", onBack: parts };
  return ctx.rig.view === "side" ? { behind: tail, onBack: wings } : { behind: parts, onBack: "" };
}

type WingKind = "feather-wings" | "bat-wings" | "fairy-wings";

/** A pair of wings (one in profile), in body units. */
function drawWings(ctx: DrawContext, kind: WingKind): string {
  const { frame, view, middle } = ctx.rig;
  const { k } = frame;
  const root: Point = [
    view === "side" ? ctx.rig.edge(frame.chest, -1) + 12 * k : middle(frame.chest),
    frame.shoulder + 46 * k,
  ];
  const sides: readonly (1 | -1)[] = view === "side" ? [-1] : [-1, 1];
  return sides.map((s) => wing(ctx, kind, root, s)).join("");
}

function wing(ctx: DrawContext, kind: WingKind, [x, y]: Point, s: 1 | -1): string {
  const { k } = ctx.rig.frame;
  const wide = ctx.rig.view === "side" ? 0.62 : 1;
  const p = (dx: number, dy: number): Point => [x + s * dx * k * wide, y + dy * k];
  if (kind === "feather-wings") return feathered(ctx, p);
  return kind === "bat-wings" ? leathery(ctx, p) : gauzy(ctx, p);
}

type Place = (dx: number, dy: number) => Point;

function feathered(ctx: DrawContext, p: Place): string {
  const color: Color = ctx.traits.details.extras.has("horns") ? "#3a3740" : "#f4f0e9";
  const layers = [
    { count: 9, from: 0.16, reach: 1, width: 19, tone: shade(color, 0.16) },
    { count: 8, from: 0.12, reach: 0.66, width: 17, tone: shade(color, 0.06) },
    { count: 7, from: 0.1, reach: 0.38, width: 14, tone: tint(color, 0.3) },
  ];
  const arm = (t: number): readonly [number, number] => [lerp(14, 196, t), lerp(0, -128, Math.sin(t * 1.75))];
  const feathers = layers.map(({ count, from, reach, width, tone }) =>
    Array.from({ length: count }, (_, i) => {
      const t = lerp(from, 1, i / (count - 1));
      const [ax, ay] = arm(t);
      const fall = lerp(150, 260, Math.sin(t * 2.1)) * reach;
      const out = lerp(-10, 74, t) * reach;
      const path = limb(
        [p(ax, ay), p(ax + out * 0.5, ay + fall * 0.5), p(ax + out, ay + fall)],
        pairs`0 ${width * 0.5}, 0.5 ${width * 0.86}, 0.85 ${width * 0.7}, 1 ${width * 0.25}`,
      );
      return `<path d="${path}" fill="${tone}" stroke="${shade(color, 0.55)}" stroke-width="1.3" stroke-opacity="0.4"/>`;
    }).join(""),
  );
  const spine = limb([p(4, 6), p(70, -86), p(150, -128), p(206, -124)], pairs`0 14, 0.5 17, 1 9`);
  return (
    feathers.join("") +
    fill(spine, tint(color, 0.2)) +
    `<path d="${spine}" fill="none" stroke="${shade(color, 0.55)}" stroke-width="1.3" stroke-opacity="0.35"/>`
  );
}

function leathery(ctx: DrawContext, p: Place): string {
  const color: Color = mix("#4a2634", ctx.traits.skin, 0.12);
  const skin = smooth([
    p(4, 0),
    p(4, 0),
    p(90, -120),
    p(128, -158),
    p(128, -158),
    p(226, -70),
    p(252, 70),
    p(252, 70),
    p(206, 44),
    p(178, 130),
    p(178, 130),
    p(132, 84),
    p(98, 152),
    p(98, 152),
    p(60, 84),
    p(8, 60),
    p(8, 60),
  ]);
  const paint = linear(
    ctx.defs,
    [p(10, 0)[0], p(0, -140)[1], p(240, 0)[0], p(0, 140)[1]],
    [
      [0, shade(color, 0.3)],
      [0.5, color],
      [1, tint(color, 0.2)],
    ],
  );
  const bones = [p(252, 70), p(178, 130), p(98, 152)]
    .map((tip) =>
      fill(
        taper([p(126, -154), [lerp(p(126, 0)[0], tip[0], 0.55), lerp(p(0, -154)[1], tip[1], 0.36)], tip], 8),
        shade(color, 0.5),
        0.8,
      ),
    )
    .join("");
  return (
    fill(skin, paint) +
    bones +
    fill(limb([p(4, 4), p(70, -92), p(128, -160)], pairs`0 9, 0.6 8, 1 3`), shade(color, 0.5)) +
    fill(taper([p(124, -150), p(132, -176), p(122, -190)], 7), "#e8dcc8")
  );
}

function gauzy(ctx: DrawContext, p: Place): string {
  const color = ctx.traits.outfit.accent;
  const upper = smooth([p(4, 10), p(60, -86), p(150, -176), p(226, -170), p(232, -92), p(150, -4), p(50, 30)]);
  const lower = smooth([p(4, 20), p(70, 24), p(150, 60), p(172, 126), p(126, 160), p(58, 110)]);
  const paint = linear(
    ctx.defs,
    [p(10, 0)[0], p(0, -160)[1], p(230, 0)[0], p(0, 150)[1]],
    [
      [0, tint(color, 0.75), 0.75],
      [0.5, tint(color, 0.4), 0.55],
      [1, "#cfe9f2", 0.5],
    ],
  );
  const veins = [p(214, -156), p(220, -104), p(150, -20), p(160, 116), p(110, 148)]
    .map((tip) => smooth([p(6, 12), [lerp(p(6, 0)[0], tip[0], 0.5), lerp(p(0, 12)[1], tip[1], 0.62)], tip], false))
    .join("");
  const edge = (path: string): string =>
    `<path d="${path}" fill="${paint}" stroke="${shade(color, 0.2)}" stroke-width="2" stroke-opacity="0.55"/>`;
  return edge(lower) + edge(upper) + line(veins, "#ffffff", 1.6, 0.7);
}

function drawTail(ctx: DrawContext, kind: "cat-tail" | "fox-tail" | "devil-tail"): string {
  const { frame, view, middle, edge, shot } = ctx.rig;
  const { k } = frame;
  const s = view === "side" ? -1 : ((shot.weight * (view === "back" ? -1 : 1)) as 1 | -1);
  const x = view === "side" ? edge(frame.hip, -1) + 12 * k : middle(frame.hip);
  const y = frame.hip - 12 * k;
  const p = (dx: number, dy: number): Point => [x + s * dx * k, y + dy * k];
  const color = kind === "devil-tail" ? shade(ctx.traits.skin, 0.3) : ctx.traits.hair.color;
  const centre = [p(0, 0), p(60, 60), p(118, 90), p(152, 40), p(140, -30), p(160, -78)];
  const paint = linear(
    ctx.defs,
    [p(0, 0)[0], p(0, -80)[1], p(160, 0)[0], p(0, 100)[1]],
    [
      [0, tint(color, 0.15)],
      [0.5, color],
      [1, shade(color, 0.4)],
    ],
  );
  if (kind === "fox-tail") {
    const outline = limbOutline(
      [p(0, 0), p(50, 50), p(104, 60), p(146, 10), p(160, -62)],
      pairs`0 9, 0.3 24, 0.65 32, 0.9 17, 1 2`,
    );
    return (
      fill(scalloped(outline, 16, randomFrom(7)), paint) +
      fill(limb([p(146, 6), p(154, -28), p(160, -60)], pairs`0 12, 0.5 15, 1 2`), "#f6efe6", 0.92)
    );
  }
  const body = fill(limb(centre, kind === "cat-tail" ? pairs`0 9, 0.5 9.5, 1 7` : pairs`0 8, 0.6 5, 1 3`), paint);
  if (kind === "cat-tail") return body;
  return (
    body +
    fill(
      smooth([p(160, -70), p(138, -84), p(138, -84), p(166, -122), p(166, -122), p(184, -80), p(184, -80)]),
      shade(color, 0.3),
    )
  );
}
