import { type Color, shade } from "../core/color.ts";
import { num } from "../core/geometry.ts";
import { pairs } from "../core/pairs.ts";
import { pick, range } from "../core/random.ts";
import { straight } from "../core/shapes.ts";
import { fill, glow, line, linear, oval } from "../core/sheet.ts";
import { many } from "./outdoor-things.ts";
import type { Place } from "./place.ts";

export function shelves(place: Place): string {
  const { width, horizon, u, random } = place;
  const rows = 6;
  const high = horizon / rows;
  const covers = ["#8c3f4d", "#3f6b74", "#c9a04a", "#54683f", "#6d4f86", "#b5643c", "#3a4d73", "#d8c6a0"];
  return many(rows, (row) => {
    const floor = (row + 1) * high;
    let books = "";
    for (let x = u; x < width; ) {
      const w = u * range(random, 1.3, 3);
      const h = high * range(random, 0.55, 0.84);
      books += `<rect x="${num(x)}" y="${num(floor - h)}" width="${num(w * 0.92)}" height="${num(h)}" fill="${shade(pick(random, covers), range(random, 0, 0.3))}"/>`;
      x += w;
    }
    return books + `<rect y="${num(floor - u * 0.7)}" width="${num(width)}" height="${num(u * 1.2)}" fill="#4a3226"/>`;
  });
}

export function windowPane({ sheet, width, height, u, light }: Place): string {
  const [x, y, w, h] = [width * (0.5 + light * 0.16) - u * 17, height * 0.1, u * 38, height * 0.42];
  return (
    `<rect x="${num(x)}" y="${num(y)}" width="${num(w)}" height="${num(h)}" fill="${linear(
      sheet,
      [0, y, 0, y + h],
      [
        [0, "#a9d4ee"],
        [1, "#eef6ea"],
      ],
    )}" stroke="#f6f0e6" stroke-width="${num(u * 1.8)}"/>` +
    line(`M${num(x + w / 2)} ${num(y)}v${num(h)}M${num(x)} ${num(y + h * 0.45)}h${num(w)}`, "#f6f0e6", u * 1.2)
  );
}

export const picture = ({ width, height, u, light }: Place): string => {
  const x = width * (0.5 - light * 0.32);
  return (
    `<rect x="${num(x - u * 8)}" y="${num(height * 0.18)}" width="${num(u * 16)}" height="${num(u * 20)}" fill="#f4ead8" stroke="#7d5535" stroke-width="${num(u * 1.2)}"/>` +
    oval(x, height * 0.18 + u * 8, u * 4, u * 4, "#d98a5c") +
    line(
      `M${num(x - u * 6)} ${num(height * 0.18 + u * 15)}q${num(u * 6)} ${num(-u * 4)} ${num(u * 12)} 0`,
      "#6f8f6a",
      u * 2,
    )
  );
};

export const boards = ({ width, height, horizon, u }: Place, color: Color): string =>
  line(
    many(4, (i) => `M0 ${num(horizon + (height - horizon) * (0.12 + i * 0.24))}H${num(width)}`),
    color,
    u * 0.3,
    0.5,
  ) + line(`M0 ${num(horizon)}H${num(width)}`, color, u * 0.9, 0.7);

export const rug = ({ width, height, horizon }: Place): string =>
  oval(width / 2, horizon + (height - horizon) * 0.66, width * 0.36, (height - horizon) * 0.3, "#8c3f4d", 0.5) +
  oval(width / 2, horizon + (height - horizon) * 0.66, width * 0.3, (height - horizon) * 0.24, "#d9a441", 0.28);

export const lamp = ({ sheet, u }: Place, x: number): string =>
  line(`M${num(x)} 0V${num(u * 12)}`, "#3f2f26", u * 0.4) +
  fill(
    straight(pairs`${x - u * 4} ${u * 16}, ${x - u * 1.4} ${u * 12}, ${x + u * 1.4} ${u * 12},
    ${x + u * 4} ${u * 16}`),
    "#4a3a30",
  ) +
  glow(sheet, x, u * 18, u * 9, u * 8, "#ffe3a0", 0.7);

export const table = ({ width, horizon, u, light }: Place): string => {
  const x = width * (0.5 + light * 0.38);
  return (
    line(`M${num(x)} ${num(horizon - u * 8)}V${num(horizon + u * 9)}`, "#3f2c22", u * 1.2) +
    oval(x, horizon - u * 9, u * 12, u * 2.4, "#6b4a36") +
    fill(
      `M${num(x - u * 2)} ${num(horizon - u * 13)}h${num(u * 4)}l${num(-u * 0.6)} ${num(u * 3.4)}h${num(-u * 2.8)}z`,
      "#f4efe6",
    )
  );
};

export function stones({ width, horizon, u, random }: Place): string {
  let joints = "";
  for (let row = 0, y = 0; y < horizon; row++, y += u * 6) {
    joints += `M0 ${num(y)}H${num(width)}`;
    for (let x = (row % 2) * u * 5; x < width; x += u * 10)
      joints += `M${num(x + random() * u)} ${num(y)}v${num(u * 6)}`;
  }
  return line(joints, "#5f5a60", u * 0.35, 0.4);
}

export const arch = ({ horizon, height, u }: Place, x: number): string =>
  fill(
    `M${num(x - u * 8)} ${num(horizon - u * 4)}V${num(height * 0.24)}A${num(u * 8)} ${num(u * 11)} 0 0 1 ${num(x + u * 8)} ${num(height * 0.24)}V${num(horizon - u * 4)}Z`,
    "#c9dcea",
  ) +
  fill(
    `M${num(x - u * 3)} 0H${num(x + u * 3)}V${num(height * 0.09)}L${num(x)} ${num(height * 0.075)}L${num(x - u * 3)} ${num(height * 0.09)}Z`,
    "#8c2f3d",
  );

export const carpet = ({ width, height, horizon, u }: Place): string =>
  fill(
    straight(pairs`${width / 2 - u * 10} ${horizon}, ${width / 2 + u * 10} ${horizon},
    ${width / 2 + u * 34} ${height}, ${width / 2 - u * 34} ${height}`),
    "#8c2f3d",
    0.75,
  );

export const curtain = ({ width, horizon, u }: Place): string =>
  many(15, (i) => {
    const x = i * (width / 14);
    return fill(
      `M${num(x - width / 28)} 0h${num(width / 14)}q${num(u * 2)} ${num(horizon / 2)} 0 ${num(horizon)}h${num(-width / 14)}q${num(-u * 2)} ${num(-horizon / 2)} 0 ${num(-horizon)}z`,
      i % 2 === 0 ? "#8a2238" : "#701a30",
      0.85,
    );
  });
