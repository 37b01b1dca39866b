import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { startTestApp, type TestApp } from "../helpers/app.ts";
import { createFakeProvider } from "../helpers/fake-provider.ts";
import { graphqlCall } from "../helpers/graphql-client.ts";

/** A future version for this file alone: it calls a character's `name` `display_name`. */
const { NEXT, PINNED } = vi.hoisted(() => {
  // Test files share their modules. Modules loaded before would not see the mocks below.
  vi.resetModules();
  return { NEXT: "2099-01-01", PINNED: "2026-05-15" as const };
});

vi.mock("../../src/domain/contract-version.ts", () => ({
  CONTRACT_VERSIONS: [PINNED, NEXT],
  CURRENT_CONTRACT_VERSION: PINNED,
}));
vi.mock("../../src/rest/renderers.ts", async (original) => {
  const { renderersOf } = await original<typeof import("../../src/rest/renderers.ts")>();
  const today = renderersOf(PINNED);
  const character: typeof today.character = (snapshot, sign) => {
    const { name, ...rest } = today.character(snapshot, sign);
    return { ...rest, display_name: name } as never;
  };
  return { renderersOf: (version: string) => (version === NEXT ? { ...today, character } : today) };
});

let app: TestApp;
beforeAll(async () => {
  app = await startTestApp({ overrides: { provider: createFakeProvider() } });
});
afterAll(async () => {
  await app[Symbol.asyncDispose]();
  vi.doUnmock("../../src/domain/contract-version.ts");
  vi.doUnmock("../../src/rest/renderers.ts");
  vi.resetModules();
});

const ask = async (apiKey: string, path: string, version?: string, body?: object) => {
  const response = await fetch(`${app.url}${path}`, {
    method: body ? "POST" : "GET",
    headers: {
      "x-api-key": apiKey,
      ...(version ? { "aurous-version": version } : {}),
      ...(body ? { "content-type": "application/json", "idempotency-key": "k" } : {}),
    },
    ...(body ? { body: JSON.stringify(body) } : {}),
  });
  return { version: response.headers.get("aurous-version"), json: (await response.json()) as Record<string, unknown> };
};

test("the header chooses the version of each call, and a field is renamed in that version only", async () => {
  const { apiKey, teamId } = await app.seed.team();
  const path = `/v1/characters/${await app.seed.character(teamId)}`;
  const today = await ask(apiKey, path);
  expect([today.version, today.json.name, today.json.display_name]).toEqual([PINNED, "Mira", undefined]);
  const next = await ask(apiKey, path, NEXT);
  expect([next.version, next.json.name, next.json.display_name]).toEqual([NEXT, undefined, "Mira"]);
  const list = await ask(apiKey, "/v1/characters", NEXT);
  expect(list.json.data).toMatchObject([{ display_name: "Mira" }]);
});

test("a row keeps the version that it was created with, whatever version reads it", async () => {
  const { apiKey } = await app.seed.team();
  const body = { name: "Mina", generate: true, attributes: { age: 30 } };
  const made = await ask(apiKey, "/v1/characters", NEXT, body);
  expect(made.json).toMatchObject({ display_name: "Mina", aurous_version: NEXT });
  const read = await ask(apiKey, `/v1/characters/${made.json.id}`);
  expect([read.version, read.json.name, read.json.aurous_version]).toEqual([PINNED, "Mina", NEXT]);
  // The version is not part of the fingerprint, so another version replays the call in its own format.
  const replay = await ask(apiKey, "/v1/characters", PINNED, body);
  expect(replay.json).toMatchObject({ id: made.json.id, name: "Mina", status: "synthesizing" });
});

test("a team that is pinned to a version needs no header", async () => {
  const { apiKey, teamId } = await app.seed.team();
  const path = `/v1/characters/${await app.seed.character(teamId)}`;
  await app.app.db.sql`update retake.teams set aurous_version = ${NEXT} where id = ${teamId}`;
  expect(await ask(apiKey, path)).toMatchObject({ version: NEXT, json: { display_name: "Mira" } });
  expect(await ask(apiKey, path, PINNED)).toMatchObject({ version: PINNED, json: { name: "Mira" } });
});

test("GraphQL, which has no version header, marks new rows with the team's pinned version", async () => {
  const { apiKey, teamId } = await app.seed.team();
  await app.app.db.sql`update retake.teams set aurous_version = ${NEXT} where id = ${teamId}`;
  const document = `mutation {
    createCharacter(input: { name: "Mina", generate: true, attributes: { age: 30 } }) {
      ... on CreateCharacterSuccess { character { name aurousVersion } } }
    createImage(input: { prompt: "a lamp" }) { ... on CreateImageSuccess { image { aurousVersion } } } }`;
  const { body } = await graphqlCall(app.url, apiKey, document);
  expect(body.data).toEqual({
    createCharacter: { character: { name: "Mina", aurousVersion: NEXT } },
    createImage: { image: { aurousVersion: NEXT } },
  });
});
