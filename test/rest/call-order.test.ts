import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { embeddedTarget, openDatabase } from "../../src/db/client.ts";
import { createKeyFinder } from "../../src/services/api-keys/find-key.ts";
import type { SeededTeam } from "../helpers/seed.ts";
import { type CallInit, type Gateway, startGateway } from "../http/gateway.ts";
import { rawRequest, readRaw } from "../http/raw-request.ts";

let gateway: Gateway;
beforeAll(async () => {
  gateway = await startGateway();
});
afterAll(() => gateway[Symbol.asyncDispose]());

async function readyCharacter(options: Parameters<Gateway["seed"]["team"]>[0] = {}) {
  const team = await gateway.seed.team(options);
  const id = await gateway.seed.character(team.teamId);
  return { team, id, path: `/v1/characters/${id}/resynthesize` };
}

const balance = async ({ apiKey }: SeededTeam) => (await gateway.call(apiKey, "GET", "/v1/balance")).json;

describe("the checks of a call run in the documented order", () => {
  const BAD_VERSION = { "Aurous-Version": "1999-01-01" };
  const BAD_BODY: CallInit = { body: { nonsense: 1 } };

  test("the key is checked before everything else", async () => {
    const { path } = await readyCharacter();
    const answer = await gateway.call(null, "POST", path, { ...BAD_BODY, headers: BAD_VERSION });
    expect([answer.status, answer.json.error.code]).toEqual([401, "missing_api_key"]);
    expect(answer.headers.get("x-ratelimit-limit")).toBeNull();
  });

  test("the scope is checked before the version", async () => {
    const { team, path } = await readyCharacter({ scope: "read" });
    const answer = await gateway.call(team.apiKey, "POST", path, { ...BAD_BODY, headers: BAD_VERSION });
    expect([answer.status, answer.json.error.code, answer.json.error.type]).toEqual([
      403,
      "missing_scope",
      "authentication",
    ]);
  });

  test("the version is checked before the body", async () => {
    const { team, path } = await readyCharacter();
    const answer = await gateway.call(team.apiKey, "POST", path, { ...BAD_BODY, headers: BAD_VERSION });
    expect([answer.status, answer.json.error.code, answer.json.error.param]).toEqual([
      400,
      "unknown_version",
      "Aurous-Version",
    ]);
  });

  test("the body is checked before the character", async () => {
    const { team } = await readyCharacter();
    const answer = await gateway.call(team.apiKey, "POST", "/v1/characters/char_none/resynthesize", BAD_BODY);
    expect([answer.status, answer.json.error.code, answer.json.error.param]).toEqual([
      400,
      "invalid_request",
      "nonsense",
    ]);
  });

  test("a call with an invalid version or body takes no token and no credits, and leaves its key free", async () => {
    const { team, path } = await readyCharacter();
    const headers = { "Idempotency-Key": "k" };
    await gateway.call(team.apiKey, "POST", path, { ...BAD_BODY, headers });
    await gateway.call(team.apiKey, "POST", path, { headers: { ...headers, ...BAD_VERSION } });
    const accepted = await gateway.call(team.apiKey, "POST", path, { headers });
    expect(accepted.status).toBe(200);
    expect(accepted.headers.get("aurous-idempotent-replayed")).toBeNull();
    expect(accepted.headers.get("x-ratelimit-remaining")).toBe("11");
    expect(await balance(team)).toMatchObject({ held_credits: 4 });
  });
});

describe("an API key", () => {
  test("is accepted as Authorization: Bearer", async () => {
    const { apiKey } = await gateway.seed.team();
    const headers = { Authorization: `Bearer ${apiKey}` };
    expect((await gateway.call(null, "GET", "/v1/balance", { headers })).status).toBe(200);
  });

  test("is invalid when the two headers contradict each other", async () => {
    const [a, b] = [await gateway.seed.team(), await gateway.seed.team()];
    const headers = { Authorization: `Bearer ${b.apiKey}` };
    const answer = await gateway.call(a.apiKey, "GET", "/v1/balance", { headers });
    expect([answer.status, answer.json.error.code]).toEqual([401, "invalid_api_key"]);
  });

  test("gets the same answer for another team's character as for an unknown one", async () => {
    const { id } = await readyCharacter();
    const stranger = await gateway.seed.team();
    const foreign = await gateway.call(stranger.apiKey, "GET", `/v1/characters/${id}`);
    const unknown = await gateway.call(stranger.apiKey, "GET", "/v1/characters/char_01HXMQ7Z3K8Y2NABCDEFGHJKMR");
    const strip = (error: Record<string, unknown>) => ({ ...error, request_id: null });
    expect(foreign.status).toBe(404);
    expect(strip(foreign.json.error)).toEqual(strip(unknown.json.error));
  });
});

describe("Aurous-Version", () => {
  test("is echoed, whether it was sent or pinned", async () => {
    const { apiKey } = await gateway.seed.team();
    for (const headers of [{}, { "Aurous-Version": "2026-05-15" }] as Record<string, string>[]) {
      const answer = await gateway.call(apiKey, "GET", "/v1/balance", { headers });
      expect(answer.headers.get("aurous-version")).toBe("2026-05-15");
    }
  });

  test("is refused with invalid_format when it is not a date", async () => {
    const { apiKey } = await gateway.seed.team();
    const answer = await gateway.call(apiKey, "GET", "/v1/balance", { headers: { "Aurous-Version": "latest" } });
    expect([answer.status, answer.json.error.code]).toEqual([400, "invalid_format"]);
  });
});

describe("the rate limit headers", () => {
  test("are on every authenticated response of a call with a bucket", async () => {
    const { team, id, path } = await readyCharacter();
    const reader = await readyCharacter({ scope: "read" });
    const key = { "Idempotency-Key": "k" };
    const first = await gateway.call(team.apiKey, "POST", path, { headers: key });
    const etag = (await gateway.call(team.apiKey, "GET", `/v1/characters/${id}`)).headers.get("etag") ?? "";
    const answers = [
      first,
      await gateway.call(team.apiKey, "POST", path, { headers: key }),
      await gateway.call(team.apiKey, "POST", path),
      await gateway.call(team.apiKey, "POST", path, { headers: key, body: { force_all: true } }),
      await gateway.call(team.apiKey, "POST", path, { text: "{" }),
      await gateway.call(team.apiKey, "POST", path, { headers: { "Aurous-Version": "x" } }),
      await gateway.call(team.apiKey, "POST", "/v1/characters/char_none/resynthesize"),
      await gateway.call(reader.team.apiKey, "POST", reader.path),
      await gateway.call(team.apiKey, "GET", `/v1/characters/${id}`, { headers: { "If-None-Match": etag } }),
      await gateway.call(team.apiKey, "HEAD", `/v1/characters/${id}`),
    ];
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 400, 409, 400, 400, 404, 403, 304, 200]);
    for (const { headers } of answers) {
      expect(Number(headers.get("x-ratelimit-limit"))).toBeGreaterThan(0);
      expect(Number(headers.get("x-ratelimit-remaining"))).toBeLessThanOrEqual(
        Number(headers.get("x-ratelimit-limit")),
      );
      expect(headers.get("x-ratelimit-reset")).toMatch(/^\d{10}$/);
      expect(headers.get("ratelimit")).toMatch(/^"[a-z_]+";r=\d+;t=\d+$/);
      expect(headers.get("ratelimit-policy")).toMatch(/^"[a-z_]+";q=\d+;w=120$/);
    }
  });

  test("of an empty bucket come with 429, Retry-After and matching details", async () => {
    const { team, path } = await readyCharacter({ credits: 0 });
    const burst = await Promise.all(Array.from({ length: 13 }, () => gateway.call(team.apiKey, "POST", path)));
    const limited = burst.filter(({ status }) => status === 429);
    expect(burst.filter(({ status }) => status === 402)).toHaveLength(12);
    expect(limited).toHaveLength(1);
    const [answer] = limited;
    const seconds = Number(answer?.headers.get("retry-after"));
    expect(seconds).toBeGreaterThanOrEqual(1);
    expect(seconds).toBeLessThanOrEqual(10);
    expect(answer?.json.error).toMatchObject({
      type: "rate_limit",
      code: "rate_limit_exceeded",
      details: { bucket: "characters_synthesize", retry_after_seconds: seconds },
    });
    expect(answer?.headers.get("x-ratelimit-remaining")).toBe("0");
  });

  test("contain the time when the bucket is full again", async () => {
    const { team, path } = await readyCharacter();
    const answer = await gateway.call(team.apiKey, "POST", path);
    const inSeconds = Number(answer.headers.get("x-ratelimit-reset")) - Date.now() / 1000;
    expect(inSeconds).toBeGreaterThan(8);
    expect(inSeconds).toBeLessThan(12);
  });
});

describe("the body of a call", () => {
  test.each([
    ["malformed JSON", { text: '{"force_all":' }, 400, "invalid_request", null],
    ["a duplicate member", { text: '{"force_all":true,"force_all":false}' }, 400, "invalid_request", "force_all"],
    ["an unknown member", { body: { force: true } }, 400, "invalid_request", "force"],
    ["a hidden member", { text: '{"__proto__":{"force_all":true}}' }, 400, "invalid_request", "__proto__"],
    ["a wrong type", { body: { force_all: "yes" } }, 400, "invalid_format", "force_all"],
    ["an array", { text: "[]" }, 400, "invalid_format", null],
    ["null", { text: "null" }, 400, "invalid_format", null],
    [
      "a form",
      { text: "a=1", headers: { "Content-Type": "application/x-www-form-urlencoded" } },
      415,
      "unsupported_media_type",
      null,
    ],
    ["more than 256 KiB", { text: JSON.stringify({ force_all: "x".repeat(262_144) }) }, 413, "payload_too_large", null],
    [
      "deep nesting",
      { text: `{"force_all":${"[".repeat(60_000)}${"]".repeat(60_000)}}` },
      400,
      "invalid_request",
      null,
    ],
    ["an unknown query parameter", { query: "?dry_run=1" }, 400, "invalid_request", "dry_run"],
  ] as [string, CallInit & { query?: string }, number, string, string | null][])(
    "is refused with a code for the mistake: %s",
    async (_what, { query = "", ...init }, status, code, param) => {
      const { team, path } = await readyCharacter();
      const answer = await gateway.call(team.apiKey, "POST", path + query, init);
      expect([answer.status, answer.json.error.code, answer.json.error.param]).toEqual([status, code, param]);
    },
  );

  test.each([
    ["no body", {}],
    ["no body with another content type", { headers: { "Content-Type": "text/plain" } }],
    ["an empty object", { body: {} }],
    ["an object with null for an optional member", { body: { force_all: null } }],
    ["an object with the reserved flag", { body: { force_all: true } }],
  ] as [string, CallInit][])("is accepted: %s", async (_what, init) => {
    const { team, path } = await readyCharacter();
    expect((await gateway.call(team.apiKey, "POST", path, init)).status).toBe(200);
  });

  test("is limited while it arrives in chunks", async () => {
    const { team, path } = await readyCharacter();
    const chunk = `10000\r\n${"x".repeat(0x1_0000)}\r\n`;
    const head = `POST ${path} HTTP/1.1\r\nHost: a\r\nX-Api-Key: ${team.apiKey}\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n`;
    const answer = readRaw(await rawRequest(gateway.port, `${head}${chunk.repeat(5)}0\r\n\r\n`));
    expect([answer.status, answer.json.error.code]).toEqual([413, "payload_too_large"]);
  });
});

describe("internal errors", () => {
  test("a bug is answered without details, and logged once with the request id", async () => {
    const fail = () => {
      throw new Error("select secret from retake.api_keys");
    };
    const overrides = () => ({ localRateLimiter: { take: fail, giveBack: fail, find: fail } });
    await using broken = await startGateway({ overrides });
    const team = await broken.seed.team();
    const answer = await broken.call(team.apiKey, "GET", "/v1/balance");
    expect([answer.status, answer.json.error.code, answer.json.error.type]).toEqual([
      500,
      "internal_error",
      "server_error",
    ]);
    expect(answer.text).not.toMatch(/secret|select|node_modules|at /);
    expect(broken.log.map(({ fields }) => fields.requestId)).toEqual([answer.headers.get("aurous-request-id")]);
  });

  test("an unavailable database is answered with 503 and Retry-After, and admits no call", async () => {
    const away = openDatabase(embeddedTarget({ host: "127.0.0.1", port: 1, user: "u", password: "p", database: "d" }));
    await using broken = await startGateway({ overrides: () => ({ db: away, apiKeys: createKeyFinder(away) }) });
    const answer = await broken.call("al_live_x", "POST", "/v1/characters/char_x/resynthesize");
    expect([answer.status, answer.json.error.code]).toEqual([503, "service_unavailable"]);
    expect(Number(answer.headers.get("retry-after"))).toBeGreaterThanOrEqual(1);
    expect(answer.text).not.toMatch(/ECONN|127\.0\.0\.1:1\b/);
    await away.close();
  });
});
