import { afterAll, beforeAll, expect, test } from "vitest";
import type { Database } from "../../src/db/client.ts";
import { createKey, revokeKey } from "../../src/operations/operator.ts";
import { createKeyFinder, listenForRevocations } from "../../src/services/api-keys/find-key.ts";
import { insertKey } from "../../src/services/api-keys/manage-keys.ts";
import { startTestApp, type TestApp } from "../helpers/app.ts";
import { createAccessToken } from "../helpers/operations.ts";
import { expectOk } from "../helpers/seed.ts";
import { waitFor } from "../helpers/wait-for.ts";

let app: TestApp;

beforeAll(async () => {
  app = await startTestApp({ roles: [] });
});
afterAll(() => app[Symbol.asyncDispose]());

/** A finder whose look-ups are counted, on a clock that the test sets; what is read is held back while `gate` is closed. */
function startFinder() {
  const state = { lookups: 0, ms: 0, gate: Promise.resolve() };
  const sql = async (template: TemplateStringsArray, ...parameters: readonly string[]) => {
    state.lookups += 1;
    const rows = await app.app.db.sql(template, ...parameters);
    await state.gate;
    return rows;
  };
  const db = { ...app.app.db, sql: sql as unknown as Database["sql"] };
  return { state, finder: createKeyFinder(db, () => state.ms) };
}

const newKey = async () => {
  const { teamId } = await app.seed.team();
  return expectOk(await createKey(app.app, teamId, "write"));
};

test("reads a valid key once for 1.5 s", async () => {
  const { state, finder } = startFinder();
  const { secret, keyId } = await newKey();
  for (const ms of [0, 700, 1_499]) {
    state.ms = ms;
    expect(await finder.find(secret)).toMatchObject({ status: "valid", principal: { keyId } });
  }
  expect(state.lookups).toBe(1);
  state.ms = 1_500;
  await finder.find(secret);
  expect(state.lookups).toBe(2);
});

test("refuses a key that another process revokes once it is notified, however fresh its look-up is", async () => {
  const { finder } = startFinder();
  const stop = await listenForRevocations(app.app.db, finder.forget);
  await using other = await startTestApp({ roles: [], beside: app });
  const { secret, keyId } = await newKey();
  expect(await finder.find(secret)).toMatchObject({ status: "valid" });
  await revokeKey(other.app, keyId);
  await waitFor("the notification", async () => (await finder.find(secret)).status === "revoked");
  await stop();
});

test("keeps nothing that was read before a revocation was notified", async () => {
  const { state, finder } = startFinder();
  const { secret, keyId } = await newKey();
  const gate = Promise.withResolvers<void>();
  state.gate = gate.promise;
  const early = finder.find(secret);
  await waitFor("the look-up", () => state.lookups === 1);
  await revokeKey(app.app, keyId);
  finder.forget();
  gate.resolve();
  await early;
  expect(await finder.find(secret)).toMatchObject({ status: "revoked" });
});

test("keeps no key that is unknown or revoked", async () => {
  const { finder } = startFinder();
  const { teamId } = await app.seed.team();
  const secret = `al_live_${"ab".repeat(32)}`;
  expect(await finder.find(secret)).toEqual({ status: "unknown" });
  await insertKey(app.app.db, { id: app.app.newId("apiKey"), teamId, scope: "read", secret });
  expect(await finder.find(secret)).toMatchObject({ status: "valid", principal: { teamId, scope: "read" } });
});

test("keeps an access token until it expires", async () => {
  const { state, finder } = startFinder();
  const { call, keyId } = await app.seed.caller();
  const { token } = expectOk(await createAccessToken(app.app, call, { scope: "read", ttl_seconds: 60 }));
  await app.app.db.sql`
    update retake.api_keys set expires_at = retake.clock_now() + interval '700 milliseconds' where parent_id = ${keyId}`;
  expect(await finder.find(token)).toMatchObject({ status: "valid" });
  await waitFor("the token to expire", async () => {
    state.ms += 700;
    return (await finder.find(token)).status === "expired";
  });
});
