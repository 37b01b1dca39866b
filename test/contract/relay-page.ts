/** The arguments of a connection, with cursors as positions in the list (0 = newest). */
export type PageArguments = {
  readonly first?: number;
  readonly last?: number;
  readonly after?: number;
  readonly before?: number;
};

/** A page as positions in the list, and the expected `pageInfo`. */
export type ExpectedPage = {
  readonly from: number;
  readonly to: number;
  readonly hasNextPage: boolean;
  readonly hasPreviousPage: boolean;
};

const DEFAULT_SIZE = 20;

/**
 * The pagination algorithm of the Relay specification over a list of `length` items. Both flags are as exact as the
 * specification allows: true whenever an item lies beyond that end of the page.
 */
export function relayPage(length: number, { first, last, after, before }: PageArguments): ExpectedPage {
  const start = after === undefined ? 0 : after + 1;
  const end = Math.max(start, before ?? length);
  const within = end - start;
  if (last !== undefined) {
    const size = Math.min(last, within);
    return flags(end - size, end, { before, after, more: within > last, backward: true });
  }
  const size = Math.min(first ?? DEFAULT_SIZE, within);
  return flags(start, start + size, { before, after, more: within > size, backward: false });
}

type Bounds = {
  readonly before: number | undefined;
  readonly after: number | undefined;
  readonly more: boolean;
  readonly backward: boolean;
};

/** An item named by a cursor lies outside the page, so at least one item is on its side. */
function flags(from: number, to: number, { before, after, more, backward }: Bounds): ExpectedPage {
  return {
    from,
    to,
    hasNextPage: before !== undefined || (!backward && more),
    hasPreviousPage: after !== undefined || (backward && more),
  };
}
