import { type ClientRequest, type IncomingMessage, request as requestHttp } from "node:http";
import { request as requestHttps } from "node:https";
import type { LookupFunction } from "node:net";
import { ProviderFailure } from "../failure.ts";
import { isHostIn, publicLookup, type Resolver } from "./addresses.ts";

/** Largest answer that is read, in bytes. The bytes are counted while reading; `content-length` is not trusted. */
const MAX_ANSWER_BYTES = 20_000_000;

/** How long connecting may take, in ms. A request that timed out here has not been sent. */
const CONNECT_TIMEOUT_MS = 10_000;

type ExchangeRequest = {
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

/** An exchange without a complete answer. */
export class BrokenExchange extends Error {
  override readonly name = "BrokenExchange";
  readonly reason: "network" | "aborted" | "too_large";
  /** False: no connection was made, so nothing of the request can have arrived. */
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
 * Sends one request over a new connection and reads the whole answer. Follows no redirect and repeats nothing. When a
 * kept-alive connection breaks, it is unknown whether the request arrived; with a new connection the phase of a failure
 * is known exactly. Throws only `BrokenExchange`.
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
      // An upgrade was not requested, and without this handler the wait would not end.
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
    // Without compression the limit counts the bytes held in memory.
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

/** Classifies an exchange without a complete answer. */
export function failureOfBreak(broken: BrokenExchange, cancelled: boolean): ProviderFailure {
  if (broken.reason === "too_large") return new ProviderFailure("unusable", "an answer larger than 20 MB");
  if (broken.reason === "aborted" && cancelled) return new ProviderFailure("aborted", "the call was cancelled");
  if (!broken.sent) return new ProviderFailure("not_sent", `no connection (${broken.code})`);
  if (broken.reason === "aborted") return new ProviderFailure("outcome_unknown", "no answer in time");
  return new ProviderFailure("outcome_unknown", `the connection broke (${broken.code})`);
}

/**
 * Whether the caller cancelled the call. The reason of a time limit is the `TimeoutError` of `AbortSignal.timeout`; a
 * caller's is another.
 */
export function isCancelled(signal: AbortSignal): boolean {
  return signal.aborted && !(signal.reason instanceof DOMException && signal.reason.name === "TimeoutError");
}

/** Where a vendor's API may be called, and with which key. */
type ApiHosts = {
  /** The configured address. */
  readonly own: URL;
  /** Further hosts that answers may refer to: https at public addresses only. */
  readonly hosts: readonly string[];
  /** The header with the API key. It is sent to these hosts and to no others. */
  readonly headers: Readonly<Record<string, string>>;
};

/** A request of the API: a `POST` when it has a body. */
type ApiRequest = { readonly url: string; readonly headers?: Record<string, string>; readonly body?: object };

/** Calls a vendor's API once. Throws `ProviderFailure` for an incomplete answer or an address that is not the vendor's. */
export async function callApi(api: ApiHosts, request: ApiRequest, signal: AbortSignal): Promise<Answer> {
  const url = URL.parse(request.url);
  const own = url?.origin === api.own.origin;
  if (!url || !(own || isHostIn(url, api.hosts))) {
    throw new ProviderFailure("unusable", "the answer names an address that is not the vendor's");
  }
  const type = request.body ? { "content-type": "application/json" } : {};
  const headers = { ...api.headers, ...request.headers, ...type };
  const body = request.body ? new TextEncoder().encode(JSON.stringify(request.body)) : null;
  const how = own ? {} : { lookup: publicLookup() };
  try {
    return await exchange({ url, method: body ? "POST" : "GET", headers, body, ...how }, signal);
  } catch (error) {
    if (error instanceof BrokenExchange) throw failureOfBreak(error, isCancelled(signal));
    throw error;
  }
}

/** The places that pictures are downloaded from. */
export type PictureSources = {
  /** The configured address of the vendor. It is trusted even on a private network, because the operator set it. */
  readonly own: URL;
  /** Further hosts, `.example.com` for every host below it: https at public addresses only. */
  readonly deliveryHosts: readonly string[];
  /** Sent to the vendor's own origin only. */
  readonly headers: Readonly<Record<string, string>>;
  readonly resolver?: Resolver;
};

const MAX_REDIRECTS = 3;
/** A broken download is repeated, because the picture is paid already and reading it costs nothing. */
const MAX_READS = 3;

/**
 * Downloads the picture at a URL of an answer. Every hop of a redirect is checked against the sources again. Throws
 * `ProviderFailure`: `unusable` for a forbidden, dead or oversized URL, `outcome_unknown` when it can't be reached.
 */
export async function downloadPicture(url: string, sources: PictureSources, signal: AbortSignal): Promise<Buffer> {
  const inline = inlinePicture(url);
  if (inline) return inline;
  for (let read = 1; ; read += 1) {
    try {
      return await readOnce(url, sources, signal);
    } catch (error) {
      const again = error instanceof ProviderFailure && error.kind === "outcome_unknown";
      if (!again || signal.aborted || read >= MAX_READS) throw error;
    }
  }
}

async function readOnce(url: string, sources: PictureSources, signal: AbortSignal): Promise<Buffer> {
  let from = url;
  for (let hop = 0; hop <= MAX_REDIRECTS; hop += 1) {
    const answer = await get(allowed(from, sources), sources, signal);
    if (answer.status === 200) return answer.bytes;
    if (answer.status >= 500 || answer.status === 429) {
      throw new ProviderFailure("outcome_unknown", `the picture can't be read (status ${answer.status})`);
    }
    const location = answer.headers.location;
    if (answer.status < 300 || answer.status >= 400 || !location) {
      throw new ProviderFailure("unusable", `the picture is not there (status ${answer.status})`);
    }
    from = URL.parse(location, from)?.href ?? "";
  }
  throw new ProviderFailure("unusable", "the picture is redirected too often");
}

async function get(url: URL, sources: PictureSources, signal: AbortSignal): Promise<Answer> {
  const own = url.origin === sources.own.origin;
  const headers = own ? sources.headers : {};
  const how = own ? {} : { lookup: publicLookup(sources.resolver) };
  try {
    return await exchange({ url, method: "GET", headers, body: null, ...how }, signal);
  } catch (error) {
    if (!(error instanceof BrokenExchange)) throw error;
    if (error.code === "EPRIVATE") throw new ProviderFailure("unusable", "the picture lies at a private address");
    const failure = failureOfBreak(error, isCancelled(signal));
    // The picture itself was billed, so a download that was not sent must not lead to a second paid request.
    throw failure.kind === "not_sent" ? new ProviderFailure("outcome_unknown", failure.message) : failure;
  }
}

/** The URL, checked against the sources. */
function allowed(text: string, { own, deliveryHosts }: PictureSources): URL {
  const url = URL.parse(text);
  if (url && (url.origin === own.origin || isHostIn(url, deliveryHosts))) return url;
  throw new ProviderFailure("unusable", "the picture lies at a forbidden address");
}

/** The bytes of a `data:` URL; null for any other. */
function inlinePicture(url: string): Buffer | null {
  if (!url.startsWith("data:")) return null;
  const comma = url.indexOf(",");
  if (comma < 0 || !url.slice(0, comma).endsWith(";base64")) {
    throw new ProviderFailure("unusable", "the picture's data URI is not base64");
  }
  return Buffer.from(url.slice(comma + 1), "base64");
}
