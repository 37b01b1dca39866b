import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import * as records from "../../src/services/generations/run-records.ts";
import { startTestApp, type TestApp } from "../helpers/app.ts";
import { type DatabaseClock, stopClock } from "../helpers/database-clock.ts";
import { resynthesizeCharacter } from "../helpers/operations.ts";
import { expectOk } from "../helpers/seed.ts";
import { storedImage } from "./run-synthesis.ts";

let app: TestApp;
let clock: DatabaseClock;
beforeAll(async () => {
  app = await startTestApp({ roles: [] });
  clock = await stopClock(app.app.db.sql);
});
afterAll(() => app[Symbol.asyncDispose]());

const REQUEST = { prompt: "p", template: "t", seed: 7, seed_counts: true, width: 64, height: 96, references: [] };
const VENDOR = { model: "m", requestId: "r" };

/** A synthesis whose portrait was sent once, to a provider of its own, with what its worker may record next. */
async function sentOnce() {
  await clock.set(0);
  const { db } = app.app;
  const { teamId, call } = await app.seed.caller({ credits: 4 });
  const id = await app.seed.character(teamId);
  const run = expectOk(await resynthesizeCharacter(app.app, call, { id, body: {}, idempotencyKey: null }));
  const synthesisId = run.synthesis.id;
  const about = { synthesisId, pose: "portrait" as const, runner: randomUUID(), attempt: 1 };
  await records.claimSynthesis(db, synthesisId, about.runner);
  const [provider, image] = [`of ${synthesisId}`, storedImage(teamId, synthesisId)];
  const says = {
    about,
    send: (to = provider, maxAttempts = 4) => records.recordSent(db, about, REQUEST, { maxAttempts, provider: to }),
    deliver: () => records.recordDelivered(db, about, image, VENDOR),
    postpone: (pauseMs = 0, attempt = 1, delayMs = 0) =>
      records.postponeGeneration(db, { ...about, attempt }, delayMs, { provider, pauseMs }),
    remember: () => records.rememberVendorJob(db, about, "job"),
    fail: () => records.failSynthesis(db, synthesisId, about.runner, null, "provider_unavailable"),
    replace: () => records.claimSynthesis(db, synthesisId, randomUUID()),
    row: async () =>
      (await db.sql`select * from retake.generations where synthesis_id = ${synthesisId} and position = 1`)[0],
    steps: async () =>
      (await db.sql`select * from retake.generation_events where synthesis_id = ${synthesisId}`).length,
    pausedFor: async () => {
      const [row] = await db.sql`select extract(epoch from paused_until - at)::float8 as seconds
        from retake.provider_pauses, retake.stopped_clock where provider = ${provider}`;
      return row?.seconds ?? null;
    },
  };
  await says.send();
  return says;
}

test.each(["deliver", "postpone", "remember"] as const)(
  "a postponed attempt accepts no more records: %s changes nothing",
  async (say) => {
    const says = await sentOnce();
    expect(await says.postpone(0, 1, 5_000)).toBe(true);
    const before = [await says.row(), await says.steps()];
    expect(await says[say]()).toBe(false);
    expect([await says.row(), await says.steps()]).toEqual(before);
  },
);

test("a delivered image is final: it is not postponed, sent again or given a vendor job", async () => {
  const says = await sentOnce();
  expect(await says.deliver()).toBe(true);
  const before = [await says.row(), await says.steps()];
  expect([await says.postpone(), await says.remember(), await says.send(), await says.deliver()]).toEqual([
    false,
    false,
    null,
    true,
  ]);
  expect([await says.row(), await says.steps()]).toEqual(before);
});

test("a record that is repeated after a lost response returns its own attempt, and records nothing", async () => {
  const both = [await sentOnce(), await sentOnce()];
  const repeat = ({ about }: (typeof both)[number], attempt = 1, pose: "portrait" | "front" = "portrait") =>
    records.recordSent(app.app.db, { ...about, pose }, REQUEST, { maxAttempts: 4, provider: "p", attempt });
  for (const says of both) {
    const front = { ...REQUEST, prompt: "from the front" };
    await records.recordSent(app.app.db, { ...says.about, pose: "front" }, front, { maxAttempts: 4, provider: "p" });
    expect(await repeat(says, 1, "front")).toMatchObject({ attempt: 1, request: front });
    const [steps, { request } = {}] = [await says.steps(), await says.row()];
    expect(await repeat(says)).toEqual({ attempt: 1, request, pause_ms: null });
    expect([await repeat(says, 3), await says.steps()]).toEqual([null, steps]);
  }
  const [first] = both;
  await first?.deliver();
  expect(first && (await repeat(first))).toBeNull();
});

test("a delivery is not taken for that of another synthesis with an equal image", async () => {
  const [first, second] = [await sentOnce(), await sentOnce()];
  await first.deliver();
  await second.postpone();
  const { image } = (await first.row()) ?? {};
  expect(await records.recordDelivered(app.app.db, second.about, image, VENDOR)).toBe(false);
});

test("a worker of the previous version, which passes no attempt number, works beside newer ones", async () => {
  const says = await sentOnce();
  const [sent] = await app.app.db.sql`
    select attempt, pause_ms from retake.record_sent(${says.about.synthesisId}, 'portrait', ${says.about.runner},
      ${app.app.db.sql.json(REQUEST)}, 4, 'p')`;
  expect(sent).toEqual({ attempt: 2, pause_ms: null });
});

test("a new attempt has neither the vendor job nor the delay of the one before, and uses the present provider", async () => {
  const says = await sentOnce();
  await says.remember();
  expect(await says.row()).toMatchObject({ vendor_job_id: "job", request: { ...REQUEST } });
  expect(await says.send("another")).toMatchObject({ attempt: 2, request: { ...REQUEST, provider: "another" } });
  expect(await says.row()).toMatchObject({ vendor_job_id: null, not_before: null, status: "running" });
  expect([await says.send("another", 2), await says.send("another", 3)]).toMatchObject([null, { attempt: 3 }]);
});

test.each(["fail", "replace"] as const)(
  "a provider's pause is recorded even if its synthesis has ended or been taken over: %s",
  async (say) => {
    const says = await sentOnce();
    await says[say]();
    expect([await says.postpone(30_000), await says.pausedFor()]).toEqual([false, 30]);
  },
);

test("a provider is paused only on request, and the longest pause counts", async () => {
  const says = await sentOnce();
  expect([await says.postpone(0), await says.pausedFor()]).toEqual([true, null]);
  for (const [pauseMs, seconds] of [
    [1, 0.001],
    [2_000, 2],
    [1_000, 2],
  ] as const) {
    await says.postpone(pauseMs);
    expect(await says.pausedFor()).toBe(seconds);
  }
});

test("a pause lasts to its last millisecond, and costs no attempt and no step", async () => {
  const says = await sentOnce();
  await says.postpone(2_000);
  const before = [await says.row(), await says.steps()];
  await clock.set(1_999);
  expect(await says.send()).toEqual({ pausedMs: 1 });
  expect([await says.row(), await says.steps()]).toEqual(before);
  await clock.set(2_000);
  expect(await says.send()).toMatchObject({ attempt: 2 });
});
