import { setImmediate } from "node:timers/promises";
import sharp from "sharp";
import { describe, expect, it } from "vitest";
import { SYNTHESIZED_POSES } from "../../../src/domain/character.ts";
import { HAIR_STYLES, type HairStyleName } from "../../../src/providers/sandbox/hair/styles.ts";
import { readTraits } from "../../../src/providers/sandbox/traits/traits.ts";
import { difference, drawing, drawSvg, faults, pixels, share } from "./drawings.ts";
import { HAIR_WORDS } from "./hair-words.ts";

const PERSON = {
  gender: "woman",
  age: 30,
  ethnicity: "brazilian",
  hair_color: "teal",
  hair_style: "long straight",
  eye_color: "violet",
  additional_details: "white t-shirt, blue jeans",
} as const;

const GENDERS = ["woman", "man", "nonbinary", "unsaid"];

/** Two rerolls of a person differ in at least this percentage of their pixels. */
const REROLL_DIFFERENCE = 20;
/** Front, side and back differ in at least this percentage of their pixels, which is about a third of the figure. */
const VIEW_DIFFERENCE = 3;

describe("a drawing", () => {
  it("is the same text for the same input and seeds", () => {
    for (const pose of [...SYNTHESIZED_POSES, "image"] as const) {
      expect(drawSvg(drawing({ pose, attributes: PERSON }))).toBe(drawSvg(drawing({ pose, attributes: PERSON })));
    }
  });

  it("shows the hair, skin and eye colours of the person", async () => {
    const person = readTraits(PERSON, 11);
    const { data } = await pixels({ pose: "portrait", attributes: PERSON }, 768);
    expect(share(data, person.hair.color, 22)).toBeGreaterThan(3);
    expect(share(data, person.skin, 16)).toBeGreaterThan(4);
    expect(share(data, person.eyes.left, 26)).toBeGreaterThan(0.03);
  });

  it("has no eye colour in the back view", () => {
    const { eyes } = readTraits(PERSON, 11);
    expect(drawSvg(drawing({ pose: "front", attributes: PERSON }))).toContain(eyes.left);
    expect(drawSvg(drawing({ pose: "back", attributes: PERSON }))).not.toContain(eyes.left);
  });

  it("has different outlines from the front, the side and behind", async () => {
    const [front, side, back] = await Promise.all(
      (["front", "side", "back"] as const).map((pose) => pixels({ pose, attributes: PERSON })),
    );
    for (const [a, b] of [
      [front, side],
      [side, back],
      [front, back],
    ]) {
      expect(difference(a?.data ?? Buffer.alloc(0), b?.data ?? Buffer.alloc(0))).toBeGreaterThan(VIEW_DIFFERENCE);
    }
  });

  it("differs visibly in a reroll while hair, skin and a typed outfit stay", async () => {
    const person = readTraits(PERSON, 11);
    for (const pose of ["portrait", "front"] as const) {
      const first = await pixels({ pose, attributes: PERSON, seed: 1 });
      const second = await pixels({ pose, attributes: PERSON, seed: 2 });
      expect(difference(first.data, second.data)).toBeGreaterThan(REROLL_DIFFERENCE);
      for (const color of [person.hair.color, person.skin]) {
        const [a, b] = [share(first.data, color, 24), share(second.data, color, 24)];
        expect(Math.min(a, b)).toBeGreaterThan(0.3);
        expect(Math.max(a, b) / Math.min(a, b)).toBeLessThan(3);
      }
    }
    const outfits = [1, 2, 3, 4].map((identity) => readTraits(PERSON, identity).outfit);
    expect(
      new Set(outfits.map(({ top, bottom }) => `${top.kind} ${top.color} ${bottom?.kind} ${bottom?.color}`)).size,
    ).toBe(1);
  });

  it("shows an athletic figure broader than an average one and an average one broader than a slim one", () => {
    const reach = (body_type: string): number => {
      const svg = drawSvg(
        drawing({ pose: "front", attributes: { ...PERSON, gender: "man", hair_style: "bald", body_type }, seed: 4 }),
      );
      const xs = [...svg.slice(svg.indexOf("</defs>")).matchAll(/[MC ](-?\d+(?:\.\d)?) (?=2\d\d(?:\.\d)?\b)/g)]
        .map(([, x]) => Math.abs(Number(x)))
        .filter((x) => x < 200);
      return Math.max(...xs);
    };
    expect(reach("athletic")).toBeGreaterThan(reach("average") * 1.06);
    expect(reach("average")).toBeGreaterThan(reach("slim") * 1.03);
  });
});

describe("every hair style", () => {
  const styles = Object.entries(HAIR_WORDS) as [HairStyleName, string][];

  it("has a phrase that selects it", () => {
    for (const [name, words] of styles) expect(readTraits({ hair_style: words }, 5).hair.name).toBe(name);
    expect(styles.length).toBe(Object.keys(HAIR_STYLES).length);
  });

  it("draws for each gender and pose without a missing value", async () => {
    for (const [index, [, hair_style]] of styles.entries()) {
      for (const [turn, pose] of SYNTHESIZED_POSES.entries()) {
        for (const gender of GENDERS) {
          const svg = drawSvg(drawing({ pose, attributes: { gender, hair_style, age: 25 } }));
          expect(/NaN|undefined|Infinity/.test(svg)).toBe(false);
          if ((index + turn) % GENDERS.length === GENDERS.indexOf(gender)) expect(faults(svg)).toEqual([]);
        }
      }
      // Without a pause, seconds of drawing would keep the test runner waiting.
      await setImmediate();
    }
  }, 60_000);

  it("renders as an image", async () => {
    for (const [index, [, hair_style]] of styles.entries()) {
      const [pose, gender] = [SYNTHESIZED_POSES[index % 4], GENDERS[(index >> 2) % 4]];
      const svg = drawSvg(
        drawing({ pose: pose ?? "front", attributes: { gender: gender ?? "", hair_style }, width: 96, height: 128 }),
      );
      const { info } = await sharp(Buffer.from(svg)).raw().toBuffer({ resolveWithObject: true });
      expect([info.width, info.height]).toEqual([96, 128]);
    }
  });
});
