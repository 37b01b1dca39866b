import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { upload } from "../contract/upload-image.ts";
import { startTestApp, type TestApp } from "../helpers/app.ts";
import type { SeededTeam } from "../helpers/seed.ts";
import { RECORDED_REQUESTS } from "./fingerprint-table.ts";
import { characterId, type RecordedRequest, uploadId } from "./recorded-request.ts";

let app: TestApp;
beforeAll(async () => {
  app = await startTestApp({ roles: ["gateway"] });
});
afterAll(() => app[Symbol.asyncDispose]());

const PATHS = {
  resynthesize_character: "/v1/characters/ID/resynthesize",
  regenerate_character_ref: "/v1/characters/ID/refs/regenerate",
  create_character: "/v1/characters",
  create_image: "/v1/images",
} as const;

/** Sends the recorded request unchanged. Fails unless it is accepted as a new one. */
async function send(team: SeededTeam, request: RecordedRequest, key: string): Promise<void> {
  const { row, sent, operation } = request;
  const withIds = (text: string) =>
    text
      .replaceAll("ID/", `${characterId(row)}/`)
      .replaceAll('"ID"', `"${characterId(row)}"`)
      .replaceAll("UPLOAD1", uploadId(row, 1))
      .replaceAll("UPLOAD2", uploadId(row, 2));
  const headers = { "x-api-key": team.apiKey, "content-type": "application/json" };
  if ("rest" in sent) {
    const response = await fetch(`${app.url}${withIds(PATHS[operation])}`, {
      method: "POST",
      headers: { ...headers, "idempotency-key": key },
      ...(sent.rest === null ? {} : { body: withIds(sent.rest) }),
    });
    expect([response.status, await response.text()]).toEqual([
      operation === "create_character" || operation === "create_image" ? 201 : 200,
      expect.any(String),
    ]);
    expect(response.headers.get("aurous-idempotent-replayed")).not.toBe("true");
    return;
  }
  const field = withIds(sent.graphql).replace(/\)$/, `, idempotencyKey: ${JSON.stringify(key)})`);
  const declared = sent.declared === undefined ? "" : `(${sent.declared})`;
  const query = `mutation ${declared} { result: ${field} { __typename ... on UserError { code message param } } }`;
  const response = await fetch(`${app.url}/graphql`, {
    method: "POST",
    headers,
    // Inserted as text, so that the server parses the numbers and escapes of the table.
    body: `{"query":${JSON.stringify(query)},"variables":${withIds(sent.variables ?? "{}")}}`,
  });
  expect(await response.json()).toEqual({ data: { result: { __typename: expect.stringMatching(/Success$/) } } });
}

/** Gives the row's character and uploads the ids of the table. */
async function prepare(team: SeededTeam, { row, sent }: RecordedRequest): Promise<void> {
  await app.seed.character(team.teamId, { id: characterId(row) });
  const text = JSON.stringify(sent);
  for (const nth of [1, 2] as const) {
    if (!text.includes(`UPLOAD${nth}`)) continue;
    const id = await upload(app.url, team.apiKey, nth);
    await app.app.db.sql`update retake.uploads set id = ${uploadId(row, nth)} where id = ${id}`;
  }
}

const title = ({ operation, sent, about }: RecordedRequest) =>
  `${operation} over ${"rest" in sent ? "REST" : "GraphQL"}: ${about}`;

describe("the stored fingerprint is that of version 0.1.0 for", () => {
  test.each(RECORDED_REQUESTS.map((request) => [title(request), request] as const))("%s", async (_title, request) => {
    const team = await app.seed.team();
    await prepare(team, request);
    await send(team, request, "k");
    const hasTarget = request.operation !== "create_character" && request.operation !== "create_image";
    expect(
      await app.app.db.sql`select key, operation, target, encode(fingerprint, 'hex') as fingerprint
                             from retake.idempotency_keys where team_id = ${team.teamId}`,
    ).toEqual([
      {
        key: "k",
        operation: request.operation,
        target: hasTarget ? characterId(request.row) : null,
        fingerprint: request.fingerprint,
      },
    ]);
  });
});

test("every row of the table has different ids", () => {
  const rows = RECORDED_REQUESTS.map(({ row }) => row);
  expect(new Set(rows).size).toBe(rows.length);
  expect(rows.filter((row) => row.length !== 2)).toEqual([]);
});

describe("the stored key is the text that the caller sent", () => {
  test.each(["ключ-鍵-🔑", "cafe\u0301", "caf\u00e9", " spaced ", "K", "k", "a".repeat(256), "'; --\\"])(
    "%s",
    async (key) => {
      const team = await app.seed.team();
      const id = await app.seed.character(team.teamId);
      const response = await fetch(`${app.url}/graphql`, {
        method: "POST",
        headers: { "x-api-key": team.apiKey, "content-type": "application/json" },
        body: JSON.stringify({
          query:
            "mutation ($id: ID!, $k: String) { resynthesizeCharacter(id: $id, idempotencyKey: $k) { __typename } }",
          variables: { id, k: key },
        }),
      });
      expect(response.status).toBe(200);
      expect(await app.app.db.sql`select key from retake.idempotency_keys where team_id = ${team.teamId}`).toEqual([
        { key },
      ]);
    },
  );
});
