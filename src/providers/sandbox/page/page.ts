import type { ImageRequest } from "../../provider.ts";
import { drawGear, withHeldItem } from "../accessories/gear.ts";
import { drawNeckwear } from "../accessories/neckwear.ts";
import { drawExtras } from "../accessories/wings-and-tails.ts";
import { drawNeck } from "../body/bare-body.ts";
import type { DrawContext } from "../body/context.ts";
import { facingRig } from "../body/facing-rig.ts";
import { profileRig } from "../body/profile-rig.ts";
import { GROUND, type View } from "../body/rig.ts";
import { adjustShot, type Shot, shotOf } from "../body/shot.ts";
import { lerp, num } from "../core/geometry.ts";
import { glow, newDefs, placed, type SvgDefs } from "../core/svg.ts";
import { drawClothes } from "../garments/dress-figure.ts";
import { drawHead } from "../head/draw-head.ts";
import { readTraits, type Traits } from "../traits/traits.ts";
import { drawScene } from "./draw-scene.ts";
import type { SceneName } from "./scenes.ts";
import { drawBackdrop } from "./studio.ts";

/** What an image depends on, besides the scene. */
export type PageRequest = Pick<ImageRequest, "pose" | "attributes" | "identitySeed" | "seed" | "width" | "height">;

/** The whole SVG document. The same request and scene always give the same text. */
export function drawPage(request: PageRequest, scene: SceneName): string {
  const { width, height } = request;
  const defs = newDefs();
  const person = readTraits(request.attributes, request.identitySeed);
  const content = request.pose === "image" ? freeImage(defs, request, person, scene) : poseImage(defs, request, person);
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${num(width)}" height="${num(height)}" viewBox="0 0 ${num(width)} ${num(height)}"><defs>${defs.entries.join("")}</defs>${content}</svg>`;
}

/** How far a seated figure moves back in profile, in body units: legs reach further forwards than wheels backwards. */
const CHAIR_SHIFT = 42;

function poseImage(defs: SvgDefs, request: PageRequest, person: Traits): string {
  const { pose, width, height, seed } = request;
  const shot = shotOf(seed);
  const backdrop = drawBackdrop(defs, { width, height, seed, portrait: pose === "portrait", light: shot.light });
  if (pose === "portrait") {
    const still = { ...shot, arms: ["relaxed", "relaxed"] as const };
    const { content, ctx } = drawFigure(defs, person, still, "front");
    const { head } = ctx.rig;
    const above = headroom(person);
    const whole = Math.min(height * 0.47, width * 0.62) / 153;
    const headUnit = Math.min(whole, (height * 0.46) / (78 + above), (width * 0.49) / breadth(person));
    const scale = headUnit / head.scale;
    const eyes = Math.max(height * 0.43, (84 + above) * headUnit + height * 0.01);
    const [x, y] = [width / 2 - head.x * scale * 0.7, eyes - head.y * scale];
    return backdrop + placed(content, x, y, scale);
  }
  const view: View = pose === "side" || pose === "back" ? pose : "front";
  const usual = stageFor(request, person, height * 0.93);
  const { stature } = person.age;
  const stage =
    view === "side" && person.details.gear.has("wheelchair")
      ? { ...usual, x: usual.x - CHAIR_SHIFT * stature * usual.scale }
      : usual;
  const { content } = drawFigure(defs, person, shot, view);
  return (
    backdrop +
    groundShadow(defs, stage, view, person) +
    placed(content, stage.x, stage.ground - GROUND * stage.scale, stage.scale)
  );
}

function freeImage(defs: SvgDefs, request: PageRequest, person: Traits, scene: SceneName): string {
  const { width, height, seed } = request;
  const shot = shotOf(seed);
  const place = drawScene(defs, scene, { width, height, seed, light: shot.light });
  if (Object.keys(request.attributes).length === 0) return place.back + place.front;
  const ground = height * 0.95;
  const stage = stageFor(request, person, ground);
  const { content } = drawFigure(defs, person, shot, "front");
  const x = width > height * 1.2 ? width * (shot.weight === 1 ? 0.36 : 0.64) : width / 2;
  const at = { ...stage, x };
  return (
    place.back +
    groundShadow(defs, at, "front", person) +
    placed(content, x, ground - GROUND * stage.scale, stage.scale) +
    place.front
  );
}

/** A drawn figure in body units, and the context it was drawn with. */
type Figure = { readonly content: string; readonly ctx: DrawContext };

/** The whole person in one view, from the farthest layer to the nearest. */
function drawFigure(defs: SvgDefs, traits: Traits, freeShot: Shot, view: View): Figure {
  const shot = adjustShot(traits, withHeldItem(traits, freeShot));
  const rig = view === "side" ? profileRig(traits, shot) : facingRig(view, traits, shot);
  const ctx: DrawContext = { defs, traits, rig };
  const dressed = drawClothes(ctx);
  const head = drawHead(ctx);
  const inHead = (content: string): string => placed(content, rig.head.x, rig.head.y, rig.head.scale, rig.head.tilt);
  const extras = drawExtras(ctx);
  const gear = drawGear(ctx);
  const content = [
    extras.behind,
    gear.behind,
    inHead(head.behind),
    dressed.armsUnder,
    dressed.legs,
    drawNeck(ctx),
    dressed.torso,
    gear.onBody,
    dressed.armsOver,
    gear.inHand,
    dressed.collar,
    gear.onBack,
    extras.onBack,
    drawNeckwear(ctx),
    inHead(head.over),
    inHead(head.front),
  ];
  return { content: content.join(""), ctx };
}

type Stage = { readonly x: number; readonly ground: number; readonly scale: number };

/** Fits the figure between the ground and the upper edge, with room for high hair and hats. */
function stageFor({ width, height }: PageRequest, person: Traits, ground: number): Stage {
  const stature = person.age.stature * person.build.stature;
  const shown = lerp(stature, 1, 0.45);
  const tall = headroom(person) + 16;
  const usual = (height * 0.84) / GROUND;
  const scale = Math.min(
    (usual * shown) / stature,
    (ground - height * 0.015) / (GROUND * stature + tall),
    (width * 1.13) / (GROUND * stature),
  );
  return { x: width / 2, ground, scale };
}

function groundShadow(defs: SvgDefs, { x, ground, scale }: Stage, view: View, person: Traits): string {
  const k = person.age.stature * person.build.stature * scale;
  const shift = view === "side" ? 24 * k : 0;
  return (
    glow(defs, x + shift, ground + 2, 190 * k, 26 * k, "#1a1430", 0.42) +
    glow(defs, x + shift, ground + 3, 105 * k, 15 * k, "#140f24", 0.5)
  );
}

/** Head units that hair, hat or horns stand above the skull. */
function headroom({ details, hair }: Traits): number {
  const hats: Partial<Record<Traits["details"]["hat"], number>> = {
    "top-hat": 92,
    tricorn: 30,
    kufi: 24,
    witch: 142,
    chef: 84,
    beanie: 56,
    crown: 46,
    turban: 42,
    cowboy: 42,
    fedora: 34,
    straw: 34,
    helmet: 28,
    hood: 46,
  };
  const extra = details.extras.has("bunny-ears")
    ? 108
    : details.extras.has("antlers")
      ? 92
      : details.extras.has("fox-ears") || details.extras.has("horns")
        ? 66
        : details.extras.has("halo")
          ? 52 + hair.style.top
          : 0;
  const tied =
    hair.style.tie === "bun-top"
      ? 50
      : hair.style.tie === "puffs" || hair.style.tie === "space-buns" || hair.style.tie === "topknot"
        ? 32
        : 0;
  return Math.max(hats[details.hat] ?? 0, extra, details.hat === "none" ? Math.max(hair.style.top, tied) : 0);
}

/** Head units from the middle to the side that must be in a portrait. */
function breadth({ details, hair }: Traits): number {
  if (details.hat === "cowboy" || details.hat === "tricorn" || details.hat === "straw" || details.hat === "witch")
    return 130;
  return 62 + (details.hat === "none" ? hair.style.side : 0);
}
