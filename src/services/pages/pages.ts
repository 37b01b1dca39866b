import { and, asc, desc, gt, gte, lt, lte, type SQL, sql } from "drizzle-orm";
import type { PgColumn, PgTable } from "drizzle-orm/pg-core";
import type { Database } from "../../db/client.ts";
import { query } from "../../db/query.ts";

/**
 * A part of a list that is ordered from the newest to the oldest: at most `take` rows between two positions, counted
 * from the newest or (`backward`) from the oldest. A null position means no bound.
 */
export type PageBounds<Position> = PageEnd & {
  /** Only rows older than this one. */
  readonly after: Position | null;
  /** Only rows newer than this one. */
  readonly before: Position | null;
};

/** From which end rows are counted, and how many at most. */
export type PageEnd = { readonly take: number; readonly backward: boolean };

/** Rows, newest first. Both flags are exact: whether the list has further rows before and after the page. */
export type Page<Item> = {
  readonly items: readonly Item[];
  readonly hasNextPage: boolean;
  readonly hasPreviousPage: boolean;
};

/** A list that can be read by position. `rows` reads the rows that match `where`, in the given order and number. */
type KeysetSource<Item> = {
  readonly position: PgColumn;
  readonly rows: (where: SQL | undefined, order: SQL, limit: number) => Promise<readonly Item[]>;
};

/** A position for comparing and sorting. Text is compared by its bytes, whatever the collation of the database. */
function inOrder(position: PgColumn): SQL {
  return position.dataType === "string" ? sql`${position} collate "C"` : sql`${position}`;
}

/**
 * Reads one page. One row more than requested shows whether there are more on that side, and a second query checks
 * the other side.
 */
export async function listPage<Item, Position extends string | number>(
  source: KeysetSource<Item>,
  bounds: PageBounds<Position>,
): Promise<Page<Item>> {
  const { after, before, take, backward } = bounds;
  const { rows } = source;
  const position = inOrder(source.position);
  const within = and(
    after === null ? undefined : lt(position, after),
    before === null ? undefined : gt(position, before),
  );
  const order = backward ? asc(position) : desc(position);
  const exists = async (where: SQL) => (await rows(where, order, 1)).length > 0;

  const [read, newer, older] = await Promise.all([
    rows(within, order, take + 1),
    after === null ? false : exists(gte(position, after)),
    before === null ? false : exists(lte(position, before)),
  ]);
  return pageOf(read, { take, backward }, { newer, older });
}

/** The rows of one table that match `where`, and the snapshot that is returned for each. */
type SnapshotList<Snapshot> = {
  readonly table: PgTable;
  readonly position: PgColumn;
  readonly where: SQL | undefined;
  readonly snapshot: SQL<Snapshot>;
};

/** Reads one page of snapshots. */
export function listSnapshots<Snapshot, Position extends string | number>(
  db: Database,
  { table, position, where, snapshot }: SnapshotList<Snapshot>,
  bounds: PageBounds<Position>,
): Promise<Page<Snapshot>> {
  const rows = async (within: SQL | undefined, order: SQL, limit: number) => {
    const statement = db.reads.select({ snapshot }).from(table).where(and(where, within));
    return (await query(statement.orderBy(order).limit(limit))).map((row) => row.snapshot);
  };
  return listPage({ position, rows }, bounds);
}

/**
 * Builds a page from the rows in the order in which they were read, with one row more than requested if there is one.
 */
function pageOf<Item>(
  read: readonly Item[],
  { take, backward }: PageEnd,
  { newer, older } = { newer: false, older: false },
): Page<Item> {
  const more = read.length > take;
  const items = read.slice(0, take);
  return {
    items: backward ? items.reverse() : items,
    hasNextPage: older || (!backward && more),
    hasPreviousPage: newer || (backward && more),
  };
}

/** Selects `snapshot` and `position` of one owner's rows, in this order and at most `limit`. */
type OwnedRows = (owner: SQL, order: SQL, limit: number) => SQL;

type Row<Item> = { readonly owner: string; readonly snapshot: Item };

/** Reads the first page of several owners' lists in one statement, with one index scan per owner. */
export async function listOwnedPages<Item>(
  db: Database,
  owners: readonly string[],
  end: PageEnd,
  rows: OwnedRows,
): Promise<ReadonlyMap<string, Page<Item>>> {
  const order = end.backward ? sql`asc` : sql`desc`;
  const found = await query(
    db.reads.execute<Row<Item>>(sql`
      select owners.id as owner, row.snapshot
        from unnest(${sql.param(owners)}::text[]) as owners (id)
       cross join lateral (${rows(sql`owners.id`, order, end.take + 1)}) as row
       order by owners.id, row.position ${order}`),
  );
  const byOwner = Map.groupBy(found as Iterable<Row<Item>>, ({ owner }) => owner);
  return new Map(
    owners.map((owner) => {
      const read = byOwner.get(owner) ?? [];
      const snapshots = read.map(({ snapshot }) => snapshot);
      return [owner, pageOf(snapshots, end)];
    }),
  );
}
