import { query } from "../db/query.ts";
import type { Sql } from "../db/statement.ts";
import { CallError } from "../domain/errors.ts";
import { HistoryTruncatedError } from "./history-truncated.ts";
import type { Source } from "./source.ts";
import type { Subscriber } from "./subscriber.ts";

/** Rows a late subscriber reads at a time. */
const PAGE_SIZE = 200;
/** Milliseconds after which he asks a database again that was away. */
const RETRY_MS = 500;

/**
 * Everything the table has of a topic after `from`, at the reader's pace, until a page comes short or the subscriber is
 * stopped. Throws `HistoryTruncatedError` when rows are missing.
 */
export async function* catchUp<Row extends object>(
  sql: Sql,
  source: Source<Row>,
  id: string,
  from: number,
  subscriber: Pick<Subscriber<Row>, "isStopped" | "pause">,
): AsyncGenerator<Row, void> {
  let last = from;
  while (true) {
    const rows = await retryRead(() => source.read(sql, [{ id, after: last }], PAGE_SIZE), subscriber);
    for (const row of rows) {
      if (subscriber.isStopped()) return;
      if (!source.follows(row, last)) throw new HistoryTruncatedError(`${id}: rows after ${last} are no longer kept`);
      last = source.positionOf(row);
      yield row;
    }
    if (rows.length < PAGE_SIZE) return;
  }
}

/** Waits for a database that is away, as live subscribers do. */
async function retryRead<Row extends object>(
  read: () => Promise<readonly Row[]>,
  subscriber: Pick<Subscriber<Row>, "isStopped" | "pause">,
): Promise<readonly Row[]> {
  while (!subscriber.isStopped()) {
    try {
      return await query(read());
    } catch (error) {
      if (!(error instanceof CallError && error.code === "service_unavailable")) throw error;
      await subscriber.pause(RETRY_MS);
    }
  }
  return [];
}
