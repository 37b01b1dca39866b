import { afterAll, beforeAll, expect, test } from "vitest";
import type { Sql } from "../../src/db/statement.ts";
import { reapExpired } from "../../src/services/maintenance/maintenance.ts";
import { startTestApp, type TestApp } from "../helpers/app.ts";
import { type DatabaseClock, stopClock } from "../helpers/database-clock.ts";
import { waitFor } from "../helpers/wait-for.ts";
import { openSession } from "../services/session.ts";

let app: TestApp;
let clock: DatabaseClock;
beforeAll(async () => {
  app = await startTestApp({ roles: [] });
  clock = await stopClock(app.app.db.sql);
});
afterAll(() => app[Symbol.asyncDispose]());

const claim = (sql: Sql, teamId: string, body: string) => {
  const fingerprint = `\\x${Buffer.from(body).toString("hex")}`;
  const request = { team: teamId, key: "k", operation: "create_image", fingerprint, ttl_seconds: 60 };
  return sql`select verdict, facts from retake.claim_key(${sql.json(request)})`;
};

test.each([
  ["the same call", "a", { verdict: "replayed", facts: { image: 1 } }],
  ["another call", "b", { verdict: "refused", facts: { kind: "idempotency_key_in_use", reason: "other_body" } }],
])(
  "%s that waited for its key gets the first call's answer, even if the key expires and the clean-up runs meanwhile",
  async (_what, sent, answer) => {
    await clock.set(0);
    const { teamId } = await app.seed.team();
    await using first = openSession(app.database);
    await using second = openSession(app.database);
    await app.app.db.sql`insert into retake.idempotency_keys (team_id, key, operation, fingerprint, outcome, expires_at)
    values (${teamId}, 'other', 'create_image', '', '{}', retake.clock_now() + interval '1 hour')`;
    await first`begin`.simple();
    expect(await claim(first, teamId, "a")).toMatchObject([{ verdict: "claimed" }]);
    await first`select retake.store_outcome(${teamId}, 'k', '{"image": 1}')`;
    await second`begin`.simple();
    const lost = claim(second, teamId, sent).then((rows) => rows[0]);
    await waitFor("the second claim to wait", async () => {
      const [row] = await first`select true as waits from pg_stat_activity
      where datname = current_database() and wait_event_type = 'Lock'`;
      return row?.waits;
    });
    await first`commit`.simple();
    expect(await lost).toEqual(answer);
    // The insert of the second claim has locked the row, so the clean-up skips the row until the transaction ends.
    await clock.set(60_000);
    expect(await reapExpired(app.app.db, 10)).toBe(0);
    await app.app.db.sql`delete from retake.idempotency_keys where team_id = ${teamId} and key = 'other'`;
    await second`rollback`.simple();
    expect(await reapExpired(app.app.db, 10)).toBe(1);
  },
);

test("a claim that waited too long is refused as in flight, and the first claim continues", async () => {
  const { teamId } = await app.seed.team();
  await using first = openSession(app.database);
  await using second = openSession(app.database);
  await first`begin`.simple();
  await claim(first, teamId, "a");
  await second`set lock_timeout = 50`.simple();
  const inFlight = { verdict: "refused", facts: { kind: "idempotency_key_in_use", reason: "in_flight" } };
  expect(await claim(second, teamId, "a")).toMatchObject([inFlight]);
  await first`rollback`.simple();
  expect(await claim(second, teamId, "a")).toMatchObject([{ verdict: "claimed" }]);
  await app.app.db.sql`select retake.forget_key(${teamId}, 'k')`;
});
