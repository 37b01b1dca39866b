import type { CharacterAttributes } from "../../../domain/attributes.ts";
import { type Color, mix } from "../core/color.ts";
import { clamp } from "../core/geometry.ts";
import { pick, range, stream } from "../core/random.ts";
import type { HairStyle, HairStyleName } from "../hair/styles.ts";
import { AGE_WORDS, AGELESS, type Aging, aging, seeming } from "./age.ts";
import { BUILDS, type Build, HEIGHTS } from "./build.ts";
import { type Details, detailsOf } from "./details.ts";
import { eyesOf } from "./eyes-of.ts";
import { type FaceShape, faceOf } from "./face-shape.ts";
import { GENDERS, type Gender } from "./gender.ts";
import { browColor, hairOf } from "./hair-of.ts";
import { firstOf, plainText } from "./match.ts";
import { type Outfit, outfitOf } from "./outfit.ts";
import { ORIGINS, type Origin, SKIN_WORDS } from "./skin.ts";

/** A person as numbers, colours and names of our own tables: nothing of a caller's text is in it. */
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

/** Untold ages: grown-up, and not all alike. */
const USUAL_YEARS = [20, 42] as const;

/** Reads a person from attributes. The only reader of free text; the same input and seed give the same person. */
export function traits(attributes: CharacterAttributes, identitySeed: number): Traits {
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
    return AGELESS.test(person) ? seeming(years) : years;
  }
  return firstOf(AGE_WORDS, person) ?? Math.round(range(stream(seed, "years"), ...USUAL_YEARS));
}

function genderOf(attributes: CharacterAttributes, person: string, seed: number, age: Aging): Gender {
  const told = firstOf(GENDERS, plainText(attributes.gender)) ?? firstOf(GENDERS, person);
  const gender = told ?? pick(stream(seed, "gender"), [firstOf(GENDERS, "woman"), firstOf(GENDERS, "man")]);
  const known = gender ?? { masculine: 0.5, bust: 0.3, lashes: 0.5 };
  return { ...known, bust: known.bust * clamp((age.grown - 0.2) * 1.25, 0, 1) };
}

function buildOf(attributes: CharacterAttributes, person: string): Build {
  const build = firstOf(BUILDS, plainText(attributes.body_type, attributes.ethnicity)) as Build;
  const told = plainText(attributes.body_type);
  const height = firstOf(HEIGHTS, told) ?? firstOf(HEIGHTS, person) ?? 1;
  return { ...build, stature: build.stature * height };
}

function skinOf(person: string, origin: Origin, seed: number): Color {
  const random = stream(seed, "skin");
  const base = firstOf(SKIN_WORDS, person) ?? pick(random, origin.skin);
  return mix(base, random() < 0.5 ? "#ffe9d6" : "#5a2f20", random() * 0.07);
}
