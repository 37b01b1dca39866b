import type { AppContext } from "../context.ts";
import type { Call, Principal } from "../domain/principal.ts";
import { type IdempotencyHeader, NO_HEADER } from "../http/request.ts";
import { createLoaders, type Loaders } from "./loaders.ts";

/** What starting a subscription needs to know of the connection that it is sent to. */
type ClientConnection = {
  isOpen(): boolean;
  /** Stops reading what the client sends. Returns a function that reads on. */
  pauseReading(): () => void;
};

/** A connection that carries one operation: there is nothing more to read from it. */
export const SINGLE_OPERATION: ClientConnection = { isOpen: () => true, pauseReading: () => () => {} };

/** What every resolver is given. The schema itself knows no app, so it can be built and printed without one. */
export type GraphqlContext = {
  readonly app: AppContext;
  readonly call: Call;
  readonly load: Loaders;
  /** Stands for the argument of the one keyed field that runs without one. */
  readonly header: IdempotencyHeader;
  /** Closes the connection of a client that reads its stream too slowly. */
  readonly onSlowConsumer: () => void;
  readonly client: ClientConnection;
  /** The header `Last-Event-ID`: the position after which a stream resumes. It wins over the argument `after`. */
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

/**
 * The context of one operation of a caller. GraphQL has no rate limit headers, so the state of buckets is not reported.
 */
export function operationContext(app: AppContext, options: OperationOptions): GraphqlContext {
  const { principal, requestId, header = NO_HEADER, onSlowConsumer } = options;
  const { client = SINGLE_OPERATION, lastEventId = null } = options;
  const call = { principal, requestId, version: principal.pinnedVersion, onRateLimitState: () => {} };
  return { app, call, load: createLoaders(app, call), header, onSlowConsumer, client, lastEventId };
}
