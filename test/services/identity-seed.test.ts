import { afterAll, beforeAll, expect, test } from "vitest";
import { startTestApp, type TestApp } from "../helpers/app.ts";
import { regenerateCharacterRef, restoreRefSet, resynthesizeCharacter } from "../helpers/operations.ts";
import { expectOk } from "../helpers/seed.ts";
import { finish } from "./run-synthesis.ts";

let app: TestApp;
beforeAll(async () => {
  app = await startTestApp({ roles: [] });
});
afterAll(() => app[Symbol.asyncDispose]());

test("a synthesis uses the identity of the current ref set, also after an older one was restored", async () => {
  const { teamId, call } = await app.seed.caller({ credits: 20 });
  const { sql } = app.app.db;
  const [other, id] = [await app.seed.character(teamId), await app.seed.character(teamId)];
  await finish(
    app.app,
    expectOk(await resynthesizeCharacter(app.app, call, { id, body: {}, idempotencyKey: null })).synthesis.id,
  );
  // As if each set had another identity.
  await sql`update retake.ref_sets set identity_seed = case when character_id = ${other} then 300 else 100 + number end
             where character_id in (${id}, ${other})`;
  const seedOf = async () => {
    const body = { pose: "side" as const };
    const run = expectOk(await regenerateCharacterRef(app.app, call, { id, body, idempotencyKey: null }));
    const [row] = await sql`select identity_seed::int as seed from retake.syntheses where id = ${run.synthesis.id}`;
    await finish(app.app, run.synthesis.id);
    return row?.seed;
  };
  expect(await seedOf()).toBe(102);
  expectOk(await restoreRefSet(app.app, call, { characterId: id, body: { number: 1 } }));
  expect(await seedOf()).toBe(101);
});
