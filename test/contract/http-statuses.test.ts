import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createFixtureCharacters } from "../../src/operations/create-fixture-characters.ts";
import { createSandboxProvider } from "../../src/providers/sandbox/draw-character.ts";
import { startTestApp, type TestApp } from "../helpers/app.ts";
import { codesIn, contractTable } from "../helpers/contract-page.ts";
import { expectOk } from "../helpers/seed.ts";
import { startGateway } from "../http/gateway.ts";
import { rawRequest, readRaw } from "../http/raw-request.ts";

const PAGE = "https://studio.example";
const HOST = "Host: a\r\nConnection: close\r\n";
const JSON_TYPE = "Content-Type: application/json\r\n";
const HANDSHAKE =
  "Host: a\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n" +
  "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n";

let app: TestApp;
let apiKey: string;
let imagePath: string;
beforeAll(async () => {
  app = await startTestApp({ roles: ["gateway"], env: { CORS_ORIGINS: PAGE } });
  const team = await app.seed.team();
  apiKey = team.apiKey;
  const fixture = { teamId: team.teamId, name: "Mira", status: "ready" as const, attributes: null, count: 1 };
  const made = expectOk(await createFixtureCharacters(app.app, createSandboxProvider({ latencyMs: 0 }), fixture));
  const [id] = made.characterIds;
  const character = await fetch(`${app.url}/v1/characters/${id}`, { headers: { "x-api-key": apiKey } });
  const { pathname, search } = new URL((await character.json()).refs[0].url);
  imagePath = pathname + search;
});
afterAll(() => app[Symbol.asyncDispose]());

/** `halfClose` makes the server close a connection that it would keep open. */
const raw = (text: string, halfClose = false) => rawRequest(Number(new URL(app.url).port), text, halfClose);
const get = (path: string, headers = "") => raw(`GET ${path} HTTP/1.1\r\n${HOST}${headers}\r\n`);
const postGraphql = (query: string, headers: string) => {
  const body = JSON.stringify({ query });
  const own = `X-Api-Key: ${apiKey}\r\n${JSON_TYPE}Content-Length: ${body.length}\r\n${headers}`;
  return raw(`POST /graphql HTTP/1.1\r\n${HOST}${own}\r\n${body}`);
};

/** Every row of docs/contract.md "Other HTTP statuses", with requests that are answered as it says. */
const CASES: Readonly<Record<string, readonly (() => Promise<string>)[]>> = {
  "100": [() => postGraphql("{ team { id } }", "Expect: 100-continue\r\n")],
  "101": [() => raw(`GET /graphql HTTP/1.1\r\n${HANDSHAKE}Origin: ${PAGE}\r\n\r\n`, true)],
  "204": [
    () => raw(`OPTIONS /v1/images HTTP/1.1\r\n${HOST}Origin: ${PAGE}\r\nAccess-Control-Request-Method: POST\r\n\r\n`),
  ],
  "206": [() => get(imagePath, "Range: bytes=0-3\r\n")],
  "304": [() => get(imagePath, "If-None-Match: *\r\n")],
  "416": [() => get(imagePath, "Range: bytes=99999999-\r\n")],
  "302": [() => get("/", "Accept: text/html\r\n")],
  "400 invalid_request": [
    () => raw("nonsense\r\n\r\n"),
    () => raw("GET /healthz HTTP/1.1\r\nConnection: close\r\n\r\n"),
    () => raw("GET /healthz HTTP/1.1\r\nHost: a\r\nHost: b\r\nConnection: close\r\n\r\n"),
    () => raw(`GET /graphql HTTP/1.1\r\n${HANDSHAKE.replace("Key: dGhl", "Key: ")}\r\n`),
    () => raw(`GET /graphql HTTP/1.1\r\n${HANDSHAKE.replace("Version: 13", "Version: 12")}\r\n`),
    () => raw(`GET /graphql HTTP/1.1\r\n${HANDSHAKE}Sec-WebSocket-Protocol: a b\r\n\r\n`),
  ],
  "403 invalid_request": [() => raw(`GET /graphql HTTP/1.1\r\n${HANDSHAKE}Origin: https://other.example\r\n\r\n`)],
  "406 invalid_request": [
    () => postGraphql("subscription { balanceChanged { total } }", "Accept: application/graphql-response+json\r\n"),
  ],
  "408 invalid_request": [
    async () => {
      await using slow = await startGateway({ bodyTimes: { bodyMs: 200, uploadMs: 300 } });
      const team = await slow.seed.team();
      const head = `Host: a\r\nX-Api-Key: ${team.apiKey}\r\n${JSON_TYPE}Content-Length: 9\r\n`;
      return await rawRequest(slow.port, `POST /v1/images HTTP/1.1\r\n${head}\r\n`);
    },
  ],
  "431 payload_too_large": [
    () => get("/healthz", `X-Long: ${"a".repeat(16 * 1024)}\r\n`),
    () => get(`/${"a".repeat(16 * 1024)}`),
    () => raw(`GET /graphql HTTP/1.1\r\n${HANDSHAKE}X-Long: ${"a".repeat(16 * 1024)}\r\n\r\n`),
  ],
};

test("the cases here are exactly the rows of the table", () => {
  const rows = contractTable("Other HTTP statuses").flatMap(([statuses = "", codes]) => {
    const [code] = codesIn(codes);
    return statuses.split(", ").map((status) => (code === undefined ? status : `${status} ${code}`));
  });
  expect(Object.keys(CASES).sort()).toEqual(rows.sort());
});

describe.each(Object.entries(CASES))("the status %s", (name, requests) => {
  test.each(requests.map((request, at) => [at + 1, request] as const))(
    "is sent for request %i",
    async (_at, request) => {
      const [status, code] = name.split(" ");
      const text = await request();
      expect(text).toMatch(new RegExp(`^HTTP/1\\.1 ${status} `));
      if (code === undefined) return;
      const { headers, json } = readRaw(text);
      const [error] = json.errors ?? [];
      expect(error?.extensions.code ?? json.error.code).toBe(code);
      expect(error?.extensions.requestId ?? json.error.request_id).toBe(headers.get("aurous-request-id"));
    },
  );
});

test("a WebSocket handshake with another method, and CONNECT, are answered with 405 and a request id", async () => {
  for (const text of [
    `POST /graphql HTTP/1.1\r\n${HANDSHAKE}Content-Length: 0\r\n\r\n`,
    `CONNECT other.example:443 HTTP/1.1\r\n${HOST}\r\n`,
  ]) {
    const { status, json, headers } = readRaw(await raw(text));
    expect([status, json.error.code]).toEqual([405, "method_not_allowed"]);
    expect(json.error.request_id).toBe(headers.get("aurous-request-id"));
  }
});

test.each([
  ["a WebSocket handshake", `GET /graphql HTTP/1.1\r\n${HANDSHAKE}\r\n`],
  ["an invalid WebSocket handshake", `GET /graphql HTTP/1.1\r\n${HANDSHAKE.replace("Version: 13", "Version: 12")}\r\n`],
  ["CONNECT", `CONNECT other.example:443 HTTP/1.1\r\n${HOST}\r\n`],
])(
  "a request before %s on the same connection gets its own response, and the connection is closed",
  async (_what, later) => {
    const text = await raw(`GET /v1/balance HTTP/1.1\r\nHost: a\r\nX-Api-Key: ${apiKey}\r\n\r\n${later}`);
    expect(readRaw(text)).toMatchObject({ status: 200, json: { currency: "credit" } });
    expect(text.match(/HTTP\/1\.1/g)).toHaveLength(1);
  },
);

test("a WebSocket handshake may name an absolute URL", async () => {
  const text = await raw(`GET http://a/graphql HTTP/1.1\r\n${HANDSHAKE}\r\n`, true);
  expect(readRaw(text).status).toBe(101);
});

test("a handshake with an unsupported WebSocket version is answered with the supported ones", async () => {
  const answer = readRaw(await raw(`GET /graphql HTTP/1.1\r\n${HANDSHAKE.replace("Version: 13", "Version: 12")}\r\n`));
  expect(answer.headers.get("sec-websocket-version")).toBe("13, 8");
});
