import { type IncomingMessage, type Server, type ServerResponse, STATUS_CODES } from "node:http";
import type { Socket } from "node:net";
import type { Duplex } from "node:stream";
import type { AppContext } from "../context.ts";
import { ERRORS } from "../domain/errors.ts";
import { REQUEST_ID_HEADER } from "./edge.ts";
import { errorEnvelope, type ReportedError } from "./errors.ts";

/** The open connections of a server, and the response in progress on each. */
type Connections = {
  readonly began: (req: IncomingMessage, res: ServerResponse) => void;
  readonly current: (socket: Duplex) => ServerResponse | undefined;
  /** Closes every connection after its current response. */
  readonly closeAfterAnswer: () => void;
  readonly destroyAll: () => void;
  /** Resolves when the server has stopped and the last connection has ended. */
  readonly closed: Promise<void>;
};

export function trackConnections(server: Server): Connections {
  // The HTTP server does not close upgraded sockets, so all sockets are kept here.
  const sockets = new Set<Socket>();
  const responses = new Map<Duplex, ServerResponse>();
  const closed = new Promise<void>((resolve) => server.once("close", resolve));
  let closing = false;

  server.on("connection", (socket) => {
    sockets.add(socket);
    socket.once("close", () => sockets.delete(socket));
  });

  return {
    began: ({ socket }, res) => {
      responses.set(socket, res);
      res.once("close", () => {
        if (responses.get(socket) === res) responses.delete(socket);
        // A response whose headers had already been sent could not ask its client to close the connection.
        if (closing) setImmediate(() => server.closeIdleConnections());
      });
    },
    current: (socket) => responses.get(socket),
    closeAfterAnswer: () => {
      closing = true;
      for (const res of responses.values()) if (!res.headersSent) res.setHeader("Connection", "close");
      server.closeIdleConnections();
      // Node does not count a connection without a byte (a browser's preconnect) as idle, but nothing is in flight on
      // it.
      for (const socket of sockets) if (socket.bytesRead === 0) socket.destroy();
    },
    destroyAll: () => {
      for (const socket of sockets) socket.destroy();
    },
    closed,
  };
}

/**
 * Stops accepting connections and waits up to `graceMs` for the open ones to end, then destroys the rest. A second call
 * with a shorter time shortens the wait.
 */
export async function closeConnections(server: Server, connections: Connections, graceMs: number): Promise<void> {
  if (server.listening) server.close();
  connections.closeAfterAnswer();
  const timer = setTimeout(connections.destroyAll, graceMs);
  await connections.closed;
  clearTimeout(timer);
}

/** Maps an error of Node's HTTP parser to the error that the caller gets. */
function parserError(code: string | undefined): ReportedError {
  if (code === "HPE_HEADER_OVERFLOW") {
    return { code: "payload_too_large", status: 431, message: "The request's headers are too large." };
  }
  if (code === "ERR_HTTP_REQUEST_TIMEOUT") {
    return { code: "invalid_request", status: 408, message: "The request did not arrive in time." };
  }
  return { code: "invalid_request", message: "The request is not well-formed HTTP." };
}

/**
 * Answers bytes that Node could not parse as a request, and closes the connection. `current` is the response in
 * progress on the connection. If its headers were sent, the connection is closed without an answer; if its request was
 * complete, that response is sent first.
 */
export function answerBrokenRequest(
  app: AppContext,
  error: NodeJS.ErrnoException,
  socket: Duplex,
  current: ServerResponse | undefined,
): void {
  if (error.code === "ECONNRESET" || !socket.writable) return void socket.destroy();
  if (current && !current.writableFinished) {
    if (current.headersSent) return void socket.destroy();
    if (current.req.complete) return void current.once("close", () => socket.destroy());
  }
  writeRawAnswer(app, socket, parserError(error.code));
}

/**
 * Answers a request whose socket Node has detached from its parser: CONNECT or an upgrade. When an earlier request of
 * the connection is still being answered, that response is sent and the connection is closed, because the later answer
 * would arrive first.
 */
export function takeOver({ current }: Connections, socket: Duplex, answer: () => void): void {
  // Node has removed its own listeners from the socket, so an unhandled error would end the process.
  socket.on("error", () => socket.destroy());
  const earlier = current(socket);
  if (earlier && !earlier.writableFinished) earlier.once("close", () => socket.destroy());
  else answer();
}

/** How many milliseconds after the headers a request's body must be complete. */
export type BodyTimes = {
  readonly bodyMs: number;
  /** For an upload, unless it was already answered. */
  readonly uploadMs: number;
};

/**
 * Ends a request whose body is not complete in time. It is answered with 408; if it was already answered, for example
 * with 401, the connection is closed.
 */
export function limitBodyTime(
  app: AppContext,
  req: IncomingMessage,
  res: ServerResponse,
  { bodyMs, uploadMs }: BodyTimes,
): void {
  const { "content-length": length, "transfer-encoding": coding } = req.headers;
  if (length === undefined && coding === undefined) return;
  const end = () => {
    if (req.complete) return;
    if (res.headersSent) return void req.socket.destroy();
    res.statusCode = 408;
    const requestId = String(res.getHeader(REQUEST_ID_HEADER));
    writeRawAnswer(app, req.socket, parserError("ERR_HTTP_REQUEST_TIMEOUT"), { requestId });
  };
  const endUnlessUpload = () => {
    if (res.headersSent || req.method !== "PUT" || !req.url?.startsWith("/storage/")) end();
    else timer = setTimeout(end, uploadMs - bodyMs);
  };
  let timer = setTimeout(endUnlessUpload, bodyMs);
  req.once("close", () => clearTimeout(timer));
}

type RawAnswerOptions = { readonly requestId?: string; readonly headers?: readonly string[] };

/** Writes an error response directly to a socket, without Node's response object, and closes the socket. */
export function writeRawAnswer(
  app: AppContext,
  socket: Duplex,
  reported: ReportedError,
  { requestId = app.newId("request"), headers = [] }: RawAnswerOptions = {},
): void {
  if (!socket.writable) return void socket.destroy();
  const body = JSON.stringify(errorEnvelope(app, reported, requestId));
  const status = reported.status ?? ERRORS[reported.code].status;
  const head = [
    `HTTP/1.1 ${status} ${STATUS_CODES[status]}`,
    "Content-Type: application/json",
    `Content-Length: ${Buffer.byteLength(body)}`,
    `${REQUEST_ID_HEADER}: ${requestId}`,
    "X-Content-Type-Options: nosniff",
    ...(reported.retryAfterSeconds ? [`Retry-After: ${reported.retryAfterSeconds}`] : []),
    ...headers,
    "Connection: close",
  ];
  socket.end(`${head.join("\r\n")}\r\n\r\n${body}`, () => socket.destroy());
}
