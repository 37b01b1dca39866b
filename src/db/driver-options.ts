import { isIP } from "node:net";
import { type ConnectionOptions, checkServerIdentity, type PeerCertificate } from "node:tls";
import type { ConnectionSettings } from "./connection-string.ts";

/**
 * The driver's options for a server. Every option that the driver would otherwise take from an environment variable
 * (PGHOST, PGPASSWORD, PGSSL …) is set here, an empty password by a function, because it takes an empty text for none.
 */
export function driverOptions(settings: ConnectionSettings) {
  const { addresses, user, password, database, targetSessionAttributes } = settings;
  const first = addresses[0];
  const attributes =
    targetSessionAttributes === "any" || targetSessionAttributes === "read-only" ? undefined : targetSessionAttributes;
  return {
    // The driver takes lists, which its types don't say.
    host: addresses.map(({ host }) => host) as unknown as string,
    port: addresses.map(({ port }) => port) as unknown as number,
    ...(first?.socketPath ? { path: first.socketPath } : {}),
    user,
    password: () => password,
    database,
    ssl: first?.socketPath ? (false as const) : tlsOptions(settings),
    ...(attributes ? { target_session_attrs: attributes } : {}),
    prepare: !settings.transactionMode,
    ...(settings.connectTimeoutSeconds ? { connect_timeout: settings.connectTimeoutSeconds } : {}),
  };
}

/** `prefer` and `allow` are the driver's own words: TLS when the server offers it. */
function tlsOptions({
  tls: { mode, ca, cert, key },
  addresses,
}: ConnectionSettings): ConnectionOptions | "prefer" | false {
  if (mode === "disable") return false;
  if ((mode === "prefer" || mode === "allow") && !cert) return "prefer";
  return {
    ...(ca ? { ca } : {}),
    ...(cert ? { cert } : {}),
    ...(key ? { key } : {}),
    rejectUnauthorized: mode === "verify-ca" || mode === "verify-full",
    checkServerIdentity: mode === "verify-full" ? identityCheck(addresses.map(({ host }) => host)) : () => undefined,
  };
}

/** The driver names the server to TLS only by a name; for an address Node would then ask for a certificate of localhost. */
function identityCheck(hosts: readonly string[]) {
  return (name: string, certificate: PeerCertificate): Error | undefined => {
    if (hosts.includes(name)) return checkServerIdentity(name, certificate);
    const faults = hosts.filter((host) => isIP(host) > 0).map((host) => checkServerIdentity(host, certificate));
    return faults.includes(undefined) ? undefined : (faults[0] ?? new Error("the certificate names another server"));
  };
}
