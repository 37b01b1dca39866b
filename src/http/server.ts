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
  takeOver,
  trackConnections,
  writeRawAnswer,
} from "./connections.ts";
import { answerCors, assignRequestId, countRequest, setSecurityHeaders, traceRequest } from "./edge.ts";
import { errorResponse, reportError, thrownResponse } from "./errors.ts";
import type { HttpEnv } from "./request.ts";
import { createRoutes } from "./routes.ts";

/**
 * The GraphQL transport, which handles every request to `/graphql`.
 * @internal
 */
export type GraphqlPart = {
  readonly handle: (req: IncomingMessage, res: ServerResponse, requestId: string) => Promise<void>;
  readonly upgrade: (req: IncomingMessage, socket: Duplex, head: Buffer) => void;
  readonly stop: () => Promise<void>;
};

export type HttpParts = {
  readonly graphql: GraphqlPart;
  /** Resolves to true when calls can be answered. */
  readonly ready: () => Promise<boolean>;
};

export type HttpServer = {
  /**
   * Resolves when the server accepts connections; `PORT` 0 takes any free port. Rejects when the port can't be opened.
   */
  readonly listen: () => Promise<{ port: number }>;
  /** Stops accepting connections, waits up to `graceMs` for requests in progress, then closes every connection. */
  readonly stop: (graceMs: number) => Promise<void>;
};

/**
 * Milliseconds in which a request's headers must arrive, so that a client that sends very slowly holds no connection.
 */
const HEADERS_TIMEOUT_MS = 10_000;
/**
 * Milliseconds in which a body must arrive after the headers. Together with the time for headers, a slow request ends
 * within 30 s; 256 KiB in that time need 105 kbit/s. An upload of 10 MB takes 80 s at 1 Mbit/s.
 */
const BODY_TIMES: BodyTimes = { bodyMs: 20_000, uploadMs: 110_000 };
/** Milliseconds for a whole request: the time for headers and the time for an upload's body. */
const REQUEST_TIMEOUT_MS = HEADERS_TIMEOUT_MS + BODY_TIMES.uploadMs;
/** Milliseconds between two checks of these limits. */
const TIMEOUT_CHECK_MS = 2_000;
/** Longer than the idle time of common load balancers (60 s), so that the balancer closes an idle connection first. */
const KEEP_ALIVE_MS = 65_000;
/** Bytes of request line and headers: enough for an idempotency key of 256 characters in UTF-8 and a signed URL. */
const MAX_HEADER_BYTES = 16 * 1024;

const SERVER_OPTIONS = {
  headersTimeout: HEADERS_TIMEOUT_MS,
  requestTimeout: REQUEST_TIMEOUT_MS,
  connectionsCheckingInterval: TIMEOUT_CHECK_MS,
  keepAliveTimeout: KEEP_ALIVE_MS,
  maxHeaderSize: MAX_HEADER_BYTES,
  // createRoutes refuses such a request itself, so that the response has a request id.
  requireHostHeader: false,
  // Other upgrades, such as h2c, which some clients always offer, are ignored and the request is answered.
  shouldUpgradeCallback: (req) => isGraphql(req) && req.headers.upgrade?.toLowerCase() === "websocket",
} satisfies ServerOptions;

/** The HTTP server of a gateway. It passes `/graphql` to the GraphQL transport and everything else to Hono. */
export function createHttpServer(app: AppContext, parts: HttpParts, bodyTimes = BODY_TIMES): HttpServer {
  const state = { started: false, stopping: false };
  const routes = createRoutes(app, async () => !state.stopping && (await parts.ready()));
  const server = createServer(SERVER_OPTIONS);
  const connections = trackConnections(server);

  const onRequest = (req: IncomingMessage, res: ServerResponse) => {
    req.url = pathOf(req.url);
    connections.began(req, res);
    if (state.stopping) res.setHeader("Connection", "close");
    void answer(app, routes, parts.graphql, req, res);
    limitBodyTime(app, req, res, bodyTimes);
  };
  server.on("request", onRequest);
  // Without a listener Node would answer 417 without a request id. An unknown expectation is ignored instead.
  server.on("checkExpectation", onRequest);
  server.on("upgrade", (req, socket, head) => {
    takeOver(connections, socket, () => {
      req.url = pathOf(req.url);
      parts.graphql.upgrade(req, socket, head);
    });
  });
  server.on("connect", (_req, socket) => {
    takeOver(connections, socket, () =>
      writeRawAnswer(app, socket, { code: "method_not_allowed", message: "This server is not a proxy." }),
    );
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

/** A request target may be an absolute URL (RFC 9112). Its authority is ignored, and Host is used. */
function pathOf(target = ""): string {
  return target.replace(/^https?:\/\/[^/?#]*/i, "");
}

function isGraphql(req: { readonly url?: string | undefined }): boolean {
  return pathOf(req.url).split("?", 1)[0] === "/graphql";
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

/** Hono's adapter from Node's request to a response. It must not replace Node's global web objects. */
function listener(app: AppContext, routes: Hono<HttpEnv>, requestId: string) {
  return getRequestListener((request, env) => routes.fetch(request, { ...(env as HttpBindings), requestId }), {
    overrideGlobalObjects: false,
    // HTTP/1.0 requests may have no Host header.
    hostname: "localhost",
    errorHandler: (error) =>
      error instanceof RequestError
        ? errorResponse(app, { code: "invalid_request", message: "The URL or Host is malformed." }, requestId)
        : thrownResponse(app, error, requestId),
  });
}
