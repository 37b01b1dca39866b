import type { AppContext } from "../context.ts";
import type { Call } from "../domain/principal.ts";
import type { GraphqlContext } from "./context.ts";
import { NO_HEADER } from "./idempotency-header.ts";
import { createLoaders } from "./loaders.ts";

export type SharedContext = {
  readonly context: GraphqlContext;
  /** True once something was read that only this one subscriber has: then the result is not for others. */
  readonly isPersonal: () => boolean;
};

/**
 * The context in which an event is executed for several subscribers. It holds what is in their common key; what is a
 * subscriber's own (the id of his request, his API key) can be read, but is noticed. So a resolver that begins to
 * read it costs sharing, and never shows one subscriber what belongs to another.
 */
export function sharedContext(app: AppContext, own: Call): SharedContext {
  const { teamId, scope, pinnedVersion } = own.principal;
  let personal = false;
  const note = <T>(value: T): T => {
    personal = true;
    return value;
  };
  const call: Call = {
    version: own.version,
    principal: {
      teamId,
      scope,
      pinnedVersion,
      get keyId() {
        return note(own.principal.keyId);
      },
    },
    get requestId() {
      return note(own.requestId);
    },
    get noteBucket() {
      return note(own.noteBucket);
    },
  };
  const context = { app, call, load: createLoaders(app, call), header: NO_HEADER, onSlowConsumer: () => {} };
  return { context, isPersonal: () => personal };
}
