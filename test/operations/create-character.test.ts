import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Call } from "../../src/domain/principal.ts";
import { startTestApp, type TestApp } from "../helpers/app.ts";
import { callAs } from "../helpers/call.ts";
import { createCharacter, resynthesizeCharacter } from "../helpers/operations.ts";
import { ATTRIBUTES, expectOk, type SeededTeam } from "../helpers/seed.ts";
import { checkBooks } from "../services/check-books.ts";
import { finish, storedImage } from "../services/run-synthesis.ts";

let app: TestApp;
let team: SeededTeam;
let call: Call;

beforeAll(async () => {
  app = await startTestApp({ roles: [] });
});
afterAll(() => app[Symbol.asyncDispose]());

async function newTeam(credits: number) {
  team = await app.seed.team({ credits });
  call = await callAs(app.app, team.apiKey);
}
const create = (body: unknown, idempotencyKey: string | null = null) =>
  createCharacter(app.app, call, { body, idempotencyKey });
const SYNTHESIZED = { name: "Mira", generate: true, attributes: ATTRIBUTES };

/** Creates an upload that has its bytes. */
async function storedUpload(options: { teamId?: string; status?: string; expiresIn?: string } = {}): Promise<string> {
  const { teamId = team.teamId, status = "stored", expiresIn = "1 hour" } = options;
  const id = app.app.newId("upload");
  const { sql } = app.app.db;
  await sql`
    insert into retake.uploads (id, team_id, filename, content_type, status, image, url_expires_at, expires_at)
    values (${id}, ${teamId}, 'me.png', 'image/png', ${status},
            ${status === "waiting" ? null : sql.json(storedImage(teamId, id))}, now(), now() + ${expiresIn}::interval)`;
  return id;
}

describe("creating a synthesized character", () => {
  test("holds four credits and returns synthesizing, and its end captures them", async () => {
    await newTeam(10);
    const { character, synthesis, replayed } = expectOk(await create({ ...SYNTHESIZED, client_reference_id: "mine" }));
    expect(character).toMatchObject({
      name: "Mira",
      status: "synthesizing",
      version: 1,
      refs: [],
      attributes: ATTRIBUTES,
      client_reference_id: "mine",
      error_message: null,
      aurous_version: "2026-05-15",
    });
    expect(character.created_at).toBe(character.updated_at);
    expect(synthesis).toMatchObject({ kind: "create", status: "running", cost: 4 });
    expect(synthesis?.generations.map((g) => g.pose)).toEqual(["portrait", "front", "side", "back"]);
    expect(replayed).toBe(false);
    expect(await checkBooks(app.app, team.teamId)).toEqual({ total: 10, held: 4 });
    await finish(app.app, synthesis?.id ?? "");
    expect(await checkBooks(app.app, team.teamId)).toEqual({ total: 6, held: 0 });
  });

  test("is one character and one hold for a repeated key, and the replay is identical and takes no token", async () => {
    await newTeam(10);
    const first = expectOk(await create(SYNTHESIZED, "k"));
    await finish(app.app, first.synthesis?.id ?? "");
    const remaining: number[] = [];
    call = { ...call, onRateLimitState: (state) => remaining.push(state.remaining) };
    const second = expectOk(await create(SYNTHESIZED, "k"));
    expect(second).toEqual({ ...first, replayed: true });
    expect(JSON.stringify(second.character)).toBe(JSON.stringify(first.character));
    expect(remaining).toEqual([11]);
    expect(await checkBooks(app.app, team.teamId)).toEqual({ total: 6, held: 0 });
  });

  test("refuses a key that was used with another body or operation, without any effect", async () => {
    await newTeam(20);
    expectOk(await create(SYNTHESIZED, "k"));
    const upload = await storedUpload();
    const other = await create({ ...SYNTHESIZED, name: "Kofi" }, "k");
    expect(other).toMatchObject({ refusal: { kind: "idempotency_key_in_use", reason: "other_body" } });
    const uploads = await create({ name: "Mira", upload_ids: [upload] }, "k");
    expect(uploads).toMatchObject({ refusal: { kind: "idempotency_key_in_use", reason: "other_body" } });
    const id = await app.seed.character(team.teamId);
    const run = await resynthesizeCharacter(app.app, call, { id, body: {}, idempotencyKey: "k" });
    expect(run).toMatchObject({ refusal: { kind: "idempotency_key_in_use", reason: "other_operation" } });
    expect(app.app.localRateLimiter.find(team.teamId, "characters_post").remaining).toBe(60);
    expect(await checkBooks(app.app, team.teamId)).toEqual({ total: 20, held: 4 });
  });

  test("is refused with the amounts when credits are missing, takes a token, and binds no key", async () => {
    await newTeam(3);
    const seen: number[] = [];
    call = { ...call, onRateLimitState: (state) => seen.push(state.remaining) };
    const refused = await create(SYNTHESIZED, "k");
    expect(refused).toMatchObject({ refusal: { kind: "insufficient_credits", required: 4, available: 3, held: 0 } });
    expect(seen).toEqual([11]);
    const { sql } = app.app.db;
    expect(await sql`select from retake.characters where team_id = ${team.teamId}`).toHaveLength(0);
    expect(await sql`select from retake.idempotency_keys where team_id = ${team.teamId}`).toHaveLength(0);
    await sql`select retake.grant_credits(${team.teamId}, 1, null, 1000)`;
    expect(expectOk(await create(SYNTHESIZED, "k")).replayed).toBe(false);
    expect(await checkBooks(app.app, team.teamId)).toEqual({ total: 4, held: 4 });
  });

  test("refuses the thirteenth call by the rate limit before the credits, and leaves its key free", async () => {
    await newTeam(48);
    for (let n = 0; n < 12; n += 1) expectOk(await create(SYNTHESIZED, `k${n}`));
    const limited = await create(SYNTHESIZED, "k12");
    expect(limited).toMatchObject({
      refusal: { kind: "rate_limit_exceeded", bucket: "characters_synthesize", retryAfterSeconds: 10 },
    });
    expect(expectOk(await create(SYNTHESIZED, "k3")).replayed).toBe(true);
    expect(await checkBooks(app.app, team.teamId)).toEqual({ total: 48, held: 48 });
  });
});

describe("creating a character from uploads", () => {
  test("is free and ready at once, with its images as pose other in the given order", async () => {
    await newTeam(0);
    const uploads = [await storedUpload(), await storedUpload(), await storedUpload()].reverse();
    const { character, synthesis } = expectOk(
      await create({ name: "Me", upload_ids: uploads, attributes: { age: 30 } }),
    );
    expect(character).toMatchObject({ status: "ready", version: 1, ref_set_number: 1, attributes: { age: 30 } });
    expect(character.refs.map((ref) => ref.pose)).toEqual(["other", "other", "other"]);
    expect(character.refs.map((ref) => ref.key)).toEqual(uploads.map((id) => storedImage(team.teamId, id).key));
    expect(synthesis).toBeNull();
    expect(await checkBooks(app.app, team.teamId)).toEqual({ total: 0, held: 0 });
  });

  test("uses each upload once: a second character with a used upload is refused and uses none", async () => {
    await newTeam(0);
    const [used, fresh] = [await storedUpload(), await storedUpload()];
    expectOk(await create({ name: "One", upload_ids: [used] }));
    const invalid = await create({ name: "Two", upload_ids: [fresh, used] });
    expect(invalid).toMatchObject({ refusal: { code: "upload_invalid", param: "upload_ids" } });
    expectOk(await create({ name: "Three", upload_ids: [fresh] }));
    await checkBooks(app.app, team.teamId);
  });

  test.each([
    ["waiting for its bytes", { status: "waiting" }],
    ["expired", { expiresIn: "-1 second" }],
  ])("refuses an upload that is %s", async (_, options) => {
    await newTeam(0);
    const upload = await storedUpload(options);
    expect(await create({ name: "Me", upload_ids: [upload] })).toMatchObject({ refusal: { code: "upload_invalid" } });
  });

  test("refuses another team's upload like an unknown one", async () => {
    const stranger = await app.seed.team();
    await newTeam(0);
    const foreign = await create({ name: "Me", upload_ids: [await storedUpload({ teamId: stranger.teamId })] });
    expect(foreign).toEqual(await create({ name: "Me", upload_ids: ["upl_unknown"] }));
  });

  test("replays the first response without a token, also when the bucket is empty", async () => {
    await newTeam(0);
    const body = { name: "Me", upload_ids: [await storedUpload()] };
    const first = expectOk(await create(body, "k"));
    expect(app.app.localRateLimiter.find(team.teamId, "characters_post").remaining).toBe(59);
    expect(expectOk(await create(body, "k"))).toEqual({ ...first, replayed: true });
    expect(app.app.localRateLimiter.find(team.teamId, "characters_post").remaining).toBe(59);
    while (app.app.localRateLimiter.take(team.teamId, "characters_post").admitted);
    expect(expectOk(await create(body, "k")).replayed).toBe(true);
    const limited = await create({ name: "Me", upload_ids: [await storedUpload()] }, "other");
    expect(limited).toMatchObject({
      refusal: { kind: "rate_limit_exceeded", bucket: "characters_post", retryAfterSeconds: 2 },
    });
    expect(await create({ ...body, name: "Not me" }, "k")).toMatchObject({ refusal: { reason: "other_body" } });
  });

  test("uses no upload and binds no key when the rate limit refuses the call", async () => {
    await newTeam(0);
    const body = { name: "Me", upload_ids: [await storedUpload()] };
    while (app.app.localRateLimiter.take(team.teamId, "characters_post").admitted);
    expect(await create(body, "k")).toMatchObject({ refusal: { kind: "rate_limit_exceeded" } });
    app.app.localRateLimiter.giveBack(team.teamId, "characters_post");
    expect(expectOk(await create(body, "k")).replayed).toBe(false);
  });

  test("allows a resynthesis from the attributes", async () => {
    await newTeam(10);
    const body = { name: "Me", upload_ids: [await storedUpload()], attributes: ATTRIBUTES };
    const { character } = expectOk(await create(body));
    const run = expectOk(
      await resynthesizeCharacter(app.app, call, { id: character.id, body: {}, idempotencyKey: null }),
    );
    expect(run.character.refs).toEqual(character.refs);
    await finish(app.app, run.synthesis.id);
    await checkBooks(app.app, team.teamId);
  });
});

describe("the body of a creation", () => {
  test.each([
    [
      "both generate and upload_ids",
      { ...SYNTHESIZED, upload_ids: ["upl_1"] },
      "parameter_invalid_combination",
      "upload_ids",
    ],
    [
      "neither generate nor upload_ids",
      { name: "Mira", attributes: ATTRIBUTES },
      "parameter_invalid_combination",
      "generate",
    ],
    ["generate false alone", { name: "Mira", generate: false }, "parameter_invalid_combination", "generate"],
    ["generate without attributes", { name: "Mira", generate: true }, "missing_field", "attributes"],
    [
      "only null attributes",
      { name: "Mira", generate: true, attributes: { age: null } },
      "missing_field",
      "attributes",
    ],
    ["no name", { generate: true, attributes: ATTRIBUTES }, "missing_field", "name"],
    ["an empty name", { ...SYNTHESIZED, name: "" }, "value_out_of_range", "name"],
    ["a name of 121 characters", { ...SYNTHESIZED, name: "é".repeat(121) }, "value_out_of_range", "name"],
    ["NUL in the name", { ...SYNTHESIZED, name: "a\0b" }, "invalid_format", "name"],
    ["a lone surrogate", { ...SYNTHESIZED, name: "\ud800" }, "invalid_format", "name"],
    ["an unknown member", { ...SYNTHESIZED, force: 1 }, "invalid_request", "force"],
    ["an unknown attribute", { ...SYNTHESIZED, attributes: { wings: "two" } }, "invalid_request", "attributes.wings"],
    ["age 121", { ...SYNTHESIZED, attributes: { age: 121 } }, "value_out_of_range", "attributes.age"],
    ["age 1.5", { ...SYNTHESIZED, attributes: { age: 1.5 } }, "invalid_format", "attributes.age"],
    [
      "seven uploads",
      { name: "M", upload_ids: ["1", "2", "3", "4", "5", "6", "7"] },
      "value_out_of_range",
      "upload_ids",
    ],
    ["no uploads", { name: "M", upload_ids: [] }, "value_out_of_range", "upload_ids"],
    ["one upload twice", { name: "M", upload_ids: ["upl_1", "upl_1"] }, "upload_invalid", "upload_ids"],
    ["an upload id with NUL", { name: "M", upload_ids: ["upl\0"] }, "upload_invalid", "upload_ids"],
    [
      "a client_reference_id of 257 characters",
      { ...SYNTHESIZED, client_reference_id: "x".repeat(257) },
      "value_out_of_range",
      "client_reference_id",
    ],
    ["text instead of an object", "Mira", "invalid_format", null],
    ["null", null, "invalid_format", null],
  ])("is refused without any effect for %s", async (_, body, code, param) => {
    await newTeam(10);
    expect(await create(body, "k")).toMatchObject({ refusal: { kind: "invalid_input", code, param } });
    expect(app.app.localRateLimiter.find(team.teamId, "characters_post").remaining).toBe(60);
    expect(await checkBooks(app.app, team.teamId)).toEqual({ total: 10, held: 0 });
  });

  test("may contain null for every optional member, which counts as sent", async () => {
    await newTeam(10);
    const body = { ...SYNTHESIZED, upload_ids: null, client_reference_id: null };
    expectOk(await create(body, "k"));
    expect(await create(SYNTHESIZED, "k")).toMatchObject({ refusal: { reason: "other_body" } });
  });
});
