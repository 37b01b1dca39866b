import type { IncomingMessage } from "node:http";
import type { Duplex } from "node:stream";
import { handleProtocols } from "graphql-ws";
import { type WebSocket, WebSocketServer } from "ws";
import type { AppContext } from "../../context.ts";
import { writeRawAnswer } from "../../http/connections.ts";
import { isAllowedOrigin } from "../../http/edge.ts";
import type { ReportedError } from "../../http/errors.ts";
import type { Engine } from "../engine.ts";
import { MAX_BODY_BYTES, MAX_SOCKETS, MAX_SOCKETS_OF_TEAM, PING_EVERY_MS, STOP_WITHIN_MS } from "../limits.ts";
import type { RevocationWatcher } from "../revocation-watcher.ts";
import { CLOSE, type Connection, closeAfterAnswers, createConnection, delay } from "./connection.ts";
import { createProtocol } from "./protocol.ts";

/** Milliseconds of a round, in which every socket is checked once. */
const CHECK_ROUND_MS = 2_000;
/** A round is split into steps, so that no step delays the delivery of events noticeably. */
const CHECK_STEPS = 40;
const UINT32 = 2 ** 32;
/** After this time a load balancer may have chosen another process, or sockets may have closed. */
const RETRY_AFTER_SECONDS = 1;

const LIMITS = { sockets: MAX_SOCKETS, socketsOfTeam: MAX_SOCKETS_OF_TEAM };

/** Accepts, checks and closes the WebSockets of this process. */
export function createSocketServer(app: AppContext, engine: Engine, keys: RevocationWatcher, limits = LIMITS) {
  const protocol = createProtocol(app, engine, keys, limits.socketsOfTeam);
  const connections = new Set<Connection>();
  let stopping = false;
  const server = new WebSocketServer({
    noServer: true,
    clientTracking: false,
    // Compression costs 300 kB per socket and gains nothing for small messages.
    perMessageDeflate: false,
    maxPayload: MAX_BODY_BYTES,
    handleProtocols,
  });
  // Without this listener the library ws would answer with HTML and without a request id.
  server.on("wsClientError", ({ message }, socket, req) => refuseHandshake(app, socket, req, message));
  const checking = checkInSteps(connections);

  const accept = (socket: WebSocket, { headersDistinct }: IncomingMessage) => {
    const sincePing = (app.randomSeed() / UINT32) * PING_EVERY_MS;
    const connection = createConnection(socket, headersDistinct, sincePing);
    connections.add(connection);
    connection.onClosed(() => connections.delete(connection));
    attachSocket(app, protocol, socket, connection);
  };

  return {
    upgrade: (req: IncomingMessage, socket: Duplex, head: Buffer) => {
      if (!mayConnect(app, req)) {
        const message = "Pages of this origin may not connect. The operator can allow the origin in CORS_ORIGINS.";
        return decline(app, socket, { code: "invalid_request", status: 403, message });
      }
      if (stopping || connections.size >= limits.sockets) {
        const message = stopping ? "The server is stopping. Connect again." : "WebSocket limit reached. Retry later.";
        return decline(app, socket, { code: "service_unavailable", message, retryAfterSeconds: RETRY_AFTER_SECONDS });
      }
      server.handleUpgrade(req, socket, head, accept);
    },
    /** Waits for operations in progress, then closes every socket with 1012, so that its client reconnects. */
    stop: async () => {
      stopping = true;
      clearInterval(checking);
      const deadline = delay(STOP_WITHIN_MS);
      await Promise.all([...connections].map((connection) => end(connection, deadline.passed)));
      deadline.cancel();
      for (const connection of connections) connection.terminate();
      server.close();
    },
  };
}

/** Checks all connections in a loop, a few at a time. */
function checkInSteps(connections: ReadonlySet<Connection>): NodeJS.Timeout {
  let round = connections.values();
  const step = () => {
    const now = performance.now();
    for (let left = Math.ceil(connections.size / CHECK_STEPS); left > 0; left--) {
      const { done, value } = round.next();
      if (done) {
        round = connections.values();
        return;
      }
      value.check(now);
    }
  };
  return setInterval(step, CHECK_ROUND_MS / CHECK_STEPS).unref();
}

/**
 * Browsers open WebSockets to any host without a preflight, so the origin is checked here: the server's own pages and
 * the origins in `CORS_ORIGINS` may connect. A client that sends no origin is not a browser.
 */
function mayConnect(app: AppContext, { headers: { origin, host } }: IncomingMessage): boolean {
  if (origin === undefined || isAllowedOrigin(app.config.CORS_ORIGINS, origin)) return true;
  const url = URL.parse(origin);
  return url !== null && (url.host === host || url.origin === URL.parse(app.publicUrl())?.origin);
}

/**
 * Connects a socket with the protocol. A message that does not belong to the protocol closes the socket with 4400.
 * @internal
 */
export function attachSocket(
  app: AppContext,
  protocol: Pick<ReturnType<typeof createProtocol>, "opened">,
  socket: WebSocket,
  connection: Connection,
): void {
  let receive: (text: string) => Promise<void> = async () => {};
  const closed = protocol.opened(
    {
      protocol: socket.protocol,
      // The promise is not returned: graphql-ws must free the id of an operation at once with its last message.
      send: (text) => void connection.send(text),
      close: (code, reason) => socket.close(code, reason),
      onMessage: (handler) => {
        receive = handler;
      },
    },
    connection,
  );
  socket.on("message", (data) => {
    // The client of a closing socket may already have sent the operation elsewhere, so it must not run here too.
    if (!connection.isOpen()) return;
    receive(String(data)).catch(() => connection.close(CLOSE.badRequest));
  });
  socket.on("error", (error) => app.logger.debug({ err: error }, "WebSocket failed"));
  socket.on("close", (code, reason) => {
    closed(code, String(reason)).catch((error: unknown) =>
      app.logger.warn({ err: error }, "failed to close a WebSocket"),
    );
  });
}

/** Answers a handshake that is not valid. `problem` is the error message of the library ws. */
function refuseHandshake(app: AppContext, socket: Duplex, { method }: IncomingMessage, problem: string): void {
  if (method !== "GET") {
    const message = "A WebSocket handshake must be a GET request.";
    decline(app, socket, { code: "method_not_allowed", message }, ["Allow: GET"]);
    return;
  }
  const message = `The WebSocket handshake is not valid: ${problem}.`;
  const headers = problem.includes("Version") ? ["Sec-WebSocket-Version: 13, 8"] : [];
  decline(app, socket, { code: "invalid_request", message }, headers);
}

/**
 * Node has removed its own listeners from the socket, so an unhandled error during the answer would end the process.
 */
function decline(app: AppContext, socket: Duplex, error: ReportedError, headers: readonly string[] = []): void {
  socket.on("error", () => socket.destroy());
  writeRawAnswer(app, socket, error, { headers });
}

async function end(connection: Connection, deadline: Promise<void>): Promise<void> {
  await closeAfterAnswers(connection, CLOSE.restart, deadline);
  await Promise.race([new Promise<void>((resolve) => connection.onClosed(resolve)), deadline]);
}
