import { expect, test } from "vitest";
import { startTestApp } from "../helpers/app.ts";
import { stopClock } from "../helpers/database-clock.ts";
import { createCharacter } from "../helpers/operations.ts";
import { storedImage } from "./run-synthesis.ts";

test("an upload can become a character up to its last millisecond, by the database's clock", async () => {
  await using app = await startTestApp({ roles: [] });
  const { sql } = app.app.db;
  const clock = await stopClock(sql);
  // Far from the real time, so that a timestamp of another clock is noticed.
  await clock.set(-3_600_000);
  const { teamId, call } = await app.seed.caller();
  const create = async () => {
    const id = app.app.newId("upload");
    await sql`insert into retake.uploads (id, team_id, filename, content_type, status, image, url_expires_at, expires_at)
      select ${id}, ${teamId}, 'me.png', 'image/png', 'stored', ${sql.json(storedImage(teamId, id))}, at,
             at - interval '59 minutes' from retake.stopped_clock`;
    return () => createCharacter(app.app, call, { body: { name: "A", upload_ids: [id] }, idempotencyKey: null });
  };
  const [early, late] = [await create(), await create()];
  await clock.set(-59 * 60_000 - 1);
  expect((await early()).ok).toBe(true);
  await clock.set(-59 * 60_000);
  expect(await late()).toMatchObject({ refusal: { kind: "invalid_input", code: "upload_invalid" } });
});
