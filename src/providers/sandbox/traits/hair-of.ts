import type { CharacterAttributes } from "../../../domain/attributes.ts";
import { type Color, lightness, mix, shade } from "../core/color.ts";
import { lerp } from "../core/geometry.ts";
import { pick, stream } from "../core/random.ts";
import type { Aging } from "./age.ts";
import type { Gender } from "./gender.ts";
import { GREYS, HAIR_COLORS, LIGHT_STRANDS, LIGHTENED, RAINBOW, TWO_TONE } from "./hair-color.ts";
import { hairStyleOf } from "./hair-style.ts";
import { earliestOf, hexColor, plainText } from "./match.ts";
import type { Origin } from "./skin.ts";

type Person = { readonly seed: number; readonly origin: Origin; readonly gender: Gender; readonly age: Aging };

export function hairOf(attributes: CharacterAttributes, person: string, { seed, origin, gender, age }: Person) {
  const random = stream(seed, "hair");
  const styleText = plainText(attributes.hair_style);
  const fromDetails =
    /[^;,.]*\b(?:hair\w*|bangs|pony ?tail|braids?|afro|dread\w*|locs|bun|mohawk|bald)\b[^;,.]*/.exec(person)?.[0] ?? "";
  const { name, style } = hairStyleOf(styleText || fromDetails, {
    masculine: gender.masculine,
    texture: origin.texture,
    random,
  });
  const told = plainText(attributes.hair_color);
  const detail = /\b(?:\w+ ){0,3}hair\w*/.exec(person)?.[0] ?? "";
  const first = earliestOf(HAIR_COLORS, told) ?? earliestOf(HAIR_COLORS, detail);
  const natural = pick(random, age.years < 12 ? origin.hair.slice(-2) : origin.hair);
  const color = hexColor(attributes.hair_color) ?? first?.value ?? greyed(natural, age, random());
  const rest = first ? told.slice(first.end) : "";
  const lightened = LIGHTENED.test(told) ? LIGHT_STRANDS : null;
  const second = RAINBOW.test(told)
    ? "#e0459a"
    : TWO_TONE.test(rest)
      ? (earliestOf(HAIR_COLORS, rest)?.value ?? lightened)
      : lightened;
  return { name, style, color: RAINBOW.test(told) && !first ? "#3a6fd0" : color, second };
}

function greyed(color: Color, age: Aging, chance: number): Color {
  const grey = GREYS[Math.min(GREYS.length - 1, Math.floor(age.grey * (2.4 + chance * 1.6)))] ?? color;
  return mix(color, grey, age.grey * lerp(0.75, 1, chance));
}

/** Brows are a little darker than the hair, never as pale as it. */
export function browColor(hair: Color, skin: Color): Color {
  const dark = shade(hair, lightness(hair) > 0.6 ? 0.42 : 0.3);
  return Math.abs(lightness(dark) - lightness(skin)) < 0.12 ? shade(dark, 0.45) : dark;
}
