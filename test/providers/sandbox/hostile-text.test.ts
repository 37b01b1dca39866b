import fc from "fast-check";
import sharp from "sharp";
import { describe, expect, it } from "vitest";
import { ATTRIBUTE_NAMES, type CharacterAttributes, SYNTHESIZED_POSES } from "../../../src/domain/character.ts";
import { drawing, drawSvg, faults } from "./drawings.ts";

const MARKER = "zqxjk";
const ATTACKS = [
  `</svg><image href="http://example.invalid/${MARKER}.png"/><svg>`,
  `"/><text>${MARKER}</text><path d="`,
  `<script>${MARKER}</script>`,
  `url(#${MARKER}) url(file:///etc/passwd)`,
  `&${MARKER};<!ENTITY ${MARKER} SYSTEM "file:///etc/passwd">]]>`,
  `\u202E\u200F${MARKER} شعر طويل 长发 👩🏽‍🦱🔥`,
  `\u0001\u0002\u001b[31m${MARKER}\u007f\u0085\u2028`,
  `${MARKER} `.repeat(160).slice(0, 1000),
  `__proto__ constructor toString hasOwnProperty ${MARKER}`,
  `red `.repeat(250),
];

const text = (max: number) =>
  fc.oneof(
    fc.string({ minLength: 1, maxLength: max, unit: "binary" }),
    fc.constantFrom(...ATTACKS).map((attack) => attack.slice(0, max)),
  );

const attributes: fc.Arbitrary<CharacterAttributes> = fc.record(
  {
    gender: text(100),
    age: fc.integer({ min: 1, max: 120 }),
    ethnicity: text(100),
    hair_color: text(100),
    hair_style: text(100),
    eye_color: text(100),
    body_type: text(100),
    additional_details: text(1000),
  },
  { requiredKeys: [] },
);

describe("text of a caller", () => {
  it("never appears in the drawing", () => {
    const input = fc.record({
      attributes,
      pose: fc.constantFrom(...SYNTHESIZED_POSES, "image" as const),
      identitySeed: fc.nat(0xffffffff),
      seed: fc.nat(0xffffffff),
    });
    fc.assert(
      fc.property(input, (part) => {
        const svg = drawSvg(drawing(part));
        expect(svg).not.toContain(MARKER);
        expect(faults(svg)).toEqual([]);
      }),
      { numRuns: 120 },
    );
  }, 60_000);

  it("gives the same image with and without markup around the words", () => {
    const plain = drawSvg(drawing({ attributes: { hair_color: "red", additional_details: "round glasses" } }));
    const marked = drawSvg(
      drawing({ attributes: { hair_color: "<b>red</b>", additional_details: `<i>round</i> glasses` } }),
    );
    expect(marked).toBe(plain);
  });

  it("renders, however hostile it is", async () => {
    for (const attack of ATTACKS) {
      const all = Object.fromEntries(ATTRIBUTE_NAMES.filter((name) => name !== "age").map((name) => [name, attack]));
      const svg = drawSvg(drawing({ attributes: all, width: 96, height: 128 }));
      const { info } = await sharp(Buffer.from(svg)).raw().toBuffer({ resolveWithObject: true });
      expect([info.width, info.height]).toEqual([96, 128]);
    }
  });

  it("is read in bounded time", () => {
    const long = { hair_style: "a ".repeat(50), additional_details: `${"no a the ".repeat(90)}${"x".repeat(180)}` };
    const before = process.cpuUsage();
    for (let i = 0; i < 5; i++) drawSvg(drawing({ attributes: long }));
    const { user } = process.cpuUsage(before);
    expect(user / 5).toBeLessThan(150_000);
  });
});
