import type { AppContext } from "../../src/context.ts";
import type { Call } from "../../src/domain/principal.ts";
import { authenticate } from "../../src/operations/authenticate.ts";

/** A call as a transport would make it, for tests below the transports. */
export async function callAs(app: AppContext, apiKey: string): Promise<Call> {
  const principal = await authenticate(app, apiKey);
  return { principal, requestId: app.newId("request"), version: principal.pinnedVersion, onRateLimitState: () => {} };
}
