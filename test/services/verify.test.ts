import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { resynthesizeCharacter } from "../../src/operations/resynthesize-character.ts";
import { verify } from "../../src/operations/verify.ts";
import { startTestApp, type TestApp } from "../helpers/app.ts";
import { callAs } from "../helpers/call.ts";
import { expectOk } from "../helpers/seed.ts";

/** A planted violation of each kind, as SQL on a database with one running synthesis `syn` of character `char`. */
const PLANTED: readonly (readonly [string, string])[] = [
  ["a team's total is its grants minus its captures", "update teams set total = total + 1"],
  ["a team's held credits are its open holds", "update teams set held = held - 1"],
  [
    "available credits are never negative",
    "alter table teams drop constraint teams_credits_not_negative; update teams set held = total + 1",
  ],
  ["each synthesis has exactly one hold, for its price", "update syntheses set price = price + 1"],
  ["each hold has its synthesis", "update ledger_entries set synthesis_id = 'syn_gone' where kind = 'hold'"],
  [
    "a hold is captured when its synthesis succeeded, released when it failed or was cancelled, open while it runs",
    "update syntheses set status = 'cancelled', finished_at = now()",
  ],
  ["a team's entries are numbered without gaps", "update teams set entry_seq = entry_seq + 1"],
  ["a team's count of open syntheses is right", "update teams set open_syntheses = 0"],
  ["only the edges of the state machine exist", "update events set previous_status = 'deleted' where version = 2"],
  ["each event continues where the one before it ended", "update events set version = version + 1 where version = 2"],
  ["a character's version and status are those of its last event", "update characters set version = version + 1"],
  ["a team's events are numbered without gaps", "update teams set event_seq = event_seq + 1"],
  ["a character is synthesizing exactly while a synthesis of it runs", "update characters set status = 'ready'"],
  [
    "a synthesis succeeded exactly when every generation was delivered, and then it made its set",
    "update syntheses set status = 'succeeded', finished_at = now()",
  ],
  ["a living character's refs are a set that exists", "update characters set ref_set_number = 9"],
  [
    "each synthesis is over five seconds after its deadline",
    "update syntheses set deadline_at = now() - interval '6 seconds'",
  ],
  ["each key is bound to accepted work", "update idempotency_keys set outcome = null"],
];

let app: TestApp;
beforeAll(async () => {
  // No role runs: the synthesis stays as it was accepted.
  app = await startTestApp({ roles: [] });
  const team = await app.seed.team();
  const id = await app.seed.character(team.teamId);
  const call = await callAs(app.app, team.apiKey);
  expectOk(await resynthesizeCharacter(app.app, call, { id, body: {}, idempotencyKey: "k" }));
});
afterAll(async () => {
  await app[Symbol.asyncDispose]();
});

describe("verify", () => {
  test("finds nothing in a sound database", async () => {
    expect(await verify(app.app)).toEqual([]);
  });

  test.each(PLANTED)("finds a violation of: %s", async (name, statement) => {
    const session = await app.app.db.sql.reserve();
    try {
      await session`begin`;
      await session.unsafe(statement);
      const planted = { ...app.app, db: { ...app.app.db, sql: session } };
      expect((await verify(planted)).map((violation) => violation.check)).toContain(name);
    } finally {
      await session`rollback`;
      session.release();
    }
  });
});
