import type { DrawContext } from "../body/context.ts";
import { FOOTPLATE, GROUND } from "../body/rig.ts";
import { type Color, shade, tint } from "../core/color.ts";
import { num } from "../core/geometry.ts";
import { fill, line, oval } from "../core/svg.ts";

type Chair = { readonly behind: string; readonly onBody: string };

const METAL: Color = "#8f98a5";
const TYRE: Color = "#2b2d33";
const CLOTH: Color = "#33363f";

/** Radius of the big wheels, in thousandths. */
const WHEEL = 148;

/** A wheelchair: the parts behind the seated person and the parts in front. */
export function wheelchair(ctx: DrawContext): Chair {
  switch (ctx.rig.view) {
    case "front":
      return { behind: backrest(ctx) + facingWheels(ctx) + frontFrame(ctx), onBody: "" };
    case "back":
      return { behind: frontFrame(ctx), onBody: backrest(ctx) + facingWheels(ctx) };
    case "side":
      return sideChair(ctx);
  }
}

const tube = (path: string, k: number, color: Color = METAL): string =>
  line(path, shade(color, 0.5), 9 * k) + line(path, tint(color, 0.15), 4.5 * k);

/** Where the wheels stand, seen from the front: outside the hips and the hands. */
const track = ({ rig: { frame } }: DrawContext): number => frame.hipHalf + 34 * frame.k;

function facingWheels(ctx: DrawContext): string {
  const { k } = ctx.rig.frame;
  const x = track(ctx);
  const y = GROUND - WHEEL * k;
  return ([-1, 1] as const)
    .map(
      (s) =>
        oval(s * x, y, 15 * k, WHEEL * k, TYRE) +
        oval(s * (x - 5 * k), y, 6 * k, (WHEEL - 16) * k, shade(METAL, 0.2)) +
        oval(s * (x + 13 * k), y, 4.5 * k, (WHEEL - 24) * k, METAL),
    )
    .join("");
}

/** Back, push handles and seat. */
function backrest(ctx: DrawContext): string {
  const { frame } = ctx.rig;
  const { k } = frame;
  const half = frame.hipHalf + 10 * k;
  const top = frame.chest + 34 * k;
  const low = frame.crotch + 16 * k;
  const panel = `M${num(-half)} ${num(top)}Q0 ${num(top + 14 * k)} ${num(half)} ${num(top)}V${num(low)}H${num(-half)}Z`;
  const post = (s: 1 | -1): string =>
    tube(`M${num(s * half)} ${num(top - 26 * k)}V${num(low + 70 * k)}`, k) +
    line(`M${num(s * half)} ${num(top - 30 * k)}h${num(s * 16 * k)}`, TYRE, 13 * k);
  const axle = tube(`M${num(-track(ctx))} ${num(GROUND - WHEEL * k)}H${num(track(ctx))}`, k);
  return axle + post(-1) + post(1) + fill(panel, CLOTH) + line(panel, shade(CLOTH, 0.6), 2 * k, 0.7);
}

/** Tubes down to the footplates, and the small wheels. */
function frontFrame(ctx: DrawContext): string {
  const { frame } = ctx.rig;
  const { k } = frame;
  const half = frame.hipHalf * 0.98;
  const plate = GROUND - FOOTPLATE * k;
  const seat = `M${num(-half)} ${num(frame.crotch)}H${num(half)}V${num(frame.crotch + 22 * k)}H${num(-half)}Z`;
  const side = (s: 1 | -1): string =>
    oval(s * (half + 4 * k), GROUND - 27 * k, 9 * k, 27 * k, TYRE) +
    tube(`M${num(s * half)} ${num(frame.crotch + 16 * k)}V${num(plate)}`, k) +
    line(`M${num(s * half)} ${num(plate + 4 * k)}H${num(s * 10 * k)}`, shade(METAL, 0.55), 10 * k);
  return fill(seat, shade(CLOTH, 0.3)) + side(-1) + side(1);
}

function sideChair(ctx: DrawContext): Chair {
  const { frame, edge } = ctx.rig;
  const { k } = frame;
  const [hub, y, r] = [-22 * k, GROUND - WHEEL * k, WHEEL * k];
  const back = edge(frame.waist, -1) - 12 * k;
  const seat = frame.crotch + 16 * k;
  const toe = ctx.rig.legs.find(({ far }) => !far)?.sole ?? [150 * k, GROUND - FOOTPLATE * k];
  const ring = (radius: number, color: Color, width: number): string =>
    `<circle cx="${num(hub)}" cy="${num(y)}" r="${num(radius)}" fill="none" stroke="${color}" stroke-width="${num(width)}"/>`;
  const spokes = Array.from({ length: 12 }, (_, i) => {
    const a = (i / 12) * Math.PI * 2;
    return `M${num(hub)} ${num(y)}L${num(hub + Math.cos(a) * (r - 8 * k))} ${num(y + Math.sin(a) * (r - 8 * k))}`;
  }).join("");
  const far = `<g transform="translate(${num(16 * k)} ${num(-5 * k)})">${ring(r - 6 * k, shade(TYRE, 0.4), 12 * k)}</g>`;
  const caster =
    oval(toe[0] - 62 * k, GROUND - 27 * k, 27 * k, 27 * k, TYRE) +
    oval(toe[0] - 62 * k, GROUND - 27 * k, 16 * k, 16 * k, METAL);
  const body =
    tube(
      `M${num(back - 26 * k)} ${num(frame.chest + 12 * k)}H${num(back)}V${num(seat)}H${num(toe[0] - 46 * k)}L${num(toe[0] - 12 * k)} ${num(toe[1])}`,
      k,
    ) +
    tube(`M${num(toe[0] - 62 * k)} ${num(seat)}V${num(GROUND - 34 * k)}`, k) +
    line(`M${num(back - 30 * k)} ${num(frame.chest + 12 * k)}h${num(22 * k)}`, TYRE, 13 * k) +
    line(`M${num(back + 4 * k)} ${num(frame.chest + 40 * k)}V${num(seat - 8 * k)}`, CLOTH, 14 * k) +
    line(`M${num(back + 6 * k)} ${num(seat - 6 * k)}H${num(toe[0] - 64 * k)}`, CLOTH, 18 * k) +
    line(`M${num(toe[0] - 26 * k)} ${num(toe[1] + 5 * k)}h${num(104 * k)}`, shade(METAL, 0.55), 9 * k);
  const wheel =
    line(spokes, tint(METAL, 0.3), 2 * k, 0.9) +
    ring(r - 7 * k, TYRE, 14 * k) +
    ring(r - 26 * k, tint(METAL, 0.2), 5 * k) +
    oval(hub, y, 14 * k, 14 * k, shade(METAL, 0.3));
  return { behind: far + caster + body, onBody: wheel };
}
