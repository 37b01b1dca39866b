import { isIP } from "node:net";

/**
 * Whether an https URL lies on one of these hosts, on the standard port and without a user: `.example.com` stands for
 * every host below it, anything else for itself. An IP address is never in a list: it would be connected to without a
 * lookup, so `publicLookup` could not refuse a private one.
 */
export function isHostIn(url: URL, hosts: readonly string[]): boolean {
  if (isIP(url.hostname.replace(/^\[|\]$/g, "")) !== 0) return false;
  if (url.protocol !== "https:" || url.port !== "" || url.username !== "" || url.password !== "") return false;
  return hosts.some((host) => (host.startsWith(".") ? url.hostname.endsWith(host) : url.hostname === host));
}
