import { type Color, shade, tint } from "../core/color.ts";
import { num } from "../core/geometry.ts";
import { type Ink, skinVolume, volume } from "../core/ink.ts";
import { fill } from "../core/sheet.ts";
import { along, section } from "./limb-section.ts";
import type { Arm, Leg } from "./rig.ts";

const SOCKET: Color = "#343842";
export const METAL: Color = "#a9b1bb";

/** A thigh with a socket around the stump, and a pylon down to the foot. */
export function prostheticLeg(ink: Ink, leg: Leg): string {
  const { k } = ink.rig.frame;
  const middle = along(leg, 0.4).point[0];
  const reach = 44 * ink.rig.frame.leg;
  const socket = section(leg, 0.5, 0.74, [2 * k, -5 * k], { start: "flat" });
  const from = along(leg, 0.72).point;
  const to = along(leg, 1).point;
  const pylon = (width: number, color: Color): string =>
    `<path d="M${num(from[0])} ${num(from[1])}L${num(to[0])} ${num(to[1] + 8 * k)}" stroke="${color}" stroke-width="${num(width * k)}" stroke-linecap="round"/>`;
  return (
    fill(section(leg, 0, 0.56, [0, 0], { end: "flat" }), skinVolume(ink, middle - reach, middle + reach)) +
    pylon(17, shade(METAL, 0.35)) +
    pylon(9, tint(METAL, 0.25)) +
    fill(socket, volume(ink, SOCKET, middle - reach * 0.6, middle + reach * 0.6, 1.3)) +
    fill(section(leg, 0.5, 0.54, [3.5 * k, 3.5 * k], { start: "flat", end: "flat" }), shade(SOCKET, 0.5))
  );
}

/** Forearm of metal over the drawn arm. */
export function prostheticForearm(ink: Ink, arm: Arm): string {
  const { k } = ink.rig.frame;
  const { point, half } = along(arm, 0.75);
  return (
    fill(
      section(arm, 0.54, 1, [1.5 * k, 0], { end: "flat" }),
      volume(ink, METAL, point[0] - half, point[0] + half, 1.4),
    ) +
    fill(section(arm, 0.53, 0.58, [3 * k, 3 * k], { start: "flat", end: "flat" }), SOCKET) +
    fill(section(arm, 0.93, 0.99, [1.5 * k, 1.5 * k], { start: "flat", end: "flat" }), SOCKET)
  );
}

/** Whether this is the arm that is replaced: the wearer's right one. */
export const isProsthetic = (ink: Ink, arm: Arm): boolean =>
  ink.traits.details.gear.has("prosthetic-arm") && arm.side === (ink.rig.view === "front" ? -1 : 1);
