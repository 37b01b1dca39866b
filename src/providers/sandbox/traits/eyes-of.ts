import type { CharacterAttributes } from "../../../domain/attributes.ts";
import { pick, stream } from "../core/random.ts";
import { EYE_COLORS, TWO_EYES } from "./eyes.ts";
import { earliestOf, hexColor, mentions, plainText } from "./match.ts";
import type { Origin } from "./skin.ts";
import type { Traits } from "./traits.ts";

export function eyesOf(attributes: CharacterAttributes, person: string, origin: Origin, seed: number): Traits["eyes"] {
  const told = plainText(attributes.eye_color);
  const detail = /\b(?:\w+ ){1,2}eyes?\b/.exec(person)?.[0] ?? "";
  const first = earliestOf(EYE_COLORS, told) ?? earliestOf(EYE_COLORS, detail);
  const left = hexColor(attributes.eye_color) ?? first?.value ?? pick(stream(seed, "eyes"), origin.eyes);
  const odd = mentions(told, TWO_EYES) || mentions(person, /\bheterochrom\w+/);
  const second = odd ? ((first ? earliestOf(EYE_COLORS, told.slice(first.end))?.value : undefined) ?? "#5a9154") : left;
  return { left, right: odd && second === left ? "#4a85c4" : second };
}
