import { beforeAll, describe, expect, test } from "vitest";
import { restCall } from "../helpers/rest-client.ts";
import { contractApp } from "./contract-app.ts";

const contract = contractApp();

/** The calls of docs/contract.md "Routes" with their buckets. `ID` stands for a character's id. */
const CALLS: readonly (readonly [method: string, path: string, bucket: string, body?: unknown])[] = [
  ["POST", "/v1/characters", "characters_synthesize", { name: "M", generate: true, attributes: { age: 30 } }],
  ["POST", "/v1/characters/ID/resynthesize", "characters_synthesize"],
  ["POST", "/v1/characters/ID/refs/regenerate", "characters_synthesize", { pose: "side" }],
  ["GET", "/v1/characters", "characters_get"],
  ["GET", "/v1/characters/ID", "characters_get"],
  ["PATCH", "/v1/characters/ID", "characters_post", { name: "N" }],
  ["DELETE", "/v1/characters/ID", "characters_post"],
  ["POST", "/v1/characters/ID/save", "characters_post"],
  ["POST", "/v1/characters/ID/cancel", "characters_post"],
  ["POST", "/v1/characters/ID/refs/restore", "characters_post", { number: 1 }],
  [
    "POST",
    "/v1/characters/uploads/init",
    "characters_post",
    { filename: "a.png", extension: "png", content_type: "image/png" },
  ],
  ["POST", "/v1/images", "images_post", { prompt: "x" }],
  ["GET", "/v1/images", "reads"],
  ["GET", "/v1/images/img_01HXMQ7Z3K8Y2NABCDEFGHJKMR", "reads"],
  ["POST", "/v1/images/estimate", "estimate_post", { prompt: "x" }],
  ["GET", "/v1/balance", "reads"],
  ["POST", "/v1/access_tokens", "reads", { scope: "read", ttl_seconds: 60 }],
];
/** The same rows, each with a body, which is undefined where none is sent. */
const ROWS = CALLS.map(([method, path, bucket, body]) => [method, path, bucket, body] as const);
const LIMITS: Readonly<Record<string, number>> = {
  characters_synthesize: 12,
  characters_post: 60,
  characters_get: 240,
  images_post: 120,
  estimate_post: 240,
  reads: 1200,
};

/**
 * Returns the bucket that the headers name and its remaining tokens. Fails when a header is missing or they
 * contradict each other.
 */
function printed(headers: Headers): { bucket: string; remaining: number } {
  const [, bucket = "", left] = /^"(\w+)";r=(\d+);t=\d+$/.exec(headers.get("ratelimit") ?? "") ?? [];
  const limit = LIMITS[bucket];
  expect(headers.get("ratelimit-policy")).toBe(`"${bucket}";q=${limit};w=120`);
  expect([headers.get("x-ratelimit-limit"), headers.get("x-ratelimit-remaining")]).toEqual([String(limit), left]);
  const inSeconds = Number(headers.get("x-ratelimit-reset")) - Date.now() / 1000;
  // A slow machine may read the headers up to 30 s after they were made.
  expect(inSeconds).toBeGreaterThan(-30);
  expect(inSeconds).toBeLessThan(122);
  return { bucket, remaining: Number(left) };
}

let documented: string[];
beforeAll(async () => {
  const response = await fetch(`${contract.url()}/v1/openapi.json`);
  const { paths } = (await response.json()) as { paths: Record<string, Record<string, unknown>> };
  documented = Object.entries(paths)
    .filter(([path]) => path.startsWith("/v1/"))
    .flatMap(([path, methods]) => Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`))
    .filter((call) => /^(GET|POST|PATCH|DELETE) /.test(call) && !call.includes("openapi"));
});

test("every tested call is documented in the OpenAPI document", () => {
  const here = CALLS.map(([method, path]) => `${method} ${path}`.replace("ID", "{id}").replace(/img_\w+$/, "{id}"));
  expect(here.filter((call) => !documented.includes(call))).toEqual([]);
});

describe.each(ROWS)("the rate limit headers of %s %s", (method, path, bucket, body) => {
  const start = async (scope: "full" | "read" = "full") => {
    const { seed } = contract.app();
    const team = await seed.team({ scope });
    const id = await seed.character(team.teamId);
    const send = (init: object = body === undefined ? {} : { body }) =>
      restCall(contract.url(), team.apiKey, method, path.replace("ID", id), init);
    return { team, send };
  };

  test("name the bucket of an answered call and count one token", async () => {
    const { send } = await start();
    const { status, headers } = await send();
    expect(status).toBeLessThan(405);
    expect(printed(headers)).toEqual({ bucket, remaining: (LIMITS[bucket] ?? 0) - 1 });
  });

  test("name the bucket and count no token for an invalid version, body, media type or length", async () => {
    const { send } = await start();
    const full = { bucket, remaining: LIMITS[bucket] };
    const inits: [number, object][] = [[400, { headers: { "aurous-version": "1999-01-01" } }]];
    if (method !== "GET") {
      inits.push([400, { body: "{" }], [400, { body: { nonsense: 1 } }]);
      inits.push(
        [415, { body: "{}", headers: { "content-type": "text/plain" } }],
        [413, { body: "x".repeat(300_000) }],
      );
    }
    for (const [expected, init] of inits) {
      const { status, headers } = await send(init);
      expect([init, status]).toEqual([init, expected]);
      expect(printed(headers)).toEqual(full);
    }
  });

  test("name the bucket and count no token for a key without the scope", async () => {
    const { send } = await start("read");
    const { status, headers } = await send();
    expect(printed(headers)).toEqual({ bucket, remaining: (LIMITS[bucket] ?? 0) - (status === 403 ? 0 : 1) });
    expect(status === 403).toBe(method !== "GET");
  });

  test("are absent without a valid key", async () => {
    const { status, headers } = await restCall(contract.url(), null, method, path);
    expect([status, headers.get("ratelimit"), headers.get("x-ratelimit-limit")]).toEqual([401, null, null]);
  });
});
