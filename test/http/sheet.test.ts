import sharp from "sharp";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { ProviderFailure } from "../../src/providers/provider.ts";
import { unusedBlobs } from "../../src/services/maintenance/maintenance.ts";
import { startTestApp, type TestApp } from "../helpers/app.ts";
import { createFakeProvider, paint } from "../helpers/fake-provider.ts";
import { createCharacter, deleteCharacter, restoreRefSet, resynthesizeCharacter } from "../helpers/operations.ts";
import { expectOk } from "../helpers/seed.ts";
import { waitFor } from "../helpers/wait-for.ts";

let app: TestApp;
beforeAll(async () => {
  app = await startTestApp({
    overrides: {
      provider: createFakeProvider({
        script: ({ attributes }, _call, nth) => {
          if (attributes.hair_color === "refused") throw new ProviderFailure("rejected", "the prompt is refused");
          return paint(nth);
        },
      }),
    },
  });
});
afterAll(() => app[Symbol.asyncDispose]());

/** Creates a character with `sets` ref sets of real images. Set 1 belongs to the seed and has no images. */
async function made(sets = 1) {
  const { apiKey, call, teamId } = await app.seed.caller();
  const id = await app.seed.character(teamId);
  for (let run = 0; run < sets; run += 1) {
    expectOk(await resynthesizeCharacter(app.app, call, { id, body: {}, idempotencyKey: null }));
    await waitFor("the set", async () => (await character(apiKey, id))?.status === "REVIEWING");
  }
  return { apiKey, teamId, call, id };
}

type Shown = { status: string; sheetUrl: string | null } | null;
async function character(apiKey: string, id: string): Promise<Shown> {
  const query = `{ character(id: "${id}") { status sheetUrl } }`;
  const response = await fetch(`${app.url}/graphql`, {
    method: "POST",
    headers: { "content-type": "application/json", "x-api-key": apiKey },
    body: JSON.stringify({ query }),
  });
  return ((await response.json()) as { data: { character: Shown } }).data.character;
}
const sheetUrl = async (apiKey: string, id: string) => (await character(apiKey, id))?.sheetUrl ?? "";
const rest = (apiKey: string, id: string, headers: Record<string, string> = {}) =>
  fetch(`${app.url}/v1/characters/${id}/sheet`, { headers: { "x-api-key": apiKey, ...headers } });
const codeOf = async (response: Response) => [
  response.status,
  ((await response.json()) as { error: { code: string } }).error.code,
];
const bytesOf = async (response: Response) => Buffer.from(await response.arrayBuffer());

describe("the contact sheet of a character", () => {
  test("is one image of its four poses, identical with a key and at its signed URL", async () => {
    const { apiKey, id } = await made();
    const response = await rest(apiKey, id);
    expect(response.status).toBe(200);
    expect(response.headers.get("content-type")).toBe("image/webp");
    expect(response.headers.get("x-ratelimit-limit")).toBe("240");
    expect(response.headers.get("etag")).toMatch(/^"2-/);
    const sheet = await bytesOf(response);
    const { format, width = 0, height = 0 } = await sharp(sheet).metadata();
    expect(format).toBe("webp");
    expect(width / height).toBeGreaterThan(2);

    const shown = await fetch(await sheetUrl(apiKey, id));
    expect([shown.status, shown.headers.get("content-type")]).toEqual([200, "image/webp"]);
    expect(shown.headers.get("cache-control")).toMatch(/^private, max-age=\d+, immutable$/);
    expect(await bytesOf(shown)).toEqual(sheet);
  });

  test("returns 304 while the ref set is the same, and is another image for another set", async () => {
    const { apiKey, call, id } = await made(2);
    const second = await rest(apiKey, id);
    const etag = second.headers.get("etag") ?? "";
    expect((await rest(apiKey, id, { "If-None-Match": etag })).status).toBe(304);
    const before = await bytesOf(second);
    expectOk(await restoreRefSet(app.app, call, { characterId: id, body: { number: 2 } }));
    const first = await rest(apiKey, id, { "If-None-Match": etag });
    expect(first.status).toBe(200);
    expect((await bytesOf(first)).equals(before)).toBe(false);
  });

  test("is drawn once for simultaneous requests, and then served with HEAD and ranges", async () => {
    const { apiKey, teamId, id } = await made();
    const url = await sheetUrl(apiKey, id);
    const answers = await Promise.all(Array.from({ length: 6 }, () => fetch(url)));
    expect(answers.map(({ status }) => status)).toEqual(Array(6).fill(200));
    const tags = new Set(answers.map((answer) => answer.headers.get("etag")));
    expect(tags.size).toBe(1);
    const rows = await app.app.db.sql<{ sheet_key: string }[]>`
      select sheet_key from retake.ref_sets where team_id = ${teamId} and sheet_key is not null`;
    expect(rows.map(({ sheet_key }) => `"${sheet_key.slice(-69, -5)}"`)).toEqual([...tags]);
    expect((await fetch(url, { method: "HEAD" })).headers.get("content-length")).toMatch(/^\d+$/);
    expect((await fetch(url, { headers: { Range: "bytes=0-3" } })).status).toBe(206);
  });

  test("is not found without a ref set and for other teams", async () => {
    const { apiKey, call, id } = await made();
    const { apiKey: stranger } = await app.seed.team();
    const body = { name: "Nora", generate: true, attributes: { hair_color: "refused" } };
    const bare = expectOk(await createCharacter(app.app, call, { body, idempotencyKey: null })).character.id;
    await waitFor("the synthesis to fail", async () => (await character(apiKey, bare))?.status === "FAILED");
    expect(await character(apiKey, bare)).toMatchObject({ sheetUrl: null });
    expect(await codeOf(await rest(apiKey, bare))).toEqual([404, "resource_not_found"]);
    expect(await codeOf(await rest(stranger, id))).toEqual([404, "resource_not_found"]);
    expect(await codeOf(await rest(apiKey, "char_01"))).toEqual([404, "resource_not_found"]);
    expect((await fetch(`${app.url}/v1/characters/${id}/sheet`)).status).toBe(401);
  });

  test("is refused at a URL that was changed", async () => {
    const { apiKey, id } = await made();
    const url = new URL(await sheetUrl(apiKey, id));
    url.pathname = url.pathname.replace(/2$/, "1");
    expect(await codeOf(await fetch(url))).toEqual([403, "invalid_signature"]);
  });

  test("is deleted at once with its character, and its bytes become unused", async () => {
    const { apiKey, call, id } = await made();
    const url = await sheetUrl(apiKey, id);
    expect((await fetch(url)).status).toBe(200);
    const [row] = await app.app.db.sql<{ sheet_key: string }[]>`
      select sheet_key from retake.ref_sets where character_id = ${id} and sheet_key is not null`;
    const key = row?.sheet_key ?? "";
    expect(await unusedBlobs(app.app.db, [key])).toEqual([]);
    expectOk(await deleteCharacter(app.app, call, id));
    expect(await codeOf(await fetch(url))).toEqual([404, "resource_not_found"]);
    expect(await codeOf(await rest(apiKey, id))).toEqual([404, "resource_not_found"]);
    expect(await unusedBlobs(app.app.db, [key])).toEqual([key]);
  });
});
