import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { plainRequest } from "../../src/graphql/plain-path.ts";
import { startTestApp, type TestApp } from "../helpers/app.ts";
import { RESPONSE_JSON, raw } from "./post.ts";

const query = "{ team { id } }";

describe("a request is plain", () => {
  test("when it is a POST for one JSON answer, with parameters of the right types", () => {
    const variables = { a: 1 };
    expect(plainRequest("POST", "application/json", { query, variables })).toMatchObject({
      mediaType: "application/json",
    });
    expect(plainRequest("POST", "*/*", { query })).toMatchObject({
      mediaType: "application/json",
      acceptsStream: true,
    });
    expect(plainRequest("POST", RESPONSE_JSON, { query, extensions: {} })).toMatchObject({ mediaType: RESPONSE_JSON });
  });

  test.each([
    ["another method", "GET", "application/json", { query }],
    ["media types to choose from", "POST", "application/json, text/event-stream", { query }],
    ["no query", "POST", "application/json", {}],
    ["a query of another type", "POST", "application/json", { query: 7 }],
    ["variables of another type", "POST", "application/json", { query, variables: [] }],
    ["extensions of another type", "POST", "application/json", { query, extensions: "x" }],
    ["an operation name of another type", "POST", "application/json", { query, operationName: 1 }],
    ["an unknown parameter", "POST", "application/json", { query, documentId: "x" }],
  ])("but not with %s", (_name, method, accept, params) => {
    expect(plainRequest(method, accept, params as { query: string })).toBeNull();
  });
});

describe("the plain path and Yoga's answer the same", () => {
  let app: TestApp;
  let key: string;
  let readKey: string;
  beforeAll(async () => {
    app = await startTestApp({ roles: ["gateway"] });
    ({ apiKey: key } = await app.seed.team());
    ({ apiKey: readKey } = await app.seed.team({ scope: "read" }));
  });
  afterAll(async () => {
    await app[Symbol.asyncDispose]();
  });

  const SAVE = 'mutation { saveCharacter(id: "x") { __typename ... on UserError { code message docUrl } } }';
  const RUN = 'mutation { resynthesizeCharacter(id: "x") { __typename } }';
  test.each([
    ["a query", { query }, {}],
    ["a query with variables", { query: "query ($id: ID!) { node(id: $id) { id } }", variables: { id: "x" } }, {}],
    ["a mutation", { query: SAVE }, {}],
    ["two operations and a name", { query: `query A ${query} query B { __typename }`, operationName: "B" }, {}],
    ["two operations and no name", { query: `query A ${query} query B { __typename }` }, {}],
    ["an unknown name", { query: `query A ${query}`, operationName: "B" }, {}],
    ["text that does not parse", { query: "{ team { " }, {}],
    ["a document that is not valid", { query: "{ nope also }" }, {}],
    ["a missing variable", { query: "query ($id: ID!) { node(id: $id) { id } }" }, {}],
    ["a document too deep", { query: `${"{ a ".repeat(13)}${"}".repeat(13)}` }, {}],
    ["a page too large", { query: "{ characters(first: 101) { nodes { id } } }" }, {}],
    ["a bad cursor", { query: '{ characters(after: "x") { nodes { id } } }' }, {}],
    ["a bad header", { query: RUN }, { "idempotency-key": "" }],
    [
      "a subscription that nobody can be sent",
      { query: 'subscription { characterStatusChanged(id: "x") { version } }' },
      {},
    ],
    ["null parameters", { query, variables: null, operationName: null, extensions: null }, {}],
    ["a read key on a mutation", { query: SAVE }, { "x-api-key": "read" }],
  ])("%s", async (_name, params, headers) => {
    for (const mediaType of ["application/json", RESPONSE_JSON]) {
      const send = async (accept: string) => {
        const answer = await raw(app, "x-api-key" in headers ? readKey : key, {
          method: "POST",
          headers: { "content-type": "application/json", ...headers, accept },
          body: JSON.stringify(params),
        });
        const { status, text } = answer;
        const [type, cache, retry] = ["content-type", "cache-control", "retry-after"].map((name) =>
          answer.headers.get(name),
        );
        return { status, text: text.replaceAll(/req_\w{26}/g, "req"), type, cache, retry };
      };
      // A parameter makes the type one that only Yoga reads.
      expect(await send(mediaType)).toEqual(await send(`${mediaType};q=1`));
    }
  });
});
