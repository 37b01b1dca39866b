import { describe, expect, it } from "vitest";
import { readTraits } from "../../../src/providers/sandbox/traits/traits.ts";
import { PHRASES } from "./phrases.ts";

/** Seeds to try, because what a text states must not depend on the seed. */
const SEEDS = [3, 7, 4_000_000_001];

describe("a client's phrases", () => {
  for (const { attribute, read, lines } of PHRASES) {
    const phrases = lines
      .trim()
      .split("\n")
      .map((line) => line.split(" > ").map((part) => part.trim()));
    it(`are understood in ${attribute}: ${phrases.length} phrases`, () => {
      const person = attribute === "additional_details" ? { gender: "woman", age: 30 } : {};
      const misread = phrases.flatMap(([phrase = "", wanted = ""]) =>
        SEEDS.map((seed) => read(readTraits({ ...person, [attribute]: phrase }, seed)))
          .filter((found) => !wanted.split("|").includes(found))
          .map((found) => `${phrase}: ${found} instead of ${wanted}`),
      );
      expect(misread).toEqual([]);
    });
  }
});
