import { expect, test } from "vitest";
import { checkSums, lastVersions } from "./check-sums.ts";

const received = { characters: [], versions: [], times: [], broken: [], last: [["a", 3] as const] };

test("a run counts only when every socket has its character's last version and no stream is broken", () => {
  const versions = lastVersions(
    new Map([
      ["a 1", 0],
      ["a 3", 0],
      ["a 2", 0],
      ["b 1", 0],
    ]),
  );
  expect(() => checkSums("x", received, versions)).not.toThrow();
  expect(() => checkSums("x", { ...received, last: [["a", 2]] }, versions)).toThrow("behind");
  expect(() => checkSums("x", { ...received, last: [["c", 1]] }, versions)).toThrow("behind");
  expect(() => checkSums("x", { ...received, broken: ["a: 3 came after 1"] }, versions)).toThrow("broken");
});
