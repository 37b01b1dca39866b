import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { reapExpired } from "../../src/services/maintenance/maintenance.ts";
import { entriesOf } from "../faults/fault-bench.ts";
import { startTestApp, type TestApp } from "../helpers/app.ts";
import { createClient, TRANSPORTS } from "../helpers/clients.ts";
import { type DatabaseClock, stopClock } from "../helpers/database-clock.ts";
import { holdLocks } from "../helpers/hold-locks.ts";
import { resynthesize } from "../helpers/typed-call.ts";

const TTL_SECONDS = 60;

let app: TestApp;
let clock: DatabaseClock;
beforeAll(async () => {
  // Without a worker no clean-up runs, so the clock alone ends a key.
  app = await startTestApp({ roles: ["gateway"], env: { IDEMPOTENCY_TTL_SECONDS: String(TTL_SECONDS) } });
  clock = await stopClock(app.app.db.sql);
});
afterAll(async () => {
  await app[Symbol.asyncDispose]();
});

describe.each(TRANSPORTS)("an idempotency key over %s, without a clean-up", (transport) => {
  test.each([
    ["replays its call one millisecond before it expires", TTL_SECONDS * 1_000 - 1, true],
    ["accepts a new call when it expires", TTL_SECONDS * 1_000, false],
    ["accepts a new call one millisecond after it expires", TTL_SECONDS * 1_000 + 1, false],
  ])("%s", async (_what, offsetMs, replayed) => {
    await clock.set(0);
    const { teamId, apiKey } = await app.seed.team();
    const id = await app.seed.character(teamId);
    const call = (nth: number) => resynthesize(TRANSPORTS[nth % 2] ?? transport, app.url, apiKey, id, "k");
    expect(await resynthesize(transport, app.url, apiKey, id, "k")).toMatchObject({ code: "ok", replayed: false });
    await createClient("rest", app.url, apiKey).cancel(id);
    await clock.set(offsetMs);
    expect(await call(0)).toMatchObject({ code: "ok", replayed });
    expect(await call(1)).toMatchObject({ code: "ok", replayed: true });
    const holds = (await entriesOf(app, teamId)).filter((kind) => kind === "hold");
    expect(holds.length).toBe(replayed ? 1 : 2);
    if (!replayed) await createClient("rest", app.url, apiKey).cancel(id);
  });
});

test("expired keys are deleted in batches, and locked and valid keys are kept", async () => {
  await clock.set(0);
  const { sql } = app.app.db;
  const { teamId } = await app.seed.team();
  await sql`
    insert into retake.idempotency_keys (team_id, key, operation, fingerprint, outcome, expires_at)
    select ${teamId}, 'key ' || n, 'create_image', '\\x00', '{}',
           retake.clock_now() + case when n <= 25 then 0 else 1 end * interval '1 millisecond'
      from generate_series(1, 28) n`;
  const left = async () =>
    (
      await sql`select key from retake.idempotency_keys where team_id = ${teamId} order by expires_at, length(key), key`
    ).map(({ key }) => key);
  const held = await holdLocks(
    app.database,
    (holder) => holder`select from retake.idempotency_keys where team_id = ${teamId} and key = 'key 1' for update`,
  );
  const reaped: number[] = [];
  for (let n = 0; n < 4; n += 1) {
    const before = (await left()).length;
    await reapExpired(app.app.db, 10);
    reaped.push(before - (await left()).length);
  }
  expect(reaped).toEqual([10, 10, 4, 0]);
  expect(await left()).toEqual(["key 1", "key 26", "key 27", "key 28"]);
  await held.release();
  await reapExpired(app.app.db, 10);
  expect(await left()).toEqual(["key 26", "key 27", "key 28"]);
  // These keys have no synthesis, which verify would report.
  await sql`delete from retake.idempotency_keys where team_id = ${teamId}`;
});
