import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Call } from "../../src/domain/principal.ts";
import { failSynthesis } from "../../src/services/generations/run-records.ts";
import { startTestApp, type TestApp } from "../helpers/app.ts";
import { getCharacter, restoreRefSet, resynthesizeCharacter, saveCharacter } from "../helpers/operations.ts";
import { expectOk } from "../helpers/seed.ts";
import { checkBooks } from "../services/check-books.ts";
import { finish } from "../services/run-synthesis.ts";

let app: TestApp;
let teamId: string;
let call: Call;

beforeAll(async () => {
  app = await startTestApp({ roles: [] });
});
afterAll(() => app[Symbol.asyncDispose]());

/** A reviewing character with the sets 1 and 2, of which the second is current. */
async function withTwoSets(): Promise<string> {
  ({ teamId, call } = await app.seed.caller({ credits: 20 }));
  const id = await app.seed.character(teamId);
  await finish(app.app, await run(id));
  return id;
}
async function run(id: string): Promise<string> {
  return expectOk(await resynthesizeCharacter(app.app, call, { id, body: {}, idempotencyKey: null })).synthesis.id;
}
const restore = (characterId: string, number: unknown) =>
  restoreRefSet(app.app, call, { characterId, body: { number } });

describe("restoring a ref set", () => {
  test("makes an earlier set current for free, and keeps reviewing", async () => {
    const id = await withTwoSets();
    const { version } = expectOk(await getCharacter(app.app, call, id));
    const restored = expectOk(await restore(id, 1));
    expect(restored).toMatchObject({ status: "reviewing", ref_set_number: 1, version: version + 1 });
    expect(await checkBooks(app.app, teamId)).toEqual({ total: 16, held: 0 });
  });

  test("keeps a ready character ready, and can restore the later set again", async () => {
    const id = await withTwoSets();
    expectOk(await saveCharacter(app.app, call, id));
    expect(expectOk(await restore(id, 1))).toMatchObject({ status: "ready", ref_set_number: 1 });
    expect(expectOk(await restore(id, 2))).toMatchObject({ status: "ready", ref_set_number: 2 });
    await checkBooks(app.app, teamId);
  });

  test("changes nothing for the current set, not even the version", async () => {
    const id = await withTwoSets();
    const before = expectOk(await getCharacter(app.app, call, id));
    expect(expectOk(await restore(id, 2))).toEqual(before);
    await checkBooks(app.app, teamId);
  });

  test.each([1, 2])("returns a failed character to reviewing with set %i of 2", async (number) => {
    const id = await withTwoSets();
    await failSynthesis(app.app.db, await run(id), null, null, "content_rejected");
    const restored = expectOk(await restore(id, number));
    expect(restored).toMatchObject({ status: "reviewing", ref_set_number: number, error_message: null });
    expect(await checkBooks(app.app, teamId)).toEqual({ total: 16, held: 0 });
  });

  test("is refused with the status while a synthesis runs", async () => {
    const id = await withTwoSets();
    await run(id);
    expect(await restore(id, 1)).toEqual({
      ok: false,
      refusal: { kind: "character_state", status: "synthesizing", eligible: ["reviewing", "ready", "failed"] },
    });
    await checkBooks(app.app, teamId);
  });

  test("returns not found for an unknown number, character or team", async () => {
    const foreign = await withTwoSets();
    const id = await withTwoSets();
    for (const [character, number] of [
      [id, 3],
      [id, 2_147_483_647],
      [foreign, 1],
      ["char_none", 1],
    ] as const) {
      expect(await restore(character, number)).toEqual({ ok: false, refusal: { kind: "not_found" } });
    }
  });

  test.each([
    [0, "value_out_of_range"],
    [-1, "value_out_of_range"],
    [2_147_483_648, "value_out_of_range"],
    [1.5, "invalid_format"],
    ["1", "invalid_format"],
    [undefined, "missing_field"],
  ])("refuses the number %j with %s", async (number, code) => {
    const id = await withTwoSets();
    expect(await restore(id, number)).toMatchObject({ refusal: { code, param: "number" } });
  });
});
