import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { verify } from "../../src/operations/operator.ts";
import { CHECKS } from "../../src/services/verify/find-violations.ts";
import { startTestApp, type TestApp } from "../helpers/app.ts";
import { callAs } from "../helpers/call.ts";
import { connect } from "../helpers/connect.ts";
import { createImage, resynthesizeCharacter } from "../helpers/operations.ts";
import { expectOk } from "../helpers/seed.ts";
import { finish } from "./run-synthesis.ts";

const ENDS =
  "a hold is captured when its synthesis succeeded, released when it failed or was cancelled, open while it runs";
const WHOLE = "a set is complete: each pose once, and every image kept";
const SUCCEEDED = "a synthesis succeeded exactly when every generation was delivered, and then it has made its set";
const OWN_WORK = "a key's stored response belongs to its own team, operation and target";

/** A planted violation of each kind, as SQL, on a database with a running synthesis, an ended one and an image. */
const PLANTED: readonly (readonly [string, string])[] = [
  ["a team's total is its grants minus its captures", "update retake.teams set total = total + 1"],
  ["a team's held credits are its open holds", "update retake.teams set held = held - 1"],
  [
    "available credits are never negative",
    "alter table retake.teams drop constraint teams_credits_not_negative; update retake.teams set held = total + 1",
  ],
  [
    "available credits were never negative, after any entry",
    "update retake.ledger_entries set seq = 1000 where kind = 'grant'; update retake.teams set entry_seq = 1000",
  ],
  [
    "each entry belongs to an existing team",
    "update retake.ledger_entries set team_id = 'team_gone' where kind = 'grant'",
  ],
  ["each synthesis has exactly one hold, for its price", "update retake.syntheses set price = price + 1"],
  ["each synthesis has exactly one hold, for its price", "delete from retake.ledger_entries where kind = 'hold'"],
  [
    "each hold has its synthesis",
    "update retake.ledger_entries set synthesis_id = synthesis_id || 'x' where kind = 'hold'",
  ],
  [
    "a hold and its resolution name the same API key",
    "update retake.ledger_entries set api_key_id = 'key_other' where kind = 'capture'",
  ],
  [
    "each hold is resolved at most once, by its own team",
    `drop index retake.ledger_entries_one_resolution; insert into retake.ledger_entries (team_id, seq, kind, amount, synthesis_id)
       select team_id, 1000, 'release', amount, synthesis_id from retake.ledger_entries where kind = 'capture'`,
  ],
  [
    "each hold is resolved at most once, by its own team",
    "update retake.ledger_entries set team_id = 'team_other' where kind = 'capture'",
  ],
  [ENDS, "update retake.syntheses set status = 'cancelled', finished_at = now() where status = 'running'"],
  [ENDS, "delete from retake.ledger_entries where kind = 'capture'"],
  [ENDS, "update retake.ledger_entries set kind = 'release' where kind = 'capture'"],
  [ENDS, "update retake.ledger_entries set amount = amount - 1 where kind = 'capture'"],
  ["the price of a synthesis is that of its generations", "delete from retake.generations where pose = 'side'"],
  ["a team's entries are numbered without gaps", "update retake.teams set entry_seq = entry_seq + 1"],
  ["a team's entries are numbered without gaps", "delete from retake.ledger_entries where seq = 2"],
  ["a team's count of open syntheses equals its running syntheses", "update retake.teams set open_syntheses = 0"],
  [
    "no bucket owes more than its burst",
    "update retake.buckets set full_at = retake.clock_now() + interval '121 seconds' where bucket = 'characters_synthesize'",
  ],
  [
    "every change of status is an edge of the state machine",
    "update retake.events set previous_status = 'deleted' where version = 2",
  ],
  [
    "each event continues where the one before it ended",
    "update retake.events set version = version + 10 where version > 1",
  ],
  ["each event continues where the one before it ended", "delete from retake.events where version = 2"],
  ["a character begins with version one", "update retake.events set version = version + 10, previous_status = null"],
  ["an event contains the character at its version", "update retake.events set character = null where version = 2"],
  ["an event contains the character at its version", "update retake.events set team_id = 'team_other'"],
  [
    "a character's version and status are those of its last event",
    "update retake.characters set version = version + 1",
  ],
  ["a character's version and status are those of its last event", "delete from retake.events"],
  ["a team's events are numbered without gaps", "update retake.teams set event_seq = event_seq + 1"],
  ["a team's events are numbered without gaps", "delete from retake.events where team_seq = 2"],
  ["a character is synthesizing exactly while a synthesis of it runs", "update retake.characters set status = 'ready'"],
  [
    "a character is synthesizing exactly while a synthesis of it runs",
    "update retake.characters set status = 'synthesizing' where status = 'reviewing'",
  ],
  ["a living character's current set exists", "update retake.characters set ref_set_number = 9"],
  ["a living character's sets are numbered without gaps", "update retake.ref_sets set number = 7 where number = 1"],
  [WHOLE, "update retake.ref_sets set refs = refs - 0 where synthesis_id is not null"],
  [WHOLE, "update retake.ref_sets set blob_keys = '{}'"],
  ["a synthesis belongs to its character's team", "update retake.syntheses set team_id = 'team_other'"],
  [SUCCEEDED, "update retake.syntheses set status = 'succeeded', finished_at = now() where status = 'running'"],
  [SUCCEEDED, "delete from retake.ref_sets where synthesis_id is not null"],
  [SUCCEEDED, "update retake.generations set status = 'failed', image = null where pose = 'side'"],
  [
    "a synthesis has one event at its start and one at its end",
    "update retake.events set synthesis_id = null where status = 'synthesizing'",
  ],
  [
    "a synthesis that succeeded ends with its own set, any other with the set from before",
    "update retake.events set character = character || '{\"ref_set_number\": 1}' where status = 'reviewing'",
  ],
  [
    "a synthesis that succeeded ends with its own set, any other with the set from before",
    "update retake.events set status = 'failed' where status = 'reviewing'",
  ],
  [
    "a synthesis that has ended leaves no generation open",
    "update retake.generations set status = 'pending', image = null where pose = 'side'",
  ],
  [
    "each synthesis has ended five seconds after its deadline",
    "update retake.syntheses set deadline_at = now() - interval '6 seconds'",
  ],
  ["a generation was sent at most four times", "update retake.generations set attempt = 5"],
  ["the steps of a synthesis are numbered without gaps", "delete from retake.generation_events where seq = 2"],
  ["each image has one run of its own", "delete from retake.images"],
  ["each image has one run of its own", "update retake.images set image = '{}'"],
  ["each key is bound to accepted work", "update retake.idempotency_keys set outcome = null"],
  [OWN_WORK, "update retake.idempotency_keys set team_id = 'team_other'"],
  [OWN_WORK, "update retake.idempotency_keys set target = 'char_other'"],
  [OWN_WORK, "update retake.idempotency_keys set operation = 'create_character', target = null"],
  [OWN_WORK, 'update retake.idempotency_keys set outcome = outcome || \'{"synthesis": {"id": "syn_gone"}}\''],
  [
    "accepted work is bound to one key at most",
    `insert into retake.idempotency_keys (team_id, key, operation, target, fingerprint, outcome, expires_at)
       select team_id, key || '2', operation, target, fingerprint, outcome, expires_at from retake.idempotency_keys`,
  ],
];

let app: TestApp;
beforeAll(async () => {
  // Without any role: unfinished work stays accepted.
  app = await startTestApp({ roles: [] });
  const team = await app.seed.team();
  const call = await callAs(app.app, team.apiKey);
  const resynthesize = async (idempotencyKey: string) => {
    const id = await app.seed.character(team.teamId);
    return expectOk(await resynthesizeCharacter(app.app, call, { id, body: {}, idempotencyKey }));
  };
  const { synthesis } = await resynthesize("finished");
  await finish(app.app, synthesis.id);
  await resynthesize("running");
  const order = { body: { prompt: "a lamp" }, idempotencyKey: "image" };
  expectOk(await createImage(app.app, call, order));
});
afterAll(async () => {
  await app[Symbol.asyncDispose]();
});

describe("verify", () => {
  test("reports nothing for a sound database", async () => {
    expect(await verify(app.app)).toEqual([]);
  });

  test("has a planted violation for each check", () => {
    expect([...new Set(PLANTED.map(([name]) => name))].sort()).toEqual(CHECKS.map(({ name }) => name).sort());
  });

  test.each(PLANTED)("reports a violation of: %s", async (name, statement) => {
    // A separate connection, so that the violation stays in a transaction that is never committed.
    const session = connect(app.database.target, 1, "planted");
    try {
      await session`begin`.simple();
      await session.unsafe(statement);
      const planted = { ...app.app, db: { ...app.app.db, sql: session } };
      expect((await verify(planted)).map((violation) => violation.check)).toContain(name);
    } finally {
      await session`rollback`.simple();
      await session.end();
    }
  });
});
