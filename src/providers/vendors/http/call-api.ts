import { ProviderFailure } from "../../failure.ts";
import { failureOfBreak, isCalledOff } from "../failure-table.ts";
import { type Answer, BrokenExchange, exchange } from "./exchange.ts";
import { isHostIn } from "./host-list.ts";
import { publicLookup } from "./public-lookup.ts";

/** Where a vendor's API may be called, and with which key. */
export type ApiHosts = {
  /** The configured address. */
  readonly own: URL;
  /** Further hosts that answers may send us to, https at public addresses only. */
  readonly hosts: readonly string[];
  /** The key: it goes to these hosts and to no other. */
  readonly headers: Readonly<Record<string, string>>;
};

/** A request of the API: a `POST` when it has a body. */
export type ApiRequest = { readonly url: string; readonly headers?: Record<string, string>; readonly body?: object };

/** Calls a vendor's API once. Throws `ProviderFailure` when no whole answer comes or the address is none of the vendor's. */
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
    if (error instanceof BrokenExchange) throw failureOfBreak(error, isCalledOff(signal));
    throw error;
  }
}
