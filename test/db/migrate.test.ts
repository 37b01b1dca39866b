import { describe, expect, test } from "vitest";
import { CODE_VERSION } from "../../src/db/functions.ts";
import { migrate } from "../../src/db/migrate.ts";
import { queueSchema, quoteIdentifier } from "../../src/db/schema-name.ts";
import { connect } from "../helpers/connect.ts";
import { createTestDatabase } from "../helpers/database.ts";

describe("migrate", () => {
  test("refuses a database that requires newer code", async () => {
    await using database = await createTestDatabase();
    const sql = connect(database.target, 1, "test");
    await sql`insert into retake.settings (name, value) values ('minimum_code_version', to_jsonb(${CODE_VERSION + 1}::int))`;
    await sql.end();
    await expect(migrate(database.target)).rejects.toThrow(`requires code version ${CODE_VERSION + 1} or newer`);
  });

  test("applies a function again when its recorded text differs", async () => {
    await using database = await createTestDatabase();
    const sql = connect(database.target, 1, "test");
    try {
      await sql`create or replace function retake.clock_now() returns timestamptz language sql volatile as $$ select 'epoch'::timestamptz $$`;
      await sql`update retake.sql_functions set hash = 'old' where file like '%db/clock-now.sql'`;
      await migrate(database.target);
      const [row] = await sql`select retake.clock_now() > '2020-01-01' as running`;
      expect(row?.running).toBe(true);
    } finally {
      await sql.end();
    }
  });

  test("leaves the functions of newer code alone", async () => {
    await using database = await createTestDatabase();
    const sql = connect(database.target, 1, "test");
    try {
      await sql`create or replace function retake.clock_now() returns timestamptz language sql volatile as $$ select 'epoch'::timestamptz $$`;
      await sql`insert into retake.sql_functions (file, hash) values (${`${CODE_VERSION + 1} db/clock-now.sql`}, 'newer')`;
      await migrate(database.target);
      const [row] = await sql`select retake.clock_now() = 'epoch' as untouched`;
      expect(row?.untouched).toBe(true);
    } finally {
      await sql.end();
    }
  });

  test("does the work once when several processes migrate at the same time", async () => {
    await using database = await createTestDatabase();
    const sql = connect(database.target, 1, "test");
    const { schema = "public" } = database.target;
    for (const name of [schema, queueSchema(schema)]) await sql.unsafe(`drop schema ${quoteIdentifier(name)} cascade`);
    await Promise.all([1, 2, 3].map(() => migrate(database.target)));
    const [row] = await sql`select count(*)::int as applied from retake.schema_migrations`;
    expect(row?.applied).toBeGreaterThan(0);
    await sql.end();
  });
});
