import type postgres from "postgres";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { startTestApp, type TestApp } from "../helpers/app.ts";
import { holdLocks } from "../helpers/hold-locks.ts";
import { waitFor } from "../helpers/wait-for.ts";
import { checkBooks } from "./check-books.ts";

let app: TestApp;
beforeAll(async () => {
  app = await startTestApp({ roles: [] });
});
afterAll(async () => {
  await app[Symbol.asyncDispose]();
});

type Team = { readonly teamId: string; readonly keyId: string };
type Row = { outcome: string; facts: Record<string, unknown> | null; bucket: object | null };
type Request = Record<string, unknown>;

let team: Team;
beforeEach(async () => {
  team = await newTeam(100);
});

/** A team whose buckets exist already. */
async function newTeam(credits: number): Promise<Team> {
  const made = await app.seed.team({ credits });
  await app.app.db.sql`
    insert into retake.buckets (team_id, bucket, full_at)
    select ${made.teamId}, name, '-infinity' from unnest(array['characters_synthesize', 'images_post']) as name`;
  return made;
}

/** The parameter of `accept_request` for a resynthesis. */
const request = ({ teamId, keyId }: Team, character: string, key: string | null, more: Request = {}): Request => ({
  ...{
    work: "resynthesize",
    team: teamId,
    api_key: keyId,
    key,
    operation: "resynthesize_character",
    target: character,
  },
  ...{ fingerprint: "\\x01", ttl_seconds: 60, wait_ms: 50, bucket: "characters_synthesize", burst: 12 },
  ...{
    interval_ms: 10_000,
    character,
    eligible: ["ready"],
    id: app.app.newId("synthesis"),
    poses: ["portrait", "front", "side", "back"],
  },
  ...{ price: 4, identity_seed: 1, deadline_ms: 60_000, ...more },
});
const image = (of: Team, key: string | null, more: Request = {}): Request => {
  const { target: _, character: __, eligible: ___, ...common } = request(of, "", key);
  const id = app.app.newId("image");
  return {
    ...{
      ...common,
      work: "image",
      operation: "create_image",
      bucket: "images_post",
      burst: 120,
      interval_ms: 1_000,
      id,
    },
    ...{ price: 1, prompt: "x", width: 256, height: 256, aurous_version: "2026-05-15", ...more },
  };
};

const batch = async (requests: readonly Request[], waitMs = 50): Promise<readonly Row[]> => {
  const { sql } = app.app.db;
  return [
    ...(await sql<Row[]>`
      select outcome, facts, bucket from retake.accept_batch(${sql.json(requests as never)}, ${waitMs}) order by nth`),
  ];
};
/** Until a statement with this text waits for a lock. */
const untilWaiting = (text: string) =>
  waitFor(`${text} to wait for a lock`, async () => {
    const [row] = await app.app.db.sql`
      select pid from pg_stat_activity
       where datname = current_database() and wait_event_type = 'Lock' and strpos(query, ${text}) > 0`;
    return row !== undefined;
  });
const verdicts = (rows: readonly Row[]) => rows.map(({ outcome, facts }) => facts?.kind ?? outcome);
const characters = (count: number, of = team) =>
  Promise.all(Array.from({ length: count }, () => app.seed.character(of.teamId)));
const keysOf = async ({ teamId }: Team) => {
  const rows = await app.app.db.sql<{ key: string; done: boolean }[]>`
    select key, outcome is not null as done from retake.idempotency_keys where team_id = ${teamId} order by key`;
  return rows.map(({ key, done }) => `${key} ${done}`);
};

describe("a batch", () => {
  test("answers each request as if it came alone: accepted, replayed, in conflict, and refused for every reason", async () => {
    const [a = "", b = "", c = "", busy = ""] = await characters(4);
    const [first] = await batch([request(team, a, "known")]);
    await batch([request(team, busy, null)]);
    const poor = await newTeam(7);
    const [theirs = "", theirOther = ""] = await characters(2, poor);
    const rows = await batch([
      request(team, b, "new"),
      request(team, a, "known"),
      request(team, a, "known", { fingerprint: "\\x02" }),
      request(team, c, "known"),
      request(team, busy, "busy"),
      request(team, theirs, "foreign"),
      request(team, "char_none", "none"),
      request(poor, theirs, "rich enough"),
      request(poor, theirOther, "too poor"),
      image(team, "one image"),
      image(team, null, { character: a, eligible: ["ready"] }),
    ]);
    expect(verdicts(rows)).toEqual([
      ...["accepted", "replayed", "idempotency_key_in_use", "idempotency_key_in_use", "character_state"],
      ...["not_found", "not_found", "accepted", "insufficient_credits", "accepted", "character_not_ready"],
    ]);
    expect(rows[1]?.facts).toEqual(first?.facts);
    expect([rows[2]?.facts?.reason, rows[3]?.facts?.reason]).toEqual(["other_body", "other_operation"]);
    expect(rows.every(({ bucket }) => bucket !== null)).toBe(true);
    // Refusals bind no key.
    expect(await keysOf(team)).toEqual(["known true", "new true", "one image true"]);
    expect(await keysOf(poor)).toEqual(["rich enough true"]);
    expect(await checkBooks(app.app, team.teamId)).toEqual({ total: 100, held: 13 });
    expect(await checkBooks(app.app, poor.teamId)).toEqual({ total: 7, held: 4 });
  });

  test("locks the rows of its requests, and no other row of its teams or of other teams", async () => {
    const [mine = "", beside = ""] = await characters(2);
    const other = await newTeam(10);
    const [theirs = ""] = await characters(1, other);
    await batch([request(team, mine, null), image(team, null), request(other, theirs, null)]);
    const { sql } = app.app.db;
    const locked = [
      { ...request(team, mine, null), nth: 1 },
      { ...request(team, theirs, null), nth: 2 },
    ];
    const holder = await holdLocks(
      app.database,
      (own) => own`select retake.lock_for_batch(array(select jsonb_array_elements(${own.json(locked as never)})))`,
    );
    try {
      const free = async (rows: Promise<readonly postgres.Row[]>) => (await rows).map(({ name }) => name);
      const teams = [team.teamId, other.teamId];
      expect(
        await free(sql`select id as name from retake.characters where id in (${mine}, ${beside}, ${theirs})
          order by id for no key update skip locked`),
      ).toEqual([beside, theirs].toSorted());
      expect(
        await free(sql`select id as name from retake.teams where id = any (${teams}) for no key update skip locked`),
      ).toEqual([other.teamId]);
      expect(
        await free(sql`select team_id || ' ' || bucket as name from retake.buckets where team_id = any (${teams})
          for no key update skip locked`),
      ).toEqual(expect.arrayContaining([`${team.teamId} images_post`, `${other.teamId} characters_synthesize`]));
    } finally {
      await holder.release();
    }
  });

  test("accepts the first of two requests with the same key, and replays it for the second", async () => {
    const [a = "", b = ""] = await characters(2);
    const rows = await batch([
      request(team, a, "k"),
      request(team, a, "k"),
      request(team, b, "k"),
      request(team, a, "k", { fingerprint: "\\x02" }),
    ]);
    expect(verdicts(rows)).toEqual(["accepted", "replayed", "idempotency_key_in_use", "idempotency_key_in_use"]);
    expect(rows[1]?.facts).toEqual(rows[0]?.facts);
    expect(await checkBooks(app.app, team.teamId)).toEqual({ total: 100, held: 4 });
  });

  test("judges the second request with a key afresh when the first is refused", async () => {
    const [a = ""] = await characters(1);
    const rows = await batch([request(team, "char_none", "k"), request(team, a, "k")]);
    expect(verdicts(rows)).toEqual(["not_found", "accepted"]);
    const [again] = await batch([request(team, a, "k")]);
    expect(again).toMatchObject({ outcome: "replayed", facts: rows[1]?.facts });
  });

  test("locks no other team's character", async () => {
    const other = await newTeam(0);
    const [theirs = ""] = await characters(1, other);
    const held = await holdLocks(
      app.database,
      (sql) =>
        sql`select from retake.accept_batch(${sql.json([request(team, theirs, null), image(other, null)] as never)}, 50)`,
    );
    try {
      const locked = app.app.db.sql`select id from retake.characters where id = ${theirs} for no key update nowait`;
      expect([...(await locked)]).toEqual([{ id: theirs }]);
    } finally {
      await held.release();
    }
  });

  test("leaves the keys of other requests and of other teams alone when it leaves a request out", async () => {
    const other = await newTeam(10);
    const [a = "", b = ""] = await characters(2);
    const [theirs = ""] = await characters(1, other);
    await batch([request(other, theirs, "same")]);
    await batch([request(team, b, "mine")]);
    const held = await holdLocks(
      app.database,
      (sql) => sql`select from retake.characters where id = ${a} for no key update`,
    );
    try {
      expect(verdicts(await batch([request(team, a, "same")]))).toEqual(["blocked"]);
    } finally {
      await held.release();
    }
    expect([await keysOf(team), await keysOf(other)]).toEqual([["mine true"], ["same true"]]);
  });

  test("takes an expired key over", async () => {
    const [a = "", b = ""] = await characters(2);
    await batch([request(team, a, "old")]);
    await app.app.db.sql`
      update retake.idempotency_keys set expires_at = retake.clock_now() where team_id = ${team.teamId}`;
    expect(verdicts(await batch([request(team, b, "old", { fingerprint: "\\x02" })]))).toEqual(["accepted"]);
  });

  test("accepts one of two requests for the same character", async () => {
    const [a = ""] = await characters(1);
    const rows = await batch([request(team, a, "one"), request(team, a, "two"), request(team, a, null)]);
    expect(verdicts(rows)).toEqual(["accepted", "character_state", "character_state"]);
    expect(await keysOf(team)).toEqual(["one true"]);
  });

  test("gives the last tokens and the last credits to the first requests that want them", async () => {
    team = await newTeam(9);
    const all = await characters(6);
    const few = all.map((id) => request(team, id, null, { burst: 4 }));
    expect(verdicts(await batch(few))).toEqual([
      ...["accepted", "accepted", "insufficient_credits", "insufficient_credits"],
      ...["rate_limit_exceeded", "rate_limit_exceeded"],
    ]);
    expect(await checkBooks(app.app, team.teamId)).toEqual({ total: 9, held: 8 });
  });

  test("refuses what costs more than earlier holds have left", async () => {
    team = await newTeam(9);
    const [a = "", b = "", c = ""] = await characters(3);
    await batch([request(team, a, null)]);
    expect(verdicts(await batch([request(team, b, null)]))).toEqual(["accepted"]);
    expect(verdicts(await batch([request(team, c, null), image(team, null)]))).toEqual([
      "insufficient_credits",
      "accepted",
    ]);
    expect(await checkBooks(app.app, team.teamId)).toEqual({ total: 9, held: 9 });
  });

  test("names the API key with which an access token was made in the entry of the hold", async () => {
    const { sql } = app.app.db;
    const token = app.app.newId("apiKey");
    await sql`insert into retake.api_keys (id, team_id, parent_id, hash, preview, scope, expires_at)
      values (${token}, ${team.teamId}, ${team.keyId}, sha256(convert_to(${token}, 'UTF8')), 'at_', 'full', 'infinity')`;
    const [a = "", b = ""] = await characters(2);
    await batch([request(team, a, null, { api_key: token }), request(team, b, null)]);
    const entries =
      await sql`select api_key_id from retake.ledger_entries where team_id = ${team.teamId} and kind = 'hold'`;
    expect(entries.map(({ api_key_id }) => api_key_id)).toEqual([team.keyId, team.keyId]);
  });

  test("ignores the revoked key of a team that takes no part", async () => {
    const other = await newTeam(10);
    await app.app.db.sql`update retake.api_keys set revoked_at = retake.clock_now() where id = ${other.keyId}`;
    expect(verdicts(await batch([request(team, "char_none", null), image(team, null)]))).toEqual([
      "not_found",
      "accepted",
    ]);
  });

  test("waits for no lock of a key that it only replays", async () => {
    const [a = "", b = ""] = await characters(2);
    await batch([request(team, a, "known")]);
    const held = await holdLocks(
      app.database,
      (sql) => sql`select from retake.idempotency_keys where team_id = ${team.teamId} for update`,
    );
    try {
      expect(verdicts(await batch([request(team, a, "known"), request(team, b, "new")]))).toEqual([
        "replayed",
        "accepted",
      ]);
    } finally {
      await held.release();
    }
  });

  test("numbers the events and entries of a team without a gap", async () => {
    const all = await characters(10);
    const before = await app.app.db.sql<{ seq: number }[]>`
      select event_seq::int as seq from retake.teams where id = ${team.teamId}`;
    await batch(all.map((id) => request(team, id, null)));
    const rows = await app.app.db.sql<{ seq: number; id: string }[]>`
      select team_seq::int as seq, character_id as id from retake.events
       where team_id = ${team.teamId} and team_seq > ${before[0]?.seq ?? 0} order by team_seq`;
    expect(rows.map(({ id }) => id)).toEqual(all);
    expect(rows.map(({ seq }) => seq - (before[0]?.seq ?? 0))).toEqual(all.map((_, nth) => nth + 1));
  });

  test.each([
    ["character", (id: string) => ({ table: "characters", where: `id = '${id}'` }), 1],
    ["bucket", () => ({ table: "buckets", where: `team_id = '${team.teamId}'` }), 2],
    ["team", () => ({ table: "teams", where: `id = '${team.teamId}'` }), 2],
  ] as const)(
    "leaves out what would wait for a locked %s, without a trace of it, and accepts the others",
    async (_what, place, blocked) => {
      const other = await newTeam(10);
      const [a = "", b = "", c = ""] = await characters(3);
      const [theirs = ""] = await characters(1, other);
      await batch([request(team, c, "known")]);
      const { table, where } = place(a);
      const held = await holdLocks(app.database, (sql) =>
        sql.unsafe(`select from retake.${table} where ${where} for no key update`),
      );
      try {
        const requests = [
          request(team, a, "a"),
          request(other, theirs, "t"),
          request(team, c, "known"),
          request(team, b, "b"),
        ];
        const rows = await batch(requests);
        expect(verdicts(rows)).toEqual(["blocked", "accepted", "replayed", blocked === 2 ? "blocked" : "accepted"]);
        for (const row of rows.filter(({ outcome }) => outcome === "blocked")) {
          expect(row).toEqual({ outcome: "blocked", facts: null, bucket: null });
        }
        expect(await keysOf(team)).toEqual(blocked === 2 ? ["known true"] : ["b true", "known true"]);
      } finally {
        await held.release();
      }
      expect(verdicts(await batch([request(team, a, "a")]))).toEqual(["accepted"]);
    },
  );

  test.each([
    ["bucket", () => ({ table: "buckets", where: `team_id = '${team.teamId}'` })],
    ["team", () => ({ table: "teams", where: `id = '${team.teamId}'` })],
  ] as const)(
    "waits for the locked %s when all requests are of one team, and fails as a whole after its time",
    async (_what, place) => {
      const [a = "", b = ""] = await characters(2);
      const { table, where } = place();
      const held = await holdLocks(app.database, (sql) =>
        sql.unsafe(`select from retake.${table} where ${where} for no key update`),
      );
      const requests = [request(team, a, "a"), request(team, b, "b")];
      let accepted: Promise<readonly Row[]>;
      try {
        await expect(batch(requests)).rejects.toMatchObject({ code: "55P03" });
        expect(await keysOf(team)).toEqual([]);
        accepted = batch(requests, 60_000);
        await untilWaiting("accept_batch");
      } finally {
        await held.release();
      }
      expect(verdicts(await accepted)).toEqual(["accepted", "accepted"]);
      expect(await checkBooks(app.app, team.teamId)).toEqual({ total: 100, held: 8 });
    },
  );

  test("binds the key of an accepted request when another request with that key is left out", async () => {
    const [a = "", b = ""] = await characters(2);
    const held = await holdLocks(
      app.database,
      (sql) => sql`select from retake.characters where id = ${a} for no key update`,
    );
    const second = request(team, b, "k");
    try {
      expect(verdicts(await batch([request(team, a, "k"), second]))).toEqual(["blocked", "accepted"]);
    } finally {
      await held.release();
    }
    expect(await keysOf(team)).toEqual(["k true"]);
    expect(verdicts(await batch([second]))).toEqual(["replayed"]);
  });

  test("fails as a whole, without a trace, when another statement keeps claiming one of its keys", async () => {
    const [a = "", b = ""] = await characters(2);
    const held = await holdLocks(
      app.database,
      (sql) => sql`select retake.insert_claims(array[${sql.json(request(team, a, "a") as never)}::jsonb])`,
    );
    try {
      const started = performance.now();
      await expect(batch([request(team, b, "b"), request(team, a, "a")])).rejects.toMatchObject({ code: "55P03" });
      // Waits 50 ms, and not the 5 s of a request that is sent alone.
      expect(performance.now() - started).toBeLessThan(4_000);
      expect(await keysOf(team)).toEqual([]);
      expect(await checkBooks(app.app, team.teamId)).toEqual({ total: 100, held: 0 });
    } finally {
      await held.release();
    }
  });

  test("locks no team while it waits for a bucket that another statement is creating", async () => {
    const [a = ""] = await characters(1);
    await app.app.db.sql`delete from retake.buckets where team_id = ${team.teamId}`;
    const held = await holdLocks(
      app.database,
      (sql) => sql`
        insert into retake.buckets (team_id, bucket, full_at) values (${team.teamId}, 'characters_synthesize', '-infinity')`,
    );
    const accepted = batch([request(team, a, "a")], 5_000);
    try {
      await untilWaiting("accept_batch");
      // The other statement locks the team next. If the batch held it, the two would wait for each other.
      const free = app.app.db.sql`select id from retake.teams where id = ${team.teamId} for no key update nowait`;
      expect([...(await free)]).toEqual([{ id: team.teamId }]);
    } finally {
      await held.release();
    }
    expect(verdicts(await accepted)).toEqual(["accepted"]);
  });

  test("fails as a whole when one of its API keys was revoked", async () => {
    const other = await newTeam(10);
    const [a = ""] = await characters(1);
    const [theirs = ""] = await characters(1, other);
    await app.app.db.sql`update retake.api_keys set revoked_at = retake.clock_now() where id = ${other.keyId}`;
    await expect(batch([request(team, a, "a"), request(other, theirs, "t")])).rejects.toMatchObject({ code: "RK001" });
    expect([...(await keysOf(team)), ...(await keysOf(other))]).toEqual([]);
  });

  test.each([
    ["together with others", 1],
    ["after another one for the same character", 2],
  ])(
    "accepts nothing for an API key that is revoked while it waits, after it has accepted a request %s",
    async (_, count) => {
      const { sql } = app.app.db;
      const other = await newTeam(10);
      const [a = ""] = await characters(1);
      const upload = app.app.newId("upload");
      await sql`
        insert into retake.uploads (id, team_id, filename, content_type, url_expires_at, expires_at)
        values (${upload}, ${other.teamId}, 'a.png', 'image/png', 'infinity', 'infinity')`;
      const held = await holdLocks(
        app.database,
        (own) => own`select from retake.uploads where id = ${upload} for update`,
      );
      const last = { ...image(other, null), work: "upload", admitted: true, upload_ids: [upload], wait_ms: 5_000 };
      const failed = batch([...Array.from({ length: count }, () => request(team, a, null)), last], 5_000).catch(
        ({ code }: { code: string }) => code,
      );
      try {
        await untilWaiting("accept_batch");
        await sql`update retake.api_keys set revoked_at = retake.clock_now() where id = ${team.keyId}`;
      } finally {
        await held.release();
      }
      expect(await failed).toBe("RK001");
      expect(await checkBooks(app.app, team.teamId)).toEqual({ total: 100, held: 0 });
    },
  );
});
