import { expect, test } from "vitest";
import { newId } from "../../src/composition/core.ts";

test("ids sort in the order in which a process made them, however many fall into one millisecond", () => {
  const ids = Array.from({ length: 5_000 }, () => newId("character"));
  expect(ids.toSorted()).toEqual(ids);
  expect(new Set(ids).size).toBe(ids.length);
  for (const id of ids) expect(id).toMatch(/^char_[0-9A-HJKMNP-TV-Z]{26}$/);
});
