import type { Sql } from "postgres";
import { expect, test } from "vitest";
import { startTestApp, type TestApp } from "../helpers/app.ts";
import { callAs } from "../helpers/call.ts";
import { connect } from "../helpers/connect.ts";
import { graphqlCall } from "../helpers/graphql-client.ts";
import {
  connectCharacters,
  getCharacter,
  getTeam,
  listCharacters,
  resynthesizeCharacter,
  watchCharacter,
} from "../helpers/operations.ts";
import { expectOk, type SeededTeam } from "../helpers/seed.ts";
import { waitFor } from "../helpers/wait-for.ts";
import { finish } from "../services/run-synthesis.ts";

const TEAMS = 40;
const CHARACTERS_OF_TEAM = 10;
/** Teams with nothing but a key and a bucket. */
const OTHER_TEAMS = 2_000;
/** Enough executions for PostgreSQL to choose between a generic plan and new ones, which it does after five. */
const TIMES = 12;

/** Rows of a small look around, such as the one at a start. A whole table read each time would be thousands. */
const MAX_ROWS = 500;

type Populated = SeededTeam & { readonly characterIds: readonly string[] };

/** A database whose tables have so many rows that reading a whole one costs more than an index. */
async function populate(app: TestApp): Promise<readonly Populated[]> {
  const teams: Populated[] = [];
  for (let made = 0; made < TEAMS; made++) {
    const team = await app.seed.team({ credits: 10_000 });
    const characterIds: string[] = [];
    for (let count = 0; count < CHARACTERS_OF_TEAM; count++) characterIds.push(await app.seed.character(team.teamId));
    const call = await callAs(app.app, team.apiKey);
    const accepts = characterIds.map((id) =>
      resynthesizeCharacter(app.app, call, { id, body: {}, idempotencyKey: `first ${id}` }),
    );
    for (const accepted of await Promise.all(accepts)) await finish(app.app, expectOk(accepted).synthesis.id);
    teams.push({ ...team, characterIds });
  }
  await app.app.db.sql`
    insert into retake.teams (id, name, aurous_version) select 'team_other_' || n, 'Other', '2026-05-15'
      from generate_series(1, ${OTHER_TEAMS}::int) n`;
  await app.app.db.sql`
    insert into retake.api_keys (id, team_id, hash, preview, scope)
    select 'key_' || id, id, sha256(convert_to(id, 'UTF8')), 'al_live_', 'read' from retake.teams where name = 'Other'`;
  await app.app.db.sql`
    insert into retake.buckets (team_id, bucket, full_at)
    select id, 'characters_synthesize', now() from retake.teams where name = 'Other'`;
  return teams;
}

/** What a gateway and a worker do all the time, for one team. */
async function useOnce(app: TestApp, { apiKey, characterIds }: Populated, round: string): Promise<void> {
  app.app.apiKeys.forget();
  const call = await callAs(app.app, apiKey);
  const [id = ""] = characterIds;
  expectOk(await getCharacter(app.app, call, id));
  expectOk(await listCharacters(app.app, call, { limit: 5 }));
  expectOk(await listCharacters(app.app, call, { limit: 5, starting_after: characterIds[3] ?? "" }));
  expectOk(await connectCharacters(app.app, call, { first: 5, status: "reviewing" }));
  expectOk(await getTeam(app.app, call));
  const again = { id, body: {}, idempotencyKey: `again ${round}` };
  const accepted = expectOk(await resynthesizeCharacter(app.app, call, again));
  expect(expectOk(await resynthesizeCharacter(app.app, call, again))).toMatchObject({ replayed: true });
  expect((await resynthesizeCharacter(app.app, call, { ...again, idempotencyKey: null })).ok).toBe(false);
  const changes = await watchCharacter(app.app, call, { id, after: accepted.character?.version ?? 0 });
  const next = changes[Symbol.asyncIterator]().next();
  await finish(app.app, accepted.synthesis.id);
  app.app.notifier.notifyChanged();
  await next;
  await changes[Symbol.asyncIterator]().return?.();
  const nested = `{ characters(first: 5) { nodes { synthesis { id } syntheses(first: 2) { nodes { id } } refSets(first: 2) { nodes { id } } } }
    team { credits { total } ledger(first: 3) { nodes { id } } rateLimits { remaining } } }`;
  expect((await graphqlCall(app.url, apiKey, nested, {})).body.errors).toBeUndefined();
}

/** Connections report what they read up to 10 s later, or when they end: the reads of the preparation must not count. */
async function endOtherConnections(sql: Sql): Promise<void> {
  const ended = await sql<{ pid: number }[]>`
    select pid, pg_terminate_backend(pid) from pg_stat_activity
     where datname = current_database() and backend_type = 'client backend' and pid <> pg_backend_pid()`;
  const pids = ended.map(({ pid }) => pid);
  await waitFor("other connections to end", async () => {
    const [row] = await sql<{ left: number }[]>`
      select count(*)::int as left from pg_stat_activity where pid = any(${pids}::int[])`;
    return row?.left === 0;
  });
}

type Reads = { readonly indexScans: number; readonly scans: number; readonly rows: number };

/** What each table was read by so far. (Counters are not reset: only a superuser may.) */
async function countReads(sql: Sql, schema: string): Promise<ReadonlyMap<string, Reads>> {
  const tables = await sql<({ table: string } & Reads)[]>`
    select relname as table, coalesce(idx_scan, 0)::int as "indexScans", seq_scan::int as scans, seq_tup_read::int as rows
      from pg_stat_user_tables where schemaname = ${schema}`;
  return new Map(tables.map(({ table, ...reads }) => [table, reads]));
}

test("no hot statement reads a whole table, not even inside a function", async () => {
  const app = await startTestApp({ verify: false, roles: [] });
  const teams = await populate(app);
  const sql = connect(app.database.target, 1, "retake test");
  await sql`vacuum analyze`;
  await endOtherConnections(sql);
  const before = await countReads(sql, app.app.db.schema);
  // Connections of its own, whose plans are made with the new statistics.
  const measured = await startTestApp({ beside: app, roles: ["gateway"], verify: false });
  for (let round = 0; round < TIMES; round++) {
    const team = teams[round];
    if (team) await useOnce(measured, team, String(round));
  }
  // Connections report what they did when they end.
  await measured[Symbol.asyncDispose]();
  const since = async () => {
    const after = await countReads(sql, app.app.db.schema);
    return [...after].map(([table, { indexScans, scans, rows }]) => {
      const base = before.get(table) ?? { indexScans: 0, scans: 0, rows: 0 };
      return { table, indexScans: indexScans - base.indexScans, scans: scans - base.scans, rows: rows - base.rows };
    });
  };
  await waitFor("the statistics", async () =>
    (await since()).some(({ table, indexScans }) => table === "characters" && indexScans > TIMES),
  );
  expect((await since()).filter(({ scans, rows }) => scans > 0 && rows > MAX_ROWS)).toEqual([]);
  await sql.end();
  await app[Symbol.asyncDispose]();
}, 120_000);
