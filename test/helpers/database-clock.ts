import type { Sql } from "../../src/db/statement.ts";

/** The database's clock under a test's control. It stands still until it is set. */
export type DatabaseClock = {
  /** In ms after the time at which it was stopped. */
  readonly set: (offsetMs: number) => Promise<void>;
};

/**
 * Replaces `clock_now` in a test's own database. The row has a key, because accepts run with enable_seqscan = off: before
 * version 18 PostgreSQL gives a sequential scan such a high cost then that it compiles every read of the clock.
 */
export async function stopClock(sql: Sql): Promise<DatabaseClock> {
  await sql.unsafe(`
    create table retake.stopped_clock (nth int primary key, at timestamptz, offset_ms int);
    insert into retake.stopped_clock values (1, date_trunc('milliseconds', clock_timestamp()), 0);
    create or replace function retake.clock_now() returns timestamptz language sql volatile as
      'select at + offset_ms * interval ''1 millisecond'' from retake.stopped_clock where nth = 1'`);
  return {
    set: async (offsetMs) => {
      await sql`update retake.stopped_clock set offset_ms = ${offsetMs}`;
    },
  };
}
