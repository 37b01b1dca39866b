import type { DatabaseAddress } from "./connection-string.ts";

const DEFAULT_PORT = 5432;
/** Each is tried within the same call's patience; nobody runs more than a handful of replicas. */
const MAX_ADDRESSES = 16;

type AddressParts = {
  /** `h1:5432,h2:5433`, raw: what stands between the @ and the path. */
  readonly authority: string;
  /** `?host=` and `?port=`, decoded; they win over the authority. */
  readonly host?: string | undefined;
  readonly port?: string | undefined;
};

type Report = (sentence: string) => void;
type Decode = (raw: string, part: string) => string;

/** The addresses in the order in which they are tried. */
export function parseAddresses(parts: AddressParts, decode: Decode, problem: Report): readonly DatabaseAddress[] {
  const written = parts.authority === "" ? [] : parts.authority.split(",").map((one) => splitAddress(one, decode));
  const hosts = parts.host === undefined ? written.map(({ host }) => host) : parts.host.split(",");
  const ports = parts.port === undefined ? written.map(({ port }) => port) : parts.port.split(",");
  if (hosts.length === 0) hosts.push("");
  if (hosts.length > MAX_ADDRESSES) problem(`names more than ${MAX_ADDRESSES} hosts`);
  if (parts.port !== undefined && ports.length > 1 && ports.length !== hosts.length) {
    problem("port must name one port for all hosts, or one for each");
  }
  return hosts.map((host, index) => {
    const port = parsePort(ports.length === 1 ? (ports[0] ?? "") : (ports[index] ?? ""), problem);
    return address(host.replace(/^\[(.*)\]$/, "$1"), port, problem);
  });
}

/** `host`, `host:port`, `[v6]`, `[v6]:port`, or a socket folder, in whose name a colon is no port unless digits follow. */
function splitAddress(raw: string, decode: Decode): { host: string; port: string } {
  const bracketed = /^(\[[^\]]*\])(?::(.*))?$/.exec(raw);
  if (bracketed) return { host: decode(bracketed[1] ?? "", "the host"), port: bracketed[2] ?? "" };
  const colon = /^%2f/i.test(raw) ? raw.search(/:\d*$/) : raw.indexOf(":");
  if (colon < 0) return { host: decode(raw, "the host"), port: "" };
  return { host: decode(raw.slice(0, colon), "the host"), port: decode(raw.slice(colon + 1), "the port") };
}

function parsePort(text: string, problem: Report): number {
  if (text === "") return DEFAULT_PORT;
  const port = /^\d{1,5}$/.test(text) ? Number(text) : 0;
  if (port >= 1 && port <= 65_535) return port;
  problem(
    "a port must be a number from 1 to 65535 (a / or ? in the password must be written %2F or %3F, an IPv6 address in brackets)",
  );
  return DEFAULT_PORT;
}

function address(host: string, port: number, problem: Report): DatabaseAddress {
  if (host === "") return { host: "localhost", port };
  if (host.startsWith("/")) return { host, port, socketPath: `${host.replace(/\/+$/, "")}/.s.PGSQL.${port}` };
  // Letters of any script are left to the resolver; what can't be in a name would be a part of the password.
  if (/[^\p{L}\p{N}._:%-]/u.test(host)) problem("a host name holds a character that no host name has");
  return { host, port };
}
