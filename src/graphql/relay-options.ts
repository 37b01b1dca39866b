import { DEFAULT_PAGE_SIZE, MAX_PAGE_SIZE } from "../operations/connection.ts";

/**
 * The relay plugin's options. Ids are ours (`char_…`), not encoded type names, so the plugin's decoding is replaced by
 * nothing and `node` is resolved by the id's prefix (queries/node.ts).
 */
export const relayOptions = {
  encodeGlobalID: (_typename: string, id: string | number | bigint) => String(id),
  decodeGlobalID: (id: string) => ({ typename: "Node", id }),
  cursorType: "String",
  nodeTypeOptions: { description: "Anything that can be fetched by its id alone." },
  idFieldOptions: { description: "`<prefix>_<ULID>`; the prefix says what it is." },
  nodeQueryOptions: false,
  nodesQueryOptions: false,
  nodesOnConnection: { description: "The page's items without their cursors." },
  edgesFieldOptions: { description: "The page's items with their cursors.", nullable: false },
  nodeFieldOptions: { description: "The item.", nullable: false },
  cursorFieldOptions: { description: "The item's place, for `after` and `before`." },
  pageInfoFieldOptions: { description: "Whether and where there is more." },
  pageInfoTypeOptions: { description: "Where a page lies in its list." },
  hasNextPageFieldOptions: { description: "True when there are items after this page." },
  hasPreviousPageFieldOptions: { description: "True when there are items before this page." },
  startCursorFieldOptions: { description: "Cursor of the page's first item, null when the page is empty." },
  endCursorFieldOptions: { description: "Cursor of the page's last item, null when the page is empty." },
  firstArgOptions: {
    description: `Items at most, from the front: 0 to ${MAX_PAGE_SIZE}, ${DEFAULT_PAGE_SIZE} if absent.`,
  },
  lastArgOptions: { description: `Items at most, from the back: 0 to ${MAX_PAGE_SIZE}; not together with first.` },
  afterArgOptions: { description: "Only items after this cursor." },
  beforeArgOptions: { description: "Only items before this cursor." },
} as const;
