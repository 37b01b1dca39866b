import { createHash } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import type { TestApp } from "../helpers/app.ts";
import { createClient } from "../helpers/clients.ts";
import { paint } from "../helpers/fake-provider.ts";
import { readRecorded } from "./recorded.ts";
import { startOnDump } from "./restore.ts";

const recorded = readRecorded();
const { apiKey } = recorded.teams.ended;
const characterId = Object.keys(recorded.streams.ended.characters)[0] ?? "";

let app: TestApp;
beforeAll(async () => {
  app = await startOnDump({ roles: ["gateway"] });
});
afterAll(() => app[Symbol.asyncDispose]());

/** Signed URLs expire by the process's clock, which stands at the time of the dump while `use` runs. */
async function whenRecorded<T>(use: () => Promise<T>): Promise<T> {
  vi.useFakeTimers({ toFake: ["Date"], now: new Date(recorded.takenAt) });
  try {
    return await use();
  } finally {
    vi.useRealTimers();
  }
}

describe("a key or token of the previous version", () => {
  test.each(recorded.keys.map((key) => [key.about, key] as const))("is treated as before: %s", async (_about, key) => {
    for (const transport of ["rest", "graphql"] as const) {
      const client = createClient(transport, app.url, key.secret);
      expect([(await client.balance()).code, (await client.save(characterId)).code]).toEqual([key.read, key.write]);
    }
  });
});

describe("an upload of the previous version", () => {
  const { waiting, stored, used } = recorded.uploads;
  const create = (key: string, ids: readonly string[]) =>
    createClient("rest", app.url, apiKey).create({ key, body: { name: "Up", upload_ids: ids } });

  test("becomes a character when it has its bytes", async () => {
    const created = await create("stored uploads", stored);
    expect([created.code, created.value?.status, created.value?.refs.length]).toEqual(["ok", "ready", 2]);
    for (const { url } of created.value?.refs ?? []) expect((await fetch(url)).status).toBe(200);
    expect((await create("stored uploads", stored)).replayed).toBe(true);
  });

  test("accepts its bytes at the signed URL of the previous version", async () => {
    const { bytes } = await paint(1);
    const init = { method: "PUT", headers: { "content-type": waiting.contentType }, body: new Uint8Array(bytes) };
    const [status, json] = await whenRecorded(async () => {
      const response = await fetch(`${app.url}${waiting.path}`, init);
      return [response.status, await response.json()];
    });
    expect([status, json]).toEqual([200, { upload_id: waiting.id }]);
    expect((await create("a late upload", [waiting.id])).value?.status).toBe("ready");
  });

  test("is refused when it was already used", async () => {
    expect((await create("a used upload", [used])).code).toBe("upload_invalid");
  });
});

test("a signed URL of the previous version still shows its image", async () => {
  const { path, sha256 } = recorded.picture;
  const bytes = await whenRecorded(async () => (await fetch(`${app.url}${path}`)).bytes());
  expect(createHash("sha256").update(bytes).digest("hex")).toBe(sha256);
  const changed = await fetch(`${app.url}${path.slice(0, -2)}xx`);
  expect(await changed.json()).toMatchObject({ error: { code: "invalid_signature" } });
});
