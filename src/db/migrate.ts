import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import type postgres from "postgres";
import { checkMigrationRights, checkUseRights } from "./check-server.ts";
import type { DatabaseTarget } from "./client.ts";
import { Connector } from "./connect.ts";
import { applyFunctions, CODE_VERSION, changedFunctions } from "./functions.ts";
import { isQueueCurrent, migrateQueue } from "./queue.ts";
import { DEFAULT_SCHEMA, lockKey, queueSchema, quoteIdentifier } from "./schema-name.ts";

/** Thrown when this code can't use the database. The message says what to do. */
class MigrationRefused extends Error {
  override readonly name = "MigrationRefused";
}

const MINIMUM_SERVER_VERSION = 150_000;
/** Any constant. Every migrating process takes this lock, so one does the work and the others wait. */
const MIGRATION_LOCK = 7_304_402_126;
/** Tables of the first migration whose names other programs are likely to use too. */
const OUR_TABLES = ["api_keys", "characters", "events", "images", "settings", "teams", "uploads"];
const MIGRATIONS_FOLDER = fileURLToPath(new URL("../../drizzle", import.meta.url));

/** Brings tables, SQL functions and the queue up to date under a lock. Takes no lock when nothing has changed. */
export async function migrate({ settings, direct, schema = DEFAULT_SCHEMA }: DatabaseTarget): Promise<void> {
  const connector = new Connector(direct ?? settings, schema);
  // A migration may take long and waits without a limit for another one to finish.
  const { sql, end } = await connector.connect({ name: "retake migrate", statementTimeoutMs: 0, lockTimeoutMs: 0 });
  try {
    await refuseOldServer(sql);
    const schemas = { own: schema, queue: queueSchema(schema) };
    await checkUseRights(sql, schemas);
    await refuseNewerDatabase(sql);
    if (await isCurrent(sql, schema)) return;
    await checkMigrationRights(sql, schemas);
    await sql`select pg_advisory_lock(${lockKey(MIGRATION_LOCK, schema)}::bigint)`;
    await refuseNewerDatabase(sql);
    await createSchemas(sql, schema);
    await applyTables(sql, schema);
    await applyFunctions(sql, schema);
    await migrateQueue(sql, schema);
  } finally {
    await end(2);
  }
}

/** True when all migrations, the text of every function and the queue's settings are applied. */
async function isCurrent(sql: postgres.Sql, schema: string): Promise<boolean> {
  const applied = await readJournal(sql);
  if (applied === null || (await readMigrations()).some(({ tag }) => !applied.has(tag))) return false;
  return (await changedFunctions(sql, schema)).length === 0 && (await isQueueCurrent(sql));
}

/** PostgreSQL requires the right to create schemas even for `if not exists`, so existing ones are looked up first. */
async function createSchemas(sql: postgres.Sql, schema: string): Promise<void> {
  for (const name of [schema, queueSchema(schema)]) {
    const found = await sql`select from pg_namespace where nspname = ${name}`;
    if (found.length === 0) await sql.unsafe(`create schema ${quoteIdentifier(name)}`);
  }
}

type Migration = { readonly tag: string; readonly when: number };

/** All migrations of this code in order, from drizzle-kit's journal. */
async function readMigrations(): Promise<readonly Migration[]> {
  const journal: { entries: Migration[] } = JSON.parse(
    await readFile(`${MIGRATIONS_FOLDER}/meta/_journal.json`, "utf8"),
  );
  return journal.entries;
}

/** The migrations that were applied to this schema; null when it has no journal. */
async function readJournal(sql: postgres.Sql): Promise<ReadonlySet<string> | null> {
  const [known] = await sql`select to_regclass('retake.schema_migrations') is not null as exists`;
  if (!known?.exists) return null;
  return new Set((await sql<{ tag: string }[]>`select tag from retake.schema_migrations`).map(({ tag }) => tag));
}

/**
 * Applies the missing migrations, each in its own transaction. A migration of tables in use changes one table only:
 * with locks on two tables it could deadlock with a running call.
 */
async function applyTables(sql: postgres.Sql, schema: string): Promise<void> {
  const migrations = await readMigrations();
  const applied = (await readJournal(sql)) ?? (await readOldJournal(sql, migrations, schema));
  if (applied.size === 0) await refuseForeignTables(sql, schema);
  const done = migrations.filter(({ tag }) => applied.has(tag));
  // The server executes one text as one transaction.
  await sql.unsafe(
    [
      "create table if not exists retake.schema_migrations (",
      "  tag text primary key, applied_at timestamptz not null default clock_timestamp());",
      ...done.map(recordMigration),
    ].join("\n"),
  );
  for (const migration of migrations.filter(({ tag }) => !applied.has(tag))) {
    const text = await readFile(`${MIGRATIONS_FOLDER}/${migration.tag}.sql`, "utf8");
    await sql.unsafe(`${text}\n;\n${recordMigration(migration)}`);
  }
}

const recordMigration = ({ tag }: Migration) =>
  `insert into retake.schema_migrations (tag) values ('${tag}') on conflict do nothing;`;

/**
 * Migrations that an installation in `public` recorded in `drizzle.migrations`, where older versions kept the
 * journal. They still read it when they run next to this version, so it is kept.
 */
async function readOldJournal(
  sql: postgres.Sql,
  migrations: readonly Migration[],
  schema: string,
): Promise<ReadonlySet<string>> {
  if (schema !== DEFAULT_SCHEMA) return new Set();
  const [known] = await sql`
    select to_regclass('drizzle.migrations') is not null and to_regclass('retake.sql_functions') is not null as exists`;
  if (!known?.exists) return new Set();
  const rows = await sql<{ created_at: string }[]>`select created_at::text from drizzle.migrations`;
  const times = new Set(rows.map((row) => Number(row.created_at)));
  return new Set(migrations.filter(({ when }) => times.has(when)).map(({ tag }) => tag));
}

/** A table can't be created where another program's table has the same name. */
async function refuseForeignTables(sql: postgres.Sql, schema: string): Promise<void> {
  const [found] = await sql<{ name: string }[]>`
    select c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
     where n.nspname = ${schema} and c.relname = any (${OUR_TABLES}::text[]) order by c.relname limit 1`;
  if (!found) return;
  throw new MigrationRefused(
    `The schema ${schema} has a table named ${found.name} that is not Retake's. Set DATABASE_SCHEMA to a schema of its own.`,
  );
}

async function refuseOldServer(sql: postgres.Sql): Promise<void> {
  const [row] =
    await sql`select current_setting('server_version_num')::int as version, current_setting('server_version') as name`;
  if (row && row.version < MINIMUM_SERVER_VERSION) {
    throw new MigrationRefused(`PostgreSQL 15 or newer is required; this server is ${row.name}.`);
  }
}

async function refuseNewerDatabase(sql: postgres.Sql): Promise<void> {
  const [known] = await sql`select to_regclass('retake.settings') is not null as exists`;
  if (!known?.exists) return;
  const [row] = await sql`select value::text::int as minimum from retake.settings where name = 'minimum_code_version'`;
  if (row && row.minimum > CODE_VERSION) {
    throw new MigrationRefused(
      `This database requires code version ${row.minimum} or newer; this is version ${CODE_VERSION}. Update Retake first.`,
    );
  }
}
