import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { startDeadlineSweep } from "../../src/worker/maintenance.ts";
import { startTestApp, type TestApp } from "../helpers/app.ts";
import { callAs } from "../helpers/call.ts";
import { resynthesizeCharacter } from "../helpers/operations.ts";
import { expectOk } from "../helpers/seed.ts";
import { waitFor } from "../helpers/wait-for.ts";
import { openSession } from "../services/session.ts";

let app: TestApp;
beforeAll(async () => {
  app = await startTestApp({ roles: [] });
});
afterAll(async () => {
  await app[Symbol.asyncDispose]();
});

/** A running synthesis whose deadline is this many seconds away. */
async function running(deadline: string) {
  const team = await app.seed.team({ credits: 4 });
  const id = await app.seed.character(team.teamId);
  const call = await callAs(app.app, team.apiKey);
  const { synthesis } = expectOk(await resynthesizeCharacter(app.app, call, { id, body: {}, idempotencyKey: null }));
  const { sql } = app.app.db;
  await sql`update retake.syntheses set deadline_at = retake.clock_now() + ${deadline}::interval where id = ${synthesis.id}`;
  const status = async () => {
    const [row] = await sql`select status, error_code from retake.syntheses where id = ${synthesis.id}`;
    return row && `${row.status} ${row.error_code}`;
  };
  return { id, status };
}

describe("the deadline sweep", () => {
  test("fails overdue syntheses, leaves the rest, and notifies when it failed any", async () => {
    let notified = 0;
    const changed = () => {
      notified += 1;
    };
    const notifier = { ...app.app.notifier, notifyChanged: changed };
    const sweep = startDeadlineSweep({ ...app.app, notifier });
    await sweep.stop();
    // A stopped sweep fails nothing more.
    const late = await running("-1 second");
    expect([await sweep.runOnce(), await late.status(), notified]).toEqual([0, "running null", 0]);

    const working = startDeadlineSweep({ ...app.app, notifier });
    const early = await running("1 minute");
    expect(await working.runOnce()).toBe(1);
    expect([await late.status(), await early.status()]).toEqual(["failed deadline_exceeded", "running null"]);
    expect(notified).toBe(1);
    expect(await working.runOnce()).toBe(0);
    expect(notified).toBe(1);
    await working.stop();
  });

  test("runs every 1.5 s by itself", async () => {
    const sweep = startDeadlineSweep(app.app);
    const late = await running("-1 second");
    await waitFor("the sweep", async () => (await late.status()) === "failed deadline_exceeded", 5_000);
    await sweep.stop();
  });

  test("ends the other syntheses when one row is locked", async () => {
    const held = await running("-2 seconds");
    const free = await running("-1 second");
    const sweep = startDeadlineSweep(app.app);
    await using session = openSession(app.database);
    await session`begin`.simple();
    await session`select from retake.characters where id = ${held.id} for no key update`;
    expect(await sweep.runOnce()).toBe(1);
    expect([await held.status(), await free.status()]).toEqual(["running null", "failed deadline_exceeded"]);
    await session`rollback`.simple();
    expect(await sweep.runOnce()).toBe(1);
    await sweep.stop();
  });
});
