import { type ServerResponse, STATUS_CODES } from "node:http";
import type { Duplex } from "node:stream";
import type { AppContext } from "../context.ts";
import { type ErrorFacts, errorEnvelope } from "./error-answer.ts";
import { REQUEST_ID_HEADER } from "./request-id.ts";

/** What the parser's complaint means to the caller. */
function parserFacts(code: string | undefined): ErrorFacts {
  if (code === "HPE_HEADER_OVERFLOW") {
    return { code: "payload_too_large", status: 431, message: "The request's headers are too large." };
  }
  if (code === "ERR_HTTP_REQUEST_TIMEOUT") {
    return { code: "invalid_request", status: 408, message: "The request did not arrive in time." };
  }
  return { code: "invalid_request", message: "This is not a well-formed HTTP request." };
}

/**
 * Answers what Node could not make a request of, and closes the connection. `current` is the response that is under
 * way on it: when it has begun, nothing may be written into it; when its request was whole, the trouble came after it
 * and its own answer goes first.
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
  writeRawAnswer(app, socket, parserFacts(error.code));
}

/** An error answer straight to a socket, for what never became a request; closes it. */
export function writeRawAnswer(app: AppContext, socket: Duplex, facts: ErrorFacts): void {
  if (!socket.writable) return void socket.destroy();
  const requestId = app.newId("request");
  const body = JSON.stringify(errorEnvelope(app, facts, requestId));
  const status = facts.status ?? 400;
  const head = [
    `HTTP/1.1 ${status} ${STATUS_CODES[status]}`,
    "Content-Type: application/json",
    `Content-Length: ${Buffer.byteLength(body)}`,
    `${REQUEST_ID_HEADER}: ${requestId}`,
    "X-Content-Type-Options: nosniff",
    "Connection: close",
  ];
  socket.end(`${head.join("\r\n")}\r\n\r\n${body}`, () => socket.destroy());
}
