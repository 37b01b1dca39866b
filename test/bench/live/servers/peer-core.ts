import { createCore } from "../../../../src/composition/core.ts";
import type { AppContext } from "../../../../src/context.ts";
import { type GraphqlContext, operationContext } from "../../../../src/graphql/context.ts";
import { authenticate } from "../../../../src/operations/authenticate.ts";
import { settingsFromEnvironment } from "../bench-core.ts";

/**
 * What a peer is given: our schema with our resolvers on the same database, read by our own feed. What differs is the
 * server around them alone.
 */
export async function openPeerCore() {
  const { config, target, logger, overrides } = settingsFromEnvironment();
  return createCore(config, target, logger, overrides);
}

/** The context of a caller, by the payload of `connection_init` or the headers of a request. */
export async function peerContext(app: AppContext, names: Readonly<Record<string, unknown>>): Promise<GraphqlContext> {
  const secret = names["x-api-key"];
  const principal = await authenticate(app, typeof secret === "string" ? secret : null);
  const context = operationContext(app, { principal, requestId: app.newId("request"), onSlowConsumer: () => {} });
  // Mercurius assigns its own `app`: our resolvers would find that one, and every read would be an error that looks fast.
  return Object.defineProperty(context, "app", { get: () => app, set: () => {}, enumerable: true });
}
