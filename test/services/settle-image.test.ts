import { afterAll, beforeAll, expect, test } from "vitest";
import type { Call } from "../../src/domain/principal.ts";
import { startTestApp, type TestApp } from "../helpers/app.ts";
import { callAs } from "../helpers/call.ts";
import { createImage } from "../helpers/operations.ts";
import { expectOk } from "../helpers/seed.ts";
import { deliverAll, finish } from "./run-synthesis.ts";

let app: TestApp;
beforeAll(async () => {
  app = await startTestApp({ roles: [] });
});
afterAll(() => app[Symbol.asyncDispose]());

async function newTeam() {
  const { teamId, apiKey } = await app.seed.team({ credits: 20 });
  return { teamId, call: await callAs(app.app, apiKey) };
}
const orderImage = async (call: Call) =>
  expectOk(await createImage(app.app, call, { body: { prompt: "a boat" }, idempotencyKey: null })).image.id;
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
