import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { KeyedLimiter } from "../../src/domain/limiter.ts";
import { storeUpload } from "../../src/operations/storage.ts";
import { claimInterval } from "../../src/services/maintenance/maintenance.ts";
import { type BlobStore, putBlobs } from "../../src/storage/blob-store.ts";
import { openFileStore } from "../../src/storage/file-store.ts";
import { ingestImage, MAX_PROVIDER_IMAGE_BYTES } from "../../src/storage/images.ts";
import { collectBlobs, startMaintenance } from "../../src/worker/maintenance.ts";
import { runSynthesis } from "../../src/worker/pipeline.ts";
import { startTestApp, type TestApp } from "../helpers/app.ts";
import { callAs } from "../helpers/call.ts";
import { createFakeProvider, paint } from "../helpers/fake-provider.ts";
import { deleteCharacter, initUpload, resynthesizeCharacter } from "../helpers/operations.ts";
import { expectOk } from "../helpers/seed.ts";

const HOUR_MS = 3_600_000;

/** Hooks that a test runs directly before or after a step of the store. */
type Steps = { beforeDelete?: (key: string) => Promise<void>; afterPut?: (key: string) => Promise<void> };
let steps: Steps = {};
let hours = 0;
let app: TestApp;
let blobs: BlobStore;
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "retake-collect-"));
  const { store } = await openFileStore(folder);
  blobs = {
    ...store,
    put: async (key, bytes, type) => {
      await store.put(key, bytes, type);
      await steps.afterPut?.(key);
    },
    delete: async (key) => {
      await steps.beforeDelete?.(key);
      await store.delete(key);
    },
  };
  const clock = { now: () => new Date(Date.now() + hours * HOUR_MS) };
  // Every run makes the same four images, so a second run stores blobs that the first one has already stored.
  const provider = createFakeProvider({
    script: ({ pose }) => paint(["portrait", "front", "side", "back"].indexOf(pose)),
  });
  app = await startTestApp({ roles: [], overrides: { blobs, clock, provider } });
});
afterAll(async () => {
  await app[Symbol.asyncDispose]();
  await rm(folder, { recursive: true, force: true });
});

const collect = () => collectBlobs(app.app, () => false);
/** Runs `work` with the clock this many hours ahead. */
async function later<T>(by: number, work: () => Promise<T>): Promise<T> {
  hours = by;
  try {
    return await work();
  } finally {
    hours = 0;
    steps = {};
  }
}

async function newTeam() {
  const team = await app.seed.team({ credits: 20 });
  return { ...team, call: await callAs(app.app, team.apiKey) };
}
type Team = Awaited<ReturnType<typeof newTeam>>;

/** Runs a synthesis of a new character to its end and returns the blobs of its set. */
async function synthesize({ call, teamId }: Team): Promise<{ id: string; keys: readonly string[] }> {
  const id = await app.seed.character(teamId);
  const { synthesis } = expectOk(await resynthesizeCharacter(app.app, call, { id, body: {}, idempotencyKey: null }));
  const environment = {
    calls: new KeyedLimiter({ slots: 4 }),
    draining: () => false,
    signal: new AbortController().signal,
  };
  await runSynthesis(app.app, synthesis.id, environment);
  const [set] = await app.app.db.sql<{ blob_keys: string[] }[]>`
    select blob_keys from retake.ref_sets where synthesis_id = ${synthesis.id}`;
  return { id, keys: set?.blob_keys ?? [] };
}

const present = async (keys: readonly string[]) =>
  (await Promise.all(keys.map((key) => blobs.stat(key)))).filter(Boolean).length;

describe("collectBlobs", () => {
  test("keeps the images of a character, and deletes them within a day after the character was deleted", async () => {
    const team = await newTeam();
    const { id, keys } = await synthesize(team);
    expect(keys.length).toBe(8);
    await later(48, collect);
    expect(await present(keys)).toBe(8);
    expectOk(await deleteCharacter(app.app, team.call, id));
    await later(1, collect);
    expect(await present(keys)).toBe(8);
    await later(22, collect);
    expect(await present(keys)).toBe(0);
  });

  test("keeps the image of an upload that waits for its character", async () => {
    const { call, teamId } = await newTeam();
    const body = { filename: "a.png", extension: "png", content_type: "image/png" };
    const ticket = expectOk(await initUpload(app.app, call, body));
    const { bytes } = await paint(9);
    expectOk(await storeUpload(app.app, { uploadId: ticket.uploadId, contentType: "image/png", bytes }));
    const ingested = await ingestImage(bytes, { teamId, maxBytes: MAX_PROVIDER_IMAGE_BYTES });
    const keys = ingested.ok ? ingested.blobs.map(({ key }) => key) : [];
    await later(22, collect);
    expect([keys.length, await present(keys)]).toEqual([2, 2]);
  });

  test("loses no image when a run stores and settles the same images during the deletion", async () => {
    const team = await newTeam();
    const first = await synthesize(team);
    expectOk(await deleteCharacter(app.app, team.call, first.id));
    let settled: readonly string[] = [];
    await later(22, () => {
      steps.beforeDelete = async () => {
        steps = {};
        settled = (await synthesize(team)).keys;
      };
      return collect();
    });
    expect([...settled].sort()).toEqual([...first.keys].sort());
    expect(await present(settled)).toBe(8);
  });

  test("loses no image when a run has stored it but not yet written its row", async () => {
    const team = await newTeam();
    const first = await synthesize(team);
    expectOk(await deleteCharacter(app.app, team.call, first.id));
    let deleted = 0;
    const second = await later(22, () => {
      steps.afterPut = async () => {
        steps = {};
        deleted = await collect();
      };
      return synthesize(team);
    });
    expect(deleted).toBeGreaterThan(0);
    expect(await present(second.keys)).toBe(8);
  });

  test("stores an image again when its use can't be checked", async () => {
    const { teamId } = await newTeam();
    const ingested = await ingestImage((await paint(12)).bytes, { teamId, maxBytes: MAX_PROVIDER_IMAGE_BYTES });
    if (!ingested.ok) throw new Error("a usable image");
    await putBlobs(blobs, ingested.blobs);
    const { sql } = app.app.db;
    const collected = later(22, () => {
      steps.beforeDelete = async () => {
        steps = {};
        await sql`alter table retake.images rename to images_away`;
      };
      return collect();
    });
    await expect(collected).rejects.toThrow(/images/);
    await sql`alter table images_away rename to images`;
    expect(await present(ingested.blobs.map(({ key }) => key))).toBe(2);
    expect(await later(22, collect)).toBe(2);
  });

  test("deletes the other images when one deletion fails, and throws that error at the end", async () => {
    const { teamId } = await newTeam();
    const ingested = await ingestImage((await paint(14)).bytes, { teamId, maxBytes: MAX_PROVIDER_IMAGE_BYTES });
    if (!ingested.ok) throw new Error("a usable image");
    const keys = ingested.blobs.map(({ key }) => key);
    await putBlobs(blobs, ingested.blobs);
    let refused: string | null = null;
    const collected = later(22, () => {
      steps.beforeDelete = async (key) => {
        refused ??= key;
        if (key === refused) throw new Error("not this one");
      };
      return collect();
    });
    await expect(collected).rejects.toThrow("not this one");
    expect(await present(keys)).toBe(1);
    expect(await later(22, collect)).toBe(1);
  });

  test("runs in the first maintenance round of one worker, and in no other worker's", async () => {
    const { teamId } = await newTeam();
    const ingested = await ingestImage((await paint(13)).bytes, { teamId, maxBytes: MAX_PROVIDER_IMAGE_BYTES });
    if (!ingested.ok) throw new Error("a usable image");
    const keys = ingested.blobs.map(({ key }) => key);
    const [first, second] = [startMaintenance(app.app), startMaintenance(app.app)];
    try {
      await putBlobs(blobs, ingested.blobs);
      await later(22, first.runOnce);
      expect(await present(keys)).toBe(0);
      await putBlobs(blobs, ingested.blobs);
      await later(22, second.runOnce);
      expect(await present(keys)).toBe(2);
    } finally {
      await Promise.all([first.stop(), second.stop()]);
    }
  });

  test("runs in only one of all workers in each interval", async () => {
    const turns = await Promise.all(Array.from({ length: 8 }, () => claimInterval(app.app.db, "test_turn", 3_600)));
    expect(turns.filter(Boolean)).toHaveLength(1);
    expect(await claimInterval(app.app.db, "test_turn", 3_600)).toBe(false);
    expect(await claimInterval(app.app.db, "test_turn", 0)).toBe(true);
  });
});
