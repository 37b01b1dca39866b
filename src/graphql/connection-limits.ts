/** Milliseconds between signs of life: below the idle limits of proxies (30–60 s), above what a phone's radio minds. */
export const PING_EVERY_MS = 12_000;
/** Milliseconds in which the system must have taken what was sent; a phone that changes networks needs less. */
export const SLOW_AFTER_MS = 10_000;
/** Bytes that may wait before a stream waits too, so that what comes next is kept once in the feed, not for each socket. */
export const FLOWING_BYTES = 64 * 1024;
/** Bytes that may wait to be sent to one socket: a few of the largest answers. */
export const MAX_WAITING_BYTES = 1024 * 1024;
/** Milliseconds in which a new socket must have said who it is. */
export const INIT_WITHIN_MS = 5_000;
/** Sockets of this process: 20 kB each are 400 MB. */
export const MAX_SOCKETS = 20_000;
/** Half of it, so that one team never takes the sockets of all others. */
export const MAX_SOCKETS_OF_TEAM = 10_000;
/** Open subscriptions of this process, over WebSocket and server-sent events: a few kilobytes of memory each. */
export const MAX_STREAMS = 40_000;
/** Half of it, so that one team never takes the subscriptions of all others. */
export const MAX_STREAMS_OF_TEAM = 20_000;
/** Operations running on one socket, streams included; a page with more opens another socket. */
export const MAX_OPERATIONS_OF_SOCKET = 100;
/** Milliseconds between two looks at the keys of open connections: a revoked one is closed within 5 s. */
export const KEY_CHECK_EVERY_MS = 2_000;
/** Keys looked up by one statement, a few milliseconds long. */
export const KEYS_OF_CHECK = 1_000;
/** Milliseconds that stopping waits for answers under way and for closing handshakes. */
export const STOP_WITHIN_MS = 2_000;
