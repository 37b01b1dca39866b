import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Call } from "../../src/domain/principal.ts";
import { failSynthesis } from "../../src/services/generations/run-records.ts";
import { startTestApp, type TestApp } from "../helpers/app.ts";
import { cancelSynthesis, createCharacter, createImage, resynthesizeCharacter } from "../helpers/operations.ts";
import { ATTRIBUTES, expectOk } from "../helpers/seed.ts";
import { checkBooks } from "../services/check-books.ts";
import { deliverAll, finish } from "../services/run-synthesis.ts";

let app: TestApp;
let teamId: string;
let call: Call;

beforeAll(async () => {
  app = await startTestApp({ roles: [] });
});
afterAll(() => app[Symbol.asyncDispose]());

async function newTeam() {
  ({ teamId, call } = await app.seed.caller({ credits: 10 }));
}
async function running(status: "ready" | "reviewing" | "failed" = "ready") {
  await newTeam();
  const id = await app.seed.character(teamId, { status });
  const run = await resynthesizeCharacter(app.app, call, { id, body: {}, idempotencyKey: null });
  return { id, synthesisId: expectOk(run).synthesis.id };
}
const cancel = (characterId: string, synthesis_id?: string | null) =>
  cancelSynthesis(app.app, call, { characterId, body: synthesis_id === undefined ? {} : { synthesis_id } });

describe("cancelling a synthesis", () => {
  test.each(["ready", "reviewing", "failed"] as const)(
    "restores a character that was %s, with its refs, for free",
    async (status) => {
      const { id, synthesisId } = await running(status);
      const { character, synthesis } = expectOk(await cancel(id));
      expect(character).toMatchObject({
        status,
        version: status === "ready" ? 3 : 4,
        error_message: status === "failed" ? "provider_unavailable" : null,
      });
      expect(character.refs).toHaveLength(4);
      expect(synthesis).toMatchObject({ id: synthesisId, status: "cancelled", error_code: null });
      expect(synthesis.generations.map((g) => g.status)).toEqual(["failed", "failed", "failed", "failed"]);
      expect(await checkBooks(app.app, teamId)).toEqual({ total: 10, held: 0 });
    },
  );

  test("leaves a character whose creation is cancelled failed, without refs and with the message cancelled", async () => {
    await newTeam();
    const body = { name: "Mira", generate: true, attributes: ATTRIBUTES };
    const created = expectOk(await createCharacter(app.app, call, { body, idempotencyKey: "k" }));
    const { character } = expectOk(await cancel(created.character.id));
    expect(character).toMatchObject({ status: "failed", error_message: "cancelled", refs: [], version: 2 });
    expect(expectOk(await createCharacter(app.app, call, { body, idempotencyKey: "k" })).replayed).toBe(true);
    expect(await checkBooks(app.app, teamId)).toEqual({ total: 10, held: 0 });
  });

  test("ends only the synthesis whose id is given, so that a late call cannot cancel the next one", async () => {
    const { id, synthesisId } = await running();
    await finish(app.app, synthesisId);
    const next = expectOk(await resynthesizeCharacter(app.app, call, { id, body: {}, idempotencyKey: null }));
    expect(await cancel(id, synthesisId)).toMatchObject({
      refusal: { kind: "character_state", eligible: ["synthesizing"] },
    });
    expect(expectOk(await cancel(id, next.synthesis.id)).synthesis.id).toBe(next.synthesis.id);
    expect(await checkBooks(app.app, teamId)).toEqual({ total: 6, held: 0 });
  });

  test("is refused with the status the second time, and releases the credits once", async () => {
    const { id, synthesisId } = await running();
    expectOk(await cancel(id));
    for (const again of [await cancel(id), await cancel(id, synthesisId)]) {
      expect(again).toMatchObject({ refusal: { kind: "character_state", status: "ready" } });
    }
    expect(await checkBooks(app.app, teamId)).toEqual({ total: 10, held: 0 });
  });

  test("makes later records of its worker fail", async () => {
    const { id, synthesisId } = await running();
    const settle = await deliverAll(app.app, synthesisId);
    const { character } = expectOk(await cancel(id));
    expect(await settle()).toBe(false);
    expect(await failSynthesis(app.app.db, synthesisId, null, null, "deadline_exceeded")).toBe(false);
    expect(character.ref_set_number).toBe(1);
    expect(await checkBooks(app.app, teamId)).toEqual({ total: 10, held: 0 });
  });

  test("returns not found for an unknown or foreign character or synthesis", async () => {
    const foreign = await running();
    const { id } = await running();
    for (const [character, synthesis] of [
      [foreign.id, null],
      ["char_none", null],
      [id, foreign.synthesisId],
      [id, "syn_none"],
      [id, "a\0b"],
    ] as const) {
      expect(await cancel(character, synthesis)).toEqual({ ok: false, refusal: { kind: "not_found" } });
    }
    expect(await checkBooks(app.app, teamId)).toEqual({ total: 10, held: 4 });
  });

  test("does not accept the id of an image, which is not a synthesis of the character", async () => {
    await newTeam();
    const id = await app.seed.character(teamId);
    const body = { prompt: "a boat", character_id: id };
    const { image } = expectOk(await createImage(app.app, call, { body, idempotencyKey: null }));
    expect(await cancel(id, image.id)).toEqual({ ok: false, refusal: { kind: "not_found" } });
    expect(await cancel(id)).toMatchObject({ refusal: { kind: "character_state", status: "ready" } });
    expect(await checkBooks(app.app, teamId)).toEqual({ total: 10, held: 1 });
  });

  test("takes a token of characters_post, unless its body is refused", async () => {
    const { id } = await running();
    const invalid = await cancelSynthesis(app.app, call, { characterId: id, body: { synthesis: 1 } });
    expect(invalid).toMatchObject({ refusal: { code: "invalid_request", param: "synthesis" } });
    expect(app.app.localRateLimiter.find(teamId, "characters_post").remaining).toBe(60);
    expectOk(await cancel(id));
    await cancel(id);
    expect(app.app.localRateLimiter.find(teamId, "characters_post").remaining).toBe(58);
  });
});
