import { curveLength, normals, resample, waved } from "../core/curves.ts";
import { at, lerp, num, type Point, smooth } from "../core/geometry.ts";
import { limb, limbOutline, taper, type Widths } from "../core/limb.ts";
import { pairs } from "../core/pairs.ts";
import { fill, line, oval } from "../core/sheet.ts";
import type { HairInk } from "./hair-ink.ts";
import { drawMass } from "./mass.ts";
import { rope } from "./ropes.ts";
import { type Knot, knotsOf, type Tail, tailsOf } from "./tie-places.ts";

/** Tied hair by layer: behind the body, on the back of the head, before everything. */
export type Tied = { readonly behind: string; readonly front: string };

/** Ponytails, buns, braids and puffs of a style. */
export function drawTies(hair: HairInk): Tied {
  const { tie } = hair.style;
  if (tie === undefined) return { behind: "", front: "" };
  const view = hair.rig.view;
  const drawn = [
    ...tailsOf(tie, view, {
      end: hair.style.tieFall ?? 120,
      w: hair.w,
      swing: hair.traits.seed % 2 === 0 ? 1 : -1,
    }).map((tail) => ({
      layer: tail.layer,
      content: drawTail(hair, tail),
    })),
    ...knotsOf(tie, view, hair.w).map((knot) => ({ layer: knot.layer, content: drawKnot(hair, knot) })),
  ];
  const layer = (wanted: "behind" | "front"): string =>
    drawn
      .filter((part) => part.layer === wanted)
      .map(({ content }) => content)
      .join("");
  return { behind: layer("behind"), front: layer("front") };
}

function drawTail(hair: HairInk, tail: Tail): string {
  const { texture } = hair.style;
  const band = at(tail.line, 0);
  const tie = oval(band[0], band[1], tail.width * 0.62, tail.width * 0.5, hair.traits.outfit.accent);
  if (tail.kind === "plait") return plait(hair, tail.line, tail.width);
  if (texture === "locs" || texture === "braids") return ropeTail(hair, tail) + tie;
  const swung =
    texture === "wavy" || texture === "curly"
      ? waved(tail.line, texture === "curly" ? 6 : 5, 56)
      : waved(tail.line, 2, 110);
  const widths: Widths = pairs`0 ${tail.width * 0.42}, 0.16 ${tail.width * 0.84}, 0.5 ${tail.width}, 0.82 ${tail.width * 0.68},
    1 1.5`;
  const outline = limbOutline(swung, widths);
  const side = normals(swung);
  const strands = [-0.6, -0.25, 0.15, 0.5]
    .map((offset, i) => {
      const way = swung.map(([x, y], j): Point => {
        const [nx, ny] = at(side, j);
        const reach = offset * tail.width * (1 - (j / swung.length) * 0.7);
        return [x + nx * reach, y + ny * reach];
      });
      return fill(taper(way, 3.4), i === 1 ? hair.light : hair.dark, 0.32);
    })
    .join("");
  return drawMass(hair, outline, strands) + tie;
}

function ropeTail(hair: HairInk, tail: Tail): string {
  const count = 6;
  return Array.from({ length: count }, (_, i) => {
    const t = i / (count - 1) - 0.5;
    return rope(
      hair,
      tail.line.map(
        ([x, y], j): Point => [
          x + t * tail.width * 1.9 * Math.min(1, j / 1.6),
          y + (j === tail.line.length - 1 ? (hair.random() - 0.5) * 16 : 0),
        ],
      ),
    );
  }).join("");
}

/** A plait of two visible strands that cross in turn, with a tuft at its end. */
function plait(hair: HairInk, centre: readonly Point[], width: number): string {
  const step = width * 0.78;
  const count = Math.max(4, Math.round(curveLength(centre) / step));
  const line1 = resample(centre, count);
  const side = normals(line1);
  const parts: string[] = [];
  line1.forEach(([x, y], i) => {
    const [nx, ny] = at(side, i);
    const angle = (Math.atan2(nx, -ny) * 180) / Math.PI;
    const size = width * lerp(1, 0.62, i / count);
    for (const s of i % 2 === 0 ? [1, -1] : [-1, 1]) {
      const [cx, cy] = [x + nx * size * 0.3 * s, y + ny * size * 0.3 * s];
      parts.push(
        `<ellipse cx="${num(cx)}" cy="${num(cy)}" rx="${num(size * 0.44)}" ry="${num(size * 0.68)}" transform="rotate(${num(-angle + 0 + s * 33)} ${num(cx)} ${num(cy)})" fill="${hair.paint}" stroke="${hair.dark}" stroke-width="1.4" stroke-opacity="0.7"/>`,
      );
    }
    const lit = hair.rig.light;
    parts.push(
      oval(x + nx * size * 0.3 * lit, y + ny * size * 0.3 * lit - 1, size * 0.12, size * 0.3, hair.light, 0.3),
    );
  });
  const [ex, ey] = at(line1, count - 1);
  const tuft = drawMass(
    hair,
    limbOutline(
      pairs`${ex} ${ey}, ${ex + 1} ${ey + width * 0.8}, ${ex} ${ey + width * 1.7}`,
      pairs`0 ${width * 0.34}, 0.5 ${width * 0.46}, 1 1.2`,
    ),
    "",
  );
  return (
    tuft +
    parts.join("") +
    fill(
      limb(pairs`${ex - width * 0.34} ${ey + 3}, ${ex + width * 0.34} ${ey + 3}`, pairs`0 3, 1 3`),
      hair.traits.outfit.accent,
    )
  );
}

function drawKnot(hair: HairInk, { x, y, r, kind }: Knot): string {
  if (kind === "crown") return "";
  const circle = Array.from({ length: 12 }, (_, i): Point => {
    const a = (i / 12) * Math.PI * 2;
    const wobble = 1 + (hair.random() - 0.5) * 0.07;
    return [x + Math.cos(a) * r * wobble, y + Math.sin(a) * r * 0.92 * wobble];
  });
  if (kind === "puff") return drawMass(hair, circle, "");
  if (hair.style.texture === "locs" || hair.style.texture === "braids") {
    const coils = [0.86, 0.52, 0.2].map((t) =>
      rope(
        hair,
        [0, 1, 2, 3, 4, 5, 6].map(
          (i): Point => [x + Math.cos(i + t * 5) * r * t, y + Math.sin(i + t * 5) * r * t * 0.86],
        ),
      ),
    );
    return drawMass(hair, circle, "") + coils.join("");
  }
  const swirl = [0.8, 0.58, 0.36]
    .map((t, i) => {
      const a = i * 1.7;
      const arc = [0, 0.7, 1.4, 2.1, 2.8].map(
        (d): Point => [x + Math.cos(a + d) * r * t, y + Math.sin(a + d) * r * t * 0.9],
      );
      return fill(taper(arc, 3), i === 1 ? hair.light : hair.dark, 0.4);
    })
    .join("");
  const rim = `<path d="${smooth(circle)}" fill="none" stroke="${hair.dark}" stroke-width="1.5" stroke-opacity="0.5"/>`;
  return (
    drawMass(hair, circle, swirl) +
    rim +
    line(
      smooth(
        pairs`${x - r * 0.5} ${y - r * 0.4}, ${x - r * 0.1} ${y - r * 0.66}, ${x + r * 0.4} ${y - r * 0.46}`,
        false,
      ),
      hair.light,
      3,
      0.3,
    )
  );
}
