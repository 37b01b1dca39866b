import { connect } from "node:net";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { startTestApp, type TestApp } from "../helpers/app.ts";
import { waitFor } from "../helpers/wait-for.ts";
import { post } from "./post.ts";

let app: TestApp;
beforeAll(async () => {
  app = await startTestApp({ roles: ["gateway"] });
});
afterAll(async () => {
  await app[Symbol.asyncDispose]();
});

const start = async () => {
  const team = await app.seed.team();
  const id = await app.seed.character(team.teamId);
  const send = (query: string, headers: Record<string, string>, variables: Record<string, unknown> = {}) =>
    post(app, team.apiKey, query, { headers, variables: { id, ...variables } });
  const held = async () => (await send("{ team { credits { held total } } }", {})).body.data.team.credits;
  return { ...team, id, send, held };
};

const MORE =
  "__typename ... on ResynthesizeCharacterSuccess { replayed synthesis { id } } ... on UserError { code param }";
const RUN = `mutation ($id: ID!) { resynthesizeCharacter(id: $id) { ${MORE} } }`;
const RUN_WITH_KEY = `mutation ($id: ID!, $key: String) { resynthesizeCharacter(id: $id, idempotencyKey: $key) { ${MORE} } }`;

describe("the Idempotency-Key header", () => {
  test("serves as the argument of the only keyed field", async () => {
    const { send, id, apiKey } = await start();
    const first = await send(RUN, { "idempotency-key": "h1" });
    expect(first.body.data.resynthesizeCharacter).toMatchObject({ replayed: false });
    const again = await send(RUN, { "idempotency-key": "h1" });
    expect(again.body.data.resynthesizeCharacter).toEqual({ ...first.body.data.resynthesizeCharacter, replayed: true });
    const byArgument = await send(RUN_WITH_KEY, {}, { key: "h1" });
    expect(byArgument.body.data.resynthesizeCharacter.replayed).toBe(true);
    const overRest = await fetch(`${app.url}/v1/characters/${id}/resynthesize`, {
      method: "POST",
      headers: { "x-api-key": apiKey, "idempotency-key": "h1" },
    });
    expect(overRest.headers.get("aurous-idempotent-replayed")).toBe("true");
  });

  test("may equal the argument, and null counts as no argument", async () => {
    const { send } = await start();
    const same = await send(RUN_WITH_KEY, { "idempotency-key": "s" }, { key: "s" });
    expect(same.body.data.resynthesizeCharacter.replayed).toBe(false);
    const absent = await send(RUN_WITH_KEY, { "idempotency-key": "s" }, { key: null });
    expect(absent.body.data.resynthesizeCharacter.replayed).toBe(true);
  });

  test("is read as UTF-8", async () => {
    const { send } = await start();
    const key = "ключ-鍵-🔑";
    const latin1 = Buffer.from(key, "utf8").toString("latin1");
    const byHeader = await send(RUN, { "idempotency-key": latin1 });
    expect(byHeader.body.data.resynthesizeCharacter.replayed).toBe(false);
    const byArgument = await send(RUN_WITH_KEY, {}, { key });
    expect(byArgument.body.data.resynthesizeCharacter.replayed).toBe(true);
  });

  test("is read as Latin-1 when it is not UTF-8", async () => {
    const { send } = await start();
    const byHeader = await send(RUN, { "idempotency-key": "clé" });
    expect(byHeader.body.data.resynthesizeCharacter.replayed).toBe(false);
    const byArgument = await send(RUN_WITH_KEY, {}, { key: "clé" });
    expect(byArgument.body.data.resynthesizeCharacter.replayed).toBe(true);
  });

  const refused = async (query: string, headers: Record<string, string>, variables: Record<string, unknown> = {}) => {
    const { send, held } = await start();
    const answer = await send(query, headers, variables);
    expect(answer.status).toBe(400);
    expect(answer.body).not.toHaveProperty("data");
    expect(answer.body.errors[0].extensions).toMatchObject({ code: "invalid_format", param: "idempotencyKey" });
    expect(await held()).toEqual({ held: 0, total: 100 });
  };

  test("refuses the request when it differs from the argument, and nothing runs", () =>
    refused(RUN_WITH_KEY, { "idempotency-key": "a" }, { key: "b" }));

  test("refuses the request when several idempotent mutations run, and nothing runs", () =>
    refused(
      `mutation ($id: ID!) { a: resynthesizeCharacter(id: $id, idempotencyKey: "x") { __typename } ...F }
       fragment F on Mutation { b: resynthesizeCharacter(id: $id) { __typename } }`,
      { "idempotency-key": "x" },
    ));

  test.each([
    ["empty", ""],
    ["longer than 256 characters", "k".repeat(257)],
    ["text with a control character", "a\tb"],
  ])("refuses the request when it is %s, and nothing runs", (_name, value) =>
    refused(RUN, { "idempotency-key": value }),
  );

  test("refuses the request with HTTP 400 for plain JSON too", async () => {
    const { send } = await start();
    const headers = { "idempotency-key": "", accept: "application/json" };
    expect((await send(RUN, headers)).status).toBe(400);
  });

  test("refuses the request when it is sent twice, and nothing runs", async () => {
    const { apiKey, id, held } = await start();
    const body = JSON.stringify({ query: RUN, variables: { id } });
    const answer = await rawRequest(app.url, [
      "POST /graphql HTTP/1.1",
      "Host: localhost",
      "Connection: close",
      "Content-Type: application/json",
      `X-Api-Key: ${apiKey}`,
      "Idempotency-Key: a",
      "Idempotency-Key: a",
      `Content-Length: ${Buffer.byteLength(body)}`,
      "",
      body,
    ]);
    expect(answer).toMatch(/^HTTP\/1\.1 400 /);
    expect(answer).toContain("invalid_format");
    expect(await held()).toEqual({ held: 0, total: 100 });
  });

  test("ignores fields that a directive excludes", async () => {
    const { send } = await start();
    const two = `mutation ($id: ID!) { a: resynthesizeCharacter(id: $id) { ${MORE} }
      b: resynthesizeCharacter(id: $id) @skip(if: true) { ${MORE} } }`;
    expect((await send(two, { "idempotency-key": "d" })).body.data.a.replayed).toBe(false);
  });

  test("counts fields with the same response name once, because they run once", async () => {
    const { send } = await start();
    const merged = `mutation ($id: ID!) { resynthesizeCharacter(id: $id) { __typename } resynthesizeCharacter(id: $id) { ${MORE} } }`;
    expect((await send(merged, { "idempotency-key": "m" })).body.data.resynthesizeCharacter.replayed).toBe(false);
  });

  test("is ignored when no keyed field runs, whatever its value", async () => {
    const { send } = await start();
    const save = "mutation ($id: ID!) { saveCharacter(id: $id) { __typename } }";
    expect((await send(save, { "idempotency-key": "" })).body.data.saveCharacter.__typename).toBe(
      "SaveCharacterSuccess",
    );
    expect((await send("{ team { id } }", { "idempotency-key": "" })).status).toBe(200);
  });
});

test.each([
  ["empty", ""],
  ["too long", "k".repeat(257)],
  ["a lone surrogate", "a\ud800"],
  ["a NUL", "a\u0000b"],
])("an argument that is %s returns InvalidInputError", async (_name, key) => {
  const { send, held } = await start();
  const { status, body } = await send(RUN_WITH_KEY, {}, { key });
  expect(status).toBe(200);
  expect(body.data.resynthesizeCharacter).toEqual({
    __typename: "InvalidInputError",
    code: "invalid_format",
    param: "idempotencyKey",
  });
  expect(await held()).toEqual({ held: 0, total: 100 });
});

async function rawRequest(url: string, lines: readonly string[]): Promise<string> {
  const { hostname, port } = new URL(url);
  const socket = connect(Number(port), hostname);
  let answer = "";
  let closed = false;
  socket.setEncoding("utf8").on("data", (chunk) => {
    answer += chunk;
  });
  socket.on("close", () => {
    closed = true;
  });
  socket.write(lines.join("\r\n"));
  await waitFor("the answer", () => closed);
  return answer;
}
