import { describe, expect, test } from "vitest";
import { graphqlCall } from "../helpers/graphql-client.ts";
import { restCall } from "../helpers/rest-client.ts";
import { contractApp } from "./contract-app.ts";

const contract = contractApp();

/** A raw REST body, or a GraphQL field with all arguments except the key. */
type Ask =
  | { readonly rest: string | null }
  | { readonly graphql: string; readonly variables?: Record<string, unknown> };
type CallOutcome = { readonly code: string; readonly reason: string | null; readonly replayed: boolean };

/** Sends the call with the key `k` and returns its outcome. `ID` stands for the character's id. */
async function ask(
  apiKey: string,
  id: string,
  path: string,
  call: Ask,
  headers: Record<string, string> = {},
): Promise<CallOutcome> {
  const url = contract.url();
  if ("rest" in call) {
    const init = {
      key: "k",
      headers,
      ...(call.rest === null ? {} : { body: call.rest.replaceAll('"ID"', `"${id}"`) }),
    };
    const { json, headers: answered } = await restCall(url, apiKey, "POST", path.replace("ID", id), init);
    const replayed = answered.get("aurous-idempotent-replayed") === "true";
    return { code: json.error?.code ?? "ok", reason: json.error?.details?.reason ?? null, replayed };
  }
  const field = call.graphql.replaceAll('"ID"', `"${id}"`).replace(/\)$/, ', idempotencyKey: "k")');
  const selection = "... on UserError { code } ... on IdempotencyKeyInUseError { reason }";
  const type = `${field[0]?.toUpperCase()}${field.slice(1).split("(")[0]}Success`;
  const declared = call.variables ? "($v: CreateCharacterInput!)" : "";
  const document = `mutation ${declared} { result: ${field} { ... on ${type} { replayed } ${selection} } }`;
  const { body } = await graphqlCall(url, apiKey, document, call.variables);
  const result = body.data?.result as { code?: string; reason?: string; replayed?: boolean };
  if (!result) throw new Error(JSON.stringify(body));
  return {
    code: result.code ?? "ok",
    reason: result.reason?.toLowerCase() ?? null,
    replayed: result.replayed === true,
  };
}

const REPLAY: CallOutcome = { code: "ok", reason: null, replayed: true };
const OTHER_BODY: CallOutcome = { code: "idempotency_key_in_use", reason: "other_body", replayed: false };

const RESYNTHESIZE = "/v1/characters/ID/resynthesize";
const REGENERATE = "/v1/characters/ID/refs/regenerate";
const CREATE = "/v1/characters";
const IMAGES = "/v1/images";
const CHARACTER = '{"name":"Ann","generate":true,"attributes":{"gender":"female","age":30}}';

/** Equivalent calls: each call of a row replays every other call of the same row. */
const SAME: readonly (readonly [string, string, readonly Ask[]])[] = [
  [
    "no body, {}, and no argument or null",
    RESYNTHESIZE,
    [
      { rest: null },
      { rest: "{}" },
      { rest: " {\n} " },
      { graphql: 'resynthesizeCharacter(id: "ID")' },
      { graphql: 'resynthesizeCharacter(id: "ID", forceAll: null)' },
    ],
  ],
  [
    "false",
    RESYNTHESIZE,
    [
      { rest: '{"force_all":false}' },
      { rest: '{ "force\\u005fall" : false }' },
      { graphql: 'resynthesizeCharacter(id: "ID", forceAll: false)' },
    ],
  ],
  [
    "members in any order and with any escapes",
    REGENERATE,
    [
      { rest: '{"pose":"side","prompt_override":"a \\"hat\\" é"}' },
      { rest: '{"prompt_override":"a \\u0022hat\\u0022 \\u00e9","pose":"side"}' },
      { graphql: 'regenerateCharacterRef(promptOverride: "a \\"hat\\" é", id: "ID", pose: SIDE)' },
    ],
  ],
  [
    "nested members in any order and with any escapes",
    CREATE,
    [
      { rest: CHARACTER },
      { rest: '{"attributes":{"age":3e1,"gender":"fem\\u0061le"},"generate":true,"name":"\\u0041nn"}' },
      { graphql: 'createCharacter(input: { name: "Ann", generate: true, attributes: { age: 30, gender: "female" } })' },
      {
        graphql: "createCharacter(input: $v)",
        variables: {
          v: {
            attributes: { gender: "female", age: 30, hairColor: null },
            generate: true,
            uploadIds: null,
            name: "Ann",
          },
        },
      },
    ],
  ],
  [
    "numbers in any notation",
    IMAGES,
    [
      { rest: '{"prompt":"x","seed":1,"width":512}' },
      { rest: '{"prompt":"x","seed":1e0,"width":512.0}' },
      { rest: '{"seed":10E-1,"width":0.512e3,"prompt":"\\u0078"}' },
      { graphql: 'createImage(input: { width: 512, prompt: "x", seed: 1 })' },
    ],
  ],
];

/** Different calls: each list differs from the call before it. */
const OTHER: readonly (readonly [string, string, Ask, readonly Ask[]])[] = [
  [
    "{} and a flag, also one that is false or null",
    RESYNTHESIZE,
    { rest: "{}" },
    [
      { rest: '{"force_all":false}' },
      { rest: '{"force_all":true}' },
      { rest: '{"force_all":null}' },
      { graphql: 'resynthesizeCharacter(id: "ID", forceAll: false)' },
    ],
  ],
  [
    "null, which counts as a value over REST",
    RESYNTHESIZE,
    { rest: '{"force_all":null}' },
    [
      { rest: null },
      { rest: "{}" },
      { rest: '{"force_all":false}' },
      { graphql: 'resynthesizeCharacter(id: "ID", forceAll: null)' },
    ],
  ],
  [
    "another pose, an empty override and a null override",
    REGENERATE,
    { rest: '{"pose":"side"}' },
    [
      { rest: '{"pose":"back"}' },
      { rest: '{"pose":"side","prompt_override":""}' },
      { rest: '{"pose":"side","prompt_override":null}' },
    ],
  ],
  [
    "whitespace and Unicode composition inside a text",
    IMAGES,
    { rest: '{"prompt":"caf\\u00e9"}' },
    [
      { rest: '{"prompt":"cafe\\u0301"}' },
      { rest: '{"prompt":" caf\\u00e9"}' },
      { graphql: 'createImage(input: { prompt: "CAFÉ" })' },
    ],
  ],
  [
    "another character, and an explicit default, for an image",
    IMAGES,
    { rest: '{"prompt":"x"}' },
    [
      { rest: '{"prompt":"x","character_id":"ID"}' },
      { rest: '{"prompt":"x","width":1024}' },
      { rest: '{"prompt":"x","seed":null}' },
    ],
  ],
];

describe("the same call", () => {
  test.each(SAME)("is replayed whichever way it is written: %s", async (_what, path, ways) => {
    for (const first of ways) {
      const { team, id } = await contract.start("rest");
      expect(await ask(team.apiKey, id, path, first)).toEqual({ ...REPLAY, replayed: false });
      for (const again of ways) expect([again, await ask(team.apiKey, id, path, again)]).toEqual([again, REPLAY]);
    }
  });

  test("is independent of the version, the spelling of the media type and other headers", async () => {
    const { team, id } = await contract.start("rest");
    await ask(team.apiKey, id, RESYNTHESIZE, { rest: "{}" });
    for (const headers of [
      { "aurous-version": "2026-05-15" },
      { "content-type": 'Application/JSON; charset="UTF-8"' },
      { accept: "*/*", "accept-language": "de" },
    ] as Record<string, string>[]) {
      expect(await ask(team.apiKey, id, RESYNTHESIZE, { rest: "{}" }, headers)).toEqual(REPLAY);
    }
  });

  test("is independent of the selection, of aliases, of the operation name and of how arguments are passed", async () => {
    const { team, id } = await contract.start("graphql");
    const success = "... on ResynthesizeCharacterSuccess";
    const documents = [
      `mutation { a: resynthesizeCharacter(id: "${id}", idempotencyKey: "k") { ${success} { replayed } } }`,
      `mutation Named { b: resynthesizeCharacter(id: "${id}", idempotencyKey: "k") { ${success} { replayed character { id refs { url } } } } }`,
      `mutation ($id: ID!, $k: String) { c: resynthesizeCharacter(idempotencyKey: $k, id: $id) { ...F } }
        fragment F on ResynthesizeCharacterSuccess { replayed synthesis { id } }`,
    ];
    const replayed: unknown[] = [];
    for (const [n, document] of documents.entries()) {
      const variables = n === 2 ? { id, k: "k" } : {};
      const { body } = await graphqlCall(contract.url(), team.apiKey, document, variables);
      replayed.push(Object.values(body.data ?? {}).map((value) => (value as { replayed: boolean }).replayed)[0]);
    }
    expect(replayed).toEqual([false, true, true]);
  });
});

describe("another call", () => {
  test.each(OTHER)("is refused as another body: %s", async (_what, path, first, others) => {
    const { team, id } = await contract.start("rest");
    expect((await ask(team.apiKey, id, path, first)).code).toBe("ok");
    for (const other of others) expect([other, await ask(team.apiKey, id, path, other)]).toEqual([other, OTHER_BODY]);
    expect(await ask(team.apiKey, id, path, first)).toEqual(REPLAY);
  });

  test("is refused as another operation when the operation or the character differs, on either transport", async () => {
    const { team, id } = await contract.start("rest");
    const second = await contract.app().seed.character(team.teamId);
    await ask(team.apiKey, id, RESYNTHESIZE, { rest: null });
    const OTHER_OPERATION = { ...OTHER_BODY, reason: "other_operation" };
    const calls: readonly (readonly [string, string, Ask])[] = [
      [second, RESYNTHESIZE, { rest: null }],
      [second, RESYNTHESIZE, { graphql: 'resynthesizeCharacter(id: "ID")' }],
      ["char_01HXMQ7Z3K8Y2NABCDEFGHJKMR", RESYNTHESIZE, { rest: null }],
      [id, REGENERATE, { rest: '{"pose":"side"}' }],
      [id, CREATE, { rest: CHARACTER }],
      [id, IMAGES, { graphql: 'createImage(input: { prompt: "x" })' }],
    ];
    for (const [character, path, call] of calls) {
      expect([call, await ask(team.apiKey, character, path, call)]).toEqual([call, OTHER_OPERATION]);
    }
  });
});

describe("a duplicate member name", () => {
  test.each([
    ['{"force_all":true,"force_all":true}', RESYNTHESIZE],
    ['{"force_all":true,"force\\u005fall":false}', RESYNTHESIZE],
    [CHARACTER.replace('"age":30', '"age":30,"age":31'), CREATE],
    [CHARACTER.replace('"age":30', '"age":30,"\\u0061ge":30'), CREATE],
  ])("is refused over REST, at any depth: %s", async (body, path) => {
    const { team, id, client } = await contract.start("rest");
    expect((await ask(team.apiKey, id, path, { rest: body })).code).toBe("invalid_request");
    expect((await client.balance()).value?.held).toBe(0);
  });

  test.each([
    '{"query":QUERY,"variables":{"input":{"prompt":"x","prompt":"y"}}}',
    '{"query":QUERY,"variables":{"input":{"prompt":"x"},"input":{"prompt":"y"}}}',
    '{"query":QUERY,"variables":{"input":{"prompt":"x"}},"variables":{"input":{"prompt":"y"}}}',
    '{"query":QUERY,"variables":{"input":{"prompt":"x","pr\\u006fmpt":"x"}}}',
  ])("is refused over GraphQL: %s", async (shape) => {
    const { team, client } = await contract.start("graphql");
    const query = "mutation ($input: CreateImageInput!) { createImage(input: $input) { __typename } }";
    const response = await fetch(`${contract.url()}/graphql`, {
      method: "POST",
      headers: { "content-type": "application/json", "x-api-key": team.apiKey },
      body: shape.replace("QUERY", JSON.stringify(query)),
    });
    const { errors } = (await response.json()) as { errors: { extensions: { code: string } }[] };
    expect([response.status, errors[0]?.extensions.code]).toEqual([400, "invalid_request"]);
    expect((await client.balance()).value?.held).toBe(0);
  });

  test("is refused in a literal of a document by the validation rule of GraphQL", async () => {
    const { team } = await contract.start("graphql");
    const document = 'mutation { createImage(input: { prompt: "x", prompt: "y" }) { __typename } }';
    const { status, body } = await graphqlCall(contract.url(), team.apiKey, document);
    expect([status, body.errors?.[0]?.extensions.code]).toEqual([400, "GRAPHQL_VALIDATION_FAILED"]);
  });
});
