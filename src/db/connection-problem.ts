import type { ConnectionSettings } from "./connection-string.ts";

/** Why a process can't use its database: one sentence for the operator, with what to do. */
export class StartRefused extends Error {
  override readonly name = "StartRefused";
}

/** What a message about a failed connection is made from. */
type Failure = {
  readonly code: string;
  readonly message: string;
  readonly settings: ConnectionSettings;
  /** `h1:5432, h2:5433`, or the socket's file. */
  readonly where: string;
};

type Explanation = (failure: Failure) => string;

/**
 * Describes a connection that could not be made. `variable` is the setting that named the server. A message of the
 * server is quoted only when no explanation is known, and without the password.
 */
export function connectionProblem(error: unknown, settings: ConnectionSettings, variable: string): StartRefused {
  const cause = rootOf(error);
  const code = "code" in cause ? String(cause.code) : "";
  const failure: Failure = { code, message: cause.message, settings, where: addressesText(settings) };
  const explain = EXPLANATIONS[code] ?? explainByMessage(failure);
  return new StartRefused(`${variable}: ${explain(failure)}`, { cause: error });
}

/** The original error of the driver or server, without the errors that wrap it. */
function rootOf(error: unknown): Error {
  let cause = error instanceof Error ? error : new Error(String(error));
  while (cause.cause instanceof Error) cause = cause.cause;
  if (cause instanceof AggregateError && cause.errors[0] instanceof Error) cause = cause.errors[0];
  return cause;
}

function addressesText({ addresses }: ConnectionSettings): string {
  return addresses
    .map(({ host, port, socketPath }) => socketPath ?? (host.includes(":") ? `[${host}]:${port}` : `${host}:${port}`))
    .join(", ");
}

const quoted = (name: string) => `"${name.replaceAll('"', '""')}"`;

const notListening: Explanation = ({ where }) =>
  `no server listens at ${where}; check that PostgreSQL runs there, and the host and port`;
const silent: Explanation = ({ where }) =>
  `${where} does not answer; check the host and port, and that firewalls and the provider's list of allowed addresses admit this machine`;
const unknownHost: Explanation = ({ where }) =>
  `the host of ${where} has no address; check its spelling and this machine's DNS`;
const untrusted: Explanation = ({ where }) =>
  `the certificate of ${where} is not signed by a trusted authority; set sslrootcert=FILE to the authority's certificate`;
const wrongPassword: Explanation = ({ settings }) =>
  `the server refuses the password of the role ${quoted(settings.user)}; correct the user or the password, in which special characters must be percent-encoded`;
const unknownDatabase: Explanation = ({ settings }) =>
  `the database ${quoted(settings.database)} does not exist; create it (CREATE DATABASE ${quoted(settings.database)}) or correct its name`;
const noTls: Explanation = ({ where }) =>
  `${where} refuses TLS; turn it on at the server (ssl = on), or use sslmode=disable on a network that you trust`;

const EXPLANATIONS: Readonly<Record<string, Explanation>> = {
  ENOTFOUND: unknownHost,
  EAI_AGAIN: unknownHost,
  ECONNREFUSED: notListening,
  ENOENT: notListening,
  EACCES: ({ where }) =>
    `this user has no access to ${where}; grant it access to the socket's folder, or connect over TCP`,
  ETIMEDOUT: silent,
  CONNECT_TIMEOUT: silent,
  EHOSTUNREACH: silent,
  ENETUNREACH: silent,
  DEPTH_ZERO_SELF_SIGNED_CERT: untrusted,
  SELF_SIGNED_CERT_IN_CHAIN: untrusted,
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: untrusted,
  UNABLE_TO_GET_ISSUER_CERT: untrusted,
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: untrusted,
  CERT_SIGNATURE_FAILURE: untrusted,
  CERT_HAS_EXPIRED: ({ where }) => `the certificate of ${where} has expired; renew it at the server`,
  TLS_REFUSED: noTls,
  ERR_TLS_CERT_ALTNAME_INVALID: ({ where }) =>
    `the certificate of ${where} is for another host name; connect by the name in it, or use sslmode=verify-ca`,
  "28P01": wrongPassword,
  "28000": explainAuthorization,
  "3D000": unknownDatabase,
  "42501": ({ settings: { user, database } }) =>
    `the role ${quoted(user)} lacks CONNECT on the database ${quoted(database)}; run GRANT CONNECT ON DATABASE ${quoted(database)} TO ${quoted(user)}`,
  "53300": ({ where }) =>
    `${where} has no free connection; raise max_connections there, or lower connection_limit here and in other programs`,
  "57P03": ({ where }) => `${where} is starting or stopping; try again when it is up`,
};

/** The server may know the role, but refuses connections from this machine in this way. */
function explainAuthorization({ message, settings, where }: Failure): string {
  const { user } = settings;
  // The other modes have tried both with and without TLS.
  const wasNeverEncrypted =
    settings.tls.mode === "disable" && settings.addresses.every(({ socketPath }) => !socketPath);
  if (wasNeverEncrypted && /no encryption|SSL off/i.test(message)) {
    return `${where} requires TLS; add sslmode=require to the URL`;
  }
  if (/pg_hba/.test(message)) {
    return `pg_hba.conf of ${where} has no entry for this machine and the role ${quoted(user)}; add one`;
  }
  if (/certificate/i.test(message)) return `${where} requires a client certificate; set sslcert and sslkey`;
  return `the server refuses the role ${quoted(user)}; create it (CREATE ROLE ${quoted(user)} LOGIN PASSWORD …) or correct its name`;
}

/**
 * Poolers use one code for everything and explain the cause in words. A server without TLS just closes the
 * connection.
 */
function explainByMessage({ message, settings, code }: Failure): Explanation {
  if (
    /password authentication failed|SASL authentication failed|no such user|tenant or user not found/i.test(message)
  ) {
    return wrongPassword;
  }
  if (/no such database|database .* does not exist/i.test(message)) return unknownDatabase;
  if (/pg_hba/.test(message)) return explainAuthorization;
  const wantsTls = settings.tls.mode !== "disable" && settings.tls.mode !== "allow";
  if (wantsTls && /ECONNRESET|CONNECTION_CLOSED|EPROTO|ERR_SSL/.test(code)) return noTls;
  if (/does not support SSL/i.test(message)) return noTls;
  return ({ where }) => `no connection to ${where}: ${withoutPassword(message, settings.password)}`;
}

function withoutPassword(message: string, password: string): string {
  const line = message.split("\n")[0] ?? "";
  return password === "" ? line : line.replaceAll(password, "…");
}
