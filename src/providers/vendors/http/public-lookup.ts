import { type LookupAddress, lookup as systemLookup } from "node:dns";
import type { LookupFunction } from "node:net";
import { isPublicAddress } from "./public-address.ts";

/** Finds every address of a host name, as `dns.lookup` does with `all`. */
export type Resolver = (
  hostname: string,
  done: (error: NodeJS.ErrnoException | null, addresses: LookupAddress[]) => void,
) => void;

const systemResolver: Resolver = (hostname, done) => systemLookup(hostname, { all: true }, done);

/**
 * A lookup for one connection that gives public addresses only. The connection goes to the very addresses checked
 * here, so a name can't change between the check and the use.
 */
export function publicLookup(resolver: Resolver = systemResolver): LookupFunction {
  return (hostname, options, callback) => {
    resolver(hostname, (error, found) => {
      const [first, ...rest] = found?.filter(({ address }) => isPublicAddress(address)) ?? [];
      if (error) callback(error, "", 4);
      else if (!first) callback(Object.assign(new Error("no public address"), { code: "EPRIVATE" }), "", 4);
      else if (options.all) callback(null, [first, ...rest]);
      else callback(null, first.address, first.family);
    });
  };
}
