import { execFile } from "node:child_process";
import { once } from "node:events";
import { type AddressInfo, createServer } from "node:net";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { checkServer } from "../../src/db/check-server.ts";
import { parseConnectionString } from "../../src/db/connection-string.ts";
import { hasOpenssl } from "../helpers/certificates.ts";
import { hasPgBouncer, startPgBouncer } from "../helpers/pgbouncer.ts";
import { type PostgresServer, startPostgresServer } from "../helpers/postgres-server.ts";

let server: PostgresServer;
beforeAll(async () => {
  const hba = ["hostssl encrypted", "host postgres,latin,closed"].map(
    (line) => `${line} all 127.0.0.1/32 scram-sha-256`,
  );
  server = await startPostgresServer({ tls: hasOpenssl, hba });
  const admin = server.admin();
  for (const statement of [
    "create role serializer login password 'hunter2'",
    "alter role serializer set default_transaction_isolation = serializable",
    "create role escaper login password 'hunter2'",
    "alter role escaper set bytea_output = escape",
    "create role silencer login password 'hunter2'",
    "alter role silencer set client_min_messages = error",
    "create role reader login password 'hunter2'",
    "alter role reader set default_transaction_read_only = on",
    "create database latin encoding 'LATIN1' template template0",
    "create database encrypted",
    "create database closed",
    "revoke connect on database closed from public",
    // Answers this role like a server of another version.
    "create schema older",
    "create function older.current_setting(text) returns text stable begin atomic " +
      "select case $1 when 'server_version_num' then '140012' when 'server_version' then '14.12' " +
      "else pg_catalog.current_setting($1) end; end",
    "create role of_old_server login password 'hunter2'",
    "grant usage on schema older to of_old_server",
    "alter role of_old_server set search_path = older, pg_catalog",
  ]) {
    await admin.unsafe(statement);
  }
  await admin.end();
});
afterAll(async () => {
  await server[Symbol.asyncDispose]();
});

const settingsOf = (url: string) => parseConnectionString(url).settings;

/** The sentence of a refusal. It is one line and contains no password. */
async function refusal(url: string, direct?: string): Promise<string> {
  const servers = { settings: settingsOf(url), ...(direct ? { direct: settingsOf(direct) } : {}) };
  const error: Error = await checkServer(servers).then(
    () => new Error("was not refused"),
    (thrown: Error) => thrown,
  );
  expect(error.name).toBe("StartRefused");
  expect(error.message).not.toMatch(/hunter2|\n/);
  expect(error.message).not.toContain(server.password);
  return error.message;
}

const ca = () => encodeURIComponent(server.certificates?.ca ?? "");
const otherCa = () => encodeURIComponent(server.certificates?.otherCa ?? "");
const byAddress = (url: string) => url.replace("@localhost", "@127.0.0.1");

describe.runIf(hasOpenssl)("a server over TLS", () => {
  test.each(["", "?sslmode=disable", "?sslmode=prefer", "?sslmode=require", "?ssl=true", "?sslmode=no-verify"])(
    "is used with %s",
    async (query) => {
      expect(await checkServer({ settings: settingsOf(server.url({ query })) })).toMatchObject({
        transactionMode: false,
      });
    },
  );

  test("is verified by its authority and its host name", async () => {
    const verified = (mode: string) => server.url({ query: `?sslmode=${mode}&sslrootcert=${ca()}` });
    await checkServer({ settings: settingsOf(verified("verify-full")) });
    await checkServer({ settings: settingsOf(byAddress(verified("verify-ca"))) });
    expect(await refusal(byAddress(verified("verify-full")))).toContain("is for another host name");
  });

  test.each([
    ["another authority", () => `?sslmode=verify-ca&sslrootcert=${otherCa()}`],
    ["another authority, with require", () => `?sslmode=require&sslrootcert=${otherCa()}`],
    ["the system's authorities", () => "?sslrootcert=system"],
    ["Node's authorities", () => "?sslmode=verify-full"],
  ])("is refused by %s", async (_, query) => {
    expect(await refusal(server.url({ query: query() }))).toBe(
      `DATABASE_URL: the certificate of localhost:${server.port} is not signed by a trusted authority; set sslrootcert=FILE to the authority's certificate`,
    );
  });

  test("is refused with a message that says that it requires TLS", async () => {
    const url = server.url({ database: "encrypted", query: "?sslmode=disable" });
    expect(await refusal(url)).toContain("requires TLS; add sslmode=require");
  });

  test("is refused with a message that says that it offers no TLS", async () => {
    await using plain = await startPostgresServer();
    expect(await refusal(plain.url({ query: "?sslmode=require" }))).toContain("refuses TLS; turn it on at the server");
    await checkServer({ settings: settingsOf(plain.url()) });
  });

  test("is refused with a message when it closes the connection on a request for TLS", async () => {
    const rude = createServer((socket) => socket.once("data", () => socket.destroy())).listen(0, "127.0.0.1");
    await once(rude, "listening");
    const { port } = rude.address() as AddressInfo;
    expect(await refusal(`postgres://u:hunter2@127.0.0.1:${port}/d?sslmode=require`)).toContain("refuses TLS");
    rude.close();
  });
});

describe("a server that can't be reached or used", () => {
  test.each([
    ["the wrong password", () => server.url({ password: "hunter2" }), /refuses the password of the role "admin"/],
    [
      "an unknown role",
      () => server.url({ user: "stranger", password: "hunter2" }),
      /refuses the password of the role/,
    ],
    [
      "an unknown host",
      () => "postgres://u:hunter2@database.invalid/d",
      /the host of database\.invalid:5432 has no address/,
    ],
    [
      "a port where no server listens",
      () => "postgres://u:hunter2@127.0.0.1:1/d",
      /no server listens at 127\.0\.0\.1:1; check/,
    ],
    ["a missing socket", () => "postgres://u:hunter2@%2Fnowhere/d", /no server listens at \/nowhere\/\.s\.PGSQL\.5432/],
    [
      "a database without an entry in pg_hba.conf",
      () => server.url({ database: "other" }),
      /has no entry for this machine/,
    ],
    [
      "a database without CONNECT",
      () => server.url({ user: "reader", password: "hunter2", database: "closed" }),
      /run GRANT CONNECT ON DATABASE "closed" TO "reader"$/,
    ],
    [
      "another encoding",
      () => server.url({ database: "latin" }),
      /has the encoding LATIN1; create one with .* ENCODING 'UTF8'/,
    ],
    [
      "a role whose sessions are read-only",
      () => server.url({ user: "reader", password: "hunter2" }),
      /run ALTER ROLE reader IN DATABASE postgres SET default_transaction_read_only = off$/,
    ],
  ])("is refused for %s", async (_, url, sentence) => {
    expect(await refusal(url())).toMatch(sentence);
  });

  test("is refused when it is a standby", async () => {
    await using standby = await startPostgresServer({ standby: true });
    expect(await refusal(standby.url())).toMatch(
      /this server is a read-only standby.*target_session_attrs=read-write$/,
    );
  });

  test("ends every command with exit code 1 and one line", async () => {
    const env = { ...process.env, DATABASE_URL: server.url({ password: "hunter2" }) };
    const command = promisify(execFile)(process.execPath, ["src/cli.ts", "migrate"], { env });
    const { code, stderr } = await command.then(
      () => ({ code: 0, stderr: "" }),
      (error: { code: number; stderr: string }) => error,
    );
    expect({ code, lines: stderr.trim().split("\n") }).toEqual({
      code: 1,
      lines: [expect.stringMatching(/^DATABASE_URL: the server refuses the password of the role "admin"/)],
    });
  });

  test("is skipped for the next of several hosts", async () => {
    const url = server.url().replace("@localhost", "@127.0.0.1:1,localhost");
    expect(await checkServer({ settings: settingsOf(url) })).toMatchObject({ user: "admin" });
  });
});

describe.runIf(hasPgBouncer)("PgBouncer", () => {
  const users = { serializer: "hunter2", escaper: "hunter2", silencer: "hunter2" };

  test("in session mode is accepted like a server", async () => {
    await using pooler = await startPgBouncer(server, { mode: "session", poolSize: 2 });
    expect(await checkServer({ settings: settingsOf(pooler.url()) })).toMatchObject({ transactionMode: false });
  });

  test("in session mode with a single connection is refused", async () => {
    await using pooler = await startPgBouncer(server, { mode: "session", poolSize: 1 });
    expect(await refusal(pooler.url())).toContain("raise its pool size to at least 5");
  });

  test.each([
    ["transaction", 1],
    ["transaction", 20],
    ["statement", 1],
  ] as const)("in %s mode with %i connections needs a direct address", async (mode, poolSize) => {
    await using pooler = await startPgBouncer(server, { mode, poolSize, users });
    expect(await refusal(pooler.url())).toMatch(
      /^DATABASE_URL: this is a pooler in transaction mode.*set DATABASE_DIRECT_URL/,
    );
    expect(await refusal(pooler.url(), pooler.url())).toMatch(
      /^DATABASE_DIRECT_URL: this is a pooler in transaction mode/,
    );
    const servers = { settings: settingsOf(pooler.url()), direct: settingsOf(server.url()) };
    expect(await checkServer(servers)).toMatchObject({ transactionMode: true });
  });

  test.each([
    ["serializer", "default_transaction_isolation = 'read committed'"],
    ["escaper", "bytea_output = hex"],
    ["silencer", "client_min_messages = notice"],
  ])("in transaction mode refuses the role %s, whose setting it can't override", async (user, remedy) => {
    await using pooler = await startPgBouncer(server, { mode: "transaction", users });
    const parts = { user, password: "hunter2" };
    expect(await refusal(pooler.url(parts), server.url(parts))).toContain(
      `run ALTER ROLE ${user} IN DATABASE postgres SET ${remedy}`,
    );
    // In a session the program sets it itself.
    await checkServer({ settings: settingsOf(server.url(parts)) });
  });

  test("that does not know the role or its password is refused like a server", async () => {
    await using pooler = await startPgBouncer(server, { mode: "transaction" });
    expect(await refusal(pooler.url({ password: "hunter2" }))).toContain("refuses the password of the role");
    expect(await refusal(pooler.url({ user: "stranger" }))).toContain("refuses the password of the role");
  });
});
