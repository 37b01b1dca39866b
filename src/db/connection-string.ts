import { userInfo } from "node:os";
import { applyParameters, parseParameters } from "./connection-parameters.ts";
import { readTlsFiles } from "./tls-files.ts";

/** One address at which a server may listen. `socketPath` is a Unix socket file; `host` is then its folder. */
export type DatabaseAddress = { readonly host: string; readonly port: number; readonly socketPath?: string };

/** libpq's modes, and `no-verify`: TLS with any certificate, even when a CA is given. */
export type TlsMode = "disable" | "allow" | "prefer" | "require" | "verify-ca" | "verify-full" | "no-verify";

/** Everything needed to connect, from a URL or from the embedded server. */
export type ConnectionSettings = {
  /** Tried in this order. */
  readonly addresses: readonly DatabaseAddress[];
  readonly user: string;
  readonly password: string;
  readonly database: string;
  /** `ca`, `cert` and `key` are PEM text. Without `ca`, Node's own list of authorities applies. */
  readonly tls: { readonly mode: TlsMode; readonly ca?: string; readonly cert?: string; readonly key?: string };
  readonly targetSessionAttributes: "any" | "read-write" | "read-only" | "primary" | "standby" | "prefer-standby";
  readonly applicationName?: string;
  readonly connectTimeoutSeconds?: number;
  /** The most connections that the operator allows this process. */
  readonly connectionLimit?: number;
  /** True for a pooler that assigns a server connection per transaction, so that there is no session state. */
  readonly transactionMode: boolean;
};

type ParsedConnection = {
  readonly settings: ConnectionSettings;
  /** `?schema=`, as in Prisma's URLs. */
  readonly schema?: string;
  /** Sentences for the log about parameters that are accepted without effect. */
  readonly warnings: readonly string[];
};

/** All problems of a connection string. The messages name parts and parameters, never a user, password or value. */
export class ConnectionStringError extends Error {
  override readonly name = "ConnectionStringError";
  readonly problems: readonly string[];

  constructor(problems: readonly string[]) {
    super(problems.join("; "));
    this.problems = problems;
  }
}

const SCHEME = /^postgres(ql)?:\/\//i;

/**
 * Parses a PostgreSQL URL as libpq does, with the parameters of libpq and Prisma. Every other parameter is refused by
 * name, because a parameter that is silently ignored may be the one that requests TLS. Throws `ConnectionStringError`
 * with all problems. Environment variables such as PGPASSWORD are not read.
 */
export function parseConnectionString(text: string): ParsedConnection {
  const problems: string[] = [];
  const problem = (sentence: string) => void (problems.includes(sentence) || problems.push(sentence));
  const parts = splitUrl(text.trim(), problem);
  if (!parts) throw new ConnectionStringError(problems);
  const decode = (raw: string, part: string) => decodePart(raw, part, problem);
  const parameters = parseParameters(parts.query, decode, problem);
  const wishes = applyParameters(parameters, problem);
  const addresses = parseAddresses({ authority: parts.hosts, ...parameters }, decode, problem);
  const user = wishes.user ?? (decode(parts.user, "the user") || systemUser());
  const password = wishes.password ?? decode(parts.password, "the password");
  const database = decode(parts.database, "the database name") || user;
  if (user === "") problem("names no user");
  const files = wishes.tlsMode === "disable" ? {} : readTlsFiles(wishes.tlsFiles, problem);
  if (problems.length > 0) throw new ConnectionStringError(problems);
  return {
    settings: { addresses, user, password, database, tls: { mode: wishes.tlsMode, ...files }, ...wishes.settings },
    ...(wishes.schema === undefined ? {} : { schema: wishes.schema }),
    warnings: wishes.warnings,
  };
}

type UrlParts = {
  readonly user: string;
  readonly password: string;
  readonly hosts: string;
  readonly database: string;
  readonly query: string;
};

/**
 * Splits a URL into its raw parts. Characters that should have been percent-encoded are found here, before anything
 * is misread.
 */
function splitUrl(text: string, problem: (sentence: string) => void): UrlParts | null {
  const scheme = SCHEME.exec(text)?.[0];
  if (scheme === undefined) {
    problem("must be a postgres:// URL, and nothing else: no quotes, no psql command, no key=value pairs");
    return null;
  }
  const rest = text.slice(scheme.length);
  const stray = strayCharacter(rest);
  if (stray) {
    problem(stray);
    return null;
  }
  const authorityEnd = rest.search(/[/?]/);
  const authority = authorityEnd < 0 ? rest : rest.slice(0, authorityEnd);
  const tail = authorityEnd < 0 ? "" : rest.slice(authorityEnd);
  const at = authority.indexOf("@");
  const owner = at < 0 ? "" : authority.slice(0, at);
  const colon = owner.indexOf(":");
  const question = tail.indexOf("?");
  return {
    user: colon < 0 ? owner : owner.slice(0, colon),
    password: colon < 0 ? "" : owner.slice(colon + 1),
    hosts: authority.slice(at + 1),
    database: (question < 0 ? tail : tail.slice(0, question)).replace(/^\//, ""),
    query: question < 0 ? "" : tail.slice(question + 1),
  };
}

/** The percent-encoding of each character. */
const ENCODED: Readonly<Record<string, string>> = {
  "@": "%40",
  "/": "%2F",
  "?": "%3F",
  "#": "%23",
  "%": "%25",
  " ": "%20",
  "[": "%5B",
  "]": "%5D",
};

const unencoded = (character: string, part = "the user or the password") =>
  `${part} holds an unencoded ${character === " " ? "space" : character}; write ${ENCODED[character]} instead`;

/** Parameters whose values may contain a plain @, because user names contain one, for example on Azure. */
const OWNER_PARAMETER = /^(user|password|application_name)=/;

/**
 * Finds the first sign that a user or password was not percent-encoded. Each of / ? # ends the part of a URL that
 * contains the user and password, so an @ after one of them is the real end of the password.
 */
function strayCharacter(rest: string): string | null {
  const never = /[#\s]/.exec(rest);
  if (never) {
    const part = never.index < rest.lastIndexOf("@") ? undefined : "the URL";
    return unencoded(never[0] === "#" ? "#" : " ", part);
  }
  const end = rest.search(/[/?]/);
  const authority = end < 0 ? rest : rest.slice(0, end);
  if (authority.split("@").length > 2) return unencoded("@");
  const tail = end < 0 ? "" : rest.slice(end);
  const [path = "", ...queries] = tail.split("?");
  const pairs = queries.join("?").split("&");
  if (path.includes("@") || pairs.some((pair) => pair.includes("@") && !OWNER_PARAMETER.test(pair))) {
    return unencoded(authority.includes("@") ? "@" : (rest[end] ?? "@"));
  }
  if (path.slice(1).includes("/")) return "the database name holds an unencoded /; write %2F instead";
  const owner = authority.split("@").length === 2 ? (authority.split("@")[0] ?? "") : "";
  const bracket = /[[\]]/.exec(owner)?.[0];
  if (bracket) return `${unencoded(bracket)} (a placeholder such as [YOUR-PASSWORD] must be replaced)`;
  return /%(?![0-9a-f]{2})/i.test(owner) ? unencoded("%") : null;
}

/** Percent-decodes as UTF-8. A plus sign stays a plus sign, as in libpq. */
function decodePart(raw: string, part: string, problem: (sentence: string) => void): string {
  if (/%(?![0-9a-f]{2})/i.test(raw)) {
    problem(`${part} holds an unencoded %; write %25 instead`);
    return "";
  }
  try {
    const text = decodeURIComponent(raw);
    if (!text.includes("\0")) return text;
    problem(`${part} holds %00, which PostgreSQL does not allow`);
  } catch {
    problem(`${part} holds percent-escapes that are not UTF-8`);
  }
  return "";
}

/** The default user is that of the operating system, as in libpq; empty when the system has no name for it. */
function systemUser(): string {
  try {
    return userInfo().username;
  } catch {
    return "";
  }
}

const DEFAULT_PORT = 5432;
/** All addresses share the time limit of one call, and installations have only a handful of replicas. */
const MAX_ADDRESSES = 16;

type AddressParts = {
  /** The raw text between the @ and the path, such as `h1:5432,h2:5433`. */
  readonly authority: string;
  /** `?host=` and `?port=`, decoded. They override the authority. */
  readonly host?: string | undefined;
  readonly port?: string | undefined;
};

type Report = (sentence: string) => void;
type Decode = (raw: string, part: string) => string;

/** The addresses in the order in which they are tried. */
function parseAddresses(parts: AddressParts, decode: Decode, problem: Report): readonly DatabaseAddress[] {
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

/**
 * Splits `host`, `host:port`, `[v6]`, `[v6]:port` or a socket folder. A colon in a folder's name starts a port only
 * before digits.
 */
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
  // Letters of any script are left to the resolver. Other characters probably belong to the password.
  if (/[^\p{L}\p{N}._:%-]/u.test(host)) problem("a host name contains an invalid character");
  return { host, port };
}
