import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { KeyedLimiter } from "../../src/domain/limiter.ts";
import { ProviderFailure, type ProviderImage } from "../../src/providers/provider.ts";
import { unusedBlobs } from "../../src/services/maintenance/maintenance.ts";
import { type BlobStore, BlobStoreFailure } from "../../src/storage/blob-store.ts";
import { runSynthesis } from "../../src/worker/pipeline.ts";
import { RequeueJob } from "../../src/worker/run.ts";
import { startTestApp, type TestApp } from "../helpers/app.ts";
import { callAs } from "../helpers/call.ts";
import { createFakeProvider, paint, type Script } from "../helpers/fake-provider.ts";
import { cancelSynthesis, deleteCharacter, resynthesizeCharacter } from "../helpers/operations.ts";
import { expectOk } from "../helpers/seed.ts";
import { waitFor } from "../helpers/wait-for.ts";
import { hang, status } from "../providers/vendors/behaviours.ts";
import { type FakeVendor, startFakeVendor } from "../providers/vendors/fake-vendor.ts";
import { provider } from "../providers/vendors/vendor-helpers.ts";

const DEADLINE_MS = 1_200;

async function begin(app: TestApp) {
  const team = await app.seed.team({ credits: 10 });
  const call = await callAs(app.app, team.apiKey);
  const id = await app.seed.character(team.teamId);
  const { synthesis } = expectOk(await resynthesizeCharacter(app.app, call, { id, body: {}, idempotencyKey: null }));
  return { ...team, call, id, synthesisId: synthesis.id };
}

const stateOf = async ({ app }: TestApp, id: string) => {
  const [row] = await app.db.sql`
    select c.status, c.error_message, c.ref_set_number, t.held::int, t.total::int
      from retake.characters c join retake.teams t on t.id = c.team_id where c.id = ${id}`;
  return row;
};

describe("a run that ends during its vendor's work", () => {
  let vendor: FakeVendor;
  let app: TestApp;
  let closed = 0;
  beforeAll(async () => {
    vendor = await startFakeVendor(hang);
    app = await startTestApp({
      roles: ["worker"],
      env: { SYNTHESIS_DEADLINE_MS: String(DEADLINE_MS) },
      overrides: { provider: await provider(vendor.origin) },
    });
  });
  afterAll(async () => {
    await app[Symbol.asyncDispose]();
    await vendor[Symbol.asyncDispose]();
  });
  beforeEach(() => {
    vendor.forget();
    closed = 0;
    vendor.become((call) => {
      call.response.once("close", () => {
        closed += 1;
      });
      call.bill();
    });
  });

  test("is failed and released within five seconds of its deadline, and its call is aborted", async () => {
    const { id } = await begin(app);
    const accepted = performance.now();
    await waitFor("the end", async () => (await stateOf(app, id))?.status === "failed");
    expect(performance.now() - accepted).toBeLessThan(DEADLINE_MS + 5_000);
    expect(await stateOf(app, id)).toMatchObject({ error_message: "deadline_exceeded", held: 0, total: 10 });
    await waitFor("the connection to close", () => closed === 1);
    expect(vendor.billed()).toBe(1);
  });

  test("returns to the previous status after a cancel, and its call is aborted", async () => {
    const { id, call } = await begin(app);
    await waitFor("the call", () => vendor.calls.length === 1);
    expectOk(await cancelSynthesis(app.app, call, { characterId: id, body: {} }));
    expect(await stateOf(app, id)).toMatchObject({ status: "ready", error_message: null, held: 0, total: 10 });
    await waitFor("the connection to close", () => closed === 1);
  });

  test("aborts its call after a deletion", async () => {
    const { id, call } = await begin(app);
    await waitFor("the call", () => vendor.calls.length === 1);
    expectOk(await deleteCharacter(app.app, call, id));
    await waitFor("the connection to close", () => closed === 1);
  });

  test("ends at its deadline although the vendor asked for a longer pause", async () => {
    vendor.become(status(429, "", { "retry-after": "60" }));
    const { id } = await begin(app);
    await waitFor("the end", async () => (await stateOf(app, id))?.status === "failed");
    expect(await stateOf(app, id)).toMatchObject({ error_message: "deadline_exceeded", held: 0 });
    expect(vendor.calls).toHaveLength(1);
  });
});

test("ignores an answer that arrives after the end, and no row names its image", async () => {
  const late = Promise.withResolvers<ProviderImage>();
  const script: Script = () => late.promise;
  const fake = createFakeProvider({ script });
  const stored: string[] = [];
  await using app = await startTestApp({ roles: ["worker"], overrides: { provider: fake } });
  watchPuts(app.app.blobs, stored);
  const { id, call, synthesisId } = await begin(app);
  await waitFor("the call", () => fake.calls.length === 1);
  expectOk(await cancelSynthesis(app.app, call, { characterId: id, body: {} }));
  late.resolve(await paint(1));
  await waitFor("the late image to be stored", () => stored.length === 2);
  await waitFor("the run to be over", async () => {
    const [job] = await app.app.db.sql`select state from retake_jobs.job where name = 'synthesis'`;
    return job?.state === "completed";
  });
  expect(await stateOf(app, id)).toMatchObject({ status: "ready", ref_set_number: 1, held: 0, total: 10 });
  const generations = await app.app.db
    .sql`select distinct status from retake.generations where synthesis_id = ${synthesisId}`;
  expect(generations.map((row) => row.status)).toEqual(["failed"]);
  expect(await unusedBlobs(app.app.db, stored)).toEqual(stored);
  expect(fake.calls).toHaveLength(1);
});

test("requeues a run that only waits for its vendor's pause as soon as the process stops", async () => {
  const fake = createFakeProvider({
    script: () => {
      throw new ProviderFailure("not_sent", "busy", { retryAfterSeconds: 120 });
    },
  });
  await using app = await startTestApp({ roles: [], overrides: { provider: fake } });
  const { synthesisId } = await begin(app);
  let draining = false;
  const { signal } = new AbortController();
  const run = runSynthesis(app.app, synthesisId, {
    calls: new KeyedLimiter({ slots: 1 }),
    draining: () => draining,
    signal,
  });
  run.catch(() => {});
  await waitFor("the pause", async () => (await app.app.db.sql`select 1 from retake.provider_pauses`).length === 1);
  draining = true;
  const asked = performance.now();
  await expect(run).rejects.toBeInstanceOf(RequeueJob);
  expect(performance.now() - asked).toBeLessThan(5_000);
  const [portrait] = await app.app.db.sql`
    select status, attempt from retake.generations where synthesis_id = ${synthesisId} order by position`;
  expect(portrait).toEqual({ status: "pending", attempt: 1 });
});

test("uses up no attempt when the store is unavailable while the reference is read", async () => {
  const fake = createFakeProvider();
  await using app = await startTestApp({ roles: ["worker"], overrides: { provider: fake } });
  const { blobs } = app.app;
  const { get } = blobs;
  let failures = 0;
  Object.assign(blobs, {
    get: async (...parameters: Parameters<typeof get>) => {
      failures += 1;
      if (failures <= 3) throw new BlobStoreFailure("S3 get answered 503", true);
      return get(...parameters);
    },
  });
  const { id, synthesisId } = await begin(app);
  await waitFor("the new set", async () => (await stateOf(app, id))?.status === "reviewing");
  const attempts = await app.app.db.sql`select attempt from retake.generations where synthesis_id = ${synthesisId}`;
  expect(attempts.map(({ attempt }) => attempt)).toEqual([1, 1, 1, 1]);
  expect(fake.calls).toHaveLength(4);
});

/** Records every key that is stored. */
function watchPuts(blobs: BlobStore, keys: string[]): void {
  const { put } = blobs;
  Object.assign(blobs, {
    put: async (...[key, ...rest]: Parameters<typeof put>) => {
      await put(key, ...rest);
      keys.push(key);
    },
  });
}
