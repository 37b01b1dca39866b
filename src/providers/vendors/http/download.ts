import { ProviderFailure } from "../../failure.ts";
import { failureOfBreak, isCalledOff } from "../failure-table.ts";
import { type Answer, BrokenExchange, exchange } from "./exchange.ts";
import { isHostIn } from "./host-list.ts";
import { publicLookup, type Resolver } from "./public-lookup.ts";

/** From where pictures are taken. */
export type PictureSources = {
  /** The configured address of the vendor: trusted, also on a private network, for it is where we are told to call. */
  readonly own: URL;
  /** Hosts from which the vendor delivers, `.example.com` for all below; over https, at public addresses only. */
  readonly deliveryHosts: readonly string[];
  /** For the vendor's own origin only. */
  readonly headers: Readonly<Record<string, string>>;
  readonly resolver?: Resolver;
};

const MAX_REDIRECTS = 3;
/** A picture is paid when its URL is known, and reading it costs nothing: a broken read is repeated. */
const MAX_READS = 3;

/**
 * Reads the picture at a URL of an answer. Every hop of a redirect is held against the sources again. Throws
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
    const failure = failureOfBreak(error, isCalledOff(signal));
    // Reading a picture bills nothing, but the picture itself was billed: nothing may be sent anew for it.
    throw failure.kind === "not_sent" ? new ProviderFailure("outcome_unknown", failure.message) : failure;
  }
}

/** The URL, when pictures may be taken from there. */
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
    throw new ProviderFailure("unusable", "the picture is written in no known way");
  }
  return Buffer.from(url.slice(comma + 1), "base64");
}
