import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { CallError } from "../../src/domain/errors.ts";
import type { Scope } from "../../src/domain/principal.ts";
import { authenticate } from "../../src/operations/authenticate.ts";
import { createKey, listKeys, revokeKey } from "../../src/operations/operator.ts";
import { startTestApp, type TestApp } from "../helpers/app.ts";
import { callAs } from "../helpers/call.ts";
import { createAccessToken } from "../helpers/operations.ts";
import { expectOk } from "../helpers/seed.ts";

let app: TestApp;

beforeAll(async () => {
  app = await startTestApp({ roles: [] });
});
afterAll(() => app[Symbol.asyncDispose]());

const issue = async (apiKey: string, body: unknown) => createAccessToken(app.app, await callAs(app.app, apiKey), body);

/** The code that a promise was rejected with. */
const codeOf = (work: Promise<unknown>) =>
  work.then(
    () => "nothing was thrown",
    (error: unknown) => (error instanceof CallError ? error.code : error),
  );

describe("an access token", () => {
  test.each(["read", "write", "full"] as const)(
    "of scope %s works like a key of that scope until it expires",
    async (scope) => {
      const team = await app.seed.team();
      const before = Date.now();
      const { token, expiresAt } = expectOk(await issue(team.apiKey, { scope, ttl_seconds: 60 }));
      expect(token).toMatch(/^al_live_[0-9a-f]{64}$/);
      expect(expiresAt.getTime()).toBeGreaterThan(before + 55_000);
      expect(expiresAt.getTime()).toBeLessThan(Date.now() + 65_000);
      expect(await authenticate(app.app, token)).toMatchObject({ teamId: team.teamId, scope });
      await app.app.db
        .sql`update retake.api_keys set expires_at = retake.clock_now() where team_id = ${team.teamId} and parent_id is not null`;
      app.app.apiKeys.forget();
      expect(await codeOf(authenticate(app.app, token))).toBe("token_expired");
      expect(await authenticate(app.app, team.apiKey)).toMatchObject({ keyId: team.keyId });
    },
  );

  test.each(["read", "write"] as Scope[])("cannot be created with a %s key", async (scope) => {
    const team = await app.seed.team({ scope });
    expect(await codeOf(issue(team.apiKey, { scope: "read", ttl_seconds: 60 }))).toBe("missing_scope");
  });

  test("cannot be created with another token, even one of scope full", async () => {
    const team = await app.seed.team();
    const { token } = expectOk(await issue(team.apiKey, { scope: "full", ttl_seconds: 60 }));
    expect(await codeOf(issue(token, { scope: "read", ttl_seconds: 60 }))).toBe("missing_scope");
  });

  test("is revoked with the key that created it, and only with that key", async () => {
    const team = await app.seed.team();
    const other = expectOk(await createKey(app.app, team.teamId, "full"));
    const mine = expectOk(await issue(team.apiKey, { scope: "write", ttl_seconds: 60 })).token;
    const theirs = expectOk(await issue(other.secret, { scope: "write", ttl_seconds: 60 })).token;
    expectOk(await revokeKey(app.app, team.keyId));
    expect(await codeOf(authenticate(app.app, mine))).toBe("revoked_api_key");
    expect(await authenticate(app.app, theirs)).toMatchObject({ scope: "write" });
  });

  test("is refused when its key is revoked during the creation", async () => {
    const team = await app.seed.team();
    const call = await callAs(app.app, team.apiKey);
    expectOk(await revokeKey(app.app, team.keyId));
    expect(await codeOf(createAccessToken(app.app, call, { scope: "read", ttl_seconds: 60 }))).toBe("revoked_api_key");
  });

  test("is stored as a hash only, and is not listed among the keys", async () => {
    const team = await app.seed.team();
    const { token } = expectOk(await issue(team.apiKey, { scope: "read", ttl_seconds: 60 }));
    const rows = await app.app.db.sql`select k::text as row from retake.api_keys k where team_id = ${team.teamId}`;
    expect(rows.some(({ row }) => row.includes(token.slice(20)))).toBe(false);
    expect(expectOk(await listKeys(app.app, team.teamId))).toHaveLength(1);
    expect(await listKeys(app.app, "team_nobody")).toEqual({ ok: false, refusal: { kind: "not_found" } });
  });

  test.each([
    [{ scope: "read", ttl_seconds: 59 }, "value_out_of_range", "ttl_seconds"],
    [{ scope: "read", ttl_seconds: 86_401 }, "value_out_of_range", "ttl_seconds"],
    [{ scope: "read", ttl_seconds: "60" }, "invalid_format", "ttl_seconds"],
    [{ scope: "admin", ttl_seconds: 60 }, "value_out_of_range", "scope"],
    [{ scope: "read" }, "missing_field", "ttl_seconds"],
    [{ scope: "read", ttl_seconds: 60, team: "x" }, "invalid_request", "team"],
  ])("is refused for the request %j", async (body, code, param) => {
    const team = await app.seed.team();
    expect(await issue(team.apiKey, body)).toMatchObject({ refusal: { kind: "invalid_input", code, param } });
  });
});
