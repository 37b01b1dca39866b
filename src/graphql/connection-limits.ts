/** Milliseconds between pings: below the idle timeouts of proxies (30–60 s), and rare enough for a phone's battery. */
export const PING_EVERY_MS = 12_000;
/** A client that reads nothing for so many milliseconds is disconnected; a phone that changes networks needs less. */
export const SLOW_AFTER_MS = 10_000;
/** Bytes that may wait for a socket before its streams wait: later events are then kept in the feed, not per socket. */
export const FLOWING_BYTES = 64 * 1024;
/** Bytes that may wait to be sent to one socket: a few of the largest answers. */
export const MAX_WAITING_BYTES = 1024 * 1024;
/** Milliseconds in which a new socket must have sent `connection_init`. */
export const INIT_WITHIN_MS = 5_000;
/** Sockets of this process: 20 kB each are 400 MB. */
export const MAX_SOCKETS = 20_000;
/** Half of it, so that one team never takes the sockets of all others. */
export const MAX_SOCKETS_OF_TEAM = 10_000;
/** Open subscriptions of this process, over WebSocket and server-sent events: a few kilobytes of memory each. */
export const MAX_STREAMS = 40_000;
/** Half of it, so that one team never takes the subscriptions of all others. */
export const MAX_STREAMS_OF_TEAM = 20_000;
/** Subscriptions that a process starts at a time: a start is a few reads, and other calls need connections too. */
export const MAX_STARTS = 16;
/** Half of it, so that another team's subscription starts at once while one team's pages reconnect. */
export const MAX_STARTS_OF_TEAM = 8;
/** Operations running on one socket, streams included; a page with more opens another socket. */
export const MAX_OPERATIONS_OF_SOCKET = 100;
/** Milliseconds between two checks of the keys of open connections: a revoked one is closed within 5 s. */
export const KEY_CHECK_EVERY_MS = 2_000;
/** Keys looked up by one statement, a few milliseconds long. */
export const KEYS_OF_CHECK = 1_000;
/** Milliseconds that stopping waits for operations in progress and for closing handshakes. */
export const STOP_WITHIN_MS = 2_000;
