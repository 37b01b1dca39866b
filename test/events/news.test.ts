import { describe, expect, test } from "vitest";
import { joinNews, type News, newsOf, parseNews, printNews } from "../../src/events/news.ts";

const LONG = 1_000;
const some = new Map([
  ["team_a", new Set(["char_1", "char_2"])],
  ["team_b", null],
]);

describe("news", () => {
  test("of two rings together leave nobody out who was in one of them", () => {
    expect(joinNews(undefined, some)).toEqual(some);
    expect(joinNews(some, null)).toBe(null);
    expect(joinNews(null, some)).toBe(null);
    const joined = joinNews(
      some,
      new Map([...(newsOf("team_a", "char_3") ?? []), ...(newsOf("team_b", "char_9") ?? [])]),
    );
    expect(joined).toEqual(
      new Map([
        ["team_a", new Set(["char_1", "char_2", "char_3"])],
        ["team_b", null],
      ]),
    );
    expect(joinNews(joined, newsOf("team_a"))).toEqual(
      new Map([
        ["team_a", null],
        ["team_b", null],
      ]),
    );
    expect(joinNews(some, newsOf("team_c", "char_4"))?.get("team_c")).toEqual(new Set(["char_4"]));
  });

  test.each<[News]>([[null], [some], [newsOf("team_a")], [newsOf("team_a", "char_1")]])(
    "are read as they were sent: %o",
    (news) => {
      expect(parseNews(printNews(news, LONG))).toEqual(news);
    },
  );

  test("that are too long to send name teams only, or everybody", () => {
    expect(parseNews(printNews(some, "team_a/char_1/char_2,team_b".length))).toEqual(some);
    expect(parseNews(printNews(some, "team_a/char_1/char_2,team_b".length - 1))).toEqual(
      new Map([
        ["team_a", null],
        ["team_b", null],
      ]),
    );
    expect(parseNews(printNews(some, "team_a,team_b".length - 1))).toBe(null);
  });
});
