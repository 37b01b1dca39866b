import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { ROUTES } from "../../src/rest/routes.ts";
import { type Answer, type Gateway, startGateway } from "../http/gateway.ts";
import { rawRequest } from "../http/raw-request.ts";

let gateway: Gateway;
beforeAll(async () => {
  gateway = await startGateway();
});
afterAll(() => gateway[Symbol.asyncDispose]());

/** Expects a status below 500, an error envelope for each refusal, and no internals in the response. */
function expectTyped(answer: Answer) {
  expect(answer.status).toBeLessThan(500);
  if (answer.status >= 400) expect(answer.json.error.request_id).toBe(answer.headers.get("aurous-request-id"));
  expect(answer.text).not.toMatch(/node_modules|PostgresError|select .* from|\bat .*\.ts:\d/);
}

/** The most hostile text that JSON can carry: lone surrogates, NUL, names of prototypes. */
const text = fc.oneof(
  fc.string({ unit: "binary" }),
  fc.constantFrom(
    "\u0000",
    "\ud800",
    "__proto__",
    "constructor",
    "ready",
    "x".repeat(2_000),
    "char_01HXMQ7Z3K8Y2NABCDEFGHJKMR",
  ),
);
const number = fc.oneof(fc.double(), fc.maxSafeInteger(), fc.constantFrom(1e308, -0, 2 ** 53, 0.1, 4_294_967_296));
const leaf = fc.oneof(text, number, fc.boolean(), fc.constant(null));
const value = fc.oneof(leaf, fc.array(leaf, { maxLength: 8 }), fc.dictionary(text, leaf, { maxKeys: 4 }));

const MEMBERS = [
  ...["name", "generate", "attributes", "upload_ids", "client_reference_id", "force_all", "pose", "prompt_override"],
  ...[
    "synthesis_id",
    "number",
    "prompt",
    "character_id",
    "width",
    "height",
    "seed",
    "scope",
    "ttl_seconds",
    "filename",
  ],
  ...["extension", "content_type", "age", "gender"],
];
const body = fc.oneof(value, fc.dictionary(fc.constantFrom(...MEMBERS), value, { maxKeys: 5 }));

test("no body, id or query string causes an internal error of /v1", async () => {
  let team = await gateway.seed.team();
  let calls = 0;
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...ROUTES), text, body, text, async (route, id, sent, query) => {
      // Every tenth call uses a new team, because otherwise the rate limits would refuse most calls.
      if (++calls % 10 === 0) team = await gateway.seed.team();
      const path = route.path.replace(/\{\w+\}/, encodeURIComponent(id.toWellFormed()) || "x");
      const parameters = [...Object.keys(route.query), "x"];
      const search = `?${parameters[calls % parameters.length]}=${encodeURIComponent(query.toWellFormed())}`;
      const init = route.method === "get" ? {} : { body: sent };
      const target = path + (calls % 2 === 0 ? search : "");
      expectTyped(await gateway.call(team.apiKey, route.method.toUpperCase(), target, init));
    }),
    { numRuns: 300 },
  );
  expect(gateway.log).toEqual([]);
});

test("no byte sequence on the connection stops the server", async () => {
  const line = fc.oneof(
    fc.string({ unit: "binary-ascii", maxLength: 40 }),
    fc.constantFrom(
      "GET /v1/balance HTTP/1.1",
      "Host: a",
      "POST /v1/characters HTTP/1.1",
      "Transfer-Encoding: chunked",
      "Content-Length: 5",
      "Upgrade: websocket",
      "Connection: Upgrade",
      "GET http://%zz/ HTTP/1.1",
      "OPTIONS * HTTP/1.1",
      "CONNECT a:1 HTTP/1.1",
    ),
  );
  let answered = 0;
  await fc.assert(
    fc.asyncProperty(fc.array(line, { maxLength: 8 }), async (lines) => {
      const answer = await rawRequest(gateway.port, `${lines.join("\r\n")}\r\nConnection: close\r\n\r\n`, true);
      if (answer === "") return;
      answered += 1;
      expect(answer).toMatch(/^HTTP\/1\.1 [1-4]\d\d /);
    }),
    { numRuns: 200 },
  );
  expect(answered).toBeGreaterThan(0);
  expect((await gateway.call(null, "GET", "/healthz")).status).toBe(200);
  expect(gateway.log).toEqual([]);
});
