import { readFile } from "node:fs/promises";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { DatabaseTarget } from "../../src/db/client.ts";
import { migrate } from "../../src/db/migrate.ts";
import { schemaNameError } from "../../src/db/schema-name.ts";
import { listenForChanges } from "../../src/events/notifier.ts";
import { findViolations } from "../../src/services/verify/find-violations.ts";
import { startTestApp, type TestApp } from "../helpers/app.ts";
import { connect } from "../helpers/connect.ts";
import { createTestDatabase, type TestDatabase } from "../helpers/database.ts";
import { resynthesize } from "../helpers/typed-call.ts";
import { waitFor } from "../helpers/wait-for.ts";

/** Upper case and a dash: unquoted, the name means another schema. */
const OTHER_SCHEMA = "Second-One";
const TABLES = ["api_keys", "characters", "events", "generations", "settings", "syntheses", "teams"];

const inSchema = (database: TestDatabase, schema: string): TestDatabase => ({
  target: { ...database.target, schema },
  [Symbol.asyncDispose]: async () => {},
});

async function withConnection<T>(
  target: DatabaseTarget,
  use: (sql: ReturnType<typeof connect>) => Promise<T>,
): Promise<T> {
  const sql = connect(target, 1, "test");
  try {
    return await use(sql);
  } finally {
    await sql.end();
  }
}

/** Every session of this database finds another program's tables and functions first. */
async function makeSearchPathHostile(target: DatabaseTarget): Promise<void> {
  await withConnection(target, async (sql) => {
    await sql.unsafe("create schema hostile");
    for (const table of TABLES) await sql.unsafe(`create table hostile.${table} (wrong int)`);
    await sql.unsafe("create function hostile.clock_now() returns int language sql as 'select 1 / 0'");
    await sql.unsafe(
      `do $$ begin execute format('alter database %I set search_path = hostile', current_database()); end $$`,
    );
  });
}

/** Runs a paid call to its end. Resolves with the team and the character. */
async function runMainJob({ app, seed, url }: TestApp): Promise<{ teamId: string; characterId: string }> {
  const { teamId, apiKey } = await seed.team();
  const characterId = await seed.character(teamId);
  expect((await resynthesize("rest", url, apiKey, characterId, "k")).code).toBe("ok");
  expect(await resynthesize("graphql", url, apiKey, characterId, "k")).toMatchObject({ code: "ok", replayed: true });
  await waitFor("the end of the synthesis", async () => {
    const [row] = await app.db.sql`select status from retake.characters where id = ${characterId}`;
    return row?.status === "reviewing";
  });
  return { teamId, characterId };
}

describe("two installations in one database, under a hostile search_path", () => {
  let database: TestDatabase;
  let first: TestApp;
  let second: TestApp;
  beforeAll(async () => {
    database = await createTestDatabase();
    await makeSearchPathHostile(database.target);
    first = await startTestApp({ database: inSchema(database, database.target.schema ?? "public") });
    second = await startTestApp({ database: inSchema(database, OTHER_SCHEMA) });
  });
  afterAll(async () => {
    await second?.[Symbol.asyncDispose]();
    await first?.[Symbol.asyncDispose]();
    await database?.[Symbol.asyncDispose]();
  });

  test("each run a paid call in their own tables and their own queue", async () => {
    const [mine, theirs] = await Promise.all([runMainJob(first), runMainJob(second)]);
    for (const [{ app }, { teamId, characterId }] of [
      [first, mine],
      [second, theirs],
    ] as const) {
      expect(
        await app.db.sql`select id, (select count(*)::int from retake.characters) as characters from retake.teams`,
      ).toEqual([{ id: teamId, characters: 1 }]);
      const jobs = await app.db.sql`select data ->> 'synthesis_id' as id from retake_jobs.job where name = 'synthesis'`;
      expect(jobs).toEqual(await app.db.sql`select id from retake.syntheses where character_id = ${characterId}`);
      expect(await findViolations(app.db)).toEqual([]);
    }
    const wrong = await Promise.all(
      TABLES.map((table) => first.app.db.sql`select from ${first.app.db.sql(`hostile.${table}`)}`),
    );
    expect(wrong.flat()).toEqual([]);
  });

  test("report no violations of each other", async () => {
    const { sql } = second.app.db;
    await sql`update retake.teams set total = total + 1`;
    expect(await findViolations(first.app.db)).toEqual([]);
    expect(await findViolations(second.app.db)).not.toEqual([]);
    await sql`update retake.teams set total = total - 1`;
  });

  test("do not wake each other's feeds", async () => {
    const hints = { first: 0, second: 0 };
    const stops = await Promise.all(
      (["first", "second"] as const).map((name) =>
        listenForChanges((name === "first" ? first : second).app.db, (hint) => {
          if (hint !== null) hints[name] += 1;
        }),
      ),
    );
    try {
      const { teamId } = await second.seed.team();
      second.app.notifier.notifyChanged(teamId);
      await waitFor("the notification", () => hints.second > 0);
      // Notifications on one connection arrive in order, so a later one shows that none came before it.
      first.app.notifier.notifyChanged("team_last");
      await waitFor("the notification after it", () => hints.first > 0);
      expect(hints.first).toBe(1);
    } finally {
      for (const stop of stops) await stop();
    }
  });

  test("do not block each other by locks", async () => {
    const order: string[] = [];
    await first.app.db.withAdvisoryLock(1, () =>
      second.app.db.withAdvisoryLock(1, async () => {
        order.push("both are held");
      }),
    );
    expect(order).toEqual(["both are held"]);
  });
});

describe("migrate", () => {
  test("keeps the migrations of an installation whose journal is in another schema, and runs none of them again", async () => {
    await using database = await createTestDatabase();
    const { target } = inSchema(database, "public");
    await migrate(target);
    await withConnection(target, async (sql) => {
      const before = await sql`select tag from retake.schema_migrations order by tag`;
      await sql`create schema drizzle`;
      await sql`create table drizzle.migrations (id serial primary key, hash text not null, created_at bigint)`;
      const { entries }: { entries: { when: number; tag: string }[] } = JSON.parse(
        await readFile("drizzle/meta/_journal.json", "utf8"),
      );
      for (const { when, tag } of entries) {
        await sql`insert into drizzle.migrations (hash, created_at) values (${tag}, ${when})`;
      }
      await sql`drop table retake.schema_migrations`;
      await sql`insert into retake.settings (name, value) values ('kept', '1')`;
      await Promise.all([migrate(target), migrate(target)]);
      expect(await sql`select tag from retake.schema_migrations order by tag`).toEqual(before);
      expect(await sql`select value from retake.settings where name = 'kept'`).toEqual([{ value: 1 }]);
    });
  });

  test("refuses a schema in which another program has a table with the same name", async () => {
    await using database = await createTestDatabase();
    const { target } = inSchema(database, "occupied");
    await withConnection(target, async (sql) => {
      await sql`create schema occupied`;
      await sql`create table occupied.events (id int)`;
    });
    await expect(migrate(target)).rejects.toThrow("The schema occupied has a table named events that is not Retake's.");
  });
});

test.each(["", "pg_x", "PG_temp", "information_schema", "pgboss", "a_jobs", "a b", 'a"b', "1a", "x".repeat(41)])(
  "refuses the schema name %j",
  (name) => {
    expect(schemaNameError(name)).toMatch(/^must /);
  },
);
