import { expect, test } from "vitest";
import { newId } from "../../src/composition/core.ts";

test("makes ids that sort in the order of their creation, even within one millisecond", () => {
  const ids = Array.from({ length: 5_000 }, () => newId("character"));
  expect(ids.toSorted()).toEqual(ids);
  expect(new Set(ids).size).toBe(ids.length);
  for (const id of ids) expect(id).toMatch(/^char_[0-9A-HJKMNP-TV-Z]{26}$/);
});
