import { type ClientRequest, type IncomingMessage, request as requestHttp } from "node:http";
import { request as requestHttps } from "node:https";
import type { LookupFunction } from "node:net";

/** Largest answer read, in bytes (the contract's 20 MB); counted while reading, whatever `content-length` says. */
export const MAX_ANSWER_BYTES = 20_000_000;

/** A host that takes no connection for so long is away; the request has not been sent then. */
const CONNECT_TIMEOUT_MS = 10_000;

export type ExchangeRequest = {
  readonly url: URL;
  readonly method: "GET" | "POST";
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array | null;
  /** Finds the addresses to connect to, in place of the system's resolver. */
  readonly lookup?: LookupFunction;
};

/** A whole answer, of any status. Header names are lower case. */
export type Answer = {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly bytes: Buffer;
};

/** An exchange that brought no whole answer. */
export class BrokenExchange extends Error {
  override readonly name = "BrokenExchange";
  readonly reason: "network" | "aborted" | "too_large";
  /** False: the connection never stood, so surely nothing of the request arrived. */
  readonly sent: boolean;
  /** The system's error code, such as `ECONNREFUSED`. */
  readonly code: string;

  constructor(reason: BrokenExchange["reason"], sent: boolean, code: string) {
    super(`${reason} ${code}`);
    this.reason = reason;
    this.sent = sent;
    this.code = code;
  }
}

/**
 * Sends one request over a connection of its own and reads the whole answer. No redirect is followed and nothing is
 * repeated. A kept-alive connection could die under a request without anybody knowing whether it arrived; this way the
 * phase of a failure is known exactly. Throws only `BrokenExchange`.
 */
export function exchange(wanted: ExchangeRequest, signal: AbortSignal): Promise<Answer> {
  const { promise, resolve, reject } = Promise.withResolvers<Answer>();
  let sent = false;
  let request: ClientRequest | null = null;
  const breakOff = (reason: BrokenExchange["reason"], code: string) => {
    reject(new BrokenExchange(reason, sent, code));
    request?.destroy();
  };
  const abort = () => breakOff("aborted", "ABORTED");
  const timer = setTimeout(() => breakOff("network", "CONNECT_TIMEOUT"), CONNECT_TIMEOUT_MS);
  const onError = (error: NodeJS.ErrnoException) => breakOff("network", error.code ?? error.name);

  if (signal.aborted) abort();
  else {
    signal.addEventListener("abort", abort, { once: true });
    try {
      request = open(wanted);
      request.once("socket", (socket) => {
        socket.once(wanted.url.protocol === "https:" ? "secureConnect" : "connect", () => {
          sent = true;
          clearTimeout(timer);
        });
      });
      request.on("error", onError);
      // Not asked for, and nobody else would end the wait.
      request.on("upgrade", (_message, socket) => {
        socket.destroy();
        breakOff("network", "UPGRADE");
      });
      request.on("response", (message) => readAnswer(message, resolve, breakOff));
      request.end(wanted.body ?? undefined);
    } catch (error) {
      onError(error as NodeJS.ErrnoException);
    }
  }
  return promise.finally(() => {
    clearTimeout(timer);
    signal.removeEventListener("abort", abort);
  });
}

function open({ url, method, headers, body, lookup }: ExchangeRequest): ClientRequest {
  const send = url.protocol === "https:" ? requestHttps : requestHttp;
  return send(url, {
    method,
    // No compression: the cap then counts what we hold in memory.
    headers: {
      "user-agent": "retake",
      ...headers,
      "accept-encoding": "identity",
      ...(body ? { "content-length": String(body.byteLength) } : {}),
    },
    agent: false,
    ...(lookup ? { lookup } : {}),
  });
}

function readAnswer(
  message: IncomingMessage,
  resolve: (answer: Answer) => void,
  breakOff: (reason: BrokenExchange["reason"], code: string) => void,
): void {
  const chunks: Buffer[] = [];
  let size = 0;
  message.on("data", (chunk: Buffer) => {
    size += chunk.byteLength;
    if (size > MAX_ANSWER_BYTES) breakOff("too_large", "TOO_LARGE");
    else chunks.push(chunk);
  });
  message.on("error", (error: NodeJS.ErrnoException) => breakOff("network", error.code ?? error.name));
  message.on("close", () => {
    if (!message.complete) return breakOff("network", "TRUNCATED");
    const headers = Object.entries(message.headers).map(([name, value]) => [name, [value ?? ""].flat().join(", ")]);
    resolve({ status: message.statusCode ?? 0, headers: Object.fromEntries(headers), bytes: Buffer.concat(chunks) });
  });
}
