import { expect, test } from "vitest";
import { grantCredits } from "../../src/services/credits/ledger.ts";
import { startTestApp } from "../helpers/app.ts";
import { createCharacter, createImage } from "../helpers/operations.ts";
import { ATTRIBUTES } from "../helpers/seed.ts";
import { waitFor } from "../helpers/wait-for.ts";
import { checkBooks } from "../services/check-books.ts";
import { lockTeam, race } from "../services/race.ts";
import { openSession } from "../services/session.ts";

test("a shortage of credits reports the balance that was checked, whatever is granted meanwhile", async () => {
  await using app = await startTestApp({ roles: [] });
  const { sql } = app.app.db;
  const { teamId } = await app.seed.team({ credits: 1 });
  await using gate = openSession(app.database);
  await using caller = openSession(app.database);
  // Blocks only this caller, between two statements about the team's row.
  const [{ pid } = { pid: 0 }] = await caller`select pg_backend_pid() as pid`;
  await sql.unsafe(`
    create function stop_here() returns trigger language plpgsql as $$ begin
      if pg_backend_pid() = ${pid} then perform pg_advisory_xact_lock(1); end if;
      return null;
    end $$;
    create trigger stop_here after update on teams for each statement execute function stop_here()`);
  await gate`begin`.simple();
  await gate`select pg_advisory_xact_lock(1)`;

  let over = false;
  const refused = caller`select retake.find_shortage(${teamId}, 4) as shortage`.finally(() => {
    over = true;
  });
  await waitFor("the caller to wait or to finish", async () => {
    const [row] = await sql`select true as waits from pg_stat_activity where pid = ${pid} and wait_event_type = 'Lock'`;
    return over || row?.waits;
  });
  await grantCredits(app.app.db, teamId, 9, null);
  await gate`commit`.simple();
  const [answer] = await refused;
  expect(answer).toEqual({ shortage: { kind: "insufficient_credits", required: 4, available: 1, held: 0 } });
});

test("one of two calls with different buckets gets the last credits, and the other is refused", async () => {
  await using here = await startTestApp({ roles: [] });
  await using there = await startTestApp({ roles: [], beside: here });
  const { teamId, call } = await here.seed.caller({ credits: 4 });
  const body = { name: "A", generate: true, attributes: ATTRIBUTES };
  const [made, image] = await race(
    here.database,
    lockTeam(teamId),
    () => createCharacter(here.app, call, { body, idempotencyKey: null }),
    () => createImage(there.app, call, { body: { prompt: "a boat" }, idempotencyKey: null }),
  );
  expect(made.ok).toBe(true);
  expect(image).toEqual({
    ok: false,
    refusal: { kind: "insufficient_credits", required: 1, available: 0, held: 4 },
  });
  expect(await checkBooks(here.app, teamId)).toEqual({ total: 4, held: 4 });
});

test("an unknown team is an internal error and not a shortage", async () => {
  await using app = await startTestApp({ roles: [] });
  await expect(app.app.db.sql`select retake.find_shortage('team_none', 1)`).rejects.toThrow("no rows");
});
