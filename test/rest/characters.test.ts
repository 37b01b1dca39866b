import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { ROUTES } from "../../src/rest/routes.ts";
import { waitFor } from "../helpers/wait-for.ts";
import { type Answer, type CallInit, type Gateway, startGateway } from "../http/gateway.ts";

let gateway: Gateway;
beforeAll(async () => {
  gateway = await startGateway();
});
afterAll(() => gateway[Symbol.asyncDispose]());

const ATTRIBUTES = { gender: "female", age: 28, hair_color: "black" };

/** A team's calls. Every successful response must match the description of its route in `openapi.json`. */
async function client(options: Parameters<Gateway["seed"]["team"]>[0] = {}) {
  const team = await gateway.seed.team(options);
  const call = async (method: string, path: string, init?: CallInit): Promise<Answer> => {
    const answer = await gateway.call(team.apiKey, method, path, init);
    if (answer.status < 300) expectDocumented(method, path, answer);
    return answer;
  };
  return {
    ...team,
    call,
    character: (status?: "ready" | "reviewing" | "failed") =>
      gateway.seed.character(team.teamId, status ? { status } : {}),
  };
}

function expectDocumented(method: string, path: string, answer: Answer) {
  const pathname = path.split("?", 1)[0] ?? "";
  const route = ROUTES.find(
    (known) =>
      known.method === method.toLowerCase() &&
      new RegExp(`^${known.path.replaceAll(/\{\w+\}/g, "[^/]+")}$`).test(pathname),
  );
  expect(route?.status).toBe(answer.status);
  if (!route || "image" in route.docs.response) throw new Error("not a call with JSON responses");
  expect(route.docs.response.schema.safeParse(answer.json).error).toBeUndefined();
}

const refusal = ({ status, json }: Answer) => [status, json.error.code, json.error.param];

describe("a character over REST", () => {
  test("has its members and attributes in a fixed order", async () => {
    const { call } = await client();
    const created = await call("POST", "/v1/characters", {
      body: { attributes: { hair_color: "black", age: 28, gender: "female" }, generate: true, name: "Mina" },
    });
    expect(created.status).toBe(201);
    expect(Object.keys(created.json).join()).toBe(
      "id,object,name,status,refs,attributes,client_reference_id,error_message,aurous_version,created_at,updated_at",
    );
    expect(JSON.stringify(created.json.attributes)).toBe('{"gender":"female","age":28,"hair_color":"black"}');
    expect(created.json).toMatchObject({
      object: "character",
      status: "synthesizing",
      refs: [],
      client_reference_id: null,
    });
    expect(created.json.created_at).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
  });

  test("is created, read, listed, changed and deleted", async () => {
    const { call } = await client();
    const { json: made } = await call("POST", "/v1/characters", {
      body: { name: "Mina", generate: true, attributes: ATTRIBUTES, client_reference_id: "crm-1" },
    });
    const path = `/v1/characters/${made.id}`;
    expect((await call("GET", path)).json).toEqual(made);
    expect((await call("GET", "/v1/characters")).json).toEqual({
      object: "list",
      data: [made],
      has_more: false,
      next_cursor: null,
    });
    const changed = await call("PATCH", path, { body: { name: "Mira", attributes: { age: 30 } } });
    expect(changed.json).toMatchObject({ name: "Mira", attributes: { age: 30 }, client_reference_id: "crm-1" });
    expect((await call("PATCH", path, { body: { attributes: null } })).json.attributes).toBeNull();
    expect((await call("DELETE", path)).json).toEqual({ id: made.id, object: "character", deleted: true });
    expect((await call("DELETE", path)).status).toBe(404);
    expect((await call("GET", path)).status).toBe(404);
    expect((await call("GET", "/v1/balance")).json).toMatchObject({ held_credits: 0, available_credits: 100 });
  });

  test("is created once when the same key is sent again", async () => {
    const { call } = await client();
    const init = {
      headers: { "Idempotency-Key": "new" },
      body: { name: "Mina", generate: true, attributes: ATTRIBUTES },
    };
    const [first, second] = [await call("POST", "/v1/characters", init), await call("POST", "/v1/characters", init)];
    expect([first.status, second.status]).toEqual([201, 201]);
    expect(second.text).toBe(first.text);
    expect(second.headers.get("aurous-idempotent-replayed")).toBe("true");
  });

  test("is saved, regenerated, cancelled and restored", async () => {
    const { call, character } = await client();
    const id = await character("reviewing");
    expect((await call("POST", `/v1/characters/${id}/save`)).json.status).toBe("ready");
    const running = await call("POST", `/v1/characters/${id}/refs/regenerate`, { body: { pose: "side" } });
    expect(running.json.status).toBe("synthesizing");
    expect(running.json.refs).toHaveLength(4);
    expect((await call("POST", `/v1/characters/${id}/cancel`)).json.status).toBe("ready");
    expect((await call("POST", `/v1/characters/${id}/refs/restore`, { body: { number: 1 } })).json.status).toBe(
      "ready",
    );
    expect(refusal(await call("POST", `/v1/characters/${id}/refs/restore`, { body: { number: 9 } }))).toEqual([
      404,
      "resource_not_found",
      null,
    ]);
  });

  test("accepts an empty object where no body is expected, and refuses members", async () => {
    const { call, character } = await client();
    const id = await character("reviewing");
    expect(refusal(await call("POST", `/v1/characters/${id}/save`, { body: { now: true } }))).toEqual([
      400,
      "invalid_request",
      "now",
    ]);
    expect(refusal(await call("DELETE", `/v1/characters/${id}`, { body: { now: true } }))).toEqual([
      400,
      "invalid_request",
      "now",
    ]);
    expect((await call("POST", `/v1/characters/${id}/save`, { body: {} })).status).toBe(200);
  });
});

describe("ETag", () => {
  test("answers 304 without a body for an unchanged character, in every form of If-None-Match", async () => {
    const { call, character } = await client();
    const path = `/v1/characters/${await character()}`;
    const etag = (await call("GET", path)).headers.get("etag") ?? "";
    for (const condition of [etag, `W/${etag}`, `"other", ${etag}`, "*"]) {
      const answer = await call("GET", path, { headers: { "If-None-Match": condition } }).catch(() => null);
      expect([answer?.status, answer?.text, answer?.headers.get("etag")]).toEqual([304, "", etag]);
      expect(answer?.headers.get("aurous-version")).toBe("2026-05-15");
    }
    expect((await call("GET", path, { headers: { "If-None-Match": '"other"' } })).status).toBe(200);
  });

  test("changes with each version of the character", async () => {
    const { call, character } = await client();
    const path = `/v1/characters/${await character()}`;
    const before = (await call("GET", path)).headers.get("etag") ?? "";
    await call("PATCH", path, { body: { name: "Else" } });
    const after = await call("GET", path, { headers: { "If-None-Match": before } });
    expect([after.status, after.json.name]).toEqual([200, "Else"]);
  });

  test("changes when the URLs are signed anew", async () => {
    await using short = await startGateway({ env: { URL_TTL_SECONDS: "12" } });
    const team = await short.seed.team();
    const path = `/v1/characters/${await short.seed.character(team.teamId)}`;
    const first = await short.call(team.apiKey, "GET", path);
    const headers = { "If-None-Match": first.headers.get("etag") ?? "" };
    const next = await waitFor("the next signing step", async () => {
      const answer = await short.call(team.apiKey, "GET", path, { headers });
      return answer.status !== 304 && answer;
    });
    expect(next.status).toBe(200);
    expect(next.json.refs[0].url).not.toBe(first.json.refs[0].url);
  });
});

describe("the list of characters", () => {
  test("returns all characters once, newest first, by next_cursor", async () => {
    const { call, character } = await client();
    const ids: string[] = [];
    for (let i = 0; i < 5; i++) ids.unshift(await character());
    const seen: string[] = [];
    let after = "";
    for (;;) {
      const { json } = await call("GET", `/v1/characters?limit=2${after}`);
      seen.push(...json.data.map(({ id }: { id: string }) => id));
      if (!json.has_more) break;
      after = `&starting_after=${json.next_cursor}`;
    }
    expect(seen).toEqual(ids);
  });

  test("filters by status and client_reference_id", async () => {
    const { call, character } = await client();
    const failed = await character("failed");
    await character("ready");
    const { json } = await call("GET", "/v1/characters?status=failed");
    expect(json.data.map(({ id }: { id: string }) => id)).toEqual([failed]);
    expect((await call("GET", "/v1/characters?client_reference_id=none")).json.data).toEqual([]);
  });

  test.each([
    ["limit=0", "value_out_of_range", "limit"],
    ["limit=101", "value_out_of_range", "limit"],
    ["limit=ten", "invalid_format", "limit"],
    ["status=sleeping", "invalid_request", "status"],
    ["starting_after=char_none", "invalid_page_token", "starting_after"],
    ["starting_after=%00", "invalid_page_token", "starting_after"],
    ["client_reference_id=%00", "invalid_format", "client_reference_id"],
    ["page=2", "invalid_request", "page"],
    ["limit=1&limit=1", "invalid_request", "limit"],
  ])("refuses ?%s", async (query, code, param) => {
    const { call } = await client();
    expect(refusal(await call("GET", `/v1/characters?${query}`))).toEqual([400, code, param]);
  });
});

describe("images, access tokens and authentication", () => {
  test("creates, reads, lists and estimates an image", async () => {
    const { call, character } = await client();
    const id = await character();
    const body = { prompt: "reading", character_id: id };
    const estimate = await call("POST", "/v1/images/estimate", { body });
    expect(estimate.json).toMatchObject({ object: "estimate", estimated_cost: { amount: 1 }, currency: "credit" });
    expect((await call("GET", "/v1/balance")).json.held_credits).toBe(0);
    const { status, json: image } = await call("POST", "/v1/images", { body });
    expect(status).toBe(201);
    expect(Object.keys(image).join()).toBe(
      "id,object,status,prompt,character_id,ref_set,url,thumb_url,width,height,error_message,cost,aurous_version,created_at,completed_at",
    );
    expect(image).toMatchObject({
      object: "image",
      status: "pending",
      character_id: id,
      ref_set: 1,
      width: 1024,
      url: null,
      cost: 1,
    });
    expect((await call("GET", `/v1/images/${image.id}`)).json).toEqual(image);
    expect((await call("GET", "/v1/images?limit=1")).json).toEqual({
      object: "list",
      data: [image],
      has_more: false,
      next_cursor: null,
    });
    expect((await call("GET", "/v1/balance")).json.held_credits).toBe(1);
  });

  test("refuses an image of a character that is not ready with a code of its own", async () => {
    const { call, character } = await client();
    const answer = await call("POST", "/v1/images", {
      body: { prompt: "x", character_id: await character("reviewing") },
    });
    expect(refusal(answer)).toEqual([400, "character_not_ready", null]);
  });

  test("accepts an access token like a key, and requires scope full to create one", async () => {
    const { call } = await client();
    const body = { scope: "read", ttl_seconds: 60 };
    const { status, json } = await call("POST", "/v1/access_tokens", { body });
    expect(status).toBe(201);
    expect((await gateway.call(json.token, "GET", "/v1/balance")).status).toBe(200);
    expect((await gateway.call(json.token, "POST", "/v1/characters", { body: {} })).status).toBe(403);
    const writer = await client({ scope: "write" });
    expect(refusal(await writer.call("POST", "/v1/access_tokens", { body }))).toEqual([403, "missing_scope", null]);
  });

  test("requires a key with write access for every call that writes", async () => {
    const reader = await client({ scope: "read" });
    for (const { method, path } of ROUTES.filter((route) => route.method !== "get")) {
      const answer = await reader.call(method.toUpperCase(), path.replaceAll(/\{\w+\}/g, "x"), { body: {} });
      expect([path, ...refusal(answer)]).toEqual([path, 403, "missing_scope", null]);
    }
  });

  test("requires a key for every call", async () => {
    for (const { method, path } of ROUTES) {
      const answer = await gateway.call(null, method.toUpperCase(), path.replaceAll(/\{\w+\}/g, "x"));
      expect([path, ...refusal(answer)]).toEqual([path, 401, "missing_api_key", null]);
    }
  });

  test.each([
    ["GET", "/v1/characters/%00"],
    ["GET", `/v1/characters/${"a".repeat(5_000)}`],
    ["GET", "/v1/characters/a%2Fb"],
    ["POST", "/v1/characters/%F0%9F%97%9D/resynthesize"],
    ["DELETE", "/v1/characters/'%20or%201=1--"],
    ["GET", "/v1/images/%ff"],
  ])("answers %s %s with 404", async (method, path) => {
    const { call } = await client();
    expect(refusal(await call(method, path))).toEqual([404, "resource_not_found", null]);
  });
});
