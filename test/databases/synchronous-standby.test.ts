import type postgres from "postgres";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { type Database, type DatabaseTarget, openDatabase } from "../../src/db/client.ts";
import { parseConnectionString } from "../../src/db/connection-string.ts";
import { migrate } from "../../src/db/migrate.ts";
import { findViolations } from "../../src/services/verify/find-violations.ts";
import { startTestApp, type TestApp } from "../helpers/app.ts";
import { createFakeProvider } from "../helpers/fake-provider.ts";
import { type PostgresServer, startPostgresServer } from "../helpers/postgres-server.ts";
import { resynthesize } from "../helpers/typed-call.ts";
import { waitFor } from "../helpers/wait-for.ts";

/** Shorter than in production, so that tests need not wait. */
const SILENCE_MS = 1_500;
const POOL_SIZE = 4;
/** The listener, and the connection that ends abandoned server processes. */
const BESIDE_THE_POOL = 2;

let server: PostgresServer;
let admin: postgres.Sql;
let db: Database;
let app: TestApp;
beforeAll(async () => {
  server = await startPostgresServer({ settings: { synchronous_commit: "on" } });
  admin = server.admin();
  await admin.unsafe("create role app login password 'a'");
  await admin.unsafe("create database app owner app");
  const target: DatabaseTarget = parseConnectionString(server.url({ user: "app", password: "a", database: "app" }));
  await migrate(target);
  db = openDatabase({ ...target, poolSize: POOL_SIZE, silenceMs: SILENCE_MS });
  const database = { target, [Symbol.asyncDispose]: async () => {} };
  app = await startTestApp({ database, roles: ["gateway"], overrides: { db, provider: createFakeProvider() } });
});
afterEach(() => setStandby(false));
afterAll(async () => {
  await app[Symbol.asyncDispose]();
  await db.close();
  await admin.end();
  await server[Symbol.asyncDispose]();
});

/** With an absent standby every commit waits for it. Without one, the waiting commits continue. */
async function setStandby(wanted: boolean): Promise<void> {
  await admin.unsafe(`alter system set synchronous_standby_names = '${wanted ? "away" : ""}'`);
  await admin`select pg_reload_conf()`;
  await waitFor("the setting", async () => {
    const [row] = await admin`select current_setting('synchronous_standby_names') as names`;
    return (row?.names !== "") === wanted;
  });
  // The checkpointer makes commits wait, and may reload its settings later than the session above.
  if (wanted) await waitFor("a commit that waits", commitWaits);
}

/** Commits a row of the log, and cancels its wait for the standby. True when there was a wait. */
async function commitWaits(): Promise<boolean> {
  const prober = server.admin();
  try {
    const [session] = await prober`select pg_backend_pid() as pid`;
    let isCommitted = false;
    const commit = prober`select pg_logical_emit_message(true, 'probe', '')`.then(() => {
      isCommitted = true;
    });
    const cancelWait = () => admin`
      select pg_cancel_backend(pid) from pg_stat_activity where pid = ${session?.pid} and wait_event = 'SyncRep'`;
    const waited = await waitFor("the probe", async () => {
      const [cancelled] = await cancelWait();
      if (cancelled) return "yes";
      return isCommitted && "no";
    });
    await commit;
    return waited === "yes";
  } finally {
    await prober.end();
  }
}

const backends = async () =>
  (await admin`select wait_event from pg_stat_activity where application_name like 'retake%'`).map(
    (row) => row.wait_event as string | null,
  );

test("a commit whose wait for the standby is cancelled has an unknown outcome", async () => {
  await db.sql`create table retake.confirmed (id int)`;
  await setStandby(true);
  const insert = db.sql`insert into retake.confirmed values (1)`.then(
    () => "confirmed",
    (error: Error) => error.name,
  );
  await waitFor("the wait", async () => (await backends()).includes("SyncRep"));
  await admin`select pg_cancel_backend(pid) from pg_stat_activity where wait_event = 'SyncRep'`;
  expect(await insert).toBe("OutcomeUnknownError");
  expect(await db.sql`select id from retake.confirmed`).toMatchObject([{ id: 1 }]);
});

test("during a standby's outage a paid call and its retries return 503, and afterwards the call replays", {
  timeout: 60_000,
}, async () => {
  const { teamId, apiKey } = await app.seed.team();
  const id = await app.seed.character(teamId);
  await setStandby(true);
  const first = await resynthesize("rest", app.url, apiKey, id, "k");
  expect(first.code).toBe("service_unavailable");
  // The call is committed and visible by now, because its wait was ended.
  await waitFor(
    "the row",
    async () => (await db.sql`select from retake.idempotency_keys where key = 'k'`).length === 1,
  );
  for (const transport of ["rest", "graphql"] as const) {
    const again = await resynthesize(transport, app.url, apiKey, id, "k");
    expect(again.code).toBe("service_unavailable");
  }
  await setStandby(false);
  expect(await resynthesize("rest", app.url, apiKey, id, "k")).toMatchObject({ code: "ok", replayed: true });
  expect(await db.sql`select from retake.ledger_entries where team_id = ${teamId} and kind = 'hold'`).toHaveLength(1);
  expect(await findViolations(db)).toEqual([]);
});

test("during a standby's outage the connections stay bounded, and reads are answered", {
  timeout: 60_000,
}, async () => {
  const { teamId, apiKey } = await app.seed.team();
  const ids = await Promise.all(Array.from({ length: 6 }, () => app.seed.character(teamId)));
  await setStandby(true);
  let most = 0;
  let over = false;
  const watch = async () => {
    while (!over) most = Math.max(most, (await backends()).length);
  };
  const watching = watch();
  for (let round = 0; round < 3; round += 1) {
    const calls = ids.map((id, n) => resynthesize("rest", app.url, apiKey, id, `k ${round} ${n}`));
    for (const { code } of await Promise.all(calls)) expect(code).toBe("service_unavailable");
  }
  await waitFor("a read", async () => (await db.sql`select 7 as seven`).length === 1);
  over = true;
  await watching;
  expect(most).toBeLessThanOrEqual(POOL_SIZE + BESIDE_THE_POOL);
  await waitFor("the end of every wait", async () => !(await backends()).includes("SyncRep"));
});
