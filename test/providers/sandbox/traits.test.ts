import { describe, expect, it } from "vitest";
import { type CharacterAttributes, SYNTHESIZED_POSES } from "../../../src/domain/character.ts";
import { rgb } from "../../../src/providers/sandbox/core/color.ts";
import { readTraits } from "../../../src/providers/sandbox/traits/traits.ts";
import { drawing, drawSvg, faults } from "./drawings.ts";

const read = (attributes: CharacterAttributes, seed = 7) => readTraits(attributes, seed);
const details = (additional_details: string) => read({ additional_details });

describe("readTraits", () => {
  it.each([
    ["yellow raincoat and red boots", "parka", "boots"],
    ["a denim jacket over a striped tee, white sneakers", "denim", "sneakers"],
    ["navy suit, brown shoes", "blazer", "shoes"],
  ])("finds the clothes in %j", (text, outer, shoes) => {
    const { outfit } = details(text);
    expect(outfit.outer?.kind).toBe(outer);
    expect(outfit.shoes.kind).toBe(shoes);
  });

  it("gives each garment the colour stated before it", () => {
    const { outfit } = details("green hoodie with black jeans and white sneakers");
    const [, green] = rgb(outfit.top.color);
    expect(outfit.top.kind).toBe("hoodie");
    expect(green).toBeGreaterThan(Math.max(rgb(outfit.top.color)[0], rgb(outfit.top.color)[2]));
    expect(Math.max(...rgb(outfit.bottom?.color ?? "#ffffff"))).toBeLessThan(60);
    expect(Math.min(...rgb(outfit.shoes.color))).toBeGreaterThan(220);
  });

  it.each([
    ["round glasses", "eyewear", "round"],
    ["wears sunglasses", "eyewear", "sunglasses"],
    ["full beard", "facialHair", "beard"],
    ["handlebar moustache", "facialHair", "handlebar"],
    ["red beanie", "hat", "beanie"],
    ["a hijab", "hat", "hijab"],
    ["blue scarf", "neckwear", "scarf"],
  ] as const)("recognises %j", (text, member, value) => {
    expect(read({ gender: "man", age: 40, additional_details: text }).details[member]).toBe(value);
  });

  it("recognises negations", () => {
    expect(details("no glasses, clean-shaven, without a hat").details).toMatchObject({
      eyewear: "none",
      facialHair: "none",
      hat: "none",
    });
  });

  it("uses sensible defaults for unknown words", () => {
    const nonsense = {
      gender: "florp",
      ethnicity: "quux",
      hair_color: "glarb",
      hair_style: "snizzle",
      eye_color: "wob",
      body_type: "mim",
    };
    const person = read(nonsense);
    expect(person.build.name).toBe("average");
    expect(person.age.years).toBeGreaterThanOrEqual(18);
    expect(person.hair.color).toMatch(/^#[0-9a-f]{6}$/);
    for (const pose of SYNTHESIZED_POSES) expect(faults(drawSvg(drawing({ pose, attributes: nonsense })))).toEqual([]);
  });

  it("draws every age from 1 to 120, with children smaller than adults", () => {
    for (let age = 1; age <= 120; age++) {
      const pose = SYNTHESIZED_POSES[age % SYNTHESIZED_POSES.length] ?? "front";
      expect(faults(drawSvg(drawing({ pose, attributes: { age } })))).toEqual([]);
    }
    const statures = [2, 6, 12, 20].map((age) => read({ age }).age.stature);
    expect(statures).toEqual([...statures].sort((a, b) => a - b));
    expect(read({ age: 80, ethnicity: "swedish" }).age.wrinkles).toBeGreaterThan(0.8);
  });

  it("never gives a child a beard", () => {
    expect(read({ age: 8, additional_details: "long beard" }).details.facialHair).toBe("none");
  });

  it("reads colours in upper and lower case and with accents", () => {
    expect(read({ hair_color: "ROSÉ PINK" }).hair.color).toBe(read({ hair_color: "rose pink" }).hair.color);
  });

  it("never chooses cloth of the colour of the skin unless it is stated", () => {
    for (const ethnicity of ["nigerian", "indian", "mexican", "irish", "korean"]) {
      for (let seed = 0; seed < 60; seed++) {
        const { skin, outfit } = read({ ethnicity }, seed);
        const apart = rgb(skin).map((value, i) => Math.abs(value - (rgb(outfit.top.color)[i] ?? 0)));
        expect(apart.reduce((sum, value) => sum + value)).toBeGreaterThan(90);
      }
    }
  });

  it("lets only elves and similar beings grow old without looking it", () => {
    expect(read({ age: 120, ethnicity: "elven" }).age.wrinkles).toBeLessThan(0.3);
    expect(read({ age: 100, ethnicity: "irish" }).age.wrinkles).toBe(1);
  });

  it("draws a person in a wheelchair sitting", () => {
    const seated = drawSvg(drawing({ attributes: { additional_details: "uses a wheelchair, long dress" } }));
    const standing = drawSvg(drawing({ attributes: { additional_details: "long dress" } }));
    expect(faults(seated)).toEqual([]);
    expect(seated).not.toBe(standing);
  });
});
