import { readFile } from "node:fs/promises";
import type postgres from "postgres";
import { afterAll, beforeAll, expect, test } from "vitest";
import { parseConnectionString } from "../../src/db/connection-string.ts";
import { migrate } from "../../src/db/migrate.ts";
import { startTestApp } from "../helpers/app.ts";
import { type PostgresServer, startPostgresServer } from "../helpers/postgres-server.ts";
import { createRestClient } from "../helpers/rest-client.ts";
import { waitFor } from "../helpers/wait-for.ts";

let server: PostgresServer;
/** Runs a statement as the superuser in the database of the installation. */
let admin: postgres.Sql;
beforeAll(async () => {
  server = await startPostgresServer();
  const setUp = server.admin();
  await setUp.unsafe("create role the_owner login password 'o'");
  await setUp.unsafe("create role app login password 'a'");
  await setUp.unsafe("create database app owner the_owner");
  await setUp.end();
  admin = server.admin("app");
});
afterAll(async () => {
  await admin.end();
  await server[Symbol.asyncDispose]();
});

/** The checks of `start` and `migrate`, run as one of the two roles. */
function targetOf(user: "the_owner" | "app", schema: string) {
  const url = server.url({ user, password: user === "app" ? "a" : "o", database: "app" });
  return { settings: parseConnectionString(url).settings, schema };
}

async function refusal(schema: string): Promise<string> {
  const error: Error = await migrate(targetOf("app", schema)).then(
    () => new Error("was not refused"),
    (thrown: Error) => thrown,
  );
  expect(error.name).toBe("StartRefused");
  return error.message;
}

/** docs/grants.sql as psql runs it. */
async function grantAll(schema: string, queue: string): Promise<void> {
  const text = await readFile(new URL("../../docs/grants.sql", import.meta.url), "utf8");
  const values: Record<string, string> = { DBNAME: "app", role: "app", schema, queue };
  await admin.unsafe(
    `set role the_owner; ${text.replaceAll(/:"(\w+)"/g, (_, name) => `"${values[name]}"`)}; reset role`,
  );
}

test.each([
  ["public", "pgboss", "SCHEMA public"],
  ["my-app", "my-app_jobs", "DATABASE app"],
])(
  "in the schema %s a role needs docs/grants.sql, and each missing right is named",
  { timeout: 120_000 },
  async (schema, queue, place) => {
    expect(await refusal(schema)).toMatch(
      new RegExp(
        `^The role app lacks CREATE on ${place}; the database is not migrated: run the command migrate as the owner`,
      ),
    );
    await migrate(targetOf("the_owner", schema));
    expect(await refusal(schema)).toMatch(
      /^The role app lacks USAGE on SCHEMA .*; the owner of the tables must run GRANT USAGE ON SCHEMA/,
    );
    await grantAll(schema, queue);
    const target = targetOf("app", schema);
    await migrate(target);
    const written = await admin`
      select table_name as name from information_schema.role_table_grants
       where grantee = 'app' and table_schema = ${schema} and privilege_type <> 'SELECT'`;
    expect(written.map(({ name }) => name)).toContain("events");
    expect(written.map(({ name }) => name)).not.toContain("schema_migrations");
    expect(written.map(({ name }) => name)).not.toContain("sql_functions");

    await using app = await startTestApp({ database: { target, [Symbol.asyncDispose]: async () => {} } });
    const { teamId, apiKey } = await app.seed.team();
    const id = await app.seed.character(teamId);
    const client = createRestClient(app.url, apiKey);
    await client.resynthesize(id, { key: "k" });
    await waitFor("the new set", async () => (await client.get(id)).value?.status === "reviewing");
    expect(app.logged).toEqual([]);
  },
);

test.each([
  ["insert", "table events"],
  ["select, delete", "table pgboss.job"],
  ["execute", "function clock_now()"],
  ["usage", "schema pgboss"],
])("the GRANT named for %s on %s gives the missing right", async (privileges, object) => {
  await migrate(targetOf("the_owner", "public"));
  await grantAll("public", "pgboss");
  await admin.unsafe(`revoke ${privileges} on ${object} from app, public`);
  const message = await refusal("public");
  expect(message.split(";")[0]?.toLowerCase()).toContain(privileges.split(", ").at(-1));
  const grant = /GRANT .* TO app/.exec(message)?.[0] ?? "";
  await admin.unsafe(grant);
  await migrate(targetOf("app", "public"));
});

test("a role that does not own the tables is referred to their owner when a migration is needed", async () => {
  await migrate(targetOf("the_owner", "public"));
  await grantAll("public", "pgboss");
  await admin`update public.sql_functions set hash = 'old' where file like '%db/clock-now.sql'`;
  expect(await refusal("public")).toBe(
    "The database is of another version, and the role app does not own its tables; " +
      "run the command migrate of this version as their owner, the_owner",
  );
  await migrate(targetOf("the_owner", "public"));
  await migrate(targetOf("app", "public"));
});
