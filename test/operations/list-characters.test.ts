import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Call } from "../../src/domain/principal.ts";
import { startTestApp, type TestApp } from "../helpers/app.ts";
import { connectCharacters, deleteCharacter, listCharacters, resynthesizeCharacter } from "../helpers/operations.ts";
import { expectOk } from "../helpers/seed.ts";

let app: TestApp;
let teamId: string;
let call: Call;
/** Newest first. */
let ids: string[];

beforeAll(async () => {
  app = await startTestApp({ roles: [] });
});
afterAll(() => app[Symbol.asyncDispose]());

/** Creates a team with characters, one after the other, and sorts their ids newest first. */
async function teamOf(count: number, status: "ready" | "reviewing" = "ready") {
  ({ teamId, call } = await app.seed.caller());
  ids = [];
  for (let n = 0; n < count; n += 1) ids.unshift(await app.seed.character(teamId, { status }));
  ids.sort().reverse();
}
const list = (query: Record<string, string> = {}) => listCharacters(app.app, call, query);
const connect = (page: Parameters<typeof connectCharacters>[2]) => connectCharacters(app.app, call, page);

describe("the list of characters", () => {
  test("is newest first, without deleted and other teams' characters, and reports its end", async () => {
    await teamOf(2);
    await teamOf(3);
    expectOk(await deleteCharacter(app.app, call, ids[1] ?? ""));
    const page = expectOk(await list());
    expect(page.data.map((character) => character.id)).toEqual([ids[0], ids[2]]);
    expect(page).toMatchObject({ hasMore: false, nextCursor: null });
    expect(page.data[0]).toMatchObject({ status: "ready", name: "Mira", version: 1 });
    expect(page.data[0]?.refs).toHaveLength(4);
  });

  test("is paged by the id of the last row and returns each character once", async () => {
    await teamOf(5);
    const seen: string[] = [];
    let cursor: string | null | undefined;
    do {
      const page = expectOk(await list({ limit: "2", ...(cursor ? { starting_after: cursor } : {}) }));
      expect(page.hasMore).toBe(page.nextCursor !== null);
      seen.push(...page.data.map((character) => character.id));
      cursor = page.nextCursor;
    } while (cursor);
    expect(seen).toEqual(ids);
  });

  test("continues after a character that was deleted between two pages", async () => {
    await teamOf(4);
    const first = expectOk(await list({ limit: "2" }));
    expectOk(await deleteCharacter(app.app, call, first.nextCursor ?? ""));
    const second = expectOk(await list({ limit: "2", starting_after: first.nextCursor ?? "" }));
    expect(second.data.map((character) => character.id)).toEqual(ids.slice(2));
  });

  test("filters by status and by client_reference_id", async () => {
    await teamOf(3);
    await app.app.db.sql`update retake.characters set client_reference_id = 'mine' where id = ${ids[2] ?? ""}`;
    expectOk(await resynthesizeCharacter(app.app, call, { id: ids[0] ?? "", body: {}, idempotencyKey: null }));
    const found = async (query: Record<string, string>) => expectOk(await list(query)).data.map(({ id }) => id);
    expect(await found({ status: "ready" })).toEqual([ids[1], ids[2]]);
    expect(await found({ status: "synthesizing" })).toEqual([ids[0]]);
    expect(await found({ client_reference_id: "mine" })).toEqual([ids[2]]);
    expect(await found({ client_reference_id: "mine", status: "failed" })).toEqual([]);
    expect(await found({ client_reference_id: "" })).toEqual([]);
  });

  test.each([
    ["a limit of 0", { limit: "0" }, "value_out_of_range", "limit"],
    ["a limit of 101", { limit: "101" }, "value_out_of_range", "limit"],
    ["a limit that is not a number", { limit: "ten" }, "invalid_format", "limit"],
    ["an empty limit", { limit: "" }, "invalid_format", "limit"],
    ["an unknown status", { status: "done" }, "invalid_request", "status"],
    ["status deleted", { status: "deleted" }, "invalid_request", "status"],
    ["an unknown parameter", { stauts: "ready" }, "invalid_request", "stauts"],
    ["NUL in the reference", { client_reference_id: "\0" }, "invalid_format", "client_reference_id"],
  ])("is refused with %s and takes no token", async (_, query, code, param) => {
    await teamOf(0);
    expect(await list(query as unknown as Record<string, string>)).toMatchObject({ refusal: { code, param } });
    expect(app.app.localRateLimiter.find(teamId, "characters_get").remaining).toBe(240);
  });

  test("refuses a cursor that is not a character of the team", async () => {
    await teamOf(1);
    const foreign = ids[0] ?? "";
    await teamOf(1);
    for (const cursor of [foreign, "char_none", "", "a\0b", "é"]) {
      expect(await list({ starting_after: cursor })).toMatchObject({
        refusal: { code: "invalid_page_token", param: "starting_after" },
      });
    }
  });
});

describe("the connection of characters", () => {
  test("returns the same edges forward and backward, with exact flags at each step", async () => {
    await teamOf(5);
    const forward: string[] = [];
    let page = expectOk(await connect({ first: 2 }));
    const flags = [[page.pageInfo.hasPreviousPage, page.pageInfo.hasNextPage]];
    forward.push(...page.edges.map(({ node }) => node.id));
    while (page.pageInfo.hasNextPage) {
      page = expectOk(await connect({ first: 2, after: page.pageInfo.endCursor }));
      flags.push([page.pageInfo.hasPreviousPage, page.pageInfo.hasNextPage]);
      forward.push(...page.edges.map(({ node }) => node.id));
    }
    expect(forward).toEqual(ids);
    expect(flags).toEqual([
      [false, true],
      [true, true],
      [true, false],
    ]);

    let back = expectOk(await connect({ last: 2 }));
    const backward = [back.edges.map(({ node }) => node.id)];
    const backFlags = [[back.pageInfo.hasPreviousPage, back.pageInfo.hasNextPage]];
    while (back.pageInfo.hasPreviousPage) {
      back = expectOk(await connect({ last: 2, before: back.pageInfo.startCursor }));
      backward.unshift(back.edges.map(({ node }) => node.id));
      backFlags.push([back.pageInfo.hasPreviousPage, back.pageInfo.hasNextPage]);
    }
    expect(backward.flat()).toEqual(ids);
    expect(backFlags).toEqual([
      [true, false],
      [true, true],
      [false, true],
    ]);
  });

  test("has exact flags for whole pages, empty pages, both bounds and size zero", async () => {
    await teamOf(3);
    const all = expectOk(await connect({ first: 3 }));
    const [a, b, c] = all.edges.map(({ cursor }) => cursor);
    const flags = async (page: Parameters<typeof connect>[0]) => {
      const { edges, pageInfo } = expectOk(await connect(page));
      return [edges.length, pageInfo.hasPreviousPage, pageInfo.hasNextPage];
    };
    expect(await flags({ first: 3 })).toEqual([3, false, false]);
    expect(await flags({ last: 3 })).toEqual([3, false, false]);
    expect(await flags({})).toEqual([3, false, false]);
    expect(await flags({ first: 1, after: c })).toEqual([0, true, false]);
    expect(await flags({ last: 1, before: a })).toEqual([0, false, true]);
    expect(await flags({ first: 5, after: a, before: c })).toEqual([1, true, true]);
    expect(await flags({ last: 1, after: a })).toEqual([1, true, false]);
    expect(await flags({ first: 1, before: c })).toEqual([1, false, true]);
    expect(await flags({ first: 0 })).toEqual([0, false, true]);
    expect(await flags({ first: 2, after: b, status: "reviewing" })).toEqual([0, false, false]);
    expect(await flags({ first: 2, after: b, status: null, before: null, last: null })).toEqual([1, true, false]);
  });

  test("is stable while characters are added and deleted", async () => {
    await teamOf(3);
    const first = expectOk(await connect({ first: 2 }));
    await app.seed.character(teamId);
    expectOk(await deleteCharacter(app.app, call, ids[1] ?? ""));
    const rest = expectOk(await connect({ first: 2, after: first.pageInfo.endCursor }));
    expect(rest.edges.map(({ node }) => node.id)).toEqual([ids[2]]);
    expect(rest.pageInfo.hasPreviousPage).toBe(true);
  });

  test.each([
    ["101 at once", { first: 101 }, "value_out_of_range", "first"],
    ["a negative size", { last: -1 }, "value_out_of_range", "last"],
    ["first with last", { first: 1, last: 1 }, "parameter_invalid_combination", "last"],
    ["an invalid cursor", { after: "nonsense" }, "invalid_page_token", "after"],
    ["an empty cursor", { before: "" }, "invalid_page_token", "before"],
    [
      "a cursor of another list",
      { after: Buffer.from("images img_1").toString("base64url") },
      "invalid_page_token",
      "after",
    ],
    [
      "a cursor with NUL",
      { after: Buffer.from("characters a\0b").toString("base64url") },
      "invalid_page_token",
      "after",
    ],
    [
      "a cursor with padding",
      { after: `${Buffer.from("characters ch").toString("base64url")}=` },
      "invalid_page_token",
      "after",
    ],
    ["a cursor of a megabyte", { after: "Y".repeat(1_000_000) }, "invalid_page_token", "after"],
  ])("is refused with %s", async (_, page, code, param) => {
    await teamOf(0);
    expect(await connect(page)).toMatchObject({ refusal: { code, param } });
  });

  test("takes one token of characters_get, and is refused when the bucket is empty", async () => {
    await teamOf(0);
    expectOk(await connect({}));
    expectOk(await list());
    expect(app.app.localRateLimiter.find(teamId, "characters_get").remaining).toBe(238);
    while (app.app.localRateLimiter.take(teamId, "characters_get").admitted);
    expect(await connect({})).toMatchObject({ refusal: { kind: "rate_limit_exceeded", bucket: "characters_get" } });
  });
});
