/**
 * A colour as `#rrggbb`. It comes from this program's tables or is written anew from parsed numbers, so it never
 * contains a caller's text.
 */
export type Color = string;

type Rgb = readonly [number, number, number];

/** sRGB channels, 0–255. */
export function rgb(color: Color): Rgb {
  const value = Number.parseInt(color.slice(1), 16);
  return [(value >> 16) & 255, (value >> 8) & 255, value & 255];
}

function hex([r, g, b]: Rgb): Color {
  const part = (value: number): string =>
    Math.round(Math.min(255, Math.max(0, value)))
      .toString(16)
      .padStart(2, "0");
  return `#${part(r)}${part(g)}${part(b)}`;
}

/** A share `t` of the way from one colour to another. */
export function mix(from: Color, to: Color, t: number): Color {
  const [a, b] = [rgb(from), rgb(to)];
  return hex([a[0] + (b[0] - a[0]) * t, a[1] + (b[1] - a[1]) * t, a[2] + (b[2] - a[2]) * t]);
}

/**
 * Darker, and slightly cooler, as shadows are. Warm colours keep their red, because yellow would turn olive. `t` is
 * 0–1.
 */
export function shade(color: Color, t: number): Color {
  const [r, g, b] = rgb(color);
  const warmth = Math.max(0, r - b) / 255;
  return mix(color, hex([r * (0.24 + 0.24 * warmth) + 8, g * 0.2 + 6, b * 0.32 + 18]), t);
}

/** Lighter and a little warmer; `t` 0–1. */
export const tint = (color: Color, t: number): Color => mix(color, "#fff7ea", t);

/** Skin in shadow: redder instead of greyer. */
export function skinShade(color: Color, t: number): Color {
  const [r, g, b] = rgb(color);
  return mix(color, hex([r * 0.5 + 4, g * 0.3, b * 0.32 + 6]), t);
}

/** Perceived lightness, 0–1. */
export function lightness(color: Color): number {
  const [r, g, b] = rgb(color);
  return (0.299 * r + 0.587 * g + 0.114 * b) / 255;
}
