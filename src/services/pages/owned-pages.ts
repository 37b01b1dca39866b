import { type SQL, sql } from "drizzle-orm";
import type { Database } from "../../db/client.ts";
import { query } from "../../db/query.ts";
import { type Page, type PageEnd, pageOf } from "./keyset-page.ts";

/** Selects `snapshot` and `position` of one owner's rows, in this order and at most so many. */
export type OwnedRows = (owner: SQL, order: SQL, limit: number) => SQL;

type Row<Item> = { readonly owner: string; readonly snapshot: Item };

/**
 * The same page, between no positions, of several owners' lists in one statement: one look into the list's index for
 * each owner, as `listPage` would take it.
 */
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
