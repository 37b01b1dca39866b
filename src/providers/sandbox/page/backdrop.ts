import { mix, tint } from "../core/color.ts";
import { num } from "../core/geometry.ts";
import { pick, stream } from "../core/random.ts";
import { linear, radial, type Sheet } from "../core/sheet.ts";
import { DESIGNS, type Room } from "./backdrop-designs.ts";

/** Studio colours: wall, and a second tone that goes with it. */
const WALLS: readonly (readonly [string, string])[] = [
  ["#d7e6ea", "#9fc4cf"],
  ["#f4ddc6", "#e7b48c"],
  ["#ece3cd", "#cdb98a"],
  ["#dcdff0", "#a9b3dc"],
  ["#f3dadd", "#dfa3ae"],
  ["#dde8d8", "#a3c19c"],
  ["#e6dcea", "#bfa3cc"],
  ["#e3e3e3", "#b4b8bf"],
  ["#cfe3dc", "#86b8a8"],
  ["#f5e6b8", "#e2bd62"],
  ["#c9d4e2", "#7f98b8"],
  ["#ecd3c8", "#c98f78"],
];

/** A plain studio: a soft wall, one quiet shape, the light from one side and a floor. */
export function drawBackdrop(sheet: Sheet, room: Room): string {
  const { width, height, portrait, light } = room;
  const random = stream(room.seed, "backdrop");
  const [wall, second] = pick(random, WALLS);
  const design = pick(random, DESIGNS);
  const base = `<rect width="${num(width)}" height="${num(height)}" fill="${radial(
    sheet,
    [width * (0.5 + light * 0.26), height * 0.26, height * 0.92],
    [
      [0, tint(wall, 0.6)],
      [0.45, tint(wall, 0.1)],
      [1, mix(wall, second, 0.62)],
    ],
  )}"/>`;
  const floorY = height * 0.86;
  const floor = portrait
    ? ""
    : `<rect y="${num(floorY)}" width="${num(width)}" height="${num(height - floorY)}" fill="${linear(
        sheet,
        [0, floorY, 0, height],
        [
          [0, mix(wall, second, 0.55)],
          [1, mix(wall, second, 0.2)],
        ],
      )}"/>`;
  return base + design(sheet, room, mix(wall, second, 0.5), tint(wall, 0.45), random) + floor;
}
