import { inject } from "vitest";
import { connect } from "../../helpers/connect.ts";

/**
 * Runs tests, and drops the databases that they have created when they fail. An interrupted test keeps its app, whose
 * connections would be missing for all later tests.
 */
export async function clearingAway<T>(work: () => Promise<T>, failed: (result: T) => boolean): Promise<T> {
  const before = await list();
  const result = await work();
  if (failed(result)) await dropOthers(before);
  return result;
}

async function list(): Promise<Set<string>> {
  return administer(async (sql) => {
    const rows = await sql`select datname as name from pg_database where datname ~ '^retake_[0-9a-f]{12}$'`;
    return new Set(rows.map(({ name }) => String(name)));
  });
}

async function dropOthers(kept: Set<string>): Promise<void> {
  const left = [...(await list())].filter((name) => !kept.has(name));
  await administer(async (sql) => {
    for (const name of left) await sql.unsafe(`drop database if exists ${name} with (force)`);
  });
}

async function administer<T>(work: (sql: ReturnType<typeof connect>) => Promise<T>): Promise<T> {
  const sql = connect(inject("server"), 1, "retake mutation");
  try {
    return await work(sql);
  } finally {
    await sql.end();
  }
}
