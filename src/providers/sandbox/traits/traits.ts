import type { CharacterAttributes } from "../../../domain/character.ts";
import { type Color, mix } from "../core/color.ts";
import { clamp, lerp } from "../core/geometry.ts";
import { pick, range, stream } from "../core/random.ts";
import type { HairStyle, HairStyleName } from "../hair/styles.ts";
import { type Details, detailsOf } from "./details.ts";
import { browColor, hairOf } from "./hair.ts";
import { ORIGINS, type Origin, SKIN_WORDS } from "./origins.ts";
import { type Outfit, outfitOf } from "./outfit.ts";
import {
  AGE_WORDS,
  AGELESS,
  type Aging,
  aging,
  apparentYears,
  BUILDS,
  type Build,
  GENDERS,
  type Gender,
  HEIGHTS,
} from "./physique.ts";
import { earliestOf, firstOf, hexColor, mentions, plainText, type Table } from "./read-text.ts";

/** A person as numbers, colours and names from this program's tables. It contains nothing of a caller's text. */
export type Traits = {
  readonly seed: number;
  readonly gender: Gender;
  readonly age: Aging;
  readonly build: Build;
  readonly skin: Color;
  readonly pointedEars: boolean;
  readonly hair: {
    readonly name: HairStyleName;
    readonly style: HairStyle;
    readonly color: Color;
    readonly second: Color | null;
    readonly brows: Color;
  };
  readonly eyes: { readonly left: Color; readonly right: Color };
  readonly face: FaceShape;
  readonly details: Details;
  readonly outfit: Outfit;
};

/** Range of unstated ages, in years: adults. */
const USUAL_YEARS = [20, 42] as const;

/**
 * Reads a person from attributes. Only this folder reads their free text. The same input and seed give the
 * same person.
 */
export function readTraits(attributes: CharacterAttributes, identitySeed: number): Traits {
  const seed = identitySeed >>> 0;
  const person = plainText(
    attributes.gender,
    attributes.ethnicity,
    attributes.body_type,
    attributes.additional_details,
  );
  const details = detailsOf(person);
  const origin = originOf(attributes, person);
  const age = aging(yearsOf(attributes, person, seed));
  const gender = genderOf(attributes, person, seed, age);
  const build = buildOf(attributes, person);
  const hair = hairOf(attributes, person, { seed, origin, gender, age });
  const skin = skinOf(person, origin, seed);
  const grownDetails = age.years < 14 ? { ...details, facialHair: "none" as const } : details;
  return {
    seed,
    gender,
    age,
    build,
    skin,
    pointedEars: origin.pointedEars === true || details.extras.has("pointed-ears"),
    hair: { ...hair, brows: browColor(hair.color, skin) },
    eyes: eyesOf(attributes, person, origin, seed),
    face: faceOf(seed, { origin, gender, age, build }),
    details: gender.masculine > 0.3 || details.facialHair !== "beard" ? grownDetails : details,
    outfit: outfitOf(plainText(attributes.additional_details), seed, {
      masculine: gender.masculine,
      years: age.years,
      sporty: build.name === "athletic" || build.name === "muscular",
      tied: details.neckwear === "tie" || details.neckwear === "bow-tie",
      bareLegs: details.gear.has("prosthetic-leg"),
      skin,
    }),
  };
}

function originOf(attributes: CharacterAttributes, person: string): Origin {
  const ethnicity = plainText(attributes.ethnicity);
  return (
    ethnicity === "" ? firstOf(ORIGINS, person.replace(/\b(?:black|white)\b/g, " ")) : firstOf(ORIGINS, ethnicity)
  ) as Origin;
}

function yearsOf(attributes: CharacterAttributes, person: string, seed: number): number {
  if (typeof attributes.age === "number" && Number.isFinite(attributes.age)) {
    const years = clamp(attributes.age, 1, 120);
    return AGELESS.test(person) ? apparentYears(years) : years;
  }
  return firstOf(AGE_WORDS, person) ?? Math.round(range(stream(seed, "years"), ...USUAL_YEARS));
}

function genderOf(attributes: CharacterAttributes, person: string, seed: number, age: Aging): Gender {
  const stated = firstOf(GENDERS, plainText(attributes.gender)) ?? firstOf(GENDERS, person);
  const gender = stated ?? pick(stream(seed, "gender"), [firstOf(GENDERS, "woman"), firstOf(GENDERS, "man")]);
  const known = gender ?? { masculine: 0.5, bust: 0.3, lashes: 0.5 };
  return { ...known, bust: known.bust * clamp((age.grown - 0.2) * 1.25, 0, 1) };
}

function buildOf(attributes: CharacterAttributes, person: string): Build {
  const build = firstOf(BUILDS, plainText(attributes.body_type, attributes.ethnicity)) as Build;
  const stated = plainText(attributes.body_type);
  const height = firstOf(HEIGHTS, stated) ?? firstOf(HEIGHTS, person) ?? 1;
  return { ...build, stature: build.stature * height };
}

function skinOf(person: string, origin: Origin, seed: number): Color {
  const random = stream(seed, "skin");
  const base = firstOf(SKIN_WORDS, person) ?? pick(random, origin.skin);
  return mix(base, random() < 0.5 ? "#ffe9d6" : "#5a2f20", random() * 0.07);
}

/** Shape of a face; sizes are factors around 1, tilts are head units (a head is 150 high). */
export type FaceShape = {
  readonly width: number;
  readonly jaw: number;
  readonly chin: number;
  readonly cheek: number;
  readonly eyeSize: number;
  readonly eyeTilt: number;
  readonly eyeGap: number;
  readonly crease: number;
  readonly browHeight: number;
  readonly browThickness: number;
  readonly browArch: number;
  readonly noseWidth: number;
  readonly noseLength: number;
  readonly noseBridge: number;
  readonly lips: number;
  readonly mouthWidth: number;
  readonly ears: number;
  /** How much lower than an adult's eyes, nose and brows sit, in head units. */
  readonly low: number;
};

/** The face that goes with a person, from the identity seed. */
function faceOf(seed: number, person: { origin: Origin; gender: Gender; age: Aging; build: Build }): FaceShape {
  const { origin, gender, age, build } = person;
  const random = stream(seed, "face");
  const child = age.young;
  const masculine = lerp(0.4, gender.masculine, age.grown);
  return {
    low: child * 7,
    width: range(random, 0.96, 1.04) + build.face * 0.05 + child * 0.03,
    jaw: lerp(0.92, 1.08, masculine) * range(random, 0.95, 1.05) + build.face * 0.07 + child * 0.03,
    chin: lerp(0.84, 1.12, masculine) * range(random, 0.9, 1.1) - child * 0.08,
    cheek: 1 + build.face * 0.045 + child * 0.055,
    eyeSize: age.eyes * lerp(1.06, 0.95, masculine) * range(random, 0.95, 1.05),
    eyeTilt: range(random, -0.6, 2.2) + (origin.crease[0] < 0.3 ? 0.9 : 0),
    eyeGap: range(random, 0.96, 1.04),
    crease: range(random, ...origin.crease),
    browHeight: range(random, -1.5, 1.5),
    browThickness: lerp(2.5, 4.6, masculine) * range(random, 0.85, 1.15) * (1 - child * 0.42),
    browArch: lerp(4.6, 2.2, masculine) * range(random, 0.8, 1.2),
    noseWidth: range(random, ...origin.nose) * lerp(0.94, 1.1, masculine) * (1 - child * 0.2),
    noseLength: range(random, 0.94, 1.07) - child * 0.22 + age.wrinkles * 0.06,
    noseBridge: range(random, 0.7, 1.3) * (1 - child * 0.5) * (origin.nose[1] > 1.2 ? 0.7 : 1),
    lips:
      range(random, ...origin.lips) *
      lerp(1.12, 0.86, gender.masculine) *
      (1 - age.wrinkles * 0.25) *
      (1 - child * 0.1),
    mouthWidth: range(random, 0.93, 1.07) * lerp(0.97, 1.06, masculine) - child * 0.14,
    ears: range(random, 0.94, 1.08) + age.wrinkles * 0.1,
  };
}

function eyesOf(attributes: CharacterAttributes, person: string, origin: Origin, seed: number): Traits["eyes"] {
  const stated = plainText(attributes.eye_color);
  const detail = /\b(?:\w+ ){1,2}eyes?\b/.exec(person)?.[0] ?? "";
  const first = earliestOf(EYE_COLORS, stated) ?? earliestOf(EYE_COLORS, detail);
  const left = hexColor(attributes.eye_color) ?? first?.value ?? pick(stream(seed, "eyes"), origin.eyes);
  const odd = mentions(stated, TWO_EYES) || mentions(person, /\bheterochrom\w+/);
  const second = odd
    ? ((first ? earliestOf(EYE_COLORS, stated.slice(first.end))?.value : undefined) ?? "#5a9154")
    : left;
  return { left, right: odd && second === left ? "#4a85c4" : second };
}

const EYE_COLORS: Table<Color> = [
  [/\bhazel\b/, "#8a6a35"],
  [/\b(?:amber|honey|gold\w*|yellow|cat)\b/, "#d09a2e"],
  [/\b(?:light|pale|ice|icy|sky|bright) blue\b/, "#7db4dc"],
  [/\b(?:dark|deep|navy|midnight|sapphire) ?blue\b|\bsapphire\b|\bindigo\b/, "#2d5596"],
  [/\bblue gr[ae]y\b|\bgr[ae]y blue\b|\bsteel\b/, "#70879c"],
  [/\b(?:emerald|dark|deep|forest) ?green\b|\bemerald\b/, "#2f7f50"],
  [/\b(?:blue green|green blue|teal|turquoise|aqua\w*|cyan|sea)\b/, "#359a9a"],
  [/\bgreen\b|\bjade\b|\bolive\b/, "#5a9154"],
  [/\bblue\b|\bazure\b/, "#4a85c4"],
  [/\b(?:silver|white|pearl)\b/, "#b9c2cc"],
  [/\bgr[ae]y\b/, "#82909c"],
  [/\b(?:violet|purple|lavender|amethyst|lilac)\b/, "#7d55b8"],
  [/\b(?:red|crimson|scarlet|ruby)\b/, "#b8323a"],
  [/\bpink\b|\bmagenta\b/, "#d9639a"],
  [/\borange\b|\bcopper\b/, "#d8752a"],
  [/\b(?:black|onyx|obsidian|very dark)\b/, "#201a1c"],
  [/\b(?:dark|deep|chocolate) ?brown\b|\bdark\b|\bchocolate\b/, "#3f271a"],
  [/\b(?:light|honey|golden) brown\b|\bwhisk(?:e?)y\b/, "#94642f"],
  [/\b(?:brown|chestnut|bronze)\b/, "#5f3c22"],
];

/** Two eyes of different colours: "one blue, one green", "heterochromia". */
const TWO_EYES = /\b(?:heterochrom\w+|one \w+[ ,](?:and|eye|,| )*one|left|mismatched|odd)\b/;
