import { z } from "zod";
import { isPlausibleId } from "../domain/ids.ts";
import { type InputIssue, type InvalidInputCode, invalidInputs, type Outcome, ok } from "../domain/refusals.ts";
import type { Page, PageBounds, PageEnd } from "../services/pages/pages.ts";
import { inputIssues, whenValid } from "./input.ts";

/** Page size that is used when the caller names none. */
export const DEFAULT_PAGE_SIZE = 20;
export const MAX_PAGE_SIZE = 100;

/** The arguments of a Relay connection; null counts as absent. */
export type ConnectionArguments = {
  readonly first?: number | null | undefined;
  readonly after?: string | null | undefined;
  readonly last?: number | null | undefined;
  readonly before?: string | null | undefined;
};

/** A Relay connection, newest first. Both flags are exact. */
export type Connection<Node> = {
  readonly edges: readonly { readonly cursor: string; readonly node: Node }[];
  readonly pageInfo: {
    readonly startCursor: string | null;
    readonly endCursor: string | null;
    readonly hasNextPage: boolean;
    readonly hasPreviousPage: boolean;
  };
};

/** A REST list: newest first; `nextCursor` is the last row's position while there are more, for `starting_after`. */
export type List<Item> = {
  readonly data: readonly Item[];
  readonly hasMore: boolean;
  readonly nextCursor: string | null;
};

/** A list that has cursors: its name, which says whose it is, and how a cursor's text becomes a position. */
type CursorList<Position> = {
  readonly list: string;
  readonly decode: (cursor: string) => Position | null;
};

/** A list positioned by ids. */
export const byId = (list: string): CursorList<string> => ({ list, decode: (cursor) => decodeCursor(list, cursor) });
/** A list positioned by numbers. */
export const byNumber = (list: string): CursorList<number> => ({
  list,
  decode: (cursor) => decodeNumberCursor(list, cursor),
});

/** The size of a REST page. */
export const limitInput = z.int().min(1).max(MAX_PAGE_SIZE).optional();

/** A parameter with a closed set of values; another one is refused as the source API does, with `invalid_request`. */
export const oneOf = <Value extends string>(values: readonly Value[]) =>
  z.custom<Value>((value) => values.includes(value as Value), {
    error: `must be one of ${values.join(", ")}`,
    params: { code: "invalid_request" satisfies InvalidInputCode },
  });

const size = z.int().min(0).max(MAX_PAGE_SIZE).nullish();
const NOT_A_CURSOR = "not a cursor of this list";

/** The members of a connection's input: sizes of 0 to 100, and cursors of this list. */
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

/** A rule of connections: not both `first` and `last`. */
export function refuseBothEnds({ first, last }: ConnectionArguments, context: z.RefinementCtx): void {
  if (typeof first !== "number" || typeof last !== "number") return;
  const params = { code: "parameter_invalid_combination" satisfies InvalidInputCode };
  context.addIssue({ code: "custom", path: ["last"], message: "can't be sent together with first", params });
}

const anyPage = z
  .object({ first: size, after: z.string().nullish(), last: size, before: z.string().nullish() })
  .superRefine(refuseBothEnds, whenValid("first", "last"));

/** The bounds of the page that valid arguments ask for. */
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

/** The same for the arguments of a field that no operation has validated. */
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

/** A page as a connection of the list. */
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

/** A page as a REST list. */
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

/** A list that each of several owners has: how to read one of them between positions, and several from their end. */
type OwnedList<Item, Position> = {
  readonly list: (owner: string) => CursorList<Position>;
  readonly one: (owner: string, bounds: PageBounds<Position>) => Promise<Page<Item>>;
  readonly several: (owners: readonly string[], end: PageEnd) => Promise<ReadonlyMap<string, Page<Item>>>;
  readonly read: (item: Item) => { readonly position: string | number; readonly node: Item };
};

/**
 * The page of each owner's list that the arguments ask for, by the owner. Without cursors all are read together; a
 * cursor belongs to one owner's list and is refused for the others.
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

/** Longest cursor that is decoded: name, owner and position, encoded. */
const MAX_CURSOR_LENGTH = 256;
const NUMBER = /^(0|[1-9][0-9]{0,14})$/;

/**
 * A position in one list as opaque text: base64url of the list's name and the position. `list` names the list and whose
 * it is, so that a cursor of another list is recognised.
 */
function encodeCursor(list: string, position: string | number): string {
  return Buffer.from(`${list} ${position}`).toString("base64url");
}

/** The position behind a cursor of this list, or null when it was not made by it. */
function decodeCursor(list: string, cursor: string): string | null {
  if (cursor.length > MAX_CURSOR_LENGTH) return null;
  const decoded = Buffer.from(cursor, "base64url").toString("utf8");
  if (!decoded.startsWith(`${list} `)) return null;
  const position = decoded.slice(list.length + 1);
  // Encoded again it must be the same text: base64url has several spellings of the same bytes.
  return isPlausibleId(position) && encodeCursor(list, position) === cursor ? position : null;
}

/** The same for lists positioned by a number. */
function decodeNumberCursor(list: string, cursor: string): number | null {
  const position = decodeCursor(list, cursor);
  return position !== null && NUMBER.test(position) ? Number(position) : null;
}
