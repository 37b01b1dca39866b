import type { DatabaseTarget } from "../../src/db/client.ts";

export const TEMPLATE_DATABASE = "retake_template";

/** Another database of the same server. */
export function withDatabase(target: DatabaseTarget, database: string): DatabaseTarget {
  return { ...target, settings: { ...target.settings, database } };
}

/** The value of `DATABASE_URL` for the target. */
export function databaseUrl({ settings, schema }: DatabaseTarget): string {
  const { addresses, user, password, database, tls } = settings;
  const [address] = addresses;
  if (!address) throw new Error("a database needs an address");
  const { host, port, socketPath } = address;
  const owner = `${encodeURIComponent(user)}:${encodeURIComponent(password)}`;
  const query = new URLSearchParams({
    ...(socketPath === undefined ? {} : { host, port: String(port) }),
    ...(schema === undefined ? {} : { schema }),
    // Always set, because the default asks the server for TLS.
    sslmode: tls.mode,
    ...(tls.ca === undefined ? {} : { sslrootcert: caFile() }),
  });
  return `postgres://${owner}@${socketPath === undefined ? `${host}:${port}` : "localhost"}/${database}?${query}`;
}

/** Only the server of `TEST_DATABASE_URL` may have its own authority. */
function caFile(): string {
  const file = new URL(process.env.TEST_DATABASE_URL ?? "").searchParams.get("sslrootcert");
  if (file === null) throw new Error("TEST_DATABASE_URL names no sslrootcert");
  return file;
}
