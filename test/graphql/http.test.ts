import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { AppContext } from "../../src/context.ts";
import { NotSentError } from "../../src/db/errors.ts";
import { CallError } from "../../src/domain/errors.ts";
import { createKeyFinder } from "../../src/services/api-keys/find-key.ts";
import { createLocalRateLimiter } from "../../src/services/rate-limits/rate-limits.ts";
import { startTestApp, type TestApp } from "../helpers/app.ts";
import { post, RESPONSE_JSON, raw } from "./post.ts";

let app: TestApp;
let key: string;
let readKey: string;
let teamId: string;
/** The error of the next field that takes a token. */
const failing: { next: Error | null } = { next: null };
const away = () => new CallError("service_unavailable", "The database is unavailable.", { retryAfterSeconds: 1 });

beforeAll(async () => {
  const buckets = createLocalRateLimiter({ now: () => new Date() });
  const take: typeof buckets.take = (...args) => {
    const { next } = failing;
    failing.next = null;
    if (next) throw next;
    return buckets.take(...args);
  };
  app = await startTestApp({ roles: ["gateway"], overrides: { localRateLimiter: { ...buckets, take } } });
  ({ apiKey: key, teamId } = await app.seed.team());
  ({ apiKey: readKey } = await app.seed.team({ scope: "read" }));
});
afterAll(async () => {
  await app[Symbol.asyncDispose]();
});

const JSON_TYPE = { "content-type": "application/json" };
const KEY_PATTERN = /^req_[0-9A-HJKMNP-TV-Z]{26}$/;

describe("a request without a usable key", () => {
  test.each([
    ["none", null, "missing_api_key"],
    ["an unknown key", "al_live_nope", "invalid_api_key"],
  ])("is refused with 401 and a GraphQL response: %s", async (_name, apiKey, code) => {
    for (const accept of [RESPONSE_JSON, "application/json", "*/*"]) {
      const answer = await post(app, apiKey, "{ team { id } }", { accept });
      expect(answer.status).toBe(401);
      expect(answer.body).not.toHaveProperty("data");
      expect(answer.body.errors).toHaveLength(1);
      const { code: found, requestId } = answer.body.errors[0].extensions;
      expect(found).toBe(code);
      expect(requestId).toMatch(KEY_PATTERN);
      expect(answer.headers.get("aurous-request-id")).toBe(requestId);
    }
  });

  test("is refused before its body is read", async () => {
    const answer = await raw(app, null, { method: "POST", headers: JSON_TYPE, body: "{" });
    expect(answer.status).toBe(401);
  });

  test("may send its key as a bearer token", async () => {
    const answer = await post(app, null, "{ team { id } }", { headers: { authorization: `Bearer ${key}` } });
    expect(answer.body.data.team.id).toBe(teamId);
  });
});

describe("a key with scope read", () => {
  test("allows queries", async () => {
    expect((await post(app, readKey, "{ team { name } }")).status).toBe(200);
  });

  test("refuses a request with a mutation as a whole, with 403", async () => {
    for (const accept of [RESPONSE_JSON, "application/json"]) {
      const answer = await post(app, readKey, 'mutation { deleteCharacter(id: "x") { __typename } }', { accept });
      expect(answer.status).toBe(403);
      expect(answer.body).not.toHaveProperty("data");
      expect(answer.body.errors[0].extensions.code).toBe("missing_scope");
    }
  });
});

describe("a malformed request", () => {
  test.each([
    ["text that is not JSON", "{", 400, "invalid_request"],
    ["a batch", '[{"query":"{ team { id } }"}]', 400, "invalid_request"],
    ["JSON that is not an object", "7", 400, "invalid_request"],
    ["an unknown parameter", '{"query":"{ team { id } }","nope":1}', 400, "invalid_request"],
    ["no query", "{}", 400, "invalid_request"],
    ["a query that is not text", '{"query":7}', 400, "invalid_request"],
    ["variables that are not an object", '{"query":"{ team { id } }","variables":[1]}', 400, "invalid_request"],
  ])("gets 400 in either media type: %s", async (_name, body, status, code) => {
    for (const accept of [RESPONSE_JSON, "application/json"]) {
      const answer = await raw(app, key, { method: "POST", headers: { ...JSON_TYPE, accept }, body });
      expect(answer.status).toBe(status);
      expect(answer.body.errors[0].extensions.code).toBe(code);
    }
  });

  test("gets 400 for bytes that are not UTF-8", async () => {
    const body = new Uint8Array([0x7b, 0x22, 0xff, 0x22, 0x7d]);
    const answer = await raw(app, key, { method: "POST", headers: JSON_TYPE, body });
    expect(answer.status).toBe(400);
    expect(answer.body.errors[0].extensions.code).toBe("invalid_request");
  });

  test.each([
    "application/x-www-form-urlencoded",
    "multipart/form-data; boundary=x",
    "text/plain",
    "application/graphql",
    "application/json; charset=latin1",
  ])("gets 415 for the content type %s, so no cross-site form can start work", async (type) => {
    const body = JSON.stringify({ query: 'mutation { saveCharacter(id: "x") { __typename } }' });
    const answer = await raw(app, key, { method: "POST", headers: { "content-type": type }, body });
    expect(answer.status).toBe(415);
    expect(answer.body.errors[0].extensions.code).toBe("unsupported_media_type");
  });

  test.each(["application/json", "application/json; charset=utf-8", 'Application/JSON;charset="UTF-8"'])(
    "is well-formed with the content type %s",
    async (type) => {
      const answer = await raw(app, key, {
        method: "POST",
        headers: { "content-type": type },
        body: '{"query":"{ team { id } }"}',
      });
      expect(answer.status).toBe(200);
    },
  );

  test("gets 413 with more than 256 KiB", async () => {
    const empty = JSON.stringify({ query: "{ team { id } }", extensions: { fill: "" } });
    const fill = "x".repeat(256 * 1024 - empty.length);
    const send = (text: string) => {
      const body = JSON.stringify({ query: "{ team { id } }", extensions: { fill: text } });
      return raw(app, key, { method: "POST", headers: JSON_TYPE, body });
    };
    expect((await send(fill)).status).toBe(200);
    const answer = await send(`${fill}x`);
    expect(answer.status).toBe(413);
    expect(answer.body.errors[0].extensions.code).toBe("payload_too_large");
  });

  test.each(["PUT", "DELETE", "PATCH", "OPTIONS"])("gets 405 for the method %s", async (method) => {
    const answer = await raw(app, key, { method });
    expect(answer.status).toBe(405);
    expect(answer.headers.get("allow")).toBe("GET, POST");
    expect(answer.body.errors[0].extensions.code).toBe("method_not_allowed");
  });

  test("gets JSON when Accept has no supported media type, so that completed work is reported", async () => {
    for (const accept of ["text/csv", "multipart/mixed", "application/json; charset=utf-16x, text/csv"]) {
      const answer = await post(app, key, "{ team { id } }", { accept });
      expect(answer.body).toEqual({ data: { team: { id: teamId } } });
    }
    expect((await post(app, null, "{ team { id } }", { accept: "text/csv" })).status).toBe(401);
  });
});

describe("a well-formed request", () => {
  test.each([
    ["does not parse", "{ team { ", "GRAPHQL_PARSE_FAILED"],
    ["is not valid", "{ nope }", "GRAPHQL_VALIDATION_FAILED"],
    ["has invalid variables", "query ($id: ID!) { character(id: $id) { id } }", "GRAPHQL_VALIDATION_FAILED"],
  ])("whose document %s gets 400 for the GraphQL media type and 200 for plain JSON", async (_name, query, code) => {
    for (const [accept, status] of [
      [RESPONSE_JSON, 400],
      ["application/json", 200],
    ] as const) {
      const answer = await post(app, key, query, { accept });
      expect(answer.status).toBe(status);
      expect(answer.headers.get("content-type")).toBe(`${accept}; charset=utf-8`);
      expect(answer.body).not.toHaveProperty("data");
      expect(answer.body.errors[0].extensions).toEqual({ code, requestId: expect.stringMatching(KEY_PATTERN) });
    }
  });

  test("gets 400 when its document does not contain the requested operation", async () => {
    const answer = await post(app, key, "query A { team { id } }", { operationName: "B" });
    expect(answer.status).toBe(400);
    expect(answer.body.errors[0].extensions.code).toBe("GRAPHQL_VALIDATION_FAILED");
  });

  test("gets 200 and no-store when it runs", async () => {
    const answer = await post(app, key, "{ team { id } }", { accept: "application/json" });
    expect(answer.status).toBe(200);
    expect(answer.headers.get("cache-control")).toBe("no-store");
    expect(answer.body).toEqual({ data: { team: { id: teamId } } });
  });

  test("gets plain JSON without an Accept header", async () => {
    const answer = await raw(app, key, { method: "POST", headers: JSON_TYPE, body: '{"query":"{ team { id } }"}' });
    expect(answer.headers.get("content-type")).toBe("application/json; charset=utf-8");
  });
});

describe("GET", () => {
  const get = (search: Record<string, string>) =>
    raw(app, key, { headers: { accept: RESPONSE_JSON } }, `?${new URLSearchParams(search)}`);

  test("runs a query with its variables", async () => {
    const query = "query Q($id: ID!) { node(id: $id) { id } }";
    const answer = await get({ query, variables: JSON.stringify({ id: teamId }), operationName: "Q" });
    expect(answer.body).toEqual({ data: { node: { id: teamId } } });
  });

  test("refuses a mutation with 405", async () => {
    const answer = await get({ query: 'mutation { deleteCharacter(id: "x") { __typename } }' });
    expect(answer.status).toBe(405);
    expect(answer.headers.get("allow")).toBe("POST");
    expect(answer.body.errors[0].extensions.code).toBe("method_not_allowed");
  });

  test("answers 400 when the variables are not JSON", async () => {
    const answer = await get({ query: "{ team { id } }", variables: "{" });
    expect(answer.status).toBe(400);
    expect(answer.body.errors[0].extensions.code).toBe("invalid_request");
  });

  test("answers 400 without a query", async () => {
    expect((await get({})).status).toBe(400);
  });
});

describe("an internal error", () => {
  test("is a GraphQL error without details, logged once with the request id", async () => {
    const before = app.logged.length;
    failing.next = new TypeError("secret of ours at /srv/secret.ts");
    const answer = await post(app, key, "{ team { id } }");
    expect(answer.status).toBe(200);
    expect(answer.text).not.toContain("secret");
    expect(answer.body.data).toEqual({ team: null });
    const { code, requestId } = answer.body.errors[0].extensions;
    expect(code).toBe("internal_error");
    expect(answer.body.errors[0].path).toEqual(["team"]);
    const lines = app.logged.slice(before);
    expect(lines).toHaveLength(1);
    expect(lines[0]).toMatchObject({ level: "error", fields: { requestId } });
  });

  test("is answered with 503 and Retry-After when the database is unavailable and no field has a value", async () => {
    for (const accept of [RESPONSE_JSON, "application/json"]) {
      failing.next = away();
      const answer = await post(app, key, '{ character(id: "char_1") { id } }', { accept });
      expect(answer.status).toBe(503);
      expect(answer.headers.get("retry-after")).toBe("1");
      expect(answer.body).not.toHaveProperty("data");
      expect(answer.body.errors[0].extensions).toMatchObject({ code: "service_unavailable", retryAfterSeconds: 1 });
    }
  });

  test("is answered with 503 when the database is unavailable during authentication", async () => {
    const held = app.app as { apiKeys: AppContext["apiKeys"] };
    const { apiKeys } = held;
    const sql = () => Promise.reject(new NotSentError("gone"));
    held.apiKeys = createKeyFinder({ ...app.app.db, sql } as unknown as AppContext["db"]);
    const answer = await post(app, key, "{ team { id } }", { accept: "application/json" }).finally(() => {
      held.apiKeys = apiKeys;
    });
    expect(answer.status).toBe(503);
    expect(answer.headers.get("retry-after")).toBe("1");
    expect(answer.body.errors[0].extensions.code).toBe("service_unavailable");
    expect(answer.text).not.toContain("gone");
  });

  test("leaves fields that have a value, and reports the others", async () => {
    failing.next = away();
    const answer = await post(app, key, '{ __typename character(id: "char_1") { id } }');
    expect(answer.status).toBe(200);
    expect(answer.body.data).toEqual({ __typename: "Query", character: null });
    expect(answer.body.errors[0].extensions.code).toBe("service_unavailable");
  });
});

test("an empty bucket is a top-level error with the waiting time, and its field is null", async () => {
  const team = await app.seed.team();
  for (let i = 0; i < 240; i++) app.app.localRateLimiter.take(team.teamId, "characters_get");
  const answer = await post(app, team.apiKey, '{ character(id: "char_1") { id } team { id } }');
  expect(answer.status).toBe(200);
  expect(answer.body.data).toEqual({ character: null, team: { id: team.teamId } });
  expect(answer.body.errors[0]).toMatchObject({ path: ["character"], extensions: { code: "rate_limit_exceeded" } });
  expect(answer.body.errors[0].extensions.retryAfterSeconds).toBeGreaterThanOrEqual(1);
});

test("each root field takes one token of its bucket", async () => {
  const team = await app.seed.team();
  const left = () => app.app.localRateLimiter.find(team.teamId, "characters_get").remaining;
  const before = left();
  const fields = Array.from({ length: 15 }, (_, i) => `a${i}: character(id: "char_1") { id }`);
  await post(app, team.apiKey, `{ ${fields.join(" ")} }`);
  expect(before - left()).toBe(15);
});
