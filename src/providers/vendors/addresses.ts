import { type LookupAddress, lookup as systemLookup } from "node:dns";
import { BlockList, isIP, isIPv4, type LookupFunction } from "node:net";

/**
 * Whether an https URL points to one of these hosts, on the standard port and without a user. `.example.com` matches
 * every host below it; any other entry matches only itself. IP addresses never match: they need no lookup, so
 * `publicLookup` could not refuse a private one.
 */
export function isHostIn(url: URL, hosts: readonly string[]): boolean {
  if (isIP(url.hostname.replace(/^\[|\]$/g, "")) !== 0) return false;
  if (url.protocol !== "https:" || url.port !== "" || url.username !== "" || url.password !== "") return false;
  return hosts.some((host) => (host.startsWith(".") ? url.hostname.endsWith(host) : url.hostname === host));
}

/** Resolves all addresses of a host name, as `dns.lookup` does with `all`. */
export type Resolver = (
  hostname: string,
  done: (error: NodeJS.ErrnoException | null, addresses: LookupAddress[]) => void,
) => void;

const systemResolver: Resolver = (hostname, done) => systemLookup(hostname, { all: true }, done);

/**
 * A lookup for one connection that returns only public addresses. The connection uses the addresses checked here, so
 * the name can't resolve to another address between the check and the use.
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

/** IPv4 networks outside the public internet (IANA's special-purpose registries). */
const NOT_PUBLIC_V4 = [
  ["0.0.0.0", 8],
  ["10.0.0.0", 8],
  ["100.64.0.0", 10],
  ["127.0.0.0", 8],
  ["169.254.0.0", 16],
  ["172.16.0.0", 12],
  ["192.0.0.0", 24],
  ["192.0.2.0", 24],
  ["192.88.99.0", 24],
  ["192.168.0.0", 16],
  ["198.18.0.0", 15],
  ["198.51.100.0", 24],
  ["203.0.113.0", 24],
  ["224.0.0.0", 4],
  ["240.0.0.0", 4],
] as const;

/** Parts of IPv6's global unicast block that are not public: tunnels to IPv4 addresses and documentation ranges. */
const NOT_PUBLIC_V6 = [
  ["2001::", 23],
  ["2001:db8::", 32],
  ["2002::", 16],
  ["3fff::", 20],
] as const;

const notPublic = new BlockList();
for (const [network, prefix] of NOT_PUBLIC_V4) notPublic.addSubnet(network, prefix, "ipv4");
for (const [network, prefix] of NOT_PUBLIC_V6) notPublic.addSubnet(network, prefix, "ipv6");

/**
 * The block of all public IPv6 addresses. It excludes loopback, link-local, unique-local and mapped IPv4 addresses.
 */
const globalUnicast = new BlockList();
globalUnicast.addSubnet("2000::", 3, "ipv6");

/**
 * Whether an IP address belongs to the public internet.
 * @internal
 */
export function isPublicAddress(address: string): boolean {
  if (isIP(address) === 0) return false;
  if (isIPv4(address)) return !notPublic.check(address, "ipv4");
  return globalUnicast.check(address, "ipv6") && !notPublic.check(address, "ipv6");
}
