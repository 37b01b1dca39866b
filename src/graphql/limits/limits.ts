/**
 * What one document may ask for, before anything runs (CONTRACT section 10). Bodies are bounded to 256 KiB on HTTP and
 * WebSocket alike; the size of a page is the lists' own.
 */
export const MAX_BODY_BYTES = 256 * 1024;
/** Bounds parsing, and with it everything that walks a document. */
export const MAX_TOKENS = 2_000;
/** Fields inside fields, introspection not counted: its own standard query is deeper. */
export const MAX_DEPTH = 12;
/** Counted where they take effect: a fragment that is spread twice counts twice. */
export const MAX_ALIASES = 30;
export const MAX_ROOT_FIELDS = 20;
/** Items that the pages of an operation could hold together. */
export const MAX_NODES = 10_000;
