import type postgres from "postgres";
import { connect } from "../helpers/connect.ts";
import type { TestDatabase } from "../helpers/database.ts";
import { waitFor } from "../helpers/wait-for.ts";

/**
 * Runs two statements against each other: holds a row lock that both need, lets the first wait for it, then the
 * second, then releases it. Both must be calls of different processes, because the limiter of one process would keep
 * the second from the database.
 */
export async function race<A, B>(
  database: TestDatabase,
  lock: (sql: postgres.Sql) => postgres.PendingQuery<postgres.Row[]>,
  first: () => Promise<A>,
  second: () => Promise<B>,
): Promise<[A, B]> {
  const { target } = database;
  const holder = connect(target, 1, "race");
  const watcher = connect(target, 1, "race");
  const queued = (count: number) =>
    waitFor(`${count} waiting statements`, async () => {
      const [row] = await watcher`
        select count(*)::int as waiting from pg_stat_activity
         where datname = current_database() and wait_event_type = 'Lock'`;
      return row?.waiting >= count;
    });
  try {
    await holder`begin`.simple();
    await lock(holder);
    const a = first();
    await queued(1);
    const b = second();
    await queued(2);
    await holder`commit`.simple();
    return await Promise.all([a, b]);
  } finally {
    await holder.end();
    await watcher.end();
  }
}

/** Locks a character like every SQL function. */
export const lockCharacter = (id: string) => (sql: postgres.Sql) =>
  sql`select from retake.characters where id = ${id} for no key update`;

/** Locks a team's row, which is the last lock of every function, so both statements run as far as possible. */
export const lockTeam = (id: string) => (sql: postgres.Sql) =>
  sql`select from retake.teams where id = ${id} for no key update`;
