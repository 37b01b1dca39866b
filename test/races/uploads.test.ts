import { afterAll, beforeAll, expect, test } from "vitest";
import type { Sql } from "../../src/db/statement.ts";
import { startTestApp, type TestApp } from "../helpers/app.ts";
import { createCharacter, deleteCharacter } from "../helpers/operations.ts";
import { expectOk } from "../helpers/seed.ts";
import { waitFor } from "../helpers/wait-for.ts";
import { race } from "../services/race.ts";
import { storedImage } from "../services/run-synthesis.ts";
import { openSession } from "../services/session.ts";

let here: TestApp;
let there: TestApp;
beforeAll(async () => {
  here = await startTestApp({ roles: [] });
  there = await startTestApp({ roles: [], beside: here });
});
afterAll(async () => {
  await there[Symbol.asyncDispose]();
  await here[Symbol.asyncDispose]();
});

const upload = async (teamId: string, id: string = here.app.newId("upload")) => {
  const { sql } = here.app.db;
  await sql`insert into retake.uploads (id, team_id, filename, content_type, status, image, url_expires_at, expires_at)
    values (${id}, ${teamId}, 'me.png', 'image/png', 'stored', ${sql.json(storedImage(teamId, id))}, now(), now() + interval '1 hour')`;
  return id;
};
const lock = (sql: Sql, id: string) => sql`select from retake.uploads where id = ${id} for no key update`;
/** Calls the statement as the service does, without a key and with this total waiting time. */
const accept = (sql: Sql, teamId: string, uploads: string[], waitMs: number) =>
  sql`select outcome from retake.accept_upload_creation(${teamId}, null, 'create_character', '', 60, ${waitMs}, 'b', true,
    ${here.app.newId("character")}, 'A', null, null, '2026-05-15', ${uploads}, 1)`.then(
    ([row]) => row?.outcome,
    ({ code }: { code: string }) => code,
  );
const LOCK_NOT_AVAILABLE = "55P03";

test("one of two parallel creations with the same uploads succeeds, in any order of the uploads, and the other is refused", async () => {
  const { teamId, call } = await here.seed.caller();
  const ids = [await upload(teamId), await upload(teamId)].sort();
  const create = ({ app }: TestApp, uploads: readonly string[]) =>
    createCharacter(app, call, { body: { name: "A", upload_ids: uploads }, idempotencyKey: null });
  const [first, second] = await race(
    here.database,
    (sql) => lock(sql, ids[1] ?? ""),
    () => create(here, ids.toReversed()),
    () => create(there, ids),
  );
  expect(second).toMatchObject({ refusal: { kind: "invalid_input", code: "upload_invalid" } });
  const used = await here.app.db.sql`select character_id as by, status from retake.uploads where team_id = ${teamId}`;
  const one = { by: first.ok && first.value.character.id, status: "used" };
  expect(used).toEqual([one, one]);
  expect(await here.app.db.sql`select id from retake.characters where team_id = ${teamId}`).toEqual([{ id: one.by }]);
});

test("a creation whose upload is locked ends when its waiting time is over", async () => {
  const { teamId } = await here.seed.team();
  const id = await upload(teamId);
  await using holder = openSession(here.database);
  await using caller = openSession(here.database);
  await holder`begin`.simple();
  await lock(holder, id);
  expect(await accept(caller, teamId, [id], 100)).toBe(LOCK_NOT_AVAILABLE);
});

test("a creation that waits for two uploads has no more waiting time than for one", async () => {
  const { teamId } = await here.seed.team();
  const uploads = [await upload(teamId), await upload(teamId)].sort();
  await using first = openSession(here.database);
  await using second = openSession(here.database);
  await using caller = openSession(here.database);
  for (const [n, holder] of [first, second].entries()) {
    await holder`begin`.simple();
    await lock(holder, uploads[n] ?? "");
  }
  const started = performance.now();
  const outcome = accept(caller, teamId, uploads, 1_500);
  await waitFor("most of its waiting time to pass", () => performance.now() - started > 1_200);
  await first`rollback`.simple();
  expect(await outcome).toBe(LOCK_NOT_AVAILABLE);
  expect(performance.now() - started).toBeLessThan(2_500);
});

test("a creation does not wait for another team's upload", async () => {
  const [{ teamId }, other] = [await here.seed.team(), await here.seed.team()];
  const id = await upload(other.teamId);
  await using holder = openSession(here.database);
  await using caller = openSession(here.database);
  await holder`begin`.simple();
  await lock(holder, id);
  expect(await accept(caller, teamId, [id], 5_000)).toBe("refused");
});

test("a deletion and a creation lock uploads in the same order, so they do not deadlock", async () => {
  const { teamId, call } = await here.seed.caller();
  const [low = "", high = ""] = [here.app.newId("upload"), here.app.newId("upload")].sort();
  for (const id of [high, low]) await upload(teamId, id);
  const create = ({ app }: TestApp) =>
    createCharacter(app, call, { body: { name: "A", upload_ids: [low, high] }, idempotencyKey: null });
  const made = expectOk(await create(here));
  const [again, gone] = await race(
    here.database,
    (sql) => lock(sql, low),
    () => create(here),
    () => deleteCharacter(there.app, call, made.character.id),
  );
  expect(again).toMatchObject({ refusal: { code: "upload_invalid" } });
  expect(gone.ok).toBe(true);
});
