import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Call } from "../../src/domain/principal.ts";
import { findImage } from "../../src/operations/get-by-id.ts";
import {
  claimSynthesis,
  failSynthesis,
  postponeGeneration,
  recordSent,
} from "../../src/services/generations/run-records.ts";
import { startTestApp, type TestApp } from "../helpers/app.ts";
import {
  connectImages,
  createImage,
  estimate,
  estimateImage,
  getImage,
  listImages,
  resynthesizeCharacter,
  updateCharacter,
} from "../helpers/operations.ts";
import { ATTRIBUTES, expectOk } from "../helpers/seed.ts";
import { checkBooks } from "../services/check-books.ts";
import { finish } from "../services/run-synthesis.ts";

let app: TestApp;
let teamId: string;
let call: Call;

beforeAll(async () => {
  app = await startTestApp({ roles: [] });
});
afterAll(() => app[Symbol.asyncDispose]());

async function newTeam(credits = 10) {
  ({ teamId, call } = await app.seed.caller({ credits }));
}
const create = (body: unknown, idempotencyKey: string | null = null) =>
  createImage(app.app, call, { body, idempotencyKey });
const order = async (body: unknown = { prompt: "a boat" }) => expectOk(await create(body)).image;

describe("an image", () => {
  test("costs one credit and is pending, then processing, then succeeded with its URLs", async () => {
    await newTeam();
    const image = await order({ prompt: "a boat", seed: 7 });
    expect(image).toMatchObject({
      team_id: teamId,
      status: "pending",
      prompt: "a boat",
      character_id: null,
      ref_set_number: null,
      image: null,
      width: 1024,
      height: 1024,
      seed: 7,
      error_message: null,
      cost: 1,
      completed_at: null,
    });
    expect(image.id).toMatch(/^img_/);
    expect(await checkBooks(app.app, teamId)).toEqual({ total: 10, held: 1 });

    const runner = crypto.randomUUID();
    expect(await claimSynthesis(app.app.db, image.id, runner)).toMatchObject({
      kind: "image",
      order: { prompt: "a boat", width: 1024, height: 1024, seed: 7 },
      generations: [{ pose: "image", status: "pending" }],
    });
    const about = { synthesisId: image.id, pose: "image" as const, runner };
    const request = {
      prompt: "a boat",
      template: "t",
      seed: 7,
      seed_counts: true,
      width: 1024,
      height: 1024,
      references: [],
    };
    await recordSent(app.app.db, about, request, { maxAttempts: 4, provider: "test" });
    expect((await findImage(app.app, call, image.id))?.status).toBe("processing");
    await postponeGeneration(app.app.db, { ...about, attempt: 1 }, 0, { provider: "test", pauseMs: 0 });
    expect((await findImage(app.app, call, image.id))?.status).toBe("processing");

    await finish(app.app, image.id);
    const done = expectOk(await getImage(app.app, call, image.id));
    expect(done).toMatchObject({ status: "succeeded", width: 768, height: 1024, cost: 1 });
    expect(done.image?.key).toMatch(/^v1\//);
    expect(done.completed_at).not.toBeNull();
    expect(await checkBooks(app.app, teamId)).toEqual({ total: 9, held: 0 });
  });

  test("reports why it failed, and costs nothing", async () => {
    await newTeam();
    const { id } = await order();
    await failSynthesis(app.app.db, id, null, "image", "content_rejected");
    expect(await findImage(app.app, call, id)).toMatchObject({
      status: "failed",
      error_message: "content_rejected",
      image: null,
    });
    expect((await findImage(app.app, call, id))?.completed_at).not.toBeNull();
    expect(await checkBooks(app.app, teamId)).toEqual({ total: 10, held: 0 });
  });

  test("keeps the ref set and the attributes that its character had at the accept", async () => {
    await newTeam();
    const id = await app.seed.character(teamId);
    const image = await order({ prompt: "on a beach", character_id: id, width: 512, height: 768 });
    expect(image).toMatchObject({ character_id: id, ref_set_number: 1, width: 512, height: 768 });
    expectOk(await updateCharacter(app.app, call, { id, body: { attributes: { age: 90 } } }));
    const run = expectOk(await resynthesizeCharacter(app.app, call, { id, body: {}, idempotencyKey: null }));
    await finish(app.app, run.synthesis.id);
    const claimed = await claimSynthesis(app.app.db, image.id, crypto.randomUUID());
    expect(claimed?.attributes).toEqual(ATTRIBUTES);
    expect(claimed?.base_refs.map((ref) => ref.pose)).toEqual(["portrait", "front", "side", "back"]);
    expect(Number(claimed?.identity_seed)).toBe(7);
    await finish(app.app, image.id);
    expect(await findImage(app.app, call, image.id)).toMatchObject({ ref_set_number: 1, status: "succeeded" });
    await checkBooks(app.app, teamId);
  });

  test("does not change its character: no version, no event, no synthesis of its own", async () => {
    await newTeam();
    const id = await app.seed.character(teamId);
    await finish(app.app, (await order({ prompt: "x", character_id: id })).id);
    const [row] = await app.app.db.sql`select version, status from retake.characters where id = ${id}`;
    expect(row).toEqual({ version: 1, status: "ready" });
    expectOk(await resynthesizeCharacter(app.app, call, { id, body: {}, idempotencyKey: null }));
    await checkBooks(app.app, teamId);
  });

  test.each(["reviewing", "failed"] as const)(
    "is refused for a %s character with its status, and takes a token",
    async (status) => {
      await newTeam();
      const id = await app.seed.character(teamId, { status });
      const left: number[] = [];
      call = { ...call, onRateLimitState: ({ remaining }) => left.push(remaining) };
      expect(await create({ prompt: "x", character_id: id }, "k")).toEqual({
        ok: false,
        refusal: { kind: "character_not_ready", status },
      });
      expect(left).toEqual([119]);
      expect(await app.app.db.sql`select from retake.idempotency_keys where team_id = ${teamId}`).toHaveLength(0);
      expect(await checkBooks(app.app, teamId)).toEqual({ total: 10, held: 0 });
    },
  );

  test("is not found for an unknown or foreign character, and for another team", async () => {
    await newTeam();
    const foreign = await app.seed.character(teamId);
    const theirs = await order();
    await newTeam();
    for (const character_id of [foreign, "char_none", "a\0b", ""]) {
      expect(await create({ prompt: "x", character_id })).toEqual({ ok: false, refusal: { kind: "not_found" } });
    }
    for (const id of [theirs.id, "img_none", "a\0b", ""]) {
      expect(await getImage(app.app, call, id)).toEqual({ ok: false, refusal: { kind: "not_found" } });
    }
  });

  test("is one image for a repeated key, replayed with its first state, and another body is refused", async () => {
    await newTeam();
    const first = expectOk(await create({ prompt: "a boat" }, "k"));
    await finish(app.app, first.image.id);
    expect(expectOk(await create({ prompt: "a boat" }, "k"))).toEqual({ ...first, replayed: true });
    expect(await create({ prompt: "a boat", width: 1024 }, "k")).toMatchObject({ refusal: { reason: "other_body" } });
    expect(await checkBooks(app.app, teamId)).toEqual({ total: 9, held: 0 });
  });

  test("is refused with the amounts when credits are missing", async () => {
    await newTeam(0);
    expect(await create({ prompt: "x" }, "k")).toEqual({
      ok: false,
      refusal: { kind: "insufficient_credits", required: 1, available: 0, held: 0 },
    });
    expect(await app.app.db.sql`select from retake.images where team_id = ${teamId}`).toHaveLength(0);
    expect(await checkBooks(app.app, teamId)).toEqual({ total: 0, held: 0 });
  });

  test.each([
    ["no prompt", {}, "missing_field", "prompt"],
    ["a blank prompt", { prompt: " \n\u3000" }, "value_out_of_range", "prompt"],
    ["a prompt of 4001 characters", { prompt: "x".repeat(4001) }, "value_out_of_range", "prompt"],
    ["a width of 255", { prompt: "x", width: 255 }, "value_out_of_range", "width"],
    ["a height of 2049", { prompt: "x", height: 2049 }, "value_out_of_range", "height"],
    ["a height of 512.5", { prompt: "x", height: 512.5 }, "invalid_format", "height"],
    ["a seed below zero", { prompt: "x", seed: -1 }, "value_out_of_range", "seed"],
    ["a seed above 32 bits", { prompt: "x", seed: 4_294_967_296 }, "value_out_of_range", "seed"],
    ["an unknown member", { prompt: "x", n: 2 }, "invalid_request", "n"],
  ])("is refused with %s, also by the estimate, without any effect", async (_, body, code, param) => {
    await newTeam();
    const refused = await create(body);
    expect(refused).toMatchObject({ refusal: { kind: "invalid_input", code, param } });
    expect(await estimateImage(app.app, call, body)).toEqual(refused);
    expect(app.app.localRateLimiter.find(teamId, "estimate_post").remaining).toBe(240);
    expect(await checkBooks(app.app, teamId)).toEqual({ total: 10, held: 0 });
  });
});

describe("the list of images", () => {
  test("is newest first and paged by either kind of cursor", async () => {
    await newTeam();
    const ids: string[] = [];
    for (let n = 0; n < 5; n += 1) ids.push((await order()).id);
    ids.sort().reverse();
    const first = expectOk(await listImages(app.app, call, { limit: "2" }));
    expect(first).toMatchObject({ hasMore: true, nextCursor: ids[1] });
    const rest = expectOk(await listImages(app.app, call, { starting_after: ids[1] }));
    expect([...first.data, ...rest.data].map(({ id }) => id)).toEqual(ids);
    expect(rest).toMatchObject({ hasMore: false, nextCursor: null });
    const page = expectOk(await connectImages(app.app, call, { last: 2 }));
    expect(page.edges.map(({ node }) => node.id)).toEqual(ids.slice(3));
    expect(page.pageInfo).toMatchObject({ hasPreviousPage: true, hasNextPage: false });
  });

  test("refuses a cursor that is not an image of the team", async () => {
    await newTeam();
    const { id } = await order();
    await newTeam();
    for (const starting_after of [id, "img_none", "\0"]) {
      expect(await listImages(app.app, call, { starting_after })).toMatchObject({
        refusal: { code: "invalid_page_token", param: "starting_after" },
      });
    }
  });

  test("has cursors of its own", async () => {
    await newTeam();
    const { id } = await order();
    const cursorOf = (list: string) => Buffer.from(`${list} ${id}`).toString("base64url");
    expect(expectOk(await connectImages(app.app, call, { before: cursorOf("images") })).edges).toEqual([]);
    expect(await connectImages(app.app, call, { before: cursorOf("characters") })).toMatchObject({
      refusal: { code: "invalid_page_token", param: "before" },
    });
  });
});

describe("an estimate", () => {
  test.each([
    ["resynthesize_character", 4],
    ["create_character", 4],
    ["regenerate_character_ref", 1],
    ["create_image", 1],
  ] as const)(
    "of %s returns the price and whether the balance suffices, and holds nothing",
    async (operation, credits) => {
      await newTeam(3);
      expect(expectOk(await estimate(app.app, call, operation))).toEqual({
        credits,
        available: 3,
        sufficient: credits <= 3,
      });
      expect(app.app.localRateLimiter.find(teamId, "estimate_post").remaining).toBe(239);
      expect(await checkBooks(app.app, teamId)).toEqual({ total: 3, held: 0 });
    },
  );

  test("suffices when the balance is exactly the price", async () => {
    await newTeam(4);
    expect(expectOk(await estimate(app.app, call, "resynthesize_character"))).toMatchObject({ sufficient: true });
  });

  test("multiplies the generations by their price", async () => {
    await newTeam(20);
    const priced = { ...app.app, config: { ...app.app.config, CREDITS_PER_GENERATION: 3 } };
    expect(expectOk(await estimate(priced, call, "create_character")).credits).toBe(12);
    expect(expectOk(await estimateImage(priced, call, { prompt: "x" }))).toEqual({
      amount: 3,
      generations: 1,
      creditsPerGeneration: 3,
    });
  });

  test("of an image checks the character like the creation, and stores nothing", async () => {
    await newTeam(0);
    expect(expectOk(await estimateImage(app.app, call, { prompt: "x" }))).toEqual({
      amount: 1,
      generations: 1,
      creditsPerGeneration: 1,
    });
    const ready = await app.seed.character(teamId);
    expect(expectOk(await estimateImage(app.app, call, { prompt: "x", character_id: ready })).amount).toBe(1);
    const id = await app.seed.character(teamId, { status: "reviewing" });
    expect(await estimateImage(app.app, call, { prompt: "x", character_id: id })).toMatchObject({
      refusal: { kind: "character_not_ready", status: "reviewing" },
    });
    expect(await estimateImage(app.app, call, { prompt: "x", character_id: "none" })).toMatchObject({
      refusal: { kind: "not_found" },
    });
    expect(await app.app.db.sql`select from retake.images where team_id = ${teamId}`).toHaveLength(0);
  });
});
