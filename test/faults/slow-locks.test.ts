import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Sql } from "../../src/db/statement.ts";
import { findViolations } from "../../src/services/verify/find-violations.ts";
import { startTestApp, type TestApp } from "../helpers/app.ts";
import { TRANSPORTS } from "../helpers/clients.ts";
import { createFakeProvider, type FakeProvider, paint } from "../helpers/fake-provider.ts";
import { holdLocks } from "../helpers/hold-locks.ts";
import type { SeededTeam } from "../helpers/seed.ts";
import { resynthesize, type TypedAnswer } from "../helpers/typed-call.ts";
import { waitFor } from "../helpers/wait-for.ts";
import { atRest, entriesOf, expectTyped, staysAlive } from "./fault-bench.ts";

/** The limit of docs/contract.md "Simultaneous calls" is 5 s; the rest is for a busy machine. */
const WAIT_WITHIN_MS = 7_500;
/** More than a team's share of the connections. */
const CHARACTERS = 5;

let app: TestApp;
let provider: FakeProvider;
let gate: PromiseWithResolvers<void> | null = null;
beforeAll(async () => {
  provider = createFakeProvider({
    script: async (_request, _call, nth) => {
      await gate?.promise;
      return paint(nth);
    },
  });
  app = await startTestApp({ overrides: { provider } });
});
afterAll(async () => {
  await app[Symbol.asyncDispose]();
});

type Team = SeededTeam & { readonly ids: readonly string[] };
async function newTeam(): Promise<Team> {
  const team = await app.seed.team();
  const ids = await Promise.all(Array.from({ length: CHARACTERS }, () => app.seed.character(team.teamId)));
  return { ...team, ids };
}

const key = (team: Team, n: number) => `${team.teamId} ${n}`;
/** One keyed call for each character, over both transports in turn; with `sameKey`, one key for one character. */
function callAll(team: Team, sameKey = false): Promise<TypedAnswer[]> {
  return Promise.all(
    team.ids.map((id, n) =>
      resynthesize(
        TRANSPORTS[n % 2] ?? "rest",
        app.url,
        team.apiKey,
        sameKey ? (team.ids[0] ?? "") : id,
        key(team, sameKey ? 0 : n),
      ),
    ),
  );
}

type Lock = (sql: Sql, team: Team) => PromiseLike<unknown>;
const LOCKS: readonly [string, Lock, sameKey: boolean][] = [
  ["characters", (sql, { ids }) => sql`select from retake.characters where id in ${sql([...ids])} for update`, false],
  ["team", (sql, { teamId }) => sql`select from retake.teams where id = ${teamId} for update`, false],
  [
    "bucket",
    (sql, { teamId }) => sql`
      insert into retake.buckets values (${teamId}, 'characters_synthesize', '-infinity')
      on conflict (team_id, bucket) do update set full_at = '-infinity'`,
    false,
  ],
  [
    "key",
    (sql, team) => sql`
      insert into retake.idempotency_keys (team_id, key, operation, fingerprint, expires_at)
      values (${team.teamId}, ${key(team, 0)}, 'resynthesize_character', '\\x00', retake.clock_now() + interval '1 hour')`,
    true,
  ],
];

describe("while another transaction locks", () => {
  test.concurrent.each(LOCKS)(
    "a team's %s, its calls return 503 or 409 in time, and are accepted once after the lock is released",
    { timeout: 60_000 },
    async (what, lock, sameKey) => {
      const team = await newTeam();
      const held = await holdLocks(app.database, (sql) => lock(sql, team));
      const answers = await staysAlive(app.url, () => callAll(team, sameKey));
      for (const answer of answers) expectTyped(answer, WAIT_WITHIN_MS);
      const codes = new Set(answers.map(({ code }) => code));
      // The first call does not wait for its own key. Next to three blocked teams it may get no connection in time.
      if (what === "key") expect(codes).toContain("idempotency_key_in_use");
      codes.delete(what === "key" ? "idempotency_key_in_use" : "service_unavailable");
      if (what === "key") codes.delete("service_unavailable");
      expect(codes).toEqual(new Set());
      expect(await entriesOf(app, team.teamId)).toEqual(["grant"]);
      await held.release();
      const again = await callAll(team, sameKey);
      expect(new Set(again.map(({ code }) => code))).toEqual(new Set(["ok"]));
      await atRest(app);
      const runs = sameKey ? 1 : CHARACTERS;
      const kinds = await entriesOf(app, team.teamId);
      expect(kinds.filter((kind) => kind === "capture").length).toBe(runs);
      expect(kinds.length).toBe(1 + 2 * runs);
    },
  );

  test("a team's row, the ends of its runs wait, and other teams' calls and runs do not", {
    timeout: 60_000,
  }, async () => {
    const [blocked, free] = await Promise.all([newTeam(), newTeam()]);
    gate = Promise.withResolvers();
    expect(new Set((await callAll(blocked)).map(({ code }) => code))).toEqual(new Set(["ok"]));
    const held = await holdLocks(app.database, (sql) => LOCKS[1]?.[1](sql, blocked) ?? Promise.reject());
    gate.resolve();
    gate = null;
    await waitFor("the blocked team's ends to wait", async () => {
      const [row] = await app.app.db.sql<{ waiting: number }[]>`
        select count(*)::int as waiting from pg_stat_activity
         where datname = current_database() and wait_event_type = 'Lock' and query like '%settle_synthesis%'`;
      return (row?.waiting ?? 0) > 0;
    });
    const answers = await callAll(free);
    for (const answer of answers) expect(answer).toMatchObject({ code: "ok", replayed: false });
    await waitFor("the other team's runs to end", async () => {
      const kinds = await entriesOf(app, free.teamId);
      return kinds.filter((kind) => kind === "capture").length === CHARACTERS;
    });
    expect(await entriesOf(app, blocked.teamId)).not.toContain("capture");
    await held.release();
    await atRest(app);
    const kinds = await entriesOf(app, blocked.teamId);
    expect(kinds.filter((kind) => kind === "capture").length).toBe(CHARACTERS);
  });
});

test("while every connection is busy, calls return 503 in time and the process survives; afterwards they are accepted", {
  timeout: 60_000,
}, async () => {
  await using crowded = await startTestApp({ beside: app, roles: ["gateway"] });
  const team = await newTeam();
  const { sql, poolSize } = crowded.app.db;
  const busy = Promise.all(Array.from({ length: poolSize }, () => sql`select pg_sleep(6)`));
  const answers = await staysAlive(crowded.url, () =>
    Promise.all(
      TRANSPORTS.map((transport, n) =>
        resynthesize(transport, crowded.url, team.apiKey, team.ids[n] ?? "", key(team, n)),
      ),
    ),
  );
  for (const answer of answers) {
    expect(answer.code).toBe("service_unavailable");
    expectTyped(answer, WAIT_WITHIN_MS);
  }
  await busy;
  expect(await entriesOf(app, team.teamId)).toEqual(["grant"]);
  const [again] = await callAll(team);
  expect(again).toMatchObject({ code: "ok", replayed: false });
  await atRest(app);
  expect(await findViolations(app.app.db)).toEqual([]);
});
