import { describe, expect, test } from "vitest";
import { type Client, createClient, TRANSPORTS } from "../helpers/clients.ts";
import { graphqlCall } from "../helpers/graphql-client.ts";
import { restCall } from "../helpers/rest-client.ts";
import { contractApp } from "./contract-app.ts";

const contract = contractApp();

/** Valid keys, all different: nothing is trimmed, case-folded or normalised. */
const KEYS: readonly (readonly [string, string])[] = [
  ["one character", "k"],
  ["one capital letter", "K"],
  ["quoted", '"k"'],
  ["a space inside", "k k"],
  ["two spaces inside", "k  k"],
  ["a comma, which joins repeated headers", "k, k"],
  ["256 characters", "k".repeat(256)],
  ["256 characters of four bytes", "🗝".repeat(256)],
  ["é as one character", "caf\u00e9"],
  ["é as two characters", "cafe\u0301"],
  ["a byte order mark", "\ufeffk"],
  ["a private-use character", "\u{10fffd}"],
  ["characters that GraphQL and SQL escape", "\\u0041'; --"],
];

/** Texts that are invalid as keys on either transport. */
const NO_KEYS: readonly (readonly [string, string])[] = [
  ["empty", ""],
  ["257 characters", "k".repeat(257)],
  ["257 characters of four bytes", "🗝".repeat(257)],
  ["a tab", "a\tb"],
  ["the first C1 control character", "a\u0080b"],
  ["the last C1 control character", "a\u009fb"],
];
/** Texts that HTTP does not allow in a header, or that UTF-8 cannot encode. */
const NO_ARGUMENTS: readonly (readonly [string, string])[] = [
  ["NUL", "a\0b"],
  ["DEL", "a\u007fb"],
  ["a line feed", "a\nb"],
  ["a lone high surrogate", "a\ud800"],
  ["a lone low surrogate", "\udc00a"],
];

const refused = async (client: Client, id: string, key: string) => {
  const answer = await client.resynthesize(id, { key });
  expect([answer.code, answer.param]).toEqual(["invalid_format", "Idempotency-Key"]);
  expect((await client.balance()).value).toEqual({ total: 100, held: 0, available: 100 });
  expect((await client.get(id)).value?.status).toBe("ready");
};

describe.each(TRANSPORTS)("over %s", (transport) => {
  test("treats each of these texts as a different key", async () => {
    const { client } = await contract.start(transport, { credits: 1000 });
    const body = { prompt: "a lamp" };
    for (const [what, key] of KEYS) {
      const first = await client.createImage({ key, body });
      expect([what, first.code, first.replayed]).toEqual([what, "ok", false]);
    }
    for (const [what, key] of KEYS) {
      const again = await client.createImage({ key, body });
      expect([what, again.code, again.replayed]).toEqual([what, "ok", true]);
    }
    const { value } = await client.listImages({ size: 100 });
    expect(value?.data).toHaveLength(KEYS.length);
  });

  test.each(NO_KEYS)("refuses a key with invalid_format and changes nothing: %s", async (_what, key) => {
    const { client, id } = await contract.start(transport);
    await refused(client, id, key);
  });
});

test.each(NO_ARGUMENTS)("refuses a GraphQL argument that contains %s, and changes nothing", async (_what, key) => {
  const { client, id } = await contract.start("graphql");
  await refused(client, id, key);
});

test("refuses two ill-formed keys that would be equal once they were repaired", async () => {
  const { client, id } = await contract.start("graphql");
  for (const key of ["\ud800", "\ud801"]) await refused(client, id, key);
});

test.each(KEYS)("is the same key as a REST header, a GraphQL argument and a GraphQL header: %s", async (_what, key) => {
  const { client, id, team } = await contract.start("rest");
  expect((await client.resynthesize(id, { key })).replayed).toBe(false);
  expect((await createClient("graphql", contract.url(), team.apiKey).resynthesize(id, { key })).replayed).toBe(true);
  const document =
    "mutation ($id: ID!) { resynthesizeCharacter(id: $id) { ... on ResynthesizeCharacterSuccess { replayed } } }";
  const header = { "idempotency-key": Buffer.from(key).toString("latin1") };
  const { body } = await graphqlCall(contract.url(), team.apiKey, document, { id }, header);
  expect(body.data?.resynthesizeCharacter).toEqual({ replayed: true });
});

describe("the Idempotency-Key header on /graphql", () => {
  const RUN = "... on ResynthesizeCharacterSuccess { replayed }";
  const send = async (
    document: string,
    { key = "k", variables = {} }: { key?: string; variables?: Record<string, unknown> } = {},
  ) => {
    const { team, id, client } = await contract.start("graphql");
    const answer = await graphqlCall(
      contract.url(),
      team.apiKey,
      document,
      { id, ...variables },
      { "idempotency-key": key },
    );
    const { value } = await client.balance();
    return { ...answer, held: value?.held };
  };

  test.each([
    ["alone", `mutation ($id: ID!) { r: resynthesizeCharacter(id: $id) { ${RUN} } }`, {}],
    [
      "inside a fragment",
      `mutation ($id: ID!) { ...F } fragment F on Mutation { r: resynthesizeCharacter(id: $id) { ${RUN} } }`,
      {},
    ],
    [
      "beside a field that a variable excludes",
      `mutation ($id: ID!, $no: Boolean!) { r: resynthesizeCharacter(id: $id) { ${RUN} }
        s: resynthesizeCharacter(id: $id) @include(if: $no) { ${RUN} } }`,
      { no: false },
    ],
    [
      "beside a fragment that a variable excludes",
      `mutation ($id: ID!, $yes: Boolean!) { r: resynthesizeCharacter(id: $id) { ${RUN} }
        ... on Mutation @skip(if: $yes) { s: resynthesizeCharacter(id: $id) { ${RUN} } } }`,
      { yes: true },
    ],
    [
      "beside fields that take no key",
      `mutation ($id: ID!) { a: saveCharacter(id: $id) { __typename } r: resynthesizeCharacter(id: $id) { ${RUN} } }`,
      {},
    ],
  ])("serves as the argument of the only keyed field that runs: %s", async (_how, document, variables) => {
    const { status, body, held } = await send(document, { variables });
    expect([status, body.data?.r, held]).toEqual([200, { replayed: false }, 4]);
  });

  test.each([
    [
      "under two aliases",
      `mutation ($id: ID!) { r: resynthesizeCharacter(id: $id) { ${RUN} } s: resynthesizeCharacter(id: $id) { ${RUN} } }`,
      {},
    ],
    [
      "of two mutations that both have the same argument",
      `mutation ($id: ID!) { r: resynthesizeCharacter(id: $id, idempotencyKey: "k") { ${RUN} }
        i: createImage(input: { prompt: "x" }, idempotencyKey: "k") { __typename } }`,
      {},
    ],
    [
      "where a variable includes the second field",
      `mutation ($id: ID!, $yes: Boolean!) { r: resynthesizeCharacter(id: $id) { ${RUN} }
        s: resynthesizeCharacter(id: $id) @include(if: $yes) { ${RUN} } }`,
      { yes: true },
    ],
  ])(
    "is refused with the whole request when several idempotent mutations run: %s",
    async (_how, document, variables) => {
      const { status, body, held } = await send(document, { variables });
      expect([status, body.data, body.errors?.[0]?.extensions.code, held]).toEqual([
        400,
        undefined,
        "invalid_format",
        0,
      ]);
    },
  );

  test("is refused with the whole request when it differs from the argument's default value", async () => {
    const document = `mutation ($id: ID!, $key: String = "other") { r: resynthesizeCharacter(id: $id, idempotencyKey: $key) { ${RUN} } }`;
    const { status, held } = await send(document);
    expect([status, held]).toEqual([400, 0]);
    expect((await send(document, { key: "other" })).body.data?.r).toEqual({ replayed: false });
  });

  test("counts only the fields of the operation that runs", async () => {
    const { team, id } = await contract.start("graphql");
    const query = `mutation One($id: ID!) { r: resynthesizeCharacter(id: $id) { ${RUN} } }
      mutation Two($id: ID!) { r: resynthesizeCharacter(id: $id) { ${RUN} } s: resynthesizeCharacter(id: $id) { ${RUN} } }`;
    const response = await fetch(`${contract.url()}/graphql`, {
      method: "POST",
      headers: { "content-type": "application/json", "x-api-key": team.apiKey, "idempotency-key": "k" },
      body: JSON.stringify({ query, operationName: "One", variables: { id } }),
    });
    expect(await response.json()).toEqual({ data: { r: { replayed: false } } });
  });

  test.each(["query { team { id } }", "mutation ($id: ID!) { saveCharacter(id: $id) { __typename } }"])(
    "is ignored when no keyed field runs, as on routes of /v1 that take no key: %s",
    async (document) => {
      expect((await send(document, { key: "" })).status).toBe(200);
      const { team, id } = await contract.start("rest");
      const init = { key: "" };
      expect((await restCall(contract.url(), team.apiKey, "POST", `/v1/characters/${id}/save`, init)).status).toBe(200);
      expect((await restCall(contract.url(), team.apiKey, "GET", `/v1/characters/${id}`, init)).status).toBe(200);
    },
  );
});
