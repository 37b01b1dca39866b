import { type ClientRequest, type IncomingMessage, request as requestHttp } from "node:http";
import { request as requestHttps } from "node:https";
import type { LookupFunction } from "node:net";
import { ProviderFailure } from "../provider.ts";
import { isHostIn, publicLookup, type Resolver } from "./addresses.ts";

/** The largest answer that is read, in bytes. The bytes are counted while reading; `content-length` is not trusted. */
const MAX_ANSWER_BYTES = 20_000_000;

/** The longest time to connect, in ms. A request that timed out while connecting has not been sent. */
const CONNECT_TIMEOUT_MS = 10_000;

type ExchangeRequest = {
  readonly url: URL;
  readonly method: "GET" | "POST";
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array | null;
  /** Resolves the host name in place of the system's resolver. */
  readonly lookup?: LookupFunction;
};

/** A complete answer of any status. Header names are in lower case. */
export type Answer = {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly bytes: Buffer;
};

/** Thrown when an exchange ends without a complete answer. */
export class BrokenExchange extends Error {
  override readonly name = "BrokenExchange";
  readonly reason: "network" | "aborted" | "too_large";
  /** False when no connection was made, so that the vendor can't have received any of the request. */
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
 * Sends one request over a new connection and reads the whole answer. It follows no redirect and repeats nothing. A
 * new connection is used because it shows whether the request can have been sent; when a kept-alive connection
 * breaks, that is unknown. Throws only `BrokenExchange`.
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
      // No upgrade was requested. Without this handler the call would wait for ever if a server sent one.
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
    // No compression is requested, so that the size limit counts the bytes held in memory.
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

/** Classifies an exchange that ended without a complete answer. */
export function failureOfBreak(broken: BrokenExchange, cancelled: boolean): ProviderFailure {
  if (broken.reason === "too_large") return new ProviderFailure("unusable", "the answer is larger than 20 MB");
  if (broken.reason === "aborted" && cancelled) return new ProviderFailure("aborted", "the call was cancelled");
  if (!broken.sent) return new ProviderFailure("not_sent", `no connection (${broken.code})`);
  if (broken.reason === "aborted") return new ProviderFailure("outcome_unknown", "the vendor did not answer in time");
  return new ProviderFailure("outcome_unknown", `the connection broke (${broken.code})`);
}

/**
 * Whether the caller cancelled the call. A time limit aborts with the `TimeoutError` of `AbortSignal.timeout`; a
 * caller aborts with any other reason.
 */
export function isCancelled(signal: AbortSignal): boolean {
  return signal.aborted && !(signal.reason instanceof DOMException && signal.reason.name === "TimeoutError");
}

/** The hosts of a vendor's API, and the key to send them. */
type ApiHosts = {
  /** The configured base URL. */
  readonly own: URL;
  /** Further hosts that answers may refer to, over https and at public addresses only. */
  readonly hosts: readonly string[];
  /** The header with the API key. It is sent to these hosts only. */
  readonly headers: Readonly<Record<string, string>>;
};

/** A request to the API. It is a `POST` when it has a body. */
type ApiRequest = { readonly url: string; readonly headers?: Record<string, string>; readonly body?: object };

/**
 * Calls a vendor's API once. Throws `ProviderFailure` for an incomplete answer, or for an address that is not the
 * vendor's.
 */
export async function callApi(api: ApiHosts, request: ApiRequest, signal: AbortSignal): Promise<Answer> {
  const url = URL.parse(request.url);
  const own = url?.origin === api.own.origin;
  if (!url || !(own || isHostIn(url, api.hosts))) {
    throw new ProviderFailure("unusable", "the answer contains a URL that is not on the vendor's hosts");
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

/** The hosts from which images may be downloaded. */
export type ImageSources = {
  /** The vendor's configured address. It is trusted even on a private network, because the operator set it. */
  readonly own: URL;
  /** Further hosts, over https and at public addresses only. `.example.com` means every host below it. */
  readonly deliveryHosts: readonly string[];
  /** Headers that are sent to the vendor's own origin only. */
  readonly headers: Readonly<Record<string, string>>;
  readonly resolver?: Resolver;
};

const MAX_REDIRECTS = 3;
/** A broken download is repeated, because the image is already paid for and downloading costs nothing. */
const MAX_READS = 3;

/**
 * Downloads the image at a URL from an answer. The target of every redirect is checked against the sources again.
 * Throws `ProviderFailure`: `unusable` for a forbidden, missing or oversized image, `outcome_unknown` when it can't
 * be reached.
 */
export async function downloadImage(url: string, sources: ImageSources, signal: AbortSignal): Promise<Buffer> {
  const inline = inlineImage(url);
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

async function readOnce(url: string, sources: ImageSources, signal: AbortSignal): Promise<Buffer> {
  let from = url;
  for (let hop = 0; hop <= MAX_REDIRECTS; hop += 1) {
    const answer = await get(allowed(from, sources), sources, signal);
    if (answer.status === 200) return answer.bytes;
    if (answer.status >= 500 || answer.status === 429) {
      throw new ProviderFailure("outcome_unknown", `the image can't be downloaded (status ${answer.status})`);
    }
    const location = answer.headers.location;
    if (answer.status < 300 || answer.status >= 400 || !location) {
      throw new ProviderFailure("unusable", `the image URL is dead (status ${answer.status})`);
    }
    from = URL.parse(location, from)?.href ?? "";
  }
  throw new ProviderFailure("unusable", "the image URL redirects more than 3 times");
}

async function get(url: URL, sources: ImageSources, signal: AbortSignal): Promise<Answer> {
  const own = url.origin === sources.own.origin;
  const headers = own ? sources.headers : {};
  const how = own ? {} : { lookup: publicLookup(sources.resolver) };
  try {
    return await exchange({ url, method: "GET", headers, body: null, ...how }, signal);
  } catch (error) {
    if (!(error instanceof BrokenExchange)) throw error;
    if (error.code === "EPRIVATE") throw new ProviderFailure("unusable", "the image URL leads to a private address");
    const failure = failureOfBreak(error, isCancelled(signal));
    // The image was already billed. As `not_sent`, a failed download would lead to a second paid request.
    throw failure.kind === "not_sent" ? new ProviderFailure("outcome_unknown", failure.message) : failure;
  }
}

/** Parses a URL and checks it against the sources. */
function allowed(text: string, { own, deliveryHosts }: ImageSources): URL {
  const url = URL.parse(text);
  if (url && (url.origin === own.origin || isHostIn(url, deliveryHosts))) return url;
  throw new ProviderFailure("unusable", "the image URL is not on an allowed host");
}

/** The bytes of a `data:` URL, or null for any other URL. */
function inlineImage(url: string): Buffer | null {
  if (!url.startsWith("data:")) return null;
  const comma = url.indexOf(",");
  if (comma < 0 || !url.slice(0, comma).endsWith(";base64")) {
    throw new ProviderFailure("unusable", "the image's data URI is not base64");
  }
  return Buffer.from(url.slice(comma + 1), "base64");
}
