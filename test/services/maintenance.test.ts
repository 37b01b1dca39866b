import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { MAX_CREDITS } from "../../src/domain/credits.ts";
import { createTeam } from "../../src/operations/operator.ts";
import { grantCredits } from "../../src/services/credits/ledger.ts";
import { failSynthesis } from "../../src/services/generations/run-records.ts";
import { findBucket, findBuckets } from "../../src/services/rate-limits/rate-limits.ts";
import { startTestApp, type TestApp } from "../helpers/app.ts";
import { resynthesizeCharacter } from "../helpers/operations.ts";
import { expectOk } from "../helpers/seed.ts";
import { openSession } from "./session.ts";

let app: TestApp;
beforeAll(async () => {
  // Rows are made old here without the rows that belong to them, so verify would fail.
  app = await startTestApp({ roles: [], verify: false });
});
afterAll(async () => {
  await app[Symbol.asyncDispose]();
});

async function running(count = 1) {
  const { teamId, call } = await app.seed.caller({ credits: 40 });
  const ids: string[] = [];
  for (let n = 0; n < count; n += 1) {
    const id = await app.seed.character(teamId);
    ids.push(expectOk(await resynthesizeCharacter(app.app, call, { id, body: {}, idempotencyKey: null })).synthesis.id);
  }
  return { teamId, ids };
}

describe("a synthesis that has lost its job", () => {
  const { requeue, jobs, age } = {
    requeue: async (limit = 10) => (await app.app.db.sql`select retake.requeue_lost(${limit}) as count`)[0]?.count,
    jobs: async (id: string) =>
      (await app.app.db.sql`select state from retake_jobs.job where id = md5(${id})::uuid`).map(({ state }) => state),
    age: (ids: readonly string[], by = "31 seconds") =>
      app.app.db
        .sql`update retake.syntheses set created_at = retake.clock_now() - ${by}::interval where id = any (${ids as string[]})`,
  };

  test.each(["completed", "cancelled", "failed", null])(
    "is requeued when the state of its job is %s (null: the job was deleted)",
    async (state) => {
      const { ids } = await running();
      const [id = ""] = ids;
      await age(ids);
      expect([await requeue(), await jobs(id)]).toEqual([0, ["created"]]);
      if (state === null) await app.app.db.sql`delete from retake_jobs.job where id = md5(${id})::uuid`;
      else await app.app.db.sql`update retake_jobs.job set state = ${state} where id = md5(${id})::uuid`;
      expect([await requeue(), await jobs(id)]).toEqual([1, ["created"]]);
      expect(await requeue()).toBe(0);
    },
  );

  test.each(["retry", "active"])("is not requeued while the state of its job is %s", async (state) => {
    const { ids } = await running();
    await age(ids);
    await app.app.db.sql`update retake_jobs.job set state = ${state} where id = md5(${ids[0] ?? ""})::uuid`;
    expect(await requeue()).toBe(0);
  });

  test("is requeued only after 30 seconds, and never after its end", async () => {
    const { ids } = await running(2);
    const [young = "", ended = ""] = ids;
    await age([ended]);
    await age([young], "29 seconds");
    await failSynthesis(app.app.db, ended, null, null, "deadline_exceeded");
    await app.app.db.sql`delete from retake_jobs.job where data ->> 'synthesis_id' = any (${ids})`;
    expect(await requeue()).toBe(0);
    await age([young]);
    expect([await requeue(), await jobs(young), await jobs(ended)]).toEqual([1, ["created"], []]);
  });

  test("waits for the next call when more than the limit are lost, and no other job changes", async () => {
    const { ids } = await running(3);
    const [first = ""] = (await running()).ids;
    await age(ids);
    await app.app.db
      .sql`update retake_jobs.job set state = 'completed' where data ->> 'synthesis_id' = any (${[...ids, first]})`;
    expect([await requeue(2), await requeue(2), await requeue(2)]).toEqual([2, 1, 0]);
    expect(await jobs(first)).toEqual(["completed"]);
  });
});

describe("deleting expired rows", () => {
  const reap = async (limit = 100) =>
    (await app.app.db.sql`select retake.reap_expired(${limit}, 30) as count`)[0]?.count;
  const left = async (table: string, teamId: string) => {
    const { sql, schema } = app.app.db;
    const [row] = await sql`select count(*)::int as count from ${sql(`${schema}.${table}`)} where team_id = ${teamId}`;
    return row?.count;
  };

  test("deletes keys, sign-in codes and unused uploads at their expiry, tokens a week later, and nothing else", async () => {
    await reap();
    const { teamId } = await app.seed.team();
    const { sql } = app.app.db;
    const key = (name: string, at: string) =>
      sql`insert into retake.idempotency_keys (team_id, key, operation, fingerprint, outcome, expires_at)
        values (${teamId}, ${name}, 'create_image', '', '{}', retake.clock_now() + ${at}::interval)`;
    await key("old", "0 seconds");
    await key("new", "1 minute");
    const token = (at: string | null) =>
      sql`insert into retake.api_keys (id, team_id, hash, preview, scope, expires_at) values (${app.app.newId("apiKey")}, ${teamId},
        ${Buffer.from(`${teamId}${at}`)}, 'p', 'read', retake.clock_now() + ${at}::interval)`;
    await token("-169 hours");
    await token("-167 hours");
    const upload = (status: string, at: string) =>
      sql`insert into retake.uploads (id, team_id, filename, content_type, status, image, url_expires_at, expires_at)
        values (${app.app.newId("upload")}, ${teamId}, 'f', 'image/png', ${status},
          ${status === "waiting" ? null : sql.json({})}, now(), retake.clock_now() + ${at}::interval)`;
    await upload("waiting", "-1 second");
    await upload("stored", "-1 second");
    await upload("used", "-1 second");
    await upload("waiting", "1 minute");
    const code = (at: string) =>
      sql`insert into retake.console_codes (hash, team_id, expires_at)
        values (${Buffer.from(`${teamId}${at}`)}, ${teamId}, retake.clock_now() + ${at}::interval)`;
    await code("-1 second");
    await code("-2 seconds");
    await code("1 minute");
    expect(await reap()).toBe(6);
    expect(await left("console_codes", teamId)).toBe(1);
    expect([
      await left("idempotency_keys", teamId),
      await left("api_keys", teamId),
      await left("uploads", teamId),
    ]).toEqual([1, 2, 2]);
    expect(await reap()).toBe(0);
    await sql`delete from retake.idempotency_keys where team_id = ${teamId}`;
  });

  test("is limited in each step, and skips locked rows", async () => {
    const { teamId } = await app.seed.team();
    const { sql } = app.app.db;
    await sql`insert into retake.idempotency_keys (team_id, key, operation, fingerprint, outcome, expires_at)
      select ${teamId}, n::text, 'create_image', '', '{}', retake.clock_now() - n * interval '1 minute' from generate_series(1, 5) n`;
    expect(await reap(2)).toBe(2);
    const kept = await sql`select key from retake.idempotency_keys where team_id = ${teamId} order by key`;
    expect(kept.map((row) => row.key)).toEqual(["1", "2", "3"]);
    await using session = openSession(app.database);
    await session`begin`.simple();
    await session`select from retake.idempotency_keys where team_id = ${teamId} and key = '2' for update`;
    expect(await reap()).toBe(2);
    await session`rollback`.simple();
    expect(await reap()).toBe(1);
  });

  test.each(["api_keys", "uploads"] as const)("in %s is limited in each step, and skips locked rows", async (table) => {
    await reap();
    const { teamId } = await app.seed.team();
    const { sql } = app.app.db;
    const ids = [1, 2, 3, 4].map(() => app.app.newId(table === "uploads" ? "upload" : "apiKey"));
    for (const id of ids) {
      if (table === "uploads")
        await sql`insert into retake.uploads (id, team_id, filename, content_type, status, url_expires_at, expires_at)
          values (${id}, ${teamId}, 'f', 'image/png', 'waiting', now(), retake.clock_now() - interval '1 hour')`;
      else
        await sql`insert into retake.api_keys (id, team_id, hash, preview, scope, expires_at)
          values (${id}, ${teamId}, ${Buffer.from(id)}, 'p', 'read', retake.clock_now() - interval '8 days')`;
    }
    expect(await reap(1)).toBe(1);
    const [held] = await sql`select id from ${sql(`${app.app.db.schema}.${table}`)} where id = any (${ids}) limit 1`;
    await using session = openSession(app.database);
    await session`begin`.simple();
    await session`select from ${session(`${app.app.db.schema}.${table}`)} where id = ${held?.id} for update`;
    expect(await reap()).toBe(2);
    await session`rollback`.simple();
    expect(await reap()).toBe(1);
  });

  test("deletes a team's events in order, each old event with all events before it", async () => {
    const { teamId } = await app.seed.team();
    const { teamId: other } = await app.seed.team();
    for (let n = 0; n < 3; n += 1) await app.seed.character(teamId);
    await app.seed.character(other);
    const { sql } = app.app.db;
    await sql`update retake.events set created_at = retake.clock_now() - interval '31 days' where team_id = ${teamId} and team_seq = 2`;
    await sql`update retake.events set created_at = retake.clock_now() - interval '30 days' where team_id = ${teamId} and team_seq = 3`;
    expect(await reap()).toBe(2);
    const kept = await sql`select team_seq from retake.events where team_id = ${teamId}`;
    expect([kept.map((row) => Number(row.team_seq)), await left("events", other)]).toEqual([[3], 1]);
  });

  test("deletes the steps of a synthesis after two days", async () => {
    const { ids, teamId } = await running();
    const { sql } = app.app.db;
    await failSynthesis(app.app.db, ids[0] ?? "", null, null, "deadline_exceeded");
    await sql`update retake.generation_events set created_at = retake.clock_now() - interval '47 hours' where synthesis_id = ${ids[0] ?? ""}`;
    expect(await reap()).toBe(0);
    await sql`update retake.generation_events set created_at = retake.clock_now() - interval '49 hours' where synthesis_id = ${ids[0] ?? ""} and seq = 1`;
    expect([await reap(), await left("syntheses", teamId)]).toEqual([1, 1]);
  });
});

test("only one of several claims in an interval succeeds", async () => {
  const turn = async (seconds: number) =>
    (await app.app.db.sql`select retake.take_turn('t', ${seconds}) as mine`)[0]?.mine;
  expect([await turn(60), await turn(60), await turn(0), await turn(60)]).toEqual([true, false, true, false]);
  const both = await Promise.all([turn(0), turn(60)]);
  expect(both).toContain(true);
  await app.app.db
    .sql`update retake.settings set value = to_jsonb(retake.clock_now() - interval '59 seconds') where name = 't'`;
  expect(await turn(60)).toBe(false);
  await app.app.db
    .sql`update retake.settings set value = to_jsonb(retake.clock_now() - interval '60 seconds') where name = 't'`;
  expect(await turn(60)).toBe(true);
});

describe("a grant of credits", () => {
  test("adds to its team alone, stores an entry with its note, and is refused above the GraphQL integer limit", async () => {
    const [one, other] = [await app.seed.team({ credits: 5 }), await app.seed.team({ credits: 5 })];
    expect(await grantCredits(app.app.db, one.teamId, 7, "thanks")).toEqual({ total: 12, held: 0, available: 12 });
    const { sql } = app.app.db;
    const entries =
      await sql`select seq::int, kind, amount::int, synthesis_id, note from retake.ledger_entries where team_id = ${one.teamId} order by seq`;
    expect(entries).toEqual([
      { seq: 1, kind: "grant", amount: 5, synthesis_id: null, note: "first credits" },
      { seq: 2, kind: "grant", amount: 7, synthesis_id: null, note: "thanks" },
    ]);
    expect(await grantCredits(app.app.db, one.teamId, MAX_CREDITS - 11, null)).toBeNull();
    expect(await grantCredits(app.app.db, one.teamId, MAX_CREDITS - 12, null)).toMatchObject({ total: MAX_CREDITS });
    const [untouched] = await sql`select total::int from retake.teams where id = ${other.teamId}`;
    expect(untouched?.total).toBe(5);
    expect(await grantCredits(app.app.db, "team_none", 1, null)).toBeNull();
  });

  test("returns the available credits besides the held ones", async () => {
    const { teamId, call } = await app.seed.caller({ credits: 5 });
    const id = await app.seed.character(teamId);
    expectOk(await resynthesizeCharacter(app.app, call, { id, body: {}, idempotencyKey: null }));
    expect(await grantCredits(app.app.db, teamId, 1, null)).toEqual({ total: 6, held: 4, available: 2 });
  });

  test("of zero credits at a team's creation stores no entry", async () => {
    const { teamId } = expectOk(await createTeam(app.app, { name: "Poor", credits: 0, autoSave: true }));
    const [team] = await app.app.db.sql`select t.auto_save, t.name, count(l.seq)::int as entries
      from retake.teams t left join retake.ledger_entries l on l.team_id = t.id where t.id = ${teamId} group by t.id`;
    expect(team).toEqual({ auto_save: true, name: "Poor", entries: 0 });
  });
});

describe("findBucket", () => {
  test("returns a full bucket when none is stored, separately for each team and name", async () => {
    const [one, other] = [await app.seed.team(), await app.seed.team()];
    await app.app.db.sql`insert into retake.buckets (team_id, bucket, full_at)
      values (${one.teamId}, 'images_post', retake.clock_now() + interval '30 seconds'), (${other.teamId}, 'images_post', retake.clock_now() - interval '1 hour')`;
    expect((await findBucket(app.app.db, one.teamId, "images_post")).remaining).toBeLessThan(92);
    expect((await findBucket(app.app.db, one.teamId, "characters_synthesize")).remaining).toBe(12);
    const seen = await findBucket(app.app.db, other.teamId, "images_post");
    expect([seen.remaining, seen.fullInMs, Math.abs(seen.resetAtSeconds * 1000 - Date.now()) < 60_000]).toEqual([
      120,
      0,
      true,
    ]);
    const both = await findBuckets(app.app.db, one.teamId, ["images_post", "characters_synthesize"]);
    expect([...both.keys()].sort()).toEqual(["characters_synthesize", "images_post"]);
    expect(both.get("characters_synthesize")?.remaining).toBe(12);
    expect(both.get("images_post")?.remaining).toBeLessThan(92);
  });
});
