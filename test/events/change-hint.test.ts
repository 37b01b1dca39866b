import { describe, expect, test } from "vitest";
import { type ChangeHint, changeHintOf, joinHints, parseHint, printHint } from "../../src/events/notifier.ts";

const LONG = 1_000;
const some = new Map([
  ["team_a", new Set(["char_1", "char_2"])],
  ["team_b", null],
]);

describe("change hints", () => {
  test("cover after a merge everything that either covered", () => {
    expect(joinHints(undefined, some)).toEqual(some);
    expect(joinHints(some, null)).toBe(null);
    expect(joinHints(null, some)).toBe(null);
    const joined = joinHints(
      some,
      new Map([...(changeHintOf("team_a", "char_3") ?? []), ...(changeHintOf("team_b", "char_9") ?? [])]),
    );
    expect(joined).toEqual(
      new Map([
        ["team_a", new Set(["char_1", "char_2", "char_3"])],
        ["team_b", null],
      ]),
    );
    expect(joinHints(joined, changeHintOf("team_a"))).toEqual(
      new Map([
        ["team_a", null],
        ["team_b", null],
      ]),
    );
    expect(joinHints(some, changeHintOf("team_c", "char_4"))?.get("team_c")).toEqual(new Set(["char_4"]));
  });

  test.each<[ChangeHint]>([[null], [some], [changeHintOf("team_a")], [changeHintOf("team_a", "char_1")]])(
    "are parsed to what was printed: %o",
    (hint) => {
      expect(parseHint(printHint(hint, LONG))).toEqual(hint);
    },
  );

  test("that are too long name only teams, or everything", () => {
    expect(parseHint(printHint(some, "team_a/char_1/char_2,team_b".length))).toEqual(some);
    expect(parseHint(printHint(some, "team_a/char_1/char_2,team_b".length - 1))).toEqual(
      new Map([
        ["team_a", null],
        ["team_b", null],
      ]),
    );
    expect(parseHint(printHint(some, "team_a,team_b".length - 1))).toBe(null);
  });
});
