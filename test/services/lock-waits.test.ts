import type postgres from "postgres";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { startTestApp, type TestApp } from "../helpers/app.ts";
import { waitFor } from "../helpers/wait-for.ts";
import { storedImage } from "./run-synthesis.ts";
import { openSession } from "./session.ts";

let app: TestApp;
beforeAll(async () => {
  app = await startTestApp({ roles: [] });
});
afterAll(async () => {
  await app[Symbol.asyncDispose]();
});

type Names = "creation" | "synthesis" | "image" | "upload_creation";
type Place = "key" | "character" | "bucket" | "team";
type Scene = { readonly teamId: string; readonly id: string; readonly upload: string };

async function scene(): Promise<Scene> {
  const { teamId } = await app.seed.team();
  const id = await app.seed.character(teamId);
  await app.app.db.sql`insert into retake.buckets (team_id, bucket, full_at) values (${teamId}, 'b', '-infinity')`;
  const upload = app.app.newId("upload");
  const { sql } = app.app.db;
  await sql`insert into retake.uploads (id, team_id, filename, content_type, status, image, url_expires_at, expires_at)
    values (${upload}, ${teamId}, 'me.png', 'image/png', 'stored', ${sql.json(storedImage(teamId, upload))}, now(),
            now() + interval '1 hour')`;
  return { teamId, id, upload };
}

/** One of the accepts as the services call it, with this total waiting time. */
function accept(sql: postgres.Sql, name: Names, { teamId, id, upload }: Scene, key: string | null, waitMs: number) {
  const hash = Buffer.from("00", "hex");
  const synthesis = app.app.newId("synthesis");
  switch (name) {
    case "creation":
      return sql`select outcome, facts from retake.accept_creation(${teamId}, ${key}, 'create_character', ${hash}, 60, ${waitMs},
        'b', 12, 1000, ${app.app.newId("character")}, 'A', '{"age": 3}', null, '2026-05-15', ${synthesis},
        array['portrait'], 1, 1, 60000)`;
    case "synthesis":
      return sql`select outcome, facts from retake.accept_synthesis(${teamId}, ${key}, 'resynthesize_character', ${id}, ${hash}, 60,
        ${waitMs}, 'b', 12, 1000, ${synthesis}, 'resynthesize', array['portrait'], array['ready'], 1, 1, null, 60000)`;
    case "image":
      return sql`select outcome, facts from retake.accept_image(${teamId}, ${key}, 'create_image', ${hash}, 60, ${waitMs}, 'b', 12,
        1000, ${app.app.newId("image")}, ${id}, 'x', 256, 256, null, '2026-05-15', 1, 1, 60000)`;
    case "upload_creation":
      return sql`select outcome, facts from retake.accept_upload_creation(${teamId}, ${key}, 'create_character', ${hash}, 60,
        ${waitMs}, 'b', true, ${app.app.newId("character")}, 'A', null, null, '2026-05-15', array[${upload}], 1)`;
  }
}

/** Locks what the accepts wait for, in a transaction that stays open. */
async function hold(sql: postgres.Sql, place: Place, { teamId, id }: Scene): Promise<void> {
  if (place === "character") await sql`select from retake.characters where id = ${id} for no key update`;
  else if (place === "bucket") await sql`select from retake.buckets where team_id = ${teamId} for no key update`;
  else if (place === "team") await sql`select from retake.teams where id = ${teamId} for no key update`;
  else
    await sql`insert into retake.idempotency_keys (team_id, key, operation, fingerprint, expires_at)
      values (${teamId}, 'k', 'create_image', '', retake.clock_now() + interval '1 hour')`;
}

const outcomeOf = (call: Promise<postgres.Row[]>) =>
  call.then(
    ([row]) => row?.facts?.reason ?? row?.outcome,
    (error: { code: string }) => error.code,
  );
const LOCK_NOT_AVAILABLE = "55P03";

describe("an accept that waits for a lock", () => {
  /** The outcome of a call with a waiting time of 100 ms, and whether it ended within 3 s. */
  async function meet(name: Names, place: Place): Promise<unknown> {
    const there = await scene();
    await using holder = openSession(app.database);
    await using caller = openSession(app.database);
    await holder`begin`.simple();
    await hold(holder, place, there);
    const started = performance.now();
    const end = await outcomeOf(accept(caller, name, there, place === "key" ? "k" : null, 100));
    return [place, end, performance.now() - started < 3_000];
  }

  test.each([
    ["creation", ["bucket", "team"]],
    ["synthesis", ["character", "bucket", "team"]],
    ["image", ["character", "bucket", "team"]],
    ["upload_creation", ["team"]],
  ] as const)("ends when its time is over: %s for a held key and a held %j", async (name, places) => {
    const ends = await Promise.all((["key", ...places] as const).map((place) => meet(name, place)));
    const locked = places.map((place) => [place, LOCK_NOT_AVAILABLE, true]);
    expect(ends).toEqual([["key", "in_flight", true], ...locked]);
  });

  /**
   * Makes an accept wait at least 200 ms for a lock, and returns whether its remaining waiting time is shorter
   * afterwards.
   */
  async function passAfterWait(name: Names, place: Place): Promise<unknown> {
    const there = await scene();
    await using holder = openSession(app.database);
    await using caller = openSession(app.database);
    await holder`begin`.simple();
    await hold(holder, place, there);
    await caller`begin`.simple();
    const [{ pid } = { pid: 0 }] = await caller`select pg_backend_pid() as pid`;
    const call = accept(caller, name, there, null, 20_000).then((rows) => rows[0]?.outcome);
    await waitFor("the wait", async () => {
      const [row] = await holder`select true as waits from pg_stat_activity where pid = ${pid}
        and wait_event_type = 'Lock' and clock_timestamp() - query_start > interval '200 milliseconds'`;
      return row?.waits;
    });
    await holder`rollback`.simple();
    const outcome = await call;
    const [row] = await caller`select setting::int <= 19900 as less from pg_settings where name = 'lock_timeout'`;
    await caller`rollback`.simple();
    return [name, place, outcome, row?.less];
  }

  test("has only the remaining time for later locks", async () => {
    const waits = [
      ["creation", "bucket"],
      ["synthesis", "character"],
      ["synthesis", "bucket"],
      ["image", "character"],
      ["image", "bucket"],
    ] as const;
    const passed = await Promise.all(waits.map(([name, place]) => passAfterWait(name, place)));
    expect(passed).toEqual(waits.map(([name, place]) => [name, place, "accepted", true]));
  });

  test("waits no longer for two locks than for one", async () => {
    await Promise.all([waitTwice("synthesis"), waitTwice("image")]);
  });

  async function waitTwice(name: Names): Promise<void> {
    const there = await scene();
    await using first = openSession(app.database);
    await using second = openSession(app.database);
    await using caller = openSession(app.database);
    await first`begin`.simple();
    await hold(first, "character", there);
    await second`begin`.simple();
    await hold(second, "bucket", there);
    const started = performance.now();
    const call = outcomeOf(accept(caller, name, there, null, 1_500));
    await waitFor("most of its time to pass", () => performance.now() - started > 1_200);
    await first`rollback`.simple();
    expect(await call).toBe(LOCK_NOT_AVAILABLE);
    expect(performance.now() - started).toBeLessThan(2_500);
  }
});

test("ending an image does not wait for its character, which it does not change", async () => {
  const there = await scene();
  await using holder = openSession(app.database);
  await using caller = openSession(app.database);
  const image = app.app.newId("image");
  await caller`select from retake.accept_image(${there.teamId}, null, 'create_image', '', 60, 1000, 'b', 12, 1000, ${image},
    ${there.id}, 'x', 256, 256, null, '2026-05-15', 1, 1, 60000)`;
  await holder`begin`.simple();
  await hold(holder, "character", there);
  await caller`set lock_timeout = 500`.simple();
  const [row] = await caller`select retake.fail_synthesis(${image}, null, null, 'deadline_exceeded') as failed`;
  expect(row?.failed).toBe(true);
});
