import type { DocumentNode } from "graphql";
import { LRUCache } from "lru-cache";

/** Characters of document text kept parsed. A syntax tree takes some 50 times as much memory, so about 100 MB at most. */
const MAX_TEXT = 2 * 1024 * 1024;
/** Longer documents are parsed each time: real ones are shorter, and one client's oddities push out no others. */
const MAX_ENTRY_TEXT = 32 * 1024;

/** Parsed documents by their text. What was validated hangs on the parsed document, so it is bounded with it. */
export function createDocumentCache() {
  return new LRUCache<string, DocumentNode>({
    maxSize: MAX_TEXT,
    maxEntrySize: MAX_ENTRY_TEXT,
    sizeCalculation: (_document, text) => text.length + 1,
  });
}

/** Documents that can't be parsed are not worth remembering. */
export const NO_CACHE = { get: () => undefined, set: () => {} };
