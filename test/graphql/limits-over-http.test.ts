import { getIntrospectionQuery } from "graphql";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { startTestApp, type TestApp } from "../helpers/app.ts";
import { post } from "./post.ts";

let app: TestApp;
let key: string;
beforeAll(async () => {
  app = await startTestApp({ roles: ["gateway"] });
  ({ apiKey: key } = await app.seed.team());
});
afterAll(async () => {
  await app[Symbol.asyncDispose]();
});

const codes = async (query: string, variables: Record<string, unknown> = {}) => {
  const { status, body } = await post(app, key, query, { variables });
  return { status, code: body.errors?.[0]?.extensions.code ?? "ok", hasData: "data" in body };
};
const VALID = { status: 200, code: "ok", hasData: true };
const INVALID = { status: 400, code: "GRAPHQL_VALIDATION_FAILED", hasData: false };

describe("the limits of documents", () => {
  test("allow 2,000 tokens and refuse 2,001", async () => {
    // The rest of the document has 20 tokens. Commas and whitespace are not counted.
    const ids = (count: number) =>
      `mutation { createCharacter(input: { name: "x", uploadIds: [${'"a",'.repeat(count)}] }) { __typename } }`;
    expect(await codes(ids(1_980))).toEqual(VALID);
    expect(await codes(ids(1_981))).toEqual({ ...INVALID, code: "GRAPHQL_PARSE_FAILED" });
  });

  test("allow 30 aliases and refuse 31", async () => {
    const aliases = (count: number) => Array.from({ length: count }, (_, i) => `a${i}: name`).join(" ");
    expect(await codes(`{ team { ${aliases(30)} } }`)).toEqual(VALID);
    expect(await codes(`{ team { ${aliases(31)} } }`)).toEqual(INVALID);
  });

  test("allow 20 root fields and refuse 21", async () => {
    const fields = (count: number) => Array.from({ length: count }, (_, i) => `a${i}: __typename`).join(" ");
    expect(await codes(`{ ${fields(20)} }`)).toEqual(VALID);
    expect(await codes(`{ ${fields(21)} }`)).toEqual(INVALID);
  });

  test("refuse 13 levels before any other check of the document", async () => {
    const { status, body } = await post(app, key, `${"{ a ".repeat(13)}${"}".repeat(13)}`);
    expect(status).toBe(400);
    expect(body.errors.map((error: { message: string }) => error.message)).toEqual([
      "The operation is nested 13 levels deep; the limit is 12.",
    ]);
  });

  test("refuse a page of 101 by variable, and more than 10,000 nodes", async () => {
    const query =
      "query ($n: Int!, $m: Int!) { characters(first: $n) { nodes { refSets(first: $m) { nodes { number } } } } }";
    expect(await codes(query, { n: 100, m: 100 })).toEqual(VALID);
    expect(await codes(query, { n: 101, m: 1 })).toEqual(INVALID);
    expect(
      await codes(query.replace("refSets", "syntheses(first: 1) { nodes { id } } refSets"), { n: 100, m: 100 }),
    ).toEqual(INVALID);
  });

  test("refuse an operation without taking a token", async () => {
    const team = await app.seed.team();
    await post(app, team.apiKey, "{ characters(first: 101) { nodes { id } } }");
    expect(app.app.localRateLimiter.find(team.teamId, "characters_get").remaining).toBe(240);
  });
});

describe("a hostile document", () => {
  test.each([
    ["fields of one name", `{ team { ${"id ".repeat(1_990)} } }`, INVALID.code],
    ["fragments that expand exponentially", fan(120), INVALID.code],
    ["fragments in a cycle", ring(150), INVALID.code],
    ["inline fragments", `{ team { ${"... { id } ".repeat(390)} } }`, VALID.code],
    ["nested introspection", introspectionBomb(), INVALID.code],
  ])("is answered within three seconds: %s", async (_name, query, code) => {
    const started = performance.now();
    expect((await codes(query)).code).toBe(code);
    expect(performance.now() - started).toBeLessThan(3_000);
  });
});

test("reports a field that is repeated too often to be compared", async () => {
  const { body } = await post(app, key, `{ team { ${"id ".repeat(1_990)} } }`);
  expect(body.errors.map(({ message }: { message: string }) => message)).toEqual([
    "A field is repeated too often to validate the document. Repeat fields less often.",
  ]);
});

test("answers the standard introspection query", async () => {
  const query = getIntrospectionQuery({ inputValueDeprecation: true, specifiedByUrl: true, oneOf: true });
  expect(await codes(query)).toEqual(VALID);
});

function fan(count: number): string {
  const links = Array.from(
    { length: count },
    (_, i) => `fragment F${i} on Team { x: credits { total } ...F${i + 1} ...F${i + 1} }`,
  );
  return `{ team { ...F0 } } ${links.join(" ")} fragment F${count} on Team { id }`;
}

function ring(count: number): string {
  const links = Array.from({ length: count }, (_, i) => `fragment F${i} on Team { ...F${(i + 1) % count} }`);
  return `{ team { ...F0 } } ${links.join(" ")}`;
}

function introspectionBomb(): string {
  return `{ __schema { types { ${"fields { type { ".repeat(20)} name ${"} }".repeat(20)} } } }`;
}
