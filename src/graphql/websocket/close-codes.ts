/** How a WebSocket is closed by us, beside the codes of the graphql-transport-ws protocol. */
export const CLOSE = {
  /** The process stops: come back, perhaps to another one. */
  restart: { code: 1012, reason: "Service restart" },
  /** The database is away: come back. */
  tryAgainLater: { code: 1013, reason: "Try again later" },
  /** What was received is no message of the protocol. */
  badRequest: { code: 4400, reason: "Invalid message received" },
  /** No key, a wrong one, or one that was revoked meanwhile. */
  forbidden: { code: 4403, reason: "Forbidden" },
  /** More is waiting to be sent than the peer takes: come back with the last cursor. */
  slowConsumer: { code: 4420, reason: "Slow consumer" },
  tooManySockets: { code: 4421, reason: "Too many connections" },
} as const;

export type Close = (typeof CLOSE)[keyof typeof CLOSE];
