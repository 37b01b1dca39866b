import { sql as raw } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type DatabaseTarget, openDatabase } from "../../src/db/client.ts";
import { Connector } from "../../src/db/connect.ts";
import { type ConnectionSettings, parseConnectionString } from "../../src/db/connection-string.ts";
import { migrate } from "../../src/db/migrate.ts";
import { teams } from "../../src/db/schema/teams.ts";
import { findViolations } from "../../src/services/verify/find-violations.ts";
import { startTestApp } from "../helpers/app.ts";
import { hasOpenssl } from "../helpers/certificates.ts";
import { createFakeProvider } from "../helpers/fake-provider.ts";
import { hasPgBouncer, startPgBouncer } from "../helpers/pgbouncer.ts";
import { freePort, type PostgresServer, startPostgresServer } from "../helpers/postgres-server.ts";
import { createRestClient } from "../helpers/rest-client.ts";
import { waitFor } from "../helpers/wait-for.ts";

const PASSWORD = "hunter2";
let server: PostgresServer;
beforeAll(async () => {
  server = await startPostgresServer({
    tls: hasOpenssl,
    hba: [
      "hostssl all wants_tls 127.0.0.1/32 scram-sha-256",
      "hostnossl all wants_none 127.0.0.1/32 scram-sha-256",
      "host all wants_tls,wants_none 127.0.0.1/32 reject",
      "host all all 127.0.0.1/32 scram-sha-256",
    ],
  });
  const admin = server.admin();
  for (const role of ["wants_tls", "wants_none", "odd"]) {
    await admin.unsafe(`create role ${role} login password '${PASSWORD}'`);
  }
  await admin.unsafe(`create role few login password '${PASSWORD}' connection limit 3`);
  for (const setting of [
    "default_transaction_isolation = serializable",
    "timezone = 'Asia/Kathmandu'",
    "datestyle = 'German'",
    "intervalstyle = 'iso_8601'",
    "standard_conforming_strings = off",
    "bytea_output = escape",
    "search_path = nowhere",
    // Long enough for a connection to be set up on a busy machine, and shorter than the sleep of the test.
    "statement_timeout = 1000",
    "lock_timeout = 1",
    "idle_session_timeout = 1000",
    "client_min_messages = error",
    "extra_float_digits = -10",
    "transform_null_equals = on",
  ]) {
    await admin.unsafe(`alter role odd set ${setting}`);
  }
  await admin.unsafe("create database app");
  await admin.end();
});
afterAll(async () => {
  await server[Symbol.asyncDispose]();
});

const settingsAs = (user: string, query = ""): ConnectionSettings =>
  parseConnectionString(server.url({ user, password: PASSWORD, query }).replace("@localhost", "@127.0.0.1")).settings;
const asAdmin = () => parseConnectionString(server.url()).settings;

async function pidVia(settings: ConnectionSettings): Promise<number> {
  const connection = await new Connector(settings, "public").connect({ name: "test" });
  await connection.end(1);
  return connection.session.pid;
}

describe("several servers", () => {
  test("are tried in order, and the one used last is tried first from then on", async () => {
    const closed = { host: "127.0.0.1", port: await freePort() };
    const open = { host: "127.0.0.1", port: server.port };
    const connector = new Connector({ ...asAdmin(), addresses: [closed, open] }, "public");
    const connection = await connector.connect({ name: "test" });
    await connection.end(1);
    const client = connector.createClient({ name: "test" }, 0);
    expect(await client.sql`select 7 as seven`).toMatchObject([{ seven: 7 }]);
    client.close();
  });

  test("are chosen by target_session_attrs", async () => {
    await using standby = await startPostgresServer({ standby: true });
    const addresses = [standby.port, server.port].map((port) => ({ host: "127.0.0.1", port }));
    const isStandby = async (targetSessionAttributes: ConnectionSettings["targetSessionAttributes"]) => {
      const connector = new Connector({ ...asAdmin(), addresses, targetSessionAttributes }, "public");
      const connection = await connector.connect({ name: "test" });
      await connection.end(1);
      return connection.session.isStandby;
    };
    expect(await isStandby("read-write")).toBe(false);
    expect(await isStandby("primary")).toBe(false);
    expect(await isStandby("any")).toBe(false);
    expect(await isStandby("standby")).toBe(true);
    expect(await isStandby("prefer-standby")).toBe(true);
    const only = { ...asAdmin(), addresses: addresses.slice(0, 1), targetSessionAttributes: "primary" as const };
    await expect(pidVia(only)).rejects.toMatchObject({ name: "NotSentError", message: /target_session_attrs=primary/ });
  });
});

describe.runIf(hasOpenssl)("a TLS mode", () => {
  const ca = () => encodeURIComponent(server.certificates?.ca ?? "");

  test.each([
    ["wants_tls", "allow"],
    ["wants_tls", "prefer"],
    ["wants_tls", "require"],
    ["wants_tls", "no-verify"],
    ["wants_none", "disable"],
    ["wants_none", "allow"],
    ["wants_none", "prefer"],
  ])("connects the role %s with sslmode=%s", async (user, mode) => {
    expect(await pidVia(settingsAs(user, `?sslmode=${mode}`))).toBeGreaterThan(0);
  });

  test.each([
    ["wants_tls", "disable"],
    ["wants_none", "require"],
  ])("does not connect the role %s with sslmode=%s", async (user, mode) => {
    await expect(pidVia(settingsAs(user, `?sslmode=${mode}`))).rejects.toMatchObject({ name: "NotSentError" });
  });

  test("verifies the authority, and the host name only in verify-full", async () => {
    const verified = (mode: string) => settingsAs("wants_tls", `?sslmode=${mode}&sslrootcert=${ca()}`);
    expect(await pidVia(verified("verify-ca"))).toBeGreaterThan(0);
    await expect(pidVia(verified("verify-full"))).rejects.toMatchObject({ code: "ERR_TLS_CERT_ALTNAME_INVALID" });
    const byName = { ...verified("verify-full"), addresses: [{ host: "localhost", port: server.port }] };
    expect(await pidVia(byName)).toBeGreaterThan(0);
    const other = { ...byName.tls, ca: "" };
    await expect(pidVia({ ...byName, tls: other })).rejects.toMatchObject({ name: "NotSentError" });
  });
});

test("statements wait and none fails when the server admits fewer connections than the pool would open", async () => {
  const db = openDatabase({ settings: settingsAs("few"), poolSize: 8 });
  try {
    const rows = await Promise.all(Array.from({ length: 60 }, (_, n) => db.sql`select ${n}::int as n, pg_sleep(0.02)`));
    expect(rows.map(([row]) => row?.n)).toEqual(Array.from({ length: 60 }, (_, n) => n));
  } finally {
    await db.close();
  }
});

test("unusual settings of a role change no result, end no connection and hide no warning", async () => {
  const notes: unknown[] = [];
  const note = (fields: unknown) => void notes.push(fields);
  const logger = { debug: note, info: note, warn: note, error: note };
  const db = openDatabase({ settings: settingsAs("odd"), logger, poolSize: 1 });
  try {
    const ask = () => db.sql`
      select '2024-02-03 04:05:06.789+00'::timestamptz as at, '\\x0a5c'::bytea as bytes, 'a\\b' as text,
             0.1::float8 + 0.2::float8 as float, current_setting('transaction_isolation') as isolation,
             (select count(*)::int from (values (null::int)) v(x) where x = null) as nulls, pg_backend_pid() as pid,
             current_setting('search_path') as path, '1 day'::interval::text as interval`;
    const [first] = await ask();
    expect(first).toMatchObject({
      at: new Date("2024-02-03T04:05:06.789Z"),
      bytes: Buffer.from([10, 92]),
      text: "a\\b",
      float: 0.1 + 0.2,
      isolation: "read committed",
      nulls: 0,
      path: '"public"',
      interval: "1 day",
    });
    await db.sql.unsafe("do $$ begin raise warning 'careful'; perform pg_sleep(1.5); end $$");
    expect((await ask())[0]?.pid).toBe(first?.pid);
    expect(notes).toMatchObject([{ notice: "careful" }]);
  } finally {
    await db.close();
  }
});

test("closing the database abandons a statement that still runs after two seconds", async () => {
  const db = openDatabase({ settings: asAdmin(), poolSize: 2 });
  const late = db.sql`select pg_sleep(20)`.then(
    () => "answered",
    (error: Error) => error.name,
  );
  await waitFor(
    "the statement",
    async () => (await db.sql`select from pg_stat_activity where query ~ 'pg_sleep.20'`).length > 1,
  );
  const begun = performance.now();
  await db.close();
  expect(performance.now() - begun).toBeLessThan(4_000);
  expect(await late).toBe("OutcomeUnknownError");
});

describe.runIf(hasPgBouncer)("behind PgBouncer", () => {
  test.each(["session", "transaction"] as const)(
    "in %s mode a paid call runs to its end",
    { timeout: 60_000 },
    async (mode) => {
      const admin = server.admin();
      await admin.unsafe(`create database behind_${mode}`);
      await admin.end();
      const database = `behind_${mode}`;
      const direct = parseConnectionString(server.url({ database })).settings;
      await using pooler = await startPgBouncer(server, { mode, poolSize: 5 });
      const settings = {
        ...parseConnectionString(pooler.url({ database })).settings,
        transactionMode: mode === "transaction",
      };
      const target: DatabaseTarget = mode === "transaction" ? { settings, direct } : { settings };
      await migrate(target);
      await using app = await startTestApp({
        database: { target, [Symbol.asyncDispose]: async () => {} },
        overrides: { provider: createFakeProvider() },
      });
      const { teamId, apiKey } = await app.seed.team();
      const client = createRestClient(app.url, apiKey);
      const ids = await Promise.all(Array.from({ length: 5 }, () => app.seed.character(teamId)));
      await Promise.all(ids.map((id, n) => client.resynthesize(id, { key: `k ${n}` })));
      for (const id of ids) {
        await waitFor("the new set", async () => (await client.get(id)).value?.status === "reviewing");
      }
      const { db } = app.app;
      expect(await db.reads.select({ id: teams.id }).from(teams)).toEqual([{ id: teamId }]);
      expect(await db.reads.execute(raw`select 1 as one`)).toEqual([{ one: 1 }]);
      expect(await findViolations(db)).toEqual([]);
      const prepared = await db.sql<{ name: string }[]>`select name from pg_prepared_statements`;
      expect(prepared.length > 0).toBe(mode === "session");
    },
  );
});
