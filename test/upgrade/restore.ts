import { randomBytes } from "node:crypto";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import type postgres from "postgres";
import { inject } from "vitest";
import type { DatabaseTarget } from "../../src/db/client.ts";
import { migrate } from "../../src/db/migrate.ts";
import { startTestApp, type TestApp, type TestAppOptions } from "../helpers/app.ts";
import { connect } from "../helpers/connect.ts";
import type { TestDatabase } from "../helpers/database.ts";
import { withDatabase } from "../helpers/database-target.ts";
import { readBlobs, readDump, readRecorded } from "./recorded.ts";

/** The old version's database and images, migrated by the code under test. */
type RestoredDump = AsyncDisposable & {
  readonly database: TestDatabase;
  readonly env: Readonly<Record<string, string>>;
};

/** Restores the dump into a new database at the time of the dump, and migrates it. */
async function restoreDump(): Promise<RestoredDump> {
  const server = inject("server");
  const name = `retake_${randomBytes(6).toString("hex")}`;
  // Version 0.1.0 supported only this schema, whatever schema the other tests use.
  const target = { ...withDatabase(server, name), schema: "public" };
  await withConnection(server, (sql) => sql.unsafe(`create database ${name} template template0`));
  // The statements of 0.1.0 name no schema, so the role's search_path must lead to it.
  await withConnection(server, (sql) =>
    sql.unsafe(`alter role current_user in database ${name} set search_path = public`),
  );
  await withConnection(target, (sql) => sql.unsafe(readDump()));
  await withConnection(target, moveQueue);
  await migrate(target);
  await withConnection(target, setClock);
  const folder = await writeBlobs();
  const drop = () => withConnection(server, (sql) => sql.unsafe(`drop database if exists ${name} with (force)`));
  return {
    database: { target, [Symbol.asyncDispose]: async () => void (await drop()) },
    env: { BLOB_STORE: `file:${folder}` },
    [Symbol.asyncDispose]: () => rm(folder, { recursive: true, force: true }),
  };
}

/** A process of the code under test on the restored dump. Disposing of it drops both. */
export async function startOnDump(options: TestAppOptions = {}): Promise<TestApp> {
  const dump = await restoreDump();
  const app = await startTestApp({ ...options, database: dump.database, env: { ...options.env, ...dump.env } });
  return {
    ...app,
    [Symbol.asyncDispose]: async () => {
      await app[Symbol.asyncDispose]();
      await dump[Symbol.asyncDispose]();
    },
  };
}

async function withConnection<T>(target: DatabaseTarget, use: (sql: postgres.Sql) => Promise<T>): Promise<T> {
  const sql = connect(target, 1, "retake test");
  try {
    return await use(sql);
  } finally {
    await sql.end();
  }
}

/** Sets the database's clock to the time of the dump, so that keys, tokens and events have the age that they had then. */
async function setClock(sql: postgres.Sql): Promise<void> {
  const { takenAt } = readRecorded();
  const [row] = await sql<{ age: string }[]>`select (clock_timestamp() - ${takenAt}::timestamptz)::text as age`;
  await sql.unsafe(`create or replace function retake.clock_now() returns timestamptz language sql volatile as
    $$ select clock_timestamp() - interval '${row?.age}' $$`);
}

/** The queue uses the real clock, so its times are moved, except for the heartbeats of the worker that has ended. */
async function moveQueue(sql: postgres.Sql): Promise<void> {
  const { takenAt } = readRecorded();
  const columns = await sql<{ name: string }[]>`
    select column_name as name from information_schema.columns
     where table_schema = 'pgboss' and table_name = 'job' and data_type = 'timestamp with time zone'
       and column_name <> 'heartbeat_on'`;
  const moved = columns.map(({ name }) => `${name} = ${name} + (clock_timestamp() - '${takenAt}'::timestamptz)`);
  await sql.unsafe(`update pgboss.job set ${moved.join(", ")}`);
}

async function writeBlobs(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "retake-blobs-"));
  for (const [name, content] of Object.entries(readBlobs())) {
    await mkdir(dirname(join(folder, name)), { recursive: true });
    await writeFile(join(folder, name), Buffer.from(content, "base64"));
  }
  return folder;
}
