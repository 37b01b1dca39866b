import type { Point } from "../core/geometry.ts";
import { taper } from "../core/limb.ts";
import { pairs } from "../core/pairs.ts";
import { smooth } from "../core/shapes.ts";
import { fill, line } from "../core/sheet.ts";
import type { HairInk } from "./hair-ink.ts";
import { drawMass } from "./mass.ts";
import { rope } from "./rope.ts";
import type { Knot } from "./tie-places.ts";

export function drawKnot(hair: HairInk, { x, y, r, kind }: Knot): string {
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
