import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Call } from "../../src/domain/principal.ts";
import { startTestApp, type TestApp } from "../helpers/app.ts";
import { getCharacter, regenerateCharacterRef, resynthesizeCharacter } from "../helpers/operations.ts";
import { expectOk } from "../helpers/seed.ts";
import { checkBooks } from "../services/check-books.ts";
import { finish, storedImage } from "../services/run-synthesis.ts";

let app: TestApp;
let teamId: string;
let call: Call;

beforeAll(async () => {
  app = await startTestApp({ roles: [] });
});
afterAll(() => app[Symbol.asyncDispose]());

async function newCharacter(options: Parameters<TestApp["seed"]["character"]>[1] = {}, credits = 10): Promise<string> {
  ({ teamId, call } = await app.seed.caller({ credits }));
  return app.seed.character(teamId, options);
}
const regenerate = (id: string, body: unknown, idempotencyKey: string | null = null) =>
  regenerateCharacterRef(app.app, call, { id, body, idempotencyKey });

describe("regenerating one ref", () => {
  test("costs one credit and replaces only that pose, in its position and with the same identity", async () => {
    const id = await newCharacter({ status: "ready" });
    const before = expectOk(await getCharacter(app.app, call, id));
    const { character, synthesis } = expectOk(await regenerate(id, { pose: "side", prompt_override: "smiling" }));
    expect(character).toMatchObject({ status: "synthesizing", version: 2, refs: before.refs });
    expect(synthesis).toMatchObject({ kind: "regenerate_ref", cost: 1 });
    expect(synthesis.generations).toEqual([{ pose: "side", status: "pending", attempt: 0 }]);
    expect(await checkBooks(app.app, teamId)).toEqual({ total: 10, held: 1 });
    await finish(app.app, synthesis.id);
    expect(await checkBooks(app.app, teamId)).toEqual({ total: 9, held: 0 });
    const after = expectOk(await getCharacter(app.app, call, id));
    expect(after).toMatchObject({ status: "reviewing", version: 3, ref_set_number: 2 });
    expect(after.refs.map((ref) => ref.pose)).toEqual(before.refs.map((ref) => ref.pose));
    expect(after.refs.map((ref, index) => ref.key === before.refs[index]?.key)).toEqual([true, true, false, true]);
    expect(after.refs[2]?.key).toBe(storedImage(teamId, `${synthesis.id}:side`.slice(-30)).key);
    const seeds = await app.app.db.sql`select identity_seed from retake.ref_sets where character_id = ${id}`;
    expect(new Set(seeds.map((row) => row.identity_seed)).size).toBe(1);
  });

  test("is one synthesis for a repeated key", async () => {
    const id = await newCharacter();
    const first = expectOk(await regenerate(id, { pose: "back" }, "k"));
    expect(expectOk(await regenerate(id, { pose: "back" }, "k"))).toEqual({ ...first, replayed: true });
    expect(await regenerate(id, { pose: "side" }, "k")).toMatchObject({ refusal: { reason: "other_body" } });
    const asRun = await resynthesizeCharacter(app.app, call, { id, body: { pose: "back" }, idempotencyKey: "k" });
    expect(asRun).toMatchObject({ refusal: { code: "invalid_request" } });
    const other = await app.seed.character(teamId);
    expect(await regenerate(other, { pose: "back" }, "k")).toMatchObject({ refusal: { reason: "other_operation" } });
    expect(await checkBooks(app.app, teamId)).toEqual({ total: 10, held: 1 });
  });

  test("is refused with no_ref_set when the current set is not the four poses", async () => {
    const id = await newCharacter();
    const upload = app.app.newId("upload");
    const { sql } = app.app.db;
    await sql`insert into retake.ref_sets (character_id, number, team_id, identity_seed, refs, blob_keys)
      values (${id}, 2, ${teamId}, 1, ${sql.json([{ ...storedImage(teamId, upload), pose: "other" }])}, '{}')`;
    await sql`update retake.characters set ref_set_number = 2 where id = ${id}`;
    expect(await regenerate(id, { pose: "front" })).toMatchObject({
      refusal: {
        kind: "character_state",
        status: "ready",
        reason: "no_ref_set",
        eligible: ["reviewing", "ready", "failed"],
      },
    });
    await sql`update retake.characters set ref_set_number = 1 where id = ${id}`;
    await sql`delete from retake.ref_sets where character_id = ${id} and number = 2`;
  });

  test("is refused with the status while a synthesis runs", async () => {
    const id = await newCharacter();
    expectOk(await regenerate(id, { pose: "front" }));
    expect(await regenerate(id, { pose: "front" })).toMatchObject({
      refusal: { kind: "character_state", status: "synthesizing" },
    });
    expect(await checkBooks(app.app, teamId)).toEqual({ total: 10, held: 1 });
  });

  test.each([
    ["pose other", { pose: "other" }, "value_out_of_range", "pose"],
    ["no pose", {}, "missing_field", "pose"],
    ["a number as pose", { pose: 1 }, "invalid_format", "pose"],
    [
      "an override of 1001 characters",
      { pose: "front", prompt_override: "x".repeat(1001) },
      "value_out_of_range",
      "prompt_override",
    ],
    ["an unknown member", { pose: "front", seed: 1 }, "invalid_request", "seed"],
  ])("is refused with %s and takes no token", async (_, body, code, param) => {
    const id = await newCharacter();
    const rows = () => app.app.db.sql`select from retake.buckets where team_id = ${teamId}`;
    expect(await regenerate(id, body)).toMatchObject({ refusal: { kind: "invalid_input", code, param } });
    expect(await rows()).toHaveLength(0);
  });

  test("returns not found for an unknown, foreign or impossible id", async () => {
    const foreign = await newCharacter();
    await newCharacter();
    for (const id of [foreign, "char_none", "", "a\0b", "x".repeat(10_000)]) {
      expect(await regenerate(id, { pose: "front" })).toMatchObject({ refusal: { kind: "not_found" } });
    }
  });

  test("treats an empty override as absent", async () => {
    const id = await newCharacter();
    const { synthesis } = expectOk(await regenerate(id, { pose: "front", prompt_override: "" }));
    const [row] = await app.app.db.sql`select prompt_override from retake.syntheses where id = ${synthesis.id}`;
    expect(row?.prompt_override).toBeNull();
  });
});
