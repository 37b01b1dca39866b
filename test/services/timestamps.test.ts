import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import * as records from "../../src/services/generations/run-records.ts";
import { startTestApp, type TestApp } from "../helpers/app.ts";
import { type DatabaseClock, stopClock } from "../helpers/database-clock.ts";
import {
  cancelSynthesis,
  createCharacter,
  createImage,
  deleteCharacter,
  restoreRefSet,
  resynthesizeCharacter,
  saveCharacter,
  updateCharacter,
} from "../helpers/operations.ts";
import { ATTRIBUTES, expectOk } from "../helpers/seed.ts";
import { deliverAll, finish, storedImage } from "./run-synthesis.ts";

let app: TestApp;
let clock: DatabaseClock;
beforeAll(async () => {
  app = await startTestApp({ roles: [] });
  clock = await stopClock(app.app.db.sql);
});
afterAll(() => app[Symbol.asyncDispose]());

const caller = async () => (await app.seed.caller()).call;
/** Seconds of the stopped clock; null without a timestamp. */
const seconds = "extract(epoch from %s - at)::float8";
const read = (columns: readonly string[], from: string, id: string) =>
  app.app.db.sql
    .unsafe(
      `select ${columns.map((name) => seconds.replace("%s", name)).join(", ")} from ${from}, retake.stopped_clock where ${id}`,
    )
    .values()
    .then(([row]) => row);

test("updated_at of a character is the time of its last change and of its event, at each step", async () => {
  await clock.set(0);
  const call = await caller();
  const body = { name: "A", generate: true, attributes: ATTRIBUTES };
  const made = expectOk(await createCharacter(app.app, call, { body, idempotencyKey: null }));
  const id = made.character.id;
  const again = async () =>
    expectOk(await resynthesizeCharacter(app.app, call, { id, body: {}, idempotencyKey: null })).synthesis.id;
  const settle = await deliverAll(app.app, made.synthesis?.id ?? "");
  let run = "";
  const resynthesize = async () => {
    run = await again();
  };
  const steps: (() => Promise<unknown>)[] = [
    settle,
    () => saveCharacter(app.app, call, id),
    () => updateCharacter(app.app, call, { id, body: { name: "B" } }),
    resynthesize,
    () => cancelSynthesis(app.app, call, { characterId: id, body: {} }),
    resynthesize,
    () => records.failSynthesis(app.app.db, run, null, null, "deadline_exceeded"),
    () => restoreRefSet(app.app, call, { characterId: id, body: { number: 1 } }),
    () => deleteCharacter(app.app, call, id),
  ];
  for (const [n, step] of steps.entries()) {
    await clock.set((n + 1) * 1000);
    await step();
    const tables = `characters c join retake.events e on e.character_id = c.id and e.version = c.version`;
    const columns = ["c.created_at", "c.updated_at", "e.created_at"];
    expect([n, await read(columns, tables, `c.id = '${id}'`)]).toEqual([n, [0, n + 1, n + 1]]);
  }
});

test("a generation has the times when it was sent and ended, and its synthesis the time of its end", async () => {
  await clock.set(0);
  const call = await caller();
  const order = async () =>
    expectOk(await createImage(app.app, call, { body: { prompt: "x" }, idempotencyKey: null })).image.id;
  const [id, failed] = [await order(), await order()];
  const about = { synthesisId: id, pose: "image" as const, runner: randomUUID(), attempt: 1 };
  const request = { prompt: "p", template: "t", seed: 1, seed_counts: true, width: 64, height: 64, references: [] };
  await records.claimSynthesis(app.app.db, id, about.runner);
  const moments = (image: string) =>
    read(
      ["g.sent_at", "g.finished_at", "s.finished_at", "i.completed_at"],
      "retake.generations g join retake.syntheses s on s.id = g.synthesis_id join retake.images i on i.id = s.id",
      `s.id = '${image}'`,
    );
  const after = async (n: number, step: () => Promise<unknown>, image = id) => {
    await clock.set(n * 1000);
    await step();
    return moments(image);
  };
  const sent = () => records.recordSent(app.app.db, about, request, { maxAttempts: 4, provider: "fake" });
  const deliver = () =>
    records.recordDelivered(app.app.db, { ...about, attempt: 2 }, storedImage("t", id), {
      model: null,
      requestId: null,
    });
  expect(await after(1, sent)).toEqual([1, null, null, null]);
  expect(await after(2, sent)).toEqual([2, null, null, null]);
  expect(await after(3, deliver)).toEqual([2, 3, null, null]);
  expect(await after(4, () => finish(app.app, id))).toEqual([2, 3, 4, 4]);
  const fail = () => records.failSynthesis(app.app.db, failed, null, null, "deadline_exceeded");
  expect(await after(5, fail, failed)).toEqual([null, 5, 5, 5]);
});
