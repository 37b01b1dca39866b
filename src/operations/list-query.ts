import { z } from "zod";
import type { InvalidInputCode } from "../domain/refusals.ts";
import type { Page } from "../services/pages/keyset-page.ts";
import { DEFAULT_PAGE_SIZE, MAX_PAGE_SIZE } from "./connection.ts";

/** A REST list: newest first; `nextCursor` is the last row's id while there are more, to be sent as `starting_after`. */
export type List<Item> = {
  readonly data: readonly Item[];
  readonly hasMore: boolean;
  readonly nextCursor: string | null;
};

/** `limit` as it stands in a query string. */
export const limitParameter = z
  .string()
  .regex(/^-?[0-9]{1,9}$/, "must be a whole number")
  .transform(Number)
  .pipe(z.int().min(1).max(MAX_PAGE_SIZE))
  .default(DEFAULT_PAGE_SIZE);

export const startingAfterParameter = z.string().optional();

/** A parameter with a closed set of values; another one is refused as the source API does, with `invalid_request`. */
export const oneOf = <Value extends string>(values: readonly Value[]) =>
  z.custom<Value>((value) => values.includes(value as Value), {
    error: `must be one of ${values.join(", ")}`,
    params: { code: "invalid_request" satisfies InvalidInputCode },
  });

export function toList<Item extends { readonly id: string }>(page: Page<Item>): List<Item> {
  return toListBy(page, ({ id }) => id);
}

/** The same for rows that are known by something else. */
export function toListBy<Item>(page: Page<Item>, positionOf: (item: Item) => string): List<Item> {
  const last = page.items.at(-1);
  const nextCursor = page.hasNextPage && last ? positionOf(last) : null;
  return { data: page.items, hasMore: page.hasNextPage, nextCursor };
}
