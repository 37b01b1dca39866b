import type postgres from "postgres";
import { expect, test } from "vitest";
import type { Sql } from "../../src/db/statement.ts";
import { startTestApp } from "../helpers/app.ts";
import { waitFor } from "../helpers/wait-for.ts";
import { storedImage } from "../services/run-synthesis.ts";
import { openSession } from "../services/session.ts";

const pidOf = async (sql: Sql) => (await sql`select pg_backend_pid() as pid`)[0]?.pid as number;
const first = (rows: postgres.Row[]) => rows[0]?.outcome;

test("a deletion locks the uploads before the team, so a creation that waits for both does not deadlock with it", async () => {
  await using app = await startTestApp({ roles: [] });
  const { sql } = app.app.db;
  const { teamId } = await app.seed.team({ credits: 4 });
  const ids = [app.app.newId("upload"), app.app.newId("upload")].sort();
  const [used = "", wanted = ""] = ids;
  for (const id of ids) {
    await sql`insert into retake.uploads (id, team_id, filename, content_type, status, image, url_expires_at, expires_at)
      values (${id}, ${teamId}, 'me.png', 'image/png', 'stored', ${sql.json(storedImage(teamId, id))}, now(), now() + interval '1 hour')`;
  }
  const create = (session: Sql, id: string, uploads: string[]) =>
    session`select outcome from retake.accept_upload_creation(${teamId}, null, 'create_character', '', 60, 20000, 'b', true, ${id},
      'A', '{"age": 3}', null, '2026-05-15', ${uploads}, 1)`.then(first);
  const waitsFor = (waiting: number, blocking: number) =>
    waitFor(`${waiting} to wait for ${blocking}`, async () => {
      const [row] = await sql`select ${blocking}::int = any (pg_blocking_pids(${waiting}::int)) as waits`;
      return row?.waits;
    });

  await using maker = openSession(app.database);
  await using both = openSession(app.database);
  await using other = openSession(app.database);
  await using deleter = openSession(app.database);
  const pids = {
    maker: await pidOf(maker),
    both: await pidOf(both),
    other: await pidOf(other),
    deleter: await pidOf(deleter),
  };
  const id = app.app.newId("character");

  // Create a character from the first upload and lock it. Another creation waits for that upload and later locks it
  // although it is used.
  await maker`begin`.simple();
  expect(await create(maker, id, [used])).toBe("accepted");
  await maker`select from retake.accept_synthesis(${teamId}, null, 'resynthesize_character', ${id}, '', 60, 20000, 'b', 12, 1000,
    ${app.app.newId("synthesis")}, 'resynthesize', array['portrait', 'front', 'side', 'back'], array['ready'], 4, 1, null, 60000)`;
  const two = create(both, app.app.newId("character"), ids);
  await waitsFor(pids.both, pids.maker);
  await other`begin`.simple();
  await other`select from retake.uploads where id = ${wanted} for no key update`;
  await maker`commit`.simple();
  await waitsFor(pids.both, pids.other);

  const deletion = deleter`select outcome from retake.delete_character(${teamId}, ${id})`.then(first);
  await waitsFor(pids.deleter, pids.both);
  const one = create(other, app.app.newId("character"), [wanted]).then(async (outcome) => {
    await other`commit`.simple();
    return outcome;
  });
  expect(await Promise.all([one, two, deletion])).toEqual(["accepted", "refused", "done"]);
});
