import { createHash } from "node:crypto";
import { ApolloClient, gql, HttpLink, InMemoryCache } from "@apollo/client";
import { createPersistedQueryLink } from "@apollo/client/link/persisted-queries";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { startTestApp, type TestApp } from "../helpers/app.ts";
import { post, RESPONSE_JSON, raw } from "./post.ts";
import { connectSocket, subscribeMessage } from "./socket.ts";

let app: TestApp;
let key: string;
let teamId: string;
beforeAll(async () => {
  app = await startTestApp({ roles: ["gateway"] });
  ({ apiKey: key, teamId } = await app.seed.team());
});
afterAll(async () => {
  await app[Symbol.asyncDispose]();
});

const JSON_TYPE = { "content-type": "application/json" };
const QUERY = "{ team { id } }";
const isTeam = () => ({ data: { team: { id: teamId } } });

describe("operationName", () => {
  test("may be empty, which means none", async () => {
    const sent = await post(app, key, QUERY, { operationName: "" });
    expect(sent.body).toEqual(isTeam());
    const got = await raw(app, key, {}, `?${new URLSearchParams({ query: QUERY, operationName: "" })}`);
    expect(got.body).toEqual(isTeam());
    using socket = await connectSocket(app, key);
    socket.send({ id: "1", type: "subscribe", payload: { query: QUERY, operationName: "" } });
    expect(await socket.got(({ id }) => id === "1")).toMatchObject({ type: "next", payload: isTeam() });
  });

  test("may be empty for a mutation, and the key in the header still counts", async () => {
    const { apiKey, teamId: team } = await app.seed.team();
    const id = await app.seed.character(team);
    const run = `mutation Run($id: ID!) { resynthesizeCharacter(id: $id) {
      ... on ResynthesizeCharacterSuccess { replayed } } }`;
    const headers = { "idempotency-key": "empty name" };
    for (const replayed of [false, true]) {
      const answer = await post(app, apiKey, run, { operationName: "", variables: { id }, headers });
      expect(answer.body.data.resynthesizeCharacter).toEqual({ replayed });
    }
  });

  test("cannot be empty when the document has several operations", async () => {
    const answer = await post(app, key, `query A ${QUERY} query B ${QUERY}`, { operationName: "" });
    expect(answer.status).toBe(400);
  });
});

describe("the hash of a persisted query", () => {
  const extensions = { persistedQuery: { version: 1, sha256Hash: createHash("sha256").update(QUERY).digest("hex") } };

  test.each([
    ["application/json", 200],
    [RESPONSE_JSON, 400],
  ])("without a document is answered in %s with %i, so that clients send the document", async (accept, status) => {
    const search = `?${new URLSearchParams({ extensions: JSON.stringify(extensions) })}`;
    const answers = [
      await raw(app, key, {
        method: "POST",
        headers: { ...JSON_TYPE, accept },
        body: JSON.stringify({ operationName: "", variables: {}, extensions }),
      }),
      await raw(app, key, { headers: { accept } }, search),
    ];
    for (const answer of answers) {
      expect(answer.status).toBe(status);
      expect(answer.body.errors).toHaveLength(1);
      expect(answer.body.errors[0].message).toBe("PersistedQueryNotSupported");
      expect(answer.body.errors[0].extensions.code).toBe("PERSISTED_QUERY_NOT_SUPPORTED");
    }
  });

  test("with a document runs the document, whatever the hash is", async () => {
    const body = JSON.stringify({ query: QUERY, extensions: { persistedQuery: { version: 1, sha256Hash: "other" } } });
    const answer = await raw(app, key, { method: "POST", headers: JSON_TYPE, body });
    expect(answer.body).toEqual(isTeam());
  });

  test("makes Apollo Client's link fall back to the document once and then send no hashes", async () => {
    const bodies: Record<string, unknown>[] = [];
    const link = createPersistedQueryLink({ sha256: (text) => createHash("sha256").update(text).digest("hex") });
    const http = new HttpLink({
      uri: `${app.url}/graphql`,
      headers: { "x-api-key": key },
      fetch: (url, init) => {
        bodies.push(JSON.parse(String(init?.body)) as Record<string, unknown>);
        return fetch(url, init);
      },
    });
    const client = new ApolloClient({ cache: new InMemoryCache(), link: link.concat(http) });
    const { data } = await client.query({ query: gql(QUERY) });
    expect(data).toMatchObject({ team: { id: teamId } });
    await client.query({ query: gql("query Name { team { name } }") });
    expect(bodies.map(({ query }) => typeof query)).toEqual(["undefined", "string", "string"]);
  });
});

const nested = (levels: number) => `{ character(id: ${"[".repeat(levels)}"x"${"]".repeat(levels)}) { id } }`;

describe("a document with nested lists or objects", () => {
  test("gets 400 over POST, GET and as an event stream when it is too deep", async () => {
    for (const document of [nested(65), nested(1_900), nested(100_000)]) {
      for (const accept of [RESPONSE_JSON, "application/json", "*/*", "text/event-stream"]) {
        const answer = await post(app, key, document, { accept });
        expect(answer.status).toBe(400);
        expect(answer.text).toContain('"code":"invalid_request"');
      }
    }
    const got = await raw(app, key, {}, `?${new URLSearchParams({ query: nested(1_900) })}`);
    expect(got.status).toBe(400);
    expect(app.logged).toEqual([]);
  });

  test("gets an error message over WebSocket when it is too deep, and the connection stays open", async () => {
    using socket = await connectSocket(app, key);
    socket.send(subscribeMessage("deep", nested(1_900)));
    const refusal = await socket.got(({ id }) => id === "deep");
    expect(refusal).toMatchObject({ type: "error", payload: [{ extensions: { code: "invalid_request" } }] });
    socket.send(subscribeMessage("next", QUERY));
    expect(await socket.got(({ id }) => id === "next")).toMatchObject({ type: "next", payload: isTeam() });
  });
});

describe("variables that are nested too deeply", () => {
  const deep = (levels: number) => `${"[".repeat(levels)}${"]".repeat(levels)}`;
  const withVariables = (levels: number) =>
    `{"query":"query ($id: ID!) { character(id: $id) { id } }","variables":{"id":${deep(levels)}}}`;

  test.each([40, 100_000])("get 400 over POST and GET (%i levels)", async (levels) => {
    const answer = await raw(app, key, { method: "POST", headers: JSON_TYPE, body: withVariables(levels) });
    expect([answer.status, answer.body.errors[0].extensions.code]).toEqual([400, "invalid_request"]);
    const search = new URLSearchParams({ query: QUERY, variables: `{"id":${deep(Math.min(levels, 1_000))}}` });
    expect((await raw(app, key, {}, `?${search}`)).status).toBe(400);
  });

  test.each([40, 100_000])(
    "get an error message over WebSocket, and the connection stays open (%i levels)",
    async (levels) => {
      using socket = await connectSocket(app, key);
      socket.send(`{"id":"deep","type":"subscribe","payload":${withVariables(levels)}}`);
      const refusal = await socket.got(({ id }) => id === "deep");
      expect(refusal).toMatchObject({ type: "error", payload: [{ extensions: { code: "invalid_request" } }] });
      socket.send(subscribeMessage("next", QUERY));
      expect(await socket.got(({ id }) => id === "next")).toMatchObject({ type: "next", payload: isTeam() });
    },
  );
});

describe("an error message", () => {
  const long = "x".repeat(5_000);
  /** The length of the longest part of any message that repeats the caller's text. */
  const longest = (text: string) => Math.max(0, ...[...text.matchAll(/x+/g)].map(([run]) => run.length));
  const GRAPHQL_CASES: readonly (readonly [string, string, Record<string, unknown>])[] = [
    ["an unknown field", `{ ${long} }`, {}],
    ["an unknown argument", `{ team(${long}: 1) { id } }`, {}],
    ["an unknown type", `query ($a: ${long}) { team { id } }`, {}],
    ["an unknown fragment", `{ ...${long} }`, {}],
    ["an undefined variable", `{ character(id: $${long}) { id } }`, {}],
    ["a syntax error", `{ team { id } } ${long}`, {}],
    ["a wrong enum value", `{ characters(status: ${long}) { totalCount } }`, {}],
    ["a wrong variable", "query ($n: Int) { characters(first: $n) { edges { cursor } } }", { n: long }],
    ["a wrong list", "query ($n: Int) { characters(first: $n) { edges { cursor } } }", { n: [long, long, long, long] }],
    ["many unknown fields", `{ ${Array.from({ length: 50 }, (_, i) => `${long.slice(0, 150)}${i}`).join(" ")} }`, {}],
    ["a bad cursor", `{ characters(after: "${long}") { edges { cursor } } }`, {}],
    ["an unknown id", `{ character(id: "${long}") { id } }`, {}],
  ];

  test.each(GRAPHQL_CASES)("of GraphQL repeats at most 200 characters of %s", async (_what, query, variables) => {
    const answer = await post(app, key, query, { variables });
    expect(longest(answer.text)).toBeLessThanOrEqual(200);
    for (const { message } of answer.body.errors ?? []) expect(message.length).toBeLessThanOrEqual(250);
  });

  test("of GraphQL repeats at most 200 characters of an unknown parameter", async () => {
    const body = JSON.stringify({ query: QUERY, [long]: 1 });
    const answer = await raw(app, key, { method: "POST", headers: JSON_TYPE, body });
    expect(answer.status).toBe(400);
    expect(longest(answer.text)).toBeLessThanOrEqual(200);
  });

  test.each([
    ["an unknown member", "POST", "/v1/images", `{"prompt":"a","${long}":1}`],
    ["several unknown members", "POST", "/v1/images", `{"prompt":"a","a${long}":1,"b${long}":1}`],
    ["a member of a member", "POST", "/v1/characters", `{"name":"a","generate":true,"attributes":{"${long}":1}}`],
    ["a member sent twice", "POST", "/v1/images", `{"${long}":1,"${long}":1}`],
    ["an unknown parameter", "GET", `/v1/characters?${long}=1`, null],
    ["a parameter sent twice", "GET", `/v1/characters?status=${long}&status=${long}`, null],
    ["a wrong value", "GET", `/v1/characters?status=${long}`, null],
    ["a wrong number", "GET", `/v1/characters?limit=${long}`, null],
    ["a wrong cursor", "GET", `/v1/characters?starting_after=${long}`, null],
    ["an unknown path", "GET", `/${long}`, null],
    ["an unknown id", "GET", `/v1/characters/${long}`, null],
  ])("of REST repeats at most 200 characters of %s", async (_what, method, path, body) => {
    const headers = { "x-api-key": key, ...(body === null ? {} : JSON_TYPE) };
    const response = await fetch(app.url + path, { method, headers, body });
    const text = await response.text();
    expect(response.status).toBeGreaterThanOrEqual(400);
    expect(longest(text)).toBeLessThanOrEqual(200);
  });
});

describe("a request over HTTP", () => {
  const send = (headers: Record<string, string>, body: BodyInit) =>
    raw(app, key, { method: "POST", headers: { ...JSON_TYPE, ...headers }, body });
  const BODY = JSON.stringify({ query: QUERY });

  test.each([
    "application/json; charset=utf8",
    'application/json; charset="utf-8"',
    "application/json;odata.metadata=minimal",
    'application/json; profile="https://example.org/a"; charset=UTF-8',
  ])("may have the content type %s, on /graphql and /v1", async (type) => {
    expect((await send({ "content-type": type }, BODY)).body).toEqual(isTeam());
    const rest = await fetch(`${app.url}/v1/images/estimate`, {
      method: "POST",
      headers: { "x-api-key": key, "content-type": type },
      body: '{"prompt":"a lamp"}',
    });
    expect(rest.status).toBe(200);
  });

  test("may begin with a byte order mark", async () => {
    expect((await send({}, `\ufeff${BODY}`)).body).toEqual(isTeam());
  });

  test("may encode the spaces of a query as plus signs", async () => {
    expect((await raw(app, key, {}, "?query=query+Q+{+team+{+id+}+}&operationName=Q")).body).toEqual(isTeam());
  });

  test("may accept JSON in any spelling of UTF-8", async () => {
    const answer = await send({ accept: `${RESPONSE_JSON}; charset=utf8, application/json; charset=utf8` }, BODY);
    expect(answer.headers.get("content-type")).toBe(`${RESPONSE_JSON}; charset=utf-8`);
  });

  test.each([
    ["an empty body", {}, "", 400],
    ["a batch", {}, `[${BODY}]`, 400],
    ["a compressed body", { "content-encoding": "gzip" }, BODY, 415],
  ])("gets a clear GraphQL error for %s", async (_what, headers, body, status) => {
    const answer = await send(headers as Record<string, string>, body);
    expect(answer.status).toBe(status);
    expect(answer.body.errors[0].message).toMatch(/empty|Batching|uncompressed/);
  });

  test("gets 405 and the allowed methods for HEAD and OPTIONS", async () => {
    for (const method of ["HEAD", "OPTIONS"]) {
      const answer = await raw(app, key, { method });
      expect([answer.status, answer.headers.get("allow")]).toEqual([405, "GET, POST"]);
    }
  });
});
