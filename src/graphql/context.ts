import type { AppContext } from "../context.ts";
import type { Call, Principal } from "../domain/principal.ts";
import { type IdempotencyHeader, NO_HEADER } from "../http/request.ts";
import { createLoaders, type Loaders } from "./loaders.ts";

/** The client's connection, as far as the start of a subscription needs it. */
type ClientConnection = {
  isOpen(): boolean;
  /** Stops reading from the client. Returns a function that resumes reading. */
  pauseReading(): () => void;
};

/** An HTTP request, which carries one operation, so there is nothing more to read. */
export const SINGLE_OPERATION: ClientConnection = { isOpen: () => true, pauseReading: () => () => {} };

/** The context of every resolver. The schema does not refer to the app, so it can be built and printed without one. */
export type GraphqlContext = {
  readonly app: AppContext;
  readonly call: Call;
  readonly load: Loaders;
  /**
   * The header `Idempotency-Key`, used in place of the argument when one idempotent mutation runs without the argument.
   */
  readonly header: IdempotencyHeader;
  /** Closes the connection of a client that reads its stream too slowly. */
  readonly onSlowConsumer: () => void;
  readonly client: ClientConnection;
  /**
   * The header `Last-Event-ID`: the position after which a stream resumes. It takes precedence over the argument
   * `after`.
   */
  readonly lastEventId: string | null;
};

type OperationOptions = {
  readonly principal: Principal;
  readonly requestId: string;
  readonly header?: IdempotencyHeader;
  readonly onSlowConsumer: () => void;
  readonly client?: ClientConnection;
  readonly lastEventId?: string | null;
};

const ignoreRateLimitState = () => {};

/**
 * The context of one operation of a caller. GraphQL has no rate limit headers, so the state of buckets is not reported.
 */
export function operationContext(app: AppContext, options: OperationOptions): GraphqlContext {
  const { principal, requestId, header = NO_HEADER, onSlowConsumer } = options;
  const { client = SINGLE_OPERATION, lastEventId = null } = options;
  const call = { principal, requestId, version: principal.pinnedVersion, onRateLimitState: ignoreRateLimitState };
  return { app, call, load: createLoaders(app, call), header, onSlowConsumer, client, lastEventId };
}
