import { interpolate } from "../core/geometry.ts";
import { pairs } from "../core/pairs.ts";
import type { Table } from "./match.ts";

/** What an age does to the figure. Lengths are shares of an adult's. */
export type Aging = {
  readonly years: number;
  readonly stature: number;
  /** Height of the head in units of 1000 for an adult of average height. */
  readonly head: number;
  /** Share of the stature below the crotch. */
  readonly legs: number;
  /** 0 = child's body, 1 = grown. */
  readonly grown: number;
  /** 0 = grown face and limbs, 1 = those of a child, a little more for the smallest. */
  readonly young: number;
  /** Factor on the size of the eyes. */
  readonly eyes: number;
  /** 0–1: lines in the face. */
  readonly wrinkles: number;
  /** 0–1: grey in untold hair. */
  readonly grey: number;
  /** 0–1: bent back. */
  readonly stoop: number;
};

/** Ages told in words. */
export const AGE_WORDS: Table<number> = [
  [/\b(?:baby|infant|newborn|toddler)\b/, 2],
  [/\b(?:little|young) (?:boy|girl|child|kid)\b|\bpreschool\w*\b/, 6],
  [/\b(?:preteen|tween)\b/, 11],
  [/\b(?:teen\w*|adolescent|high school\w*)\b/, 16],
  [/\b(?:child|kid|boy|girl|schoolboy|schoolgirl)\b/, 9],
  [/\b(?:elderly|old (?:man|woman|lady|person)|senior|grand\w+|granny|aged|crone|elder|octogenarian)\b/, 76],
  [/\bmiddle aged\b|\bmature\b|\bmid ?life\b/, 50],
  [/\byoung (?:adult|man|woman|person)\b|\bstudent\b/, 22],
];

/** Folk of whom grown-ups look young at any age. */
export const AGELESS =
  /\b(?:elf|elven|elvish|drow|fae|faerie|fairy|vampire|immortal|angel\w*|demon\w*|tiefling|android|robot|mermaid|ageless)\b/;

/** Years that somebody ageless seems to have. */
export const seeming = (years: number): number => (years <= 30 ? years : 30 + (years - 30) * 0.08);

/** The figure at an age in years, 1–120. */
export function aging(years: number): Aging {
  return {
    years,
    stature: interpolate(pairs`1 0.53, 3 0.6, 6 0.7, 9 0.78, 12 0.87, 15 0.95, 18 1, 62 1, 85 0.945, 110 0.9`, years),
    head: interpolate(pairs`1 142, 3 152, 6 154, 10 152, 18 150, 120 150`, years),
    legs: interpolate(pairs`1 0.34, 3 0.375, 6 0.425, 10 0.465, 13 0.482, 17 0.49, 70 0.49, 95 0.48`, years),
    grown: interpolate(pairs`9 0, 13 0.35, 18 1`, years),
    young: interpolate(pairs`2 1.2, 6 1.05, 10 0.85, 14 0.4, 18 0`, years),
    eyes: interpolate(pairs`1 1.4, 6 1.28, 12 1.12, 18 1, 70 0.95, 100 0.9`, years),
    wrinkles: interpolate(pairs`30 0, 45 0.3, 60 0.62, 80 1`, years),
    grey: interpolate(pairs`40 0, 52 0.35, 64 0.75, 76 1`, years),
    stoop: interpolate(pairs`64 0, 80 0.6, 100 1`, years),
  };
}
