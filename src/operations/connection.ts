import { z } from "zod";
import { accepted, invalidInput, type Outcome } from "../domain/refusals.ts";
import type { Page, PageBounds } from "../services/pages/keyset-page.ts";
import { decodeCursor, decodeNumberCursor, encodeCursor } from "./cursor.ts";
import { parseInput } from "./input.ts";

/** Page size that is used when the caller names none. */
export const DEFAULT_PAGE_SIZE = 20;
export const MAX_PAGE_SIZE = 100;

/** The arguments of a Relay connection; null as good as absent. */
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

const size = z.int().min(0).max(MAX_PAGE_SIZE).nullish();
const connectionInput = z
  .object({ first: size, after: z.string().nullish(), last: size, before: z.string().nullish() })
  .refine(({ first, last }) => typeof first !== "number" || typeof last !== "number", {
    error: "can't be sent together with first",
    path: ["last"],
    params: { code: "parameter_invalid_combination" },
  });

/** A list that has cursors: its name, which says whose it is, and how a cursor's text becomes a position. */
export type CursorList<Position> = {
  readonly list: string;
  readonly decode: (list: string, cursor: string) => Position | null;
};

/** A list positioned by ids. */
export const byId = (list: string): CursorList<string> => ({ list, decode: decodeCursor });
/** A list positioned by numbers. */
export const byNumber = (list: string): CursorList<number> => ({ list, decode: decodeNumberCursor });

/** The bounds that the arguments ask for. Refused: sizes outside 0–100, first with last, cursors of another list. */
export function parseBounds<Position>(
  { list, decode }: CursorList<Position>,
  input: ConnectionArguments,
): Outcome<PageBounds<Position>> {
  const parsed = parseInput(connectionInput, input);
  if (!parsed.ok) return parsed;
  const { first, last } = parsed.value;
  const cursors: { after: Position | null; before: Position | null } = { after: null, before: null };
  for (const name of ["after", "before"] as const) {
    const cursor = parsed.value[name];
    if (cursor === null || cursor === undefined) continue;
    cursors[name] = decode(list, cursor);
    if (cursors[name] === null) return invalidInput("invalid_page_token", `${name}: not a cursor of this list.`, name);
  }
  return accepted({ ...cursors, take: first ?? last ?? DEFAULT_PAGE_SIZE, backward: typeof last === "number" });
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
