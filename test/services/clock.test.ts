import { randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import {
  claimSynthesis,
  failSynthesis,
  overdueSyntheses,
  postponeGeneration,
  recordSent,
} from "../../src/services/generations/run-records.ts";
import { startTestApp, type TestApp } from "../helpers/app.ts";
import { callAs } from "../helpers/call.ts";
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
import { ATTRIBUTES, expectOk } from "../helpers/seed.ts";
import { finish, storedImage } from "./run-synthesis.ts";

/** Far from the real time, so that a timestamp of another clock is noticed. */
const THEN = "2040-06-01T12:00:00Z";
const keyless = { idempotencyKey: null };

const setClock = ({ app }: TestApp, at: string) =>
  app.db.sql.unsafe(
    `create or replace function retake.clock_now() returns timestamptz language sql volatile as $$ select timestamptz '${at}' $$`,
  );

/** Every timestamp in a table's rows, by column; null where a row has none. */
async function moments({ app }: TestApp, table: string): Promise<Map<string, Set<string | null>>> {
  const { sql } = app.db;
  const columns = await sql`select column_name as name from information_schema.columns
    where table_schema = ${app.db.schema} and table_name = ${table} and data_type = 'timestamp with time zone'`;
  const found = new Map<string, Set<string | null>>();
  for (const { name } of columns) {
    const rows =
      await sql`select distinct (${sql(name)} at time zone 'UTC')::text as at from ${sql(`${app.db.schema}.${table}`)}`;
    found.set(name, new Set(rows.map(({ at }) => at)));
  }
  return found;
}

test("every timestamp of credits, keys, syntheses and events comes from the database's clock", async () => {
  await using app = await startTestApp({ roles: [] });
  await setClock(app, THEN);
  const team = await app.seed.team({ credits: 50 });
  const call = { ...(await callAs(app.app, team.apiKey)) };
  const { db } = app.app;
  const id = await app.seed.character(team.teamId);
  const again = () => resynthesizeCharacter(app.app, call, { id, body: {}, ...keyless });

  const upload = app.app.newId("upload");
  await db.sql`insert into retake.uploads (id, team_id, filename, content_type, status, image, url_expires_at, expires_at, created_at)
    values (${upload}, ${team.teamId}, 'me.png', 'image/png', 'stored', ${db.sql.json(storedImage(team.teamId, upload))},
            ${THEN}::timestamptz, ${THEN}::timestamptz + interval '1 hour', ${THEN}::timestamptz)`;
  const generated = { name: "A", generate: true, attributes: ATTRIBUTES };
  expectOk(await createCharacter(app.app, call, { body: { name: "U", upload_ids: [upload] }, idempotencyKey: "u" }));
  const made = expectOk(await createCharacter(app.app, call, { body: generated, idempotencyKey: "c" }));
  await finish(app.app, made.synthesis?.id ?? "");
  expectOk(await saveCharacter(app.app, call, made.character.id));
  const image = expectOk(await createImage(app.app, call, { body: { prompt: "x", character_id: id }, ...keyless }));
  await finish(app.app, image.image.id);

  const first = expectOk(await again()).synthesis.id;
  const runner = randomUUID();
  await claimSynthesis(db, first, runner);
  const about = { synthesisId: first, pose: "portrait" as const, runner };
  const request = { prompt: "p", template: "t", seed: 1, seed_counts: true, width: 1, height: 1, references: [] };
  await recordSent(db, about, request, { maxAttempts: 4, provider: "fake" });
  await postponeGeneration(db, { ...about, attempt: 1 }, 0, { provider: "fake", pauseMs: 1 });
  await setClock(app, "2040-06-01T11:59:55Z");
  expect((await claimSynthesis(db, first, runner))?.generations[0]?.wait_ms).toBe(5_000);
  await setClock(app, THEN);
  const paused = await recordSent(db, about, request, { maxAttempts: 4, provider: "fake" });
  expect(paused).toEqual({ pausedMs: 1 });
  expect(await failSynthesis(db, first, runner, "portrait", "provider_unavailable")).toBe(true);
  expectOk(await restoreRefSet(app.app, call, { characterId: id, body: { number: 1 } }));
  expectOk(await regenerateCharacterRef(app.app, call, { id, body: { pose: "side" }, ...keyless }));
  expectOk(await cancelSynthesis(app.app, call, { characterId: id, body: {} }));
  expectOk(await updateCharacter(app.app, call, { id, body: { name: "B" } }));
  expectOk(await again());
  expectOk(await deleteCharacter(app.app, call, id));
  const alone = expectOk(await createImage(app.app, call, { body: { prompt: "x" }, ...keyless }));
  expect(await failSynthesis(db, alone.image.id, null, null, "deadline_exceeded")).toBe(true);
  const open = expectOk(await createCharacter(app.app, call, { body: generated, ...keyless }));

  const exact = ["characters", "events", "generation_events", "generations", "images", "ledger_entries", "ref_sets"];
  const then = "2040-06-01 12:00:00";
  for (const table of exact) {
    for (const [column, found] of await moments(app, table)) {
      expect([table, column, [...found].filter((at) => at !== null && !at.startsWith(then))]).toEqual([
        table,
        column,
        [],
      ]);
    }
  }
  const one = async (table: string, column: string) => [...((await moments(app, table)).get(column) ?? [])].sort();
  expect(await one("syntheses", "created_at")).toEqual([then]);
  expect(await one("syntheses", "finished_at")).toEqual([then, null]);
  expect(await one("syntheses", "deadline_at")).toEqual(["2040-06-01 12:10:00"]);
  expect(await one("idempotency_keys", "expires_at")).toEqual(["2040-06-02 12:00:00"]);
  expect(await one("buckets", "full_at")).toEqual(["2040-06-01 12:00:02", "2040-06-01 12:00:50"]);
  expect(await one("provider_pauses", "paused_until")).toEqual(["2040-06-01 12:00:00.001"]);

  await setClock(app, "2040-06-01T12:09:59.999Z");
  expect(await overdueSyntheses(db, 10)).toEqual([]);
  await setClock(app, "2040-06-01T12:10:00Z");
  expect(await overdueSyntheses(db, 10)).toEqual([open.synthesis?.id]);
});

test("a key is bound until its expiry and free from then on, without a clean-up", async () => {
  await using app = await startTestApp({ roles: [], env: { IDEMPOTENCY_TTL_SECONDS: "60" }, verify: false });
  await setClock(app, THEN);
  const team = await app.seed.team({ credits: 50 });
  const call = await callAs(app.app, team.apiKey);
  const order = async (prompt: string) => {
    const answer = await createImage(app.app, call, { body: { prompt }, idempotencyKey: "k" });
    return answer.ok ? answer.value.replayed : answer.refusal.kind;
  };
  const key = async () => {
    const [row] = await app.app.db.sql`
      select (created_at at time zone 'UTC')::text as made, (expires_at at time zone 'UTC')::text as ends from retake.idempotency_keys`;
    return row;
  };
  expect(await order("x")).toBe(false);
  await setClock(app, "2040-06-01T12:00:59.999Z");
  expect([await order("x"), await order("y")]).toEqual([true, "idempotency_key_in_use"]);
  await setClock(app, "2040-06-01T12:01:00Z");
  expect([await order("y"), await order("y"), await order("x")]).toEqual([false, true, "idempotency_key_in_use"]);
  expect(await key()).toEqual({ made: "2040-06-01 12:01:00", ends: "2040-06-01 12:02:00" });
});
