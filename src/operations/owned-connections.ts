import { accepted, type Outcome } from "../domain/refusals.ts";
import type { Page, PageBounds, PageEnd } from "../services/pages/keyset-page.ts";
import { type Connection, type ConnectionArguments, type CursorList, parseBounds, toConnection } from "./connection.ts";

/** A list that each of several owners has: how one is read between positions, and several without. */
type OwnedList<Item, Position> = {
  readonly list: (owner: string) => CursorList<Position>;
  readonly one: (owner: string, bounds: PageBounds<Position>) => Promise<Page<Item>>;
  readonly several: (owners: readonly string[], end: PageEnd) => Promise<ReadonlyMap<string, Page<Item>>>;
  readonly read: (item: Item) => { readonly position: string | number; readonly node: Item };
};

/**
 * The page of each owner's list that the arguments ask for, by the owner. Without cursors all are read together; a
 * cursor is of one owner's list only, and refused for the others.
 */
export async function readOwned<Item, Position>(
  owners: readonly string[],
  page: ConnectionArguments,
  { list, one, several, read }: OwnedList<Item, Position>,
): Promise<ReadonlyMap<string, Outcome<Connection<Item>>>> {
  const hasCursor = typeof page.after === "string" || typeof page.before === "string";
  if (owners.length > 1 && !hasCursor) {
    const bounds = parseBounds(list(""), page);
    if (!bounds.ok) return new Map(owners.map((owner) => [owner, bounds]));
    const pages = await several(owners, bounds.value);
    return new Map([...pages].map(([owner, found]) => [owner, accepted(toConnection(list(owner), found, read))]));
  }
  const answers = owners.map(async (owner): Promise<[string, Outcome<Connection<Item>>]> => {
    const bounds = parseBounds(list(owner), page);
    return [owner, bounds.ok ? accepted(toConnection(list(owner), await one(owner, bounds.value), read)) : bounds];
  });
  return new Map(await Promise.all(answers));
}
