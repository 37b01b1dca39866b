import type { GraphQLError } from "graphql";
import type { ErrorCode } from "../domain/errors.ts";

/** Codes whose cause passes: the client reconnects with its last position. Every other code ends a stream for good. */
const TEMPORARY_CODES: readonly unknown[] = ["service_unavailable", "rate_limit_exceeded"] satisfies ErrorCode[];

/** True when a subscription that failed with these errors can succeed later. */
export function isTemporary(errors: readonly GraphQLError[]): boolean {
  return errors.some(({ extensions }) => TEMPORARY_CODES.includes(extensions.code));
}

/**
 * Ends a stream of results. Over WebSocket a final failure is an `error` message and a temporary one closes the socket
 * with 1013; over server-sent events a final failure is the last `next`, and a temporary one cuts the response.
 */
export class StreamFailure extends Error {
  override readonly name = "StreamFailure";
  /** As the caller sees them. */
  readonly errors: readonly GraphQLError[];
  readonly isTemporary: boolean;

  constructor(errors: readonly GraphQLError[]) {
    super("the stream failed");
    this.errors = errors;
    this.isTemporary = isTemporary(errors);
  }
}
