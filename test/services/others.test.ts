import { afterAll, beforeAll, expect, test } from "vitest";
import type { Call } from "../../src/domain/principal.ts";
import { startTestApp, type TestApp } from "../helpers/app.ts";
import { callAs } from "../helpers/call.ts";
import {
  createCharacter,
  createImage,
  regenerateCharacterRef,
  restoreRefSet,
  resynthesizeCharacter,
} from "../helpers/operations.ts";
import { ATTRIBUTES, expectOk } from "../helpers/seed.ts";
import { deliverAll, finish } from "./run-synthesis.ts";

let app: TestApp;
beforeAll(async () => {
  app = await startTestApp({ roles: [] });
});
afterAll(() => app[Symbol.asyncDispose]());

async function newTeam(credits = 20) {
  const { teamId, apiKey } = await app.seed.team({ credits });
  return { teamId, call: await callAs(app.app, apiKey) };
}
const orderImage = async (call: Call, idempotencyKey: string | null = null) =>
  expectOk(await createImage(app.app, call, { body: { prompt: "a boat" }, idempotencyKey })).image.id;
const createOne = (call: Call) =>
  createCharacter(app.app, call, {
    body: { name: "A", generate: true, attributes: ATTRIBUTES },
    idempotencyKey: null,
  });
const images = () =>
  app.app.db.sql<
    { id: string; image: { key: string } | null; blob_keys: string[] | null; completed_at: Date | null }[]
  >`
    select id, image, blob_keys, completed_at from retake.images order by id`;

test("settling an image changes no other image of its team or of another team", async () => {
  const [one, two] = [await newTeam(), await newTeam()];
  const done = await orderImage(one.call);
  await finish(app.app, done);
  const pending = await orderImage(one.call);
  const mine = await orderImage(two.call);
  // Another image is delivered already, and must not be taken for this one.
  await deliverAll(app.app, pending);
  const before = (await images()).filter(({ id }) => id !== mine);
  await finish(app.app, mine);
  const after = await images();
  expect(after.filter(({ id }) => id !== mine)).toEqual(before);
  const [row] = after.filter(({ id }) => id === mine);
  const [generation] = await app.app.db.sql`select image from retake.generations where synthesis_id = ${mine}`;
  expect(row?.image).toEqual(generation?.image);
  expect(row?.image?.key).toContain(`/${two.teamId}/`);
});

test("a shortage reports the held credits besides the available ones", async () => {
  const { call } = await newTeam(5);
  expectOk(await createOne(call));
  expect(await createOne(call)).toEqual({
    ok: false,
    refusal: { kind: "insufficient_credits", required: 4, available: 1, held: 4 },
  });
});

test("an expired key binds the next call and its target, and nothing of the earlier call remains", async () => {
  const { teamId, call } = await newTeam();
  const [id, other] = [await app.seed.character(teamId), await app.seed.character(teamId)];
  const again = (target: string) => resynthesizeCharacter(app.app, call, { id: target, body: {}, idempotencyKey: "k" });
  await orderImage(call, "k");
  await app.app.db.sql`update retake.idempotency_keys set expires_at = retake.clock_now() where team_id = ${teamId}`;
  const first = expectOk(await again(id));
  expect(expectOk(await again(id))).toEqual({ ...first, replayed: true });
  expect(await again(other)).toMatchObject({ refusal: { kind: "idempotency_key_in_use", reason: "other_operation" } });
});

test("a synthesis uses the identity of the current ref set, also after an older one was restored", async () => {
  const { teamId, call } = await newTeam();
  const { sql } = app.app.db;
  const [id, other] = [await app.seed.character(teamId), await app.seed.character(teamId)];
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
