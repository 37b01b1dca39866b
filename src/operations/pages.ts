import { z } from "zod";
import { isPlausibleId } from "../domain/ids.ts";
import { type InputIssue, type InvalidInputCode, invalidInputs, type Outcome, ok } from "../domain/refusals.ts";
import type { Page, PageBounds, PageEnd } from "../services/pages/pages.ts";
import { inputIssues, whenValid } from "./input.ts";

/** The size of a page when the caller gives none. */
export const DEFAULT_PAGE_SIZE = 20;
export const MAX_PAGE_SIZE = 100;

/** The arguments of a Relay connection. Null counts as absent. */
export type ConnectionArguments = {
  readonly first?: number | null | undefined;
  readonly after?: string | null | undefined;
  readonly last?: number | null | undefined;
  readonly before?: string | null | undefined;
};

/** A Relay connection, newest first. Both flags of `pageInfo` are exact. */
export type Connection<Node> = {
  readonly edges: readonly { readonly cursor: string; readonly node: Node }[];
  readonly pageInfo: {
    readonly startCursor: string | null;
    readonly endCursor: string | null;
    readonly hasNextPage: boolean;
    readonly hasPreviousPage: boolean;
  };
};

/** A page of a REST list, newest first. `nextCursor` is for `starting_after`; null on the last page. */
export type List<Item> = {
  readonly data: readonly Item[];
  readonly hasMore: boolean;
  readonly nextCursor: string | null;
};

/** A list with cursors: its name, which includes its owner, and how a cursor's text becomes a position. */
type CursorList<Position> = {
  readonly list: string;
  readonly decode: (cursor: string) => Position | null;
};

/** A list whose positions are ids. */
export const byId = (list: string): CursorList<string> => ({ list, decode: (cursor) => decodeCursor(list, cursor) });
/** A list whose positions are numbers. */
export const byNumber = (list: string): CursorList<number> => ({
  list,
  decode: (cursor) => decodeNumberCursor(list, cursor),
});

/** The size of a REST page. */
export const limitInput = z.int().min(1).max(MAX_PAGE_SIZE).optional();

/** A parameter with a fixed set of values. Like the source API, it refuses others with `invalid_request`. */
export const oneOf = <Value extends string>(values: readonly Value[]) =>
  z.custom<Value>((value) => values.includes(value as Value), {
    error: `must be one of ${values.join(", ")}`,
    params: { code: "invalid_request" satisfies InvalidInputCode },
  });

const size = z.int().min(0).max(MAX_PAGE_SIZE).nullish();
const NOT_A_CURSOR = "not a cursor of this list";

/** The input of a connection: sizes from 0 to 100, and cursors of this list. */
export function connectionInput(list: CursorList<unknown>) {
  const cursor = z
    .string()
    .refine((text) => list.decode(text) !== null, {
      error: NOT_A_CURSOR,
      params: { code: "invalid_page_token" satisfies InvalidInputCode },
    })
    .nullish();
  return { first: size, after: cursor, last: size, before: cursor };
}

/** The rule that `first` and `last` can't be combined. */
export function refuseBothEnds({ first, last }: ConnectionArguments, context: z.RefinementCtx): void {
  if (typeof first !== "number" || typeof last !== "number") return;
  const params = { code: "parameter_invalid_combination" satisfies InvalidInputCode };
  context.addIssue({ code: "custom", path: ["last"], message: "can't be combined with first", params });
}

const anyPage = z
  .object({ first: size, after: z.string().nullish(), last: size, before: z.string().nullish() })
  .superRefine(refuseBothEnds, whenValid("first", "last"));

/** The bounds of the page for valid arguments. */
export function pageBounds<Position>(
  { decode }: CursorList<Position>,
  { first, after, last, before }: ConnectionArguments,
): PageBounds<Position> {
  const position = (cursor: string | null | undefined) => (typeof cursor === "string" ? decode(cursor) : null);
  return {
    after: position(after),
    before: position(before),
    take: first ?? last ?? DEFAULT_PAGE_SIZE,
    backward: typeof last === "number",
  };
}

/** Validates the arguments of a field that belongs to no operation, and returns the bounds of its page. */
export function parsePage<Position>(
  list: CursorList<Position>,
  page: ConnectionArguments,
): Outcome<PageBounds<Position>, "invalid_input"> {
  const parsed = anyPage.safeParse(page);
  const badCursors = (["after", "before"] as const).filter((name) => {
    const cursor = page[name];
    return typeof cursor === "string" && list.decode(cursor) === null;
  });
  const [first, ...others]: InputIssue[] = [
    ...(parsed.success ? [] : inputIssues(parsed.error.issues, page)),
    ...badCursors.map((param) => ({
      code: "invalid_page_token" as const,
      message: `${param}: ${NOT_A_CURSOR}.`,
      param,
    })),
  ];
  return first ? invalidInputs([first, ...others]) : ok(pageBounds(list, page));
}

/** Converts a page to a Relay connection. */
export function toConnection<Item, Node>(
  { list }: CursorList<unknown>,
  page: Page<Item>,
  read: (item: Item) => { readonly position: string | number; readonly node: Node },
): Connection<Node> {
  const edges = page.items.map((item) => {
    const { position, node } = read(item);
    return { cursor: encodeCursor(list, position), node };
  });
  const { hasNextPage, hasPreviousPage } = page;
  const startCursor = edges[0]?.cursor ?? null;
  const endCursor = edges.at(-1)?.cursor ?? null;
  return { edges, pageInfo: { startCursor, endCursor, hasNextPage, hasPreviousPage } };
}

/** Converts a page to a REST list. */
export function toList<Item extends { readonly id: string }>(page: Page<Item>): List<Item>;
export function toList<Item>(page: Page<Item>, positionOf: (item: Item) => string): List<Item>;
export function toList<Item>(
  page: Page<Item>,
  positionOf: (item: Item) => string = (item) => (item as { readonly id: string }).id,
): List<Item> {
  const last = page.items.at(-1);
  const nextCursor = page.hasNextPage && last ? positionOf(last) : null;
  return { data: page.items, hasMore: page.hasNextPage, nextCursor };
}

/** A list that each of several owners has, and how to read one list between positions or several lists from one end. */
type OwnedList<Item, Position> = {
  readonly list: (owner: string) => CursorList<Position>;
  readonly one: (owner: string, bounds: PageBounds<Position>) => Promise<Page<Item>>;
  readonly several: (owners: readonly string[], end: PageEnd) => Promise<ReadonlyMap<string, Page<Item>>>;
  readonly read: (item: Item) => { readonly position: string | number; readonly node: Item };
};

/**
 * Reads a page of each owner's list, by the owner. Without cursors all pages are read together. A cursor belongs to the
 * list of one owner and is refused for the others.
 */
export async function pagesOfOwners<Item, Position>(
  owners: readonly string[],
  page: ConnectionArguments,
  { list, one, several, read }: OwnedList<Item, Position>,
): Promise<ReadonlyMap<string, Outcome<Connection<Item>, "invalid_input">>> {
  const hasCursor = typeof page.after === "string" || typeof page.before === "string";
  if (owners.length > 1 && !hasCursor) {
    const bounds = parsePage(list(""), page);
    if (!bounds.ok) return new Map(owners.map((owner) => [owner, bounds]));
    const pages = await several(owners, bounds.value);
    return new Map([...pages].map(([owner, found]) => [owner, ok(toConnection(list(owner), found, read))]));
  }
  const answers = owners.map(async (owner): Promise<[string, Outcome<Connection<Item>, "invalid_input">]> => {
    const bounds = parsePage(list(owner), page);
    return [owner, bounds.ok ? ok(toConnection(list(owner), await one(owner, bounds.value), read)) : bounds];
  });
  return new Map(await Promise.all(answers));
}

/** Characters of the longest cursor that is decoded: the list's name, its owner and a position, encoded. */
const MAX_CURSOR_LENGTH = 256;
const NUMBER = /^(0|[1-9][0-9]{0,14})$/;

/**
 * Encodes a position in a list: base64url of the list's name and the position. The name includes the owner, so that a
 * cursor of another list is refused.
 */
function encodeCursor(list: string, position: string | number): string {
  return Buffer.from(`${list} ${position}`).toString("base64url");
}

/** Decodes a cursor; null when it does not belong to this list. */
function decodeCursor(list: string, cursor: string): string | null {
  if (cursor.length > MAX_CURSOR_LENGTH) return null;
  const decoded = Buffer.from(cursor, "base64url").toString("utf8");
  if (!decoded.startsWith(`${list} `)) return null;
  const position = decoded.slice(list.length + 1);
  // base64url has several texts for the same bytes. Only the one that encoding returns is accepted.
  return isPlausibleId(position) && encodeCursor(list, position) === cursor ? position : null;
}

/** Decodes a cursor of a list whose positions are numbers. */
function decodeNumberCursor(list: string, cursor: string): number | null {
  const position = decodeCursor(list, cursor);
  return position !== null && NUMBER.test(position) ? Number(position) : null;
}
