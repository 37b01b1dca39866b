import { createCore } from "../../../../src/composition/core.ts";
import type { AppContext } from "../../../../src/context.ts";
import { type GraphqlContext, operationContext } from "../../../../src/graphql/context.ts";
import { authenticate } from "../../../../src/operations/authenticate.ts";
import { settingsFromEnvironment } from "../bench-core.ts";

/**
 * The core of every peer: Retake's schema, resolvers and feed on the same database. Only the server around them
 * differs.
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
  // Mercurius assigns its own `app`, which the resolvers must not use: every read would be an error, which is fast.
  return Object.defineProperty(context, "app", { get: () => app, set: () => {}, enumerable: true });
}
