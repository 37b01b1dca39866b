import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { readConfig } from "../../src/config.ts";
import { checkServer } from "../../src/db/check-server.ts";
import { startTestApp } from "../helpers/app.ts";
import { hasOpenssl } from "../helpers/certificates.ts";
import { createFakeProvider } from "../helpers/fake-provider.ts";
import { createGraphqlClient } from "../helpers/graphql-client.ts";
import { hasPgBouncer, startPgBouncer } from "../helpers/pgbouncer.ts";
import { type PostgresServer, startPostgresServer } from "../helpers/postgres-server.ts";
import { createRestClient } from "../helpers/rest-client.ts";
import { subscribe } from "../helpers/subscriber.ts";

/** Not a superuser, in separate databases. */
const ROLE = { user: "app", password: "p@ss/word: 100%" };
const DATABASES = ["verified", "session", "transaction"] as const;

let server: PostgresServer;
beforeAll(async () => {
  server = await startPostgresServer({ tls: hasOpenssl });
  const admin = server.admin();
  await admin.unsafe(`create role ${ROLE.user} login password '${ROLE.password}'`);
  for (const database of DATABASES) await admin.unsafe(`create database ${database} owner ${ROLE.user}`);
  await admin.end();
});
afterAll(() => server[Symbol.asyncDispose]());

/** The environment of `start`, as the process reads it. */
async function targetOf(env: Record<string, string>) {
  const { database, schema } = readConfig(env);
  if (!database) throw new Error("no DATABASE_URL");
  return { ...database, settings: await checkServer(database), schema };
}

/** Resynthesizes over both transports, replays, and receives every change. The app verifies its invariants at the end. */
async function runMainJob(env: Record<string, string>): Promise<void> {
  const database = { target: await targetOf(env), [Symbol.asyncDispose]: async () => {} };
  await using app = await startTestApp({ database, overrides: { provider: createFakeProvider() } });
  const { teamId, apiKey } = await app.seed.team();
  const id = await app.seed.character(teamId);
  type Change = { characterStatusChanged: { status: string } };
  const query = "subscription ($id: ID!) { characterStatusChanged(id: $id) { status } }";
  await using changes = subscribe<Change>(app.url, apiKey, query, { id });
  await changes.take(1);
  for (const [turn, client] of [createGraphqlClient(app.url, apiKey), createRestClient(app.url, apiKey)].entries()) {
    const call = { key: `key ${turn}` };
    const accepted = await client.resynthesize(id, call);
    expect(accepted).toMatchObject({ code: "ok", replayed: false, value: { id, status: "synthesizing" } });
    const seen = await changes.take(3 + 2 * turn);
    expect(seen.slice(-2).map((change) => change.characterStatusChanged.status)).toEqual(["SYNTHESIZING", "REVIEWING"]);
    expect(await client.resynthesize(id, call)).toMatchObject({ code: "ok", replayed: true, value: { id } });
  }
  expect(app.logged).toEqual([]);
}

describe("the main job", { timeout: 120_000 }, () => {
  test.runIf(hasOpenssl)(
    "runs over verified TLS as a role that is not a superuser, in a schema of its own",
    async () => {
      const ca = encodeURIComponent(server.certificates?.ca ?? "");
      const query = `?sslmode=verify-full&sslrootcert=${ca}&schema=retake-app`;
      await runMainJob({ DATABASE_URL: server.url({ ...ROLE, database: "verified", query }) });
    },
  );

  test.runIf(hasPgBouncer).each(["session", "transaction"] as const)(
    "runs through PgBouncer in %s mode",
    async (mode) => {
      const place = { ...ROLE, database: mode };
      await using pooler = await startPgBouncer(server, { mode, users: { [ROLE.user]: ROLE.password } });
      const direct: Record<string, string> = mode === "session" ? {} : { DATABASE_DIRECT_URL: server.url(place) };
      await runMainJob({ DATABASE_URL: pooler.url(place), ...direct });
    },
  );
});
