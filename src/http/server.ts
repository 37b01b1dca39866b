import { createServer, type IncomingMessage, type ServerOptions, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import type { Duplex } from "node:stream";
import { getRequestListener, type HttpBindings, RequestError } from "@hono/node-server";
import type { Hono } from "hono";
import type { AppContext } from "../context.ts";
import {
  answerBrokenRequest,
  type BodyTimes,
  closeConnections,
  limitBodyTime,
  trackConnections,
  writeRawAnswer,
} from "./connections.ts";
import { answerCors, assignRequestId, countRequest, setSecurityHeaders, traceRequest } from "./edge.ts";
import { errorResponse, reportError, thrownResponse } from "./errors.ts";
import type { HttpEnv } from "./request.ts";
import { createRoutes } from "./routes.ts";

/** The GraphQL transport as the server sees it: it owns what happens on `/graphql`. */
export type GraphqlPart = {
  readonly handle: (req: IncomingMessage, res: ServerResponse, requestId: string) => Promise<void>;
  readonly upgrade: (req: IncomingMessage, socket: Duplex, head: Buffer) => void;
  readonly stop: () => Promise<void>;
};

export type HttpParts = {
  readonly graphql: GraphqlPart;
  /** Whether a call would be answered now. */
  readonly ready: () => Promise<boolean>;
};

export type HttpServer = {
  /** Resolves when the server accepts; `PORT` 0 takes any free port. Rejects when it can't. */
  readonly listen: () => Promise<{ port: number }>;
  /** Stops accepting, finishes what is in flight for at most `graceMs`, then closes every connection. */
  readonly stop: (graceMs: number) => Promise<void>;
};

/** Milliseconds for a request's headers, so that a client that sends a byte now and then holds no connection. */
const HEADERS_TIMEOUT_MS = 10_000;
/**
 * Milliseconds for a body after the headers. With both, a request that trickles ends within 30 s; 256 KiB need 105 kbit/s.
 * An upload of 10 MB over a line of 1 Mbit/s takes 80 s.
 */
const BODY_TIMES: BodyTimes = { bodyMs: 20_000, uploadMs: 110_000 };
/** Milliseconds for a whole request: both times of an upload. */
const REQUEST_TIMEOUT_MS = HEADERS_TIMEOUT_MS + BODY_TIMES.uploadMs;
/** How often headers and whole requests are checked. */
const TIMEOUT_CHECK_MS = 2_000;
/** Longer than the idle time of usual load balancers (60 s), so that a connection is never closed under a request. */
const KEEP_ALIVE_MS = 65_000;
/** Bytes of request line and headers: room for a key of 256 characters in UTF-8 and a signed URL. */
const MAX_HEADER_BYTES = 16 * 1024;

const SERVER_OPTIONS = {
  headersTimeout: HEADERS_TIMEOUT_MS,
  requestTimeout: REQUEST_TIMEOUT_MS,
  connectionsCheckingInterval: TIMEOUT_CHECK_MS,
  keepAliveTimeout: KEEP_ALIVE_MS,
  maxHeaderSize: MAX_HEADER_BYTES,
  // Answered by ourselves, with a request id.
  requireHostHeader: false,
  // Other upgrades (h2c, which some clients always offer) are declined by answering the request.
  shouldUpgradeCallback: (req) => isGraphql(req) && req.headers.upgrade?.toLowerCase() === "websocket",
} satisfies ServerOptions;

/** The one server of a gateway: `/graphql` goes to its part, everything else to Hono. */
export function createHttpServer(app: AppContext, parts: HttpParts, bodyTimes = BODY_TIMES): HttpServer {
  const state = { started: false, stopping: false };
  const routes = createRoutes(app, async () => !state.stopping && (await parts.ready()));
  const server = createServer(SERVER_OPTIONS);
  const connections = trackConnections(server);

  const onRequest = (req: IncomingMessage, res: ServerResponse) => {
    // A target may be an absolute URL (RFC 9112); its authority is ignored in favour of Host.
    req.url = req.url?.replace(/^https?:\/\/[^/?#]*/i, "");
    connections.began(req, res);
    if (state.stopping) res.setHeader("Connection", "close");
    void answer(app, routes, parts.graphql, req, res);
    limitBodyTime(app, req, res, bodyTimes);
  };
  server.on("request", onRequest);
  // Without a listener Node would answer 417 without a request id; an unknown expectation is no reason to refuse.
  server.on("checkExpectation", onRequest);
  server.on("upgrade", (req, socket, head) => {
    // Node has removed its own listeners: an unhandled error would end the process.
    socket.on("error", () => socket.destroy());
    if (isGraphql(req) && !state.stopping) parts.graphql.upgrade(req, socket, head);
    else writeRawAnswer(app, socket, { code: "resource_not_found", status: 404, message: "There is no such path." });
  });
  server.on("clientError", (error, socket) => {
    answerBrokenRequest(app, error, socket, connections.current(socket));
  });

  return {
    listen: () =>
      new Promise((resolve, reject) => {
        server.once("error", reject);
        server.listen(app.config.PORT, app.config.HOST, () => {
          server.off("error", reject);
          state.started = true;
          resolve({ port: (server.address() as AddressInfo).port });
        });
      }),
    stop: async (graceMs) => {
      state.stopping = true;
      const closed = state.started ? closeConnections(server, connections, graceMs) : null;
      await Promise.all([closed, parts.graphql.stop()]);
    },
  };
}

function isGraphql(req: { readonly url?: string | undefined }): boolean {
  return req.url?.split("?", 1)[0] === "/graphql";
}

/** Answers one request; never throws. */
async function answer(
  app: AppContext,
  routes: Hono<HttpEnv>,
  graphql: GraphqlPart,
  req: IncomingMessage,
  res: ServerResponse,
): Promise<void> {
  const requestId = assignRequestId(app, res);
  countRequest(app.metrics, req, res);
  try {
    setSecurityHeaders(res);
    if (answerCors(app.config.CORS_ORIGINS, req, res)) return;
    await traceRequest(app.tracer, req, res, requestId, async () => {
      if (isGraphql(req)) return graphql.handle(req, res, requestId);
      await listener(app, routes, requestId)(req, res);
    });
  } catch (error) {
    reportError(app, error, requestId);
    res.destroy();
  }
}

/** Hono's way from Node's request to a response. Web globals stay what they are. */
function listener(app: AppContext, routes: Hono<HttpEnv>, requestId: string) {
  return getRequestListener((request, env) => routes.fetch(request, { ...(env as HttpBindings), requestId }), {
    overrideGlobalObjects: false,
    // HTTP/1.0 needs no Host.
    hostname: "localhost",
    errorHandler: (error) =>
      error instanceof RequestError
        ? errorResponse(app, { code: "invalid_request", message: "The URL or Host is malformed." }, requestId)
        : thrownResponse(app, error, requestId),
  });
}
