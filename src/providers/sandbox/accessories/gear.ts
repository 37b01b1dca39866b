import { type Arm, along, section } from "../body/rig.ts";
import { type Color, mix, shade, skinShade } from "../core/color.ts";
import { lerp, type Point, smooth } from "../core/geometry.ts";
import { type Ink, volume } from "../core/ink.ts";
import { taper } from "../core/limb.ts";
import { pairs } from "../core/pairs.ts";
import { clipped, fill, line, oval } from "../core/sheet.ts";
import { drawBackpack, drawBag, drawCape } from "./carried.ts";
import { drawHeld } from "./held.ts";

/** Things worn or carried, by layer. */
export type GearLayers = {
  readonly behind: string;
  readonly onBody: string;
  readonly inHand: string;
  readonly onBack: string;
};

/** Belts, bags, capes and what is held. */
export function drawGear(ink: Ink): GearLayers {
  const { gear } = ink.traits.details;
  const has = (name: Parameters<typeof gear.has>[0]): boolean => gear.has(name);
  const cape = has("cape") ? drawCape(ink) : { behind: "", over: "" };
  const pack = has("backpack") ? drawBackpack(ink) : { behind: "", onBody: "", onBack: "" };
  const body =
    (has("suspenders") ? suspenders(ink) : "") +
    (has("apron") ? apron(ink) : "") +
    (has("belt") ? belt(ink) : "") +
    (has("bag") ? drawBag(ink) : "") +
    pack.onBody;
  const wrists = ink.rig.arms.map((arm) => jewellery(ink, arm)).join("");
  return {
    behind: cape.behind + pack.behind,
    onBody: body,
    inHand: wrists + drawHeld(ink),
    onBack: cape.over + pack.onBack,
  };
}

function belt(ink: Ink): string {
  const { rig } = ink;
  const { frame } = rig;
  const { k } = frame;
  const y = frame.waist + 20 * k;
  const color = ink.traits.details.colors.gear ?? "#4a3325";
  const at = (side: 1 | -1, dy: number): Point => [rig.edge(y, side, 7), y + dy * k];
  const path = smooth(pairs`${at(-1, 0)}, ${at(-1, 0)}, ${rig.middle(y)} ${y + 5 * k}, ${at(1, 0)}, ${at(1, 0)},
    ${at(1, 13)}, ${at(1, 13)}, ${rig.middle(y)} ${y + 18 * k}, ${at(-1, 13)}, ${at(-1, 13)}`);
  const buckle =
    rig.view === "front"
      ? `<rect x="${(rig.middle(y) - 10 * k).toFixed(1)}" y="${(y + 2 * k).toFixed(1)}" width="${(20 * k).toFixed(1)}" height="${(17 * k).toFixed(1)}" rx="3" fill="none" stroke="#d9b24a" stroke-width="${(3.4 * k).toFixed(1)}"/>`
      : "";
  return fill(path, volume(ink, color, rig.edge(y, -1), rig.edge(y, 1))) + buckle;
}

function suspenders(ink: Ink): string {
  const { rig } = ink;
  const { frame } = rig;
  const { k } = frame;
  const color = ink.traits.details.colors.gear ?? shade(ink.traits.outfit.accent, 0.3);
  const low = frame.waist + 14 * k;
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
    ${rig.middle(low) + s * frame.waistHalf * (rig.view === "back" ? 0.25 : 0.5)} ${low}`,
          false,
        ),
        color,
        9 * k,
      ),
    )
    .join("");
}

/** The ribbons of an apron, tied behind. */
function apronBow(ink: Ink, color: Color): string {
  const { rig } = ink;
  const { k } = rig.frame;
  const y = rig.frame.waist + 8 * k;
  const knot = [-1, 1]
    .map((s) =>
      fill(
        taper(
          pairs`${rig.middle(y)} ${y}, ${rig.middle(y) + s * 22 * k} ${y - 10 * k},
  ${rig.middle(y) + s * 30 * k} ${y + 4 * k}, ${rig.middle(y)} ${y + 3 * k}`,
          7 * k,
        ),
        color,
      ),
    )
    .join("");
  return (
    line(
      smooth(pairs`${rig.edge(y, -1, 6)} ${y}, ${rig.middle(y)} ${y + 4 * k}, ${rig.edge(y, 1, 6)} ${y}`, false),
      color,
      7 * k,
    ) +
    knot +
    line(`M${rig.middle(y).toFixed(1)} ${y.toFixed(1)}l${(10 * k).toFixed(1)} ${(60 * k).toFixed(1)}`, color, 6 * k)
  );
}

function apron(ink: Ink): string {
  const { rig } = ink;
  const { frame, view } = rig;
  const { k } = frame;
  const color = ink.traits.details.colors.gear ?? "#6b7a6a";
  if (view === "back") return apronBow(ink, color);
  const top = frame.chest - 14 * k;
  const hem = lerp(frame.crotch, frame.knee, 0.5);
  const e = (yy: number, s: 1 | -1, t: number): Point => [lerp(rig.middle(yy), rig.edge(yy, s, 10), t), yy];
  const from = view === "side" ? 0.2 : 1;
  const points: Point[] =
    view === "side"
      ? pairs`${e(top, 1, 0.5)}, ${e(top, 1, 1)}, ${e(frame.waist, 1, 1.05)}, ${e(frame.hip, 1, 1.06)},
    ${rig.edge(frame.crotch, 1, 12)} ${hem}!, ${rig.middle(frame.hip) - 6 * k} ${hem}!,
    ${e(frame.waist, -1, from)}, ${e(frame.waist, 1, 0.3)}`
      : pairs`${e(top, -1, 0.5)}, ${e(top, -1, 0.5)}, ${e(top, 1, 0.5)}, ${e(top, 1, 0.5)},
    ${e(frame.waist - 8 * k, 1, 0.94)}, ${e(frame.hip, 1, 0.98)},
    ${rig.edge(frame.crotch, 1, 2)} ${hem}!, ${rig.edge(frame.crotch, -1, 2)} ${hem}!,
    ${e(frame.hip, -1, 0.98)}, ${e(frame.waist - 8 * k, -1, 0.94)}`;
  const path = smooth(points);
  const straps =
    view === "side"
      ? ""
      : [-1, 1]
          .map((s) =>
            line(
              smooth(
                pairs`${rig.middle(top) + s * frame.chestHalf * 0.44} ${top + 3 * k},
    ${rig.neck.base[0] + s * frame.neckHalf * 1.1} ${frame.shoulder - 16 * k}`,
                false,
              ),
              color,
              7 * k,
            ),
          )
          .join("");
  const pocket =
    view === "side"
      ? ""
      : line(
          smooth(pairs`${rig.middle(frame.hip) - 36 * k} ${frame.hip - 6 * k}!,
    ${rig.middle(frame.hip) - 34 * k} ${frame.hip + 42 * k},
    ${rig.middle(frame.hip) + 34 * k} ${frame.hip + 42 * k},
    ${rig.middle(frame.hip) + 36 * k} ${frame.hip - 6 * k}!`),
          shade(color, 0.75),
          1.6,
          0.6,
        );
  return (
    straps +
    fill(path, volume(ink, color, rig.edge(frame.hip, -1), rig.edge(frame.hip, 1))) +
    `<path d="${path}" fill="none" stroke="${shade(color, 0.75)}" stroke-width="1.4" stroke-opacity="0.5"/>` +
    pocket
  );
}

/** Watch and bracelets at the wrist, ink under the skin of a bare arm. */
function jewellery(ink: Ink, arm: Arm): string {
  const { gear, marks } = ink.traits.details;
  if (arm.layer === "under" || arm.far) return "";
  const { k } = ink.rig.frame;
  const parts: string[] = [];
  const band = (share: number, color: Color, width: number): string => {
    const { point, degrees, half } = along(arm, share);
    const a = (degrees * Math.PI) / 180;
    const reach = half + 2 * k;
    return line(
      `M${(point[0] - Math.cos(a) * reach).toFixed(1)} ${(point[1] + Math.sin(a) * reach).toFixed(1)}L${(point[0] + Math.cos(a) * reach).toFixed(1)} ${(point[1] - Math.sin(a) * reach).toFixed(1)}`,
      color,
      width * k,
    );
  };
  if (gear.has("watch") && arm.side === 1)
    parts.push(
      band(0.955, "#33291f", 6),
      oval(along(arm, 0.955).point[0], along(arm, 0.955).point[1], 7 * k, 7 * k, "#d9dde2"),
      oval(along(arm, 0.955).point[0], along(arm, 0.955).point[1], 5 * k, 5 * k, "#2b3038"),
    );
  if (gear.has("bracelets"))
    parts.push(band(0.93, "#e0ba52", 2.6), band(0.955, "#c9d3da", 2.6), band(0.975, "#e0ba52", 2.6));
  if (marks.has("arm-tattoo")) parts.push(tattoo(ink, arm, sleeveOf(ink)));
  return parts.join("");
}

function sleeveOf(ink: Ink): number {
  const { outfit } = ink.traits;
  if (outfit.outer !== null && outfit.outer.kind !== "vest") return 1;
  return ["tank", "sundress"].includes(outfit.top.kind)
    ? 0
    : ["tee", "v-tee", "polo", "crop", "dress", "overalls", "minidress", "gown", "cheongsam", "shirt-short"].includes(
          outfit.top.kind,
        )
      ? 0.38
      : 1;
}

function tattoo(ink: Ink, arm: Arm, sleeve: number): string {
  if (sleeve >= 1) return "";
  const { k } = ink.rig.frame;
  const color = mix("#1f2f3c", skinShade(ink.traits.skin, 0.6), 0.25);
  const marks = [0.34, 0.44, 0.54, 0.64, 0.74, 0.84]
    .filter((share) => share > sleeve + 0.06)
    .map((share, i) => {
      const { point, half } = along(arm, share);
      const [x, y] = point;
      if (i % 3 === 0)
        return `M${(x - half).toFixed(1)} ${y.toFixed(1)}q${half.toFixed(1)} ${(9 * k).toFixed(1)} ${(2 * half).toFixed(1)} 0m${(-2 * half).toFixed(1)} ${(6 * k).toFixed(1)}q${half.toFixed(1)} ${(9 * k).toFixed(1)} ${(2 * half).toFixed(1)} 0`;
      if (i % 3 === 1)
        return `M${(x - half * 0.6).toFixed(1)} ${y.toFixed(1)}a${(5 * k).toFixed(1)} ${(5 * k).toFixed(1)} 0 1 0 ${(8 * k).toFixed(1)} ${(-3 * k).toFixed(1)}q${(2 * k).toFixed(1)} ${(10 * k).toFixed(1)} ${(-9 * k).toFixed(1)} ${(12 * k).toFixed(1)}`;
      return `M${(x - half * 0.7).toFixed(1)} ${(y - 6 * k).toFixed(1)}l${(half * 0.7).toFixed(1)} ${(12 * k).toFixed(1)}l${(half * 0.7).toFixed(1)} ${(-12 * k).toFixed(1)}`;
    })
    .join("");
  return clipped(ink.sheet, section(arm, sleeve + 0.04, 0.94, [0, 0]), line(marks, color, 3 * k, 0.75));
}
