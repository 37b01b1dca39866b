import { afterAll, beforeAll, expect, test } from "vitest";
import type { AppContext } from "../../src/context.ts";
import { NotSentError } from "../../src/db/errors.ts";
import { createRevocationWatcher } from "../../src/graphql/revocation-watcher.ts";
import { startTestApp, type TestApp } from "../helpers/app.ts";

const NEVER_MS = 1_000_000;

let app: TestApp;
beforeAll(async () => {
  app = await startTestApp({ roles: ["gateway"] });
});
afterAll(async () => {
  await app[Symbol.asyncDispose]();
});

const revoke = (keyId: string) =>
  app.app.db.sql`update retake.api_keys set revoked_at = retake.clock_now() where id = ${keyId}`;

test("calls every listener of a revoked key once, and no other", async () => {
  const [mine, other] = [await app.seed.team(), await app.seed.team()];
  const watch = createRevocationWatcher(app.app, NEVER_MS);
  const called: string[] = [];
  watch.add(mine.apiKey, () => called.push("first"));
  watch.add(mine.apiKey, () => called.push("second"));
  watch.add(other.apiKey, () => called.push("other"));
  const gone = watch.add(mine.apiKey, () => called.push("gone"));
  gone();
  await watch.check();
  expect(called).toEqual([]);
  await revoke(mine.keyId);
  await watch.check();
  await watch.check();
  expect(called).toEqual(["first", "second"]);
  watch.stop();
});

test("calls the listener of an access token when its key is revoked", async () => {
  const { apiKey, keyId } = await app.seed.team();
  const made = await fetch(`${app.url}/v1/access_tokens`, {
    method: "POST",
    headers: { "x-api-key": apiKey, "content-type": "application/json" },
    body: JSON.stringify({ scope: "read", ttl_seconds: 60 }),
  });
  const { token } = (await made.json()) as { token: string };
  const watch = createRevocationWatcher(app.app, NEVER_MS);
  let called = 0;
  watch.add(token, () => {
    called += 1;
  });
  await watch.check();
  expect(called).toBe(0);
  await revoke(keyId);
  await watch.check();
  expect(called).toBe(1);
  watch.stop();
});

test("looks up thousands of keys in a few statements", async () => {
  const { apiKey, keyId } = await app.seed.team();
  let statements = 0;
  const sql = ((...args: Parameters<typeof app.app.db.sql>) => {
    statements += 1;
    return app.app.db.sql(...args);
  }) as unknown as AppContext["db"]["sql"];
  const watch = createRevocationWatcher({ ...app.app, db: { ...app.app.db, sql } }, NEVER_MS);
  const called: string[] = [];
  for (let key = 0; key < 2_500; key++) watch.add(`unknown ${key}`, () => called.push("unknown"));
  watch.add(apiKey, () => called.push("mine"));
  await watch.check();
  expect(statements).toBe(3);
  expect(called).toEqual(Array.from({ length: 2_500 }, () => "unknown"));
  await revoke(keyId);
  await watch.check();
  expect(called.at(-1)).toBe("mine");
  watch.stop();
});

test("calls no listener when the database is unavailable", async () => {
  const { apiKey } = await app.seed.team();
  const sql = () => Promise.reject(new NotSentError("gone"));
  const away = { ...app.app, db: { ...app.app.db, sql } } as unknown as AppContext;
  const watch = createRevocationWatcher(away, NEVER_MS);
  let called = 0;
  watch.add(apiKey, () => {
    called += 1;
  });
  await watch.check();
  expect(called).toBe(0);
  watch.stop();
});
