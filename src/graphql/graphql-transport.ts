import type { IncomingMessage, ServerResponse } from "node:http";
import type { Duplex } from "node:stream";
import type { AppContext } from "../context.ts";
import { KeyedLimiter } from "../domain/limiter.ts";
import { MAX_STREAMS, MAX_STREAMS_OF_TEAM } from "./connection-limits.ts";
import { createEngine } from "./engine.ts";
import { createHttpHandler } from "./http.ts";
import { createRevocationWatcher } from "./revocation-watcher.ts";
import { warmUp } from "./warm-up.ts";
import { createSocketServer } from "./websocket/socket-server.ts";

/** Everything on `/graphql`: HTTP, server-sent events and WebSocket over one engine. */
export type GraphqlTransport = {
  /** Answers one HTTP request. Never rejects because of what was sent. */
  readonly handle: (req: IncomingMessage, res: ServerResponse, requestId: string) => Promise<void>;
  /** Takes over a connection that requests a WebSocket. */
  readonly upgrade: (req: IncomingMessage, socket: Duplex, head: Buffer) => void;
  /** Runs some operations, so that the first calls are as fast as later ones. Never rejects. */
  readonly warmUp: () => Promise<void>;
  /** Ends every stream and socket in a way that makes clients reconnect to another process. */
  readonly stop: () => Promise<void>;
};

export function createGraphqlTransport(app: AppContext): GraphqlTransport {
  const engine = createEngine(app, new KeyedLimiter({ slots: MAX_STREAMS, slotsPerKey: MAX_STREAMS_OF_TEAM }));
  const keys = createRevocationWatcher(app);
  const http = createHttpHandler(app, engine, keys);
  const sockets = createSocketServer(app, engine, keys);
  const stopping = new AbortController();
  let warming: Promise<void> | null = null;
  return {
    handle: http.handle,
    upgrade: sockets.upgrade,
    warmUp: () => {
      warming ??= warmUp(app, engine, stopping.signal);
      return warming;
    },
    stop: async () => {
      stopping.abort();
      keys.stop();
      http.stop();
      await Promise.all([sockets.stop(), warming]);
    },
  };
}
