/**
 * Whether an https URL lies on one of these hosts, on the standard port and without a user: `.example.com` stands for
 * every host below it, anything else for itself.
 */
export function isHostIn(url: URL, hosts: readonly string[]): boolean {
  if (url.protocol !== "https:" || url.port !== "" || url.username !== "" || url.password !== "") return false;
  return hosts.some((host) => (host.startsWith(".") ? url.hostname.endsWith(host) : url.hostname === host));
}
