import type { ConnectionSettings, TlsMode } from "./connection-string.ts";
import { schemaNameError } from "./schema-name.ts";
import type { TlsFileNames } from "./tls-files.ts";

type Report = (sentence: string) => void;

/** The parameters that have an effect. */
const HONOURED = [
  "host",
  "port",
  "user",
  "password",
  "sslmode",
  "ssl",
  "sslaccept",
  "sslrootcert",
  "sslcert",
  "sslkey",
  "target_session_attrs",
  "application_name",
  "connect_timeout",
  "connection_limit",
  "pgbouncer",
  "schema",
  "channel_binding",
  "gssencmode",
  "options",
] as const;
type Honoured = (typeof HONOURED)[number];

/** Parameters accepted without effect, because this program controls what they tune. */
const WITHOUT_EFFECT = new Set([
  "keepalives",
  "keepalives_idle",
  "keepalives_interval",
  "keepalives_count",
  "tcp_user_timeout",
  "pool_timeout",
  "socket_timeout",
  "statement_cache_size",
  "uselibpqcompat",
]);

/** What to write instead of another driver's parameter. */
const INSTEAD: Readonly<Record<string, string>> = {
  dbname: "write the database after the host: /NAME",
  currentSchema: "write schema=NAME",
  search_path: "write schema=NAME",
  targetServerType: "write target_session_attrs",
  ApplicationName: "write application_name",
  sslidentity: "write sslcert and sslkey, two PEM files",
  sslpassword: "write sslkey with a file without passphrase",
  hostaddr: "write the address as the host",
  pool_size: "write connection_limit",
};

type Parameters = { readonly [Name in Honoured]?: string };

/** Text that is certainly a parameter's name, not a part of a password with an unencoded question mark. */
const PARAMETER_NAME = /^[a-z][a-z0-9_.-]{0,62}$/i;

/** Parses the query of a connection string. Unknown, repeated and empty parameters are problems. */
export function parseParameters(
  query: string,
  decode: (raw: string, part: string) => string,
  problem: Report,
): Parameters {
  const found: Partial<Record<Honoured, string>> = {};
  const seen = new Set<string>();
  for (const pair of query.split("&").filter((text) => text !== "")) {
    const equals = pair.indexOf("=");
    const name = decode(equals < 0 ? pair : pair.slice(0, equals), "a parameter name");
    if (equals < 0 || !PARAMETER_NAME.test(name)) {
      problem("a parameter is not written name=value (a ? or & in a password must be written %3F or %26)");
      continue;
    }
    if (seen.has(name)) problem(`the parameter ${name} is given twice`);
    seen.add(name);
    const honoured = HONOURED.find((known) => known === name);
    const value = decode(pair.slice(equals + 1), `the parameter ${name}`);
    if (honoured) found[honoured] = value;
    else if (!WITHOUT_EFFECT.has(name)) {
      problem(`the parameter ${name} is not supported; ${INSTEAD[name] ?? "remove it"}`);
    }
  }
  return found;
}

const TLS_MODES = ["disable", "allow", "prefer", "require", "verify-ca", "verify-full", "no-verify"] as const;
const SESSION_ATTRIBUTES = ["any", "read-write", "read-only", "primary", "standby", "prefer-standby"] as const;
/** PostgreSQL truncates longer names. */
const MAX_APPLICATION_NAME = 63;
const MAX_CONNECT_TIMEOUT_SECONDS = 600;
const MAX_CONNECTION_LIMIT = 1_000;

/** What the parameters request. */
type Wishes = {
  readonly user?: string;
  readonly password?: string;
  readonly tlsMode: TlsMode;
  readonly tlsFiles: TlsFileNames;
  readonly schema?: string;
  readonly settings: Pick<
    ConnectionSettings,
    "targetSessionAttributes" | "applicationName" | "connectTimeoutSeconds" | "connectionLimit" | "transactionMode"
  >;
  readonly warnings: readonly string[];
};

export function applyParameters(parameters: Parameters, problem: Report): Wishes {
  const { user, password, schema, sslrootcert: rootCert, sslcert: cert, sslkey: key } = parameters;
  const tlsMode = parseTlsMode(parameters, problem);
  const schemaProblem = schema === undefined ? null : schemaNameError(schema);
  if (schemaProblem) problem(`the parameter schema ${schemaProblem}`);
  refuseUnsupported(parameters, problem);
  return {
    ...(user === undefined ? {} : { user }),
    ...(password === undefined ? {} : { password }),
    ...(schema === undefined ? {} : { schema }),
    tlsMode,
    tlsFiles: { ...(rootCert ? { rootCert } : {}), ...(cert ? { cert } : {}), ...(key ? { key } : {}) },
    settings: sessionSettings(parameters, problem),
    warnings: bindingWarnings(parameters, tlsMode, problem),
  };
}

function sessionSettings(parameters: Parameters, problem: Report): Wishes["settings"] {
  const name = parameters.application_name;
  if (name !== undefined && Buffer.byteLength(name) > MAX_APPLICATION_NAME) {
    problem(`the parameter application_name must be at most ${MAX_APPLICATION_NAME} bytes long`);
  }
  const timeout = parseNumber("connect_timeout", parameters, [0, MAX_CONNECT_TIMEOUT_SECONDS], problem);
  const limit = parseNumber("connection_limit", parameters, [1, MAX_CONNECTION_LIMIT], problem);
  return {
    targetSessionAttributes: parseChoice("target_session_attrs", parameters, SESSION_ATTRIBUTES, problem) ?? "any",
    ...(name ? { applicationName: name } : {}),
    // In libpq zero means the default.
    ...(timeout ? { connectTimeoutSeconds: timeout } : {}),
    ...(limit ? { connectionLimit: limit } : {}),
    transactionMode: parseChoice("pgbouncer", parameters, ["true", "false"], problem) === "true",
  };
}

/**
 * The default is `prefer`, as in libpq. It reaches hosts that require TLS although their URLs do not say so, such as
 * Heroku.
 */
function parseTlsMode(parameters: Parameters, problem: Report): TlsMode {
  const written = parseChoice("sslmode", parameters, TLS_MODES, problem);
  const ssl = parseChoice("ssl", parameters, ["true"], problem);
  const accept = parseChoice("sslaccept", parameters, ["strict", "accept_invalid_certs"], problem);
  if (written === "disable" && (ssl || accept)) problem("sslmode=disable contradicts ssl and sslaccept");
  if (accept === "accept_invalid_certs" && written?.startsWith("verify")) {
    problem(`sslmode=${written} contradicts sslaccept=accept_invalid_certs`);
  }
  if (accept) return withAuthorities(accept === "strict" ? "verify-full" : "no-verify", parameters, problem);
  const weak = written === undefined || written === "allow" || written === "prefer";
  if (parameters.sslrootcert === "system" && written === undefined) return "verify-full";
  return withAuthorities(ssl && weak ? "require" : (written ?? "prefer"), parameters, problem);
}

/**
 * As in libpq, `require` verifies the chain when a root certificate is given. The system's authorities sign
 * certificates for anyone, so they require the host name to be verified too.
 */
function withAuthorities(mode: TlsMode, { sslrootcert }: Parameters, problem: Report): TlsMode {
  if (sslrootcert === "system" && mode !== "verify-full" && mode !== "disable") {
    problem("sslrootcert=system needs sslmode=verify-full");
  }
  return mode === "require" && sslrootcert ? "verify-ca" : mode;
}

function bindingWarnings(parameters: Parameters, mode: TlsMode, problem: Report): string[] {
  const binding = parseChoice("channel_binding", parameters, ["disable", "prefer", "require"], problem);
  if (binding !== "require" || mode === "verify-full") return [];
  return [
    "channel_binding=require has no effect, because the driver does not offer it: use sslmode=verify-full to be sure of the server",
  ];
}

/** `options` may set the search path, which has no effect, because every name is qualified. */
const SEARCH_PATH_ONLY = /^\s*(?:(?:-c\s*|--)search_path\s*=(?:\\.|[^\s\\])*\s*)*$/;

function refuseUnsupported(parameters: Parameters, problem: Report): void {
  parseChoice("gssencmode", parameters, ["disable", "prefer"], problem);
  const options = parameters.options?.replaceAll("+", " ");
  if (options !== undefined && !SEARCH_PATH_ONLY.test(options)) {
    problem("the parameter options may only set search_path; other settings belong to the role (ALTER ROLE … SET …)");
  }
}

function parseChoice<const T extends string>(
  name: Honoured,
  parameters: Parameters,
  choices: readonly T[],
  problem: Report,
): T | undefined {
  const value = parameters[name];
  const choice = choices.find((one) => one === value);
  if (value !== undefined && choice === undefined) {
    problem(`the parameter ${name} must be ${choices.length > 1 ? "one of " : ""}${choices.join(", ")}`);
  }
  return choice;
}

function parseNumber(
  name: Honoured,
  parameters: Parameters,
  [least, most]: readonly [number, number],
  problem: Report,
): number | undefined {
  const value = parameters[name];
  if (value === undefined) return undefined;
  const number = /^\d{1,9}$/.test(value) ? Number(value) : -1;
  if (number >= least && number <= most) return number;
  problem(`the parameter ${name} must be a whole number from ${least} to ${most}`);
  return undefined;
}
