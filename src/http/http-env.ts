import type { IncomingMessage, ServerResponse } from "node:http";

/** What every Hono handler finds in `c.env`: Node's own request and response, and the id of this request. */
export type HttpEnv = {
  Bindings: {
    readonly incoming: IncomingMessage;
    readonly outgoing: ServerResponse;
    readonly requestId: string;
  };
};
