import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import type postgres from "postgres";
import { type ConnectionTarget, connect } from "./client.ts";
import { applyFunctions, changedFunctions } from "./functions.ts";
import { isQueueCurrent, migrateQueue } from "./queue.ts";

/** Raised when the running code can't work on this database; the message says what to do. */
export class MigrationRefused extends Error {
  override readonly name = "MigrationRefused";
}

/** What this code is; a database that needs a newer one names a higher number in `settings.minimum_code_version`. */
export const CODE_VERSION = 1;
const MINIMUM_SERVER_VERSION = 150_000;
/** Any constant: everybody who migrates takes this lock, so one does the work and the others wait. */
const MIGRATION_LOCK = 7_304_402_126;
const MIGRATIONS_FOLDER = fileURLToPath(new URL("../../drizzle", import.meta.url));

/** Brings tables, SQL functions and the queue up to date, under a lock. When nothing changed it takes no lock at all. */
export async function migrate(target: ConnectionTarget): Promise<void> {
  const sql = connect(target, 1, "retake migrate");
  try {
    await sql`set statement_timeout = 0`;
    await refuseOldServer(sql);
    await refuseNewerDatabase(sql);
    if (await isCurrent(sql)) return;
    await sql`select pg_advisory_lock(${MIGRATION_LOCK})`;
    await refuseNewerDatabase(sql);
    // A client of its own: drizzle changes the parsers of the one it is given.
    await applyTables(target);
    await applyFunctions(sql);
    await migrateQueue(sql);
  } finally {
    await sql.end({ timeout: 2 });
  }
}

/** True when the tables of the last migration, every function's text and the queue's settings are in place. */
async function isCurrent(sql: postgres.Sql): Promise<boolean> {
  const [known] =
    await sql`select to_regclass('settings') is not null and to_regclass('drizzle.migrations') is not null as exists`;
  if (!known?.exists) return false;
  const journal: { entries: { when: number }[] } = JSON.parse(
    await readFile(`${MIGRATIONS_FOLDER}/meta/_journal.json`, "utf8"),
  );
  const [applied] = await sql`select max(created_at)::float8 as latest from drizzle.migrations`;
  if (applied?.latest !== journal.entries.at(-1)?.when) return false;
  return (await changedFunctions(sql)).length === 0 && (await isQueueCurrent(sql));
}

async function applyTables(target: ConnectionTarget): Promise<void> {
  const [{ drizzle }, { migrate: migrateTables }] = await Promise.all([
    import("drizzle-orm/postgres-js"),
    import("drizzle-orm/postgres-js/migrator"),
  ]);
  const sql = connect(target, 1, "retake migrate");
  try {
    await sql`set statement_timeout = 0`;
    await migrateTables(drizzle(sql), {
      migrationsFolder: MIGRATIONS_FOLDER,
      migrationsSchema: "drizzle",
      migrationsTable: "migrations",
    });
  } finally {
    await sql.end({ timeout: 2 });
  }
}

async function refuseOldServer(sql: postgres.Sql): Promise<void> {
  const [row] =
    await sql`select current_setting('server_version_num')::int as version, current_setting('server_version') as name`;
  if (row && row.version < MINIMUM_SERVER_VERSION) {
    throw new MigrationRefused(`PostgreSQL 15 or newer is needed; this server is ${row.name}.`);
  }
}

async function refuseNewerDatabase(sql: postgres.Sql): Promise<void> {
  const [known] = await sql`select to_regclass('settings') is not null as exists`;
  if (!known?.exists) return;
  const [row] = await sql`select value::text::int as minimum from settings where name = 'minimum_code_version'`;
  if (row && row.minimum > CODE_VERSION) {
    throw new MigrationRefused(
      `This database needs code version ${row.minimum} or newer; this is version ${CODE_VERSION}. Update Retake first.`,
    );
  }
}
