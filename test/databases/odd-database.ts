/**
 * Runs the tests on an unusual database: Debian's PostgreSQL over TLS with a verified certificate, a role that is not a
 * superuser, a schema of its own, and different values for every setting that could change results.
 * Takes vitest's arguments (files or names of tests); the default is all tests that use the run's database. `npm run test:odd`
 */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { debianBinaries, startPostgresServer } from "../helpers/postgres-server.ts";

const ROLE = "odd";
const PASSWORD = "p@ss/word: 100% odd?";
const SCHEMA = "Odd-schema";

/** Settings of a role that the program must not depend on. */
const SETTINGS: Readonly<Record<string, string>> = {
  default_transaction_isolation: "serializable",
  standard_conforming_strings: "off",
  DateStyle: "German, DMY",
  IntervalStyle: "sql_standard",
  TimeZone: "Asia/Kathmandu",
  bytea_output: "escape",
  extra_float_digits: "-3",
  search_path: "nowhere",
  statement_timeout: "77s",
  lock_timeout: "66s",
  idle_in_transaction_session_timeout: "55s",
  client_min_messages: "debug1",
};

/** The groups of tests that use the run's database. */
const GROUPS = [
  "contract",
  "crashes",
  "databases/schema",
  "databases/collation",
  "db/",
  "events",
  "faults",
  "graphql",
  "http/",
  "model",
  "operations",
  "races",
  "rest/",
  "services",
  "upgrade",
  "worker",
];

/** Tests that are left out, and why. */
const EXCLUDED: Readonly<Record<string, string>> = {
  "test/db/embedded/**": "starts the embedded server itself, whatever database the run has",
  "test/db/connection-string.test.ts": "reads URLs and opens no connection",
};

if (!debianBinaries()) {
  console.error("Debian's PostgreSQL is not installed: apt-get install postgresql openssl");
  process.exit(1);
}
const server = await startPostgresServer({
  binaries: "debian",
  tls: true,
  initdb: ["--encoding=UTF8", "--locale=C.UTF-8", "--locale-provider=icu", "--icu-locale=da-DK"],
  settings: { max_connections: "400" },
});
try {
  const admin = server.admin();
  await admin.unsafe(`create role ${ROLE} login createdb password '${PASSWORD}'`);
  for (const [name, value] of Object.entries(SETTINGS)) {
    await admin.unsafe(`alter role ${ROLE} set ${name} = '${value}'`);
  }
  await admin.end();
  const query = new URLSearchParams({
    sslmode: "verify-full",
    sslrootcert: server.certificates?.ca ?? "",
    schema: SCHEMA,
  });
  const url = server.url({ user: ROLE, password: PASSWORD, query: `?${query}` });
  const named = process.argv.slice(2);
  const namesTests = named.some((argument) => !argument.startsWith("-"));
  const chosen = namesTests ? named : [...named, ...GROUPS.map((group) => `test/${group}`)];
  const excluded = Object.keys(EXCLUDED).flatMap((pattern) => ["--exclude", pattern]);
  const tests = spawn("vitest", ["run", ...chosen, ...excluded], {
    env: { ...process.env, TEST_DATABASE_URL: url },
    stdio: "inherit",
  });
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.on(signal, () => tests.kill(signal));
  const [code] = (await once(tests, "exit")) as [number | null];
  process.exitCode = code ?? 1;
} finally {
  await server[Symbol.asyncDispose]();
}
