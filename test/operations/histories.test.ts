import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { BUCKET_NAMES } from "../../src/domain/buckets.ts";
import type { Call } from "../../src/domain/principal.ts";
import { findLedgerPage, findRateLimits } from "../../src/operations/get-team.ts";
import type { ConnectionArguments } from "../../src/operations/pages.ts";
import { findRefSetPages } from "../../src/operations/ref-sets.ts";
import { findSynthesisPages } from "../../src/operations/syntheses.ts";
import { startTestApp, type TestApp } from "../helpers/app.ts";
import { callAs } from "../helpers/call.ts";
import { cancelSynthesis, createImage, getCharacter, resynthesizeCharacter } from "../helpers/operations.ts";
import { expectOk } from "../helpers/seed.ts";
import { finish } from "../services/run-synthesis.ts";

let app: TestApp;
let teamId: string;
let call: Call;
let characterId: string;
let imageId: string;
/** Oldest first. */
let runs: string[];

/** One character's list, from the operations that return the lists of several characters. */
const synthesesOf = async (id: string, page: ConnectionArguments) =>
  only(await findSynthesisPages(app.app, call, [id], page));
const refSetsOf = async (id: string, page: ConnectionArguments) =>
  only(await findRefSetPages(app.app, call, [id], page));
const only = <T>(answers: ReadonlyMap<string, T>): T => {
  const [answer] = answers.values();
  if (answers.size !== 1 || answer === undefined) throw new Error(`${answers.size} answers instead of one`);
  return answer;
};

/** One team with a character that was resynthesized twice and cancelled once, and an image of it. */
beforeAll(async () => {
  app = await startTestApp({ roles: [] });
  ({ teamId, call } = await app.seed.caller({ credits: 50 }));
  characterId = await app.seed.character(teamId);
  const order = { body: { prompt: "a boat", character_id: characterId }, idempotencyKey: null };
  imageId = expectOk(await createImage(app.app, call, order)).image.id;
  const run = async () =>
    expectOk(await resynthesizeCharacter(app.app, call, { id: characterId, body: {}, idempotencyKey: null })).synthesis
      .id;
  runs = [await run()];
  await finish(app.app, runs[0] ?? "");
  runs.push(await run());
  await finish(app.app, runs[1] ?? "");
  runs.push(await run());
  expectOk(await cancelSynthesis(app.app, call, { characterId, body: {} }));
});
afterAll(() => app[Symbol.asyncDispose]());

describe("a character's syntheses", () => {
  test("are listed newest first with status and cost, without images", async () => {
    const { edges, pageInfo } = expectOk(await synthesesOf(characterId, {}));
    expect(edges.map(({ node }) => [node.id, node.status, node.cost])).toEqual([
      [runs[2], "cancelled", 4],
      [runs[1], "succeeded", 4],
      [runs[0], "succeeded", 4],
    ]);
    expect(pageInfo).toMatchObject({ hasNextPage: false, hasPreviousPage: false });
  });

  test("are paged by cursor, and another character's cursor is refused", async () => {
    const { pageInfo } = expectOk(await synthesesOf(characterId, { first: 1 }));
    expect(pageInfo.hasNextPage).toBe(true);
    const rest = expectOk(await synthesesOf(characterId, { first: 5, after: pageInfo.endCursor }));
    expect(rest.edges.map(({ node }) => node.id)).toEqual([runs[1], runs[0]]);
    const other = await synthesesOf("char_other", { after: pageInfo.endCursor });
    expect(other).toMatchObject({ refusal: { code: "invalid_page_token" } });
  });
});

describe("a character's ref sets", () => {
  test("are listed with the highest number first, including the current set", async () => {
    const { edges } = expectOk(await refSetsOf(characterId, {}));
    expect(edges.map(({ node }) => [node.number, node.synthesis_id, node.refs.length])).toEqual([
      [3, runs[1], 4],
      [2, runs[0], 4],
      [1, null, 4],
    ]);
    const { refs, ref_set_number } = expectOk(await getCharacter(app.app, call, characterId));
    expect(edges.find(({ node }) => node.number === ref_set_number)?.node.refs).toEqual(refs);
  });

  test("are paged in both directions by number", async () => {
    const { pageInfo } = expectOk(await refSetsOf(characterId, { last: 1 }));
    expect(pageInfo).toMatchObject({ hasNextPage: false, hasPreviousPage: true });
    const before = expectOk(await refSetsOf(characterId, { last: 1, before: pageInfo.startCursor }));
    expect(before.edges.map(({ node }) => node.number)).toEqual([2]);
  });

  test.each(["1.5", "01", "-1", "99999999999999999", "x", ""])(
    "refuse a cursor with the position %j",
    async (position) => {
      const after = Buffer.from(`ref_sets/${characterId} ${position}`).toString("base64url");
      const refused = await refSetsOf(characterId, { after });
      expect(refused).toMatchObject({ refusal: { code: "invalid_page_token" } });
    },
  );
});

describe("the lists of several characters at once", () => {
  test.each([{}, { first: 1 }, { last: 1 }, { first: 0 }, { last: 2 }])(
    "equal the separate lists of each character for the page %j",
    async (page) => {
      const ids = [characterId, await app.seed.character(teamId), "char_other"];
      const [syntheses, sets] = await Promise.all([
        findSynthesisPages(app.app, call, ids, page),
        findRefSetPages(app.app, call, ids, page),
      ]);
      for (const id of ids) {
        expect(syntheses.get(id)).toEqual(await synthesesOf(id, page));
        expect(sets.get(id)).toEqual(await refSetsOf(id, page));
      }
    },
  );

  test("refuse an invalid page for each character", async () => {
    const answers = await findSynthesisPages(app.app, call, [characterId, "char_other"], { first: -1 });
    expect([...answers.values()].map((answer) => !answer.ok && answer.refusal)).toEqual(
      Array.from({ length: 2 }, () => expect.objectContaining({ code: "value_out_of_range", param: "first" })),
    );
  });

  test("accept a cursor only for its own character", async () => {
    const { pageInfo } = expectOk(await synthesesOf(characterId, { first: 1 }));
    const answers = await findSynthesisPages(app.app, call, [characterId, "char_other"], { after: pageInfo.endCursor });
    expect([...answers.values()].map(({ ok }) => ok)).toEqual([true, false]);
  });
});

describe("the team's ledger", () => {
  test("has every entry once, newest first, with ids of the team", async () => {
    const { edges } = expectOk(await findLedgerPage(app.app, call, { first: 100 }));
    expect(edges.map(({ node }) => [node.kind, node.amount, node.synthesis_id])).toEqual([
      ["release", 4, runs[2]],
      ["hold", 4, runs[2]],
      ["capture", 4, runs[1]],
      ["hold", 4, runs[1]],
      ["capture", 4, runs[0]],
      ["hold", 4, runs[0]],
      ["hold", 1, imageId],
      ["grant", 50, null],
    ]);
    const name = teamId.replace("team_", "");
    expect(edges.map(({ node }) => node.id)).toEqual([8, 7, 6, 5, 4, 3, 2, 1].map((seq) => `led_${name}_${seq}`));
    expect(edges.at(-1)?.node).toMatchObject({ note: "first credits" });
    expect(Date.parse(edges[0]?.node.created_at ?? "")).toBeGreaterThan(0);
  });

  test("is paged by cursor, and shows nothing to another team", async () => {
    const { pageInfo } = expectOk(await findLedgerPage(app.app, call, { first: 6 }));
    const rest = expectOk(await findLedgerPage(app.app, call, { after: pageInfo.endCursor }));
    expect(rest.edges.map(({ node }) => node.kind)).toEqual(["hold", "grant"]);
    const stranger = await app.seed.team({ credits: 0 });
    const theirs = await callAs(app.app, stranger.apiKey);
    expect(expectOk(await findLedgerPage(app.app, theirs, {})).edges).toEqual([]);
    expect(expectOk(only(await findSynthesisPages(app.app, theirs, [characterId], {}))).edges).toEqual([]);
    expect(expectOk(only(await findRefSetPages(app.app, theirs, [characterId], {}))).edges).toEqual([]);
  });
});

describe("the team's rate limits", () => {
  test("show every bucket with its remaining tokens, and reading them takes no token", async () => {
    // Ten tokens at once, because a single one is refilled within half a second, which a busy machine needs to read.
    const ten = Array.from({ length: 10 });
    await Promise.all(ten.map(() => getCharacter(app.app, call, characterId)));
    await Promise.all(ten.map(() => cancelSynthesis(app.app, call, { characterId, body: {} })));
    await findRateLimits(app.app, call);
    const limits = await findRateLimits(app.app, call);
    expect(limits.map(({ bucket }) => bucket)).toEqual(BUCKET_NAMES);
    const left = Object.fromEntries(limits.map(({ bucket, remaining }) => [bucket, remaining]));
    expect(left).toMatchObject({ characters_synthesize: 9, estimate_post: 240 });
    expect(left.characters_get).toBeLessThan(240);
    expect(left.characters_post).toBeLessThan(60);
    expect(limits.every(({ limit, remaining }) => remaining <= limit)).toBe(true);
  });
});
