import { afterAll, beforeAll, expect, test } from "vitest";
import type { Call } from "../../src/domain/principal.ts";
import { grantCredits } from "../../src/services/credits/ledger.ts";
import { failOverdue } from "../../src/services/generations/run-records.ts";
import { reapExpired, requeueLost } from "../../src/services/maintenance/maintenance.ts";
import { startTestApp, type TestApp } from "../helpers/app.ts";
import {
  cancelSynthesis,
  createCharacter,
  createImage,
  deleteCharacter,
  regenerateCharacterRef,
  restoreRefSet,
  resynthesizeCharacter,
  saveCharacter,
  updateCharacter,
} from "../helpers/operations.ts";
import { ATTRIBUTES } from "../helpers/seed.ts";
import { checkBooks } from "../services/check-books.ts";
import { deliverAll } from "../services/run-synthesis.ts";

/** Pairs that run in parallel, all on one team, so that they compete for its bucket and its row. */
const AT_ONCE = 10;
const LOCK_WAIT_MS = 5_000;

let here: TestApp;
let there: TestApp;
let teamId: string;
let call: Call;

beforeAll(async () => {
  here = await startTestApp({ roles: [] });
  there = await startTestApp({ roles: [], beside: here });
  ({ teamId, call } = await here.seed.caller({ credits: 5_000 }));
});
afterAll(async () => {
  await there[Symbol.asyncDispose]();
  await here[Symbol.asyncDispose]();
});

type Act = (app: TestApp, id: string, synthesisId: string) => Promise<unknown>;
const key = (id: string) => `key of ${id}`;
const ACTS: Record<string, Act> = {
  resynthesize: ({ app }, id) => resynthesizeCharacter(app, call, { id, body: {}, idempotencyKey: key(id) }),
  regenerate: ({ app }, id) =>
    regenerateCharacterRef(app, call, { id, body: { pose: "side" }, idempotencyKey: key(id) }),
  image: ({ app }, id) =>
    createImage(app, call, { body: { prompt: "a boat", character_id: id }, idempotencyKey: key(id) }),
  create: ({ app }, id) =>
    createCharacter(app, call, {
      body: { name: "Mira", generate: true, attributes: ATTRIBUTES },
      idempotencyKey: key(id),
    }),
  cancel: ({ app }, characterId) => cancelSynthesis(app, call, { characterId, body: {} }),
  delete: ({ app }, id) => deleteCharacter(app, call, id),
  save: ({ app }, id) => saveCharacter(app, call, id),
  restore: ({ app }, characterId) => restoreRefSet(app, call, { characterId, body: { number: 1 } }),
  update: ({ app }, id) => updateCharacter(app, call, { id, body: { name: "Kofi" } }),
  grant: ({ app }) => grantCredits(app.db, teamId, 1, null),
  settle: async ({ app }, _, synthesisId) => {
    const settle = await deliverAll(app, synthesisId).catch(() => null);
    return settle?.();
  },
  overdue: ({ app }, _, synthesisId) => failOverdue(app.db, synthesisId, LOCK_WAIT_MS),
  reap: ({ app }) => reapExpired(app.db, 100),
  requeue: ({ app }) => requeueLost(app.db, 100),
};

test("every pair of operations runs in parallel on one team without a deadlock, and the ledger stays balanced", {
  timeout: 60_000,
}, async () => {
  const names = Object.keys(ACTS);
  const pairs = names.flatMap((first, n) => names.slice(n).map((second) => [first, second] as const));
  const { sql } = here.app.db;
  const meet = async ([first, second]: readonly [string, string], running: boolean) => {
    const id = await here.seed.character(teamId);
    const run = running ? await resynthesizeCharacter(here.app, call, { id, body: {}, idempotencyKey: null }) : null;
    const synthesisId = run?.ok ? run.value.synthesis.id : "";
    await Promise.all([ACTS[first]?.(here, id, synthesisId), ACTS[second]?.(there, id, synthesisId)]);
  };
  for (let n = 0; n < pairs.length; n += AT_ONCE) {
    await sql`update retake.buckets set full_at = '-infinity' where team_id = ${teamId}`;
    const batch = pairs.slice(n, n + AT_ONCE);
    await Promise.all(batch.map((pair, nth) => meet(pair, nth % 2 === 0)));
    await Promise.all(batch.map((pair, nth) => meet(pair, nth % 2 === 1)));
  }
  const [row] = await sql`select deadlocks::int from pg_stat_database where datname = current_database()`;
  expect(row?.deadlocks).toBe(0);
  const running = await sql<{ id: string }[]>`select id from retake.syntheses where status = 'running'`;
  for (const { id } of running) await failOverdue(here.app.db, id, LOCK_WAIT_MS);
  expect((await checkBooks(here.app, teamId)).held).toBe(0);
});
