import type { ConnectionOptions } from "node:tls";
import postgres from "postgres";
import type { DatabaseTarget } from "../../src/db/client.ts";
import type { ConnectionSettings } from "../../src/db/connection-string.ts";
import { TYPES } from "../../src/db/postgres-js/types.ts";
import { DEFAULT_SCHEMA, qualifyStatements } from "../../src/db/schema-name.ts";

/** Set for each connection of a test, so that a role's own settings affect only Retake's connections. */
const SESSION = {
  statement_timeout: 10_000,
  lock_timeout: 0,
  idle_in_transaction_session_timeout: 0,
  timezone: "UTC",
  datestyle: "ISO, MDY",
  intervalstyle: "postgres",
  bytea_output: "hex",
  extra_float_digits: 1,
  standard_conforming_strings: "on",
  default_transaction_isolation: "read committed" as const,
  client_min_messages: "notice",
};

/** The address of a server and its user, in the driver's form. */
export function driverOptions({ addresses, user, password, database, tls }: ConnectionSettings) {
  const [address] = addresses;
  if (!address) throw new Error("the test's server has no address");
  const { host, port } = address;
  return { host, port, user, password, database, ssl: tls.mode === "disable" ? (false as const) : tlsOptions(tls) };
}

function tlsOptions({ mode, ca }: ConnectionSettings["tls"]): ConnectionOptions {
  return { ...(ca ? { ca } : {}), rejectUnauthorized: mode === "verify-ca" || mode === "verify-full" };
}

/**
 * A client of the test next to Retake's pool, with the driver's connections and with transactions. Its statements name the
 * schema `retake`, which is replaced by the target's schema.
 */
export function connect(
  { settings, schema = DEFAULT_SCHEMA }: DatabaseTarget,
  max: number,
  name: string,
): postgres.Sql {
  const client = postgres({
    ...driverOptions(settings),
    max,
    onnotice: () => {},
    fetch_types: false,
    types: TYPES,
    connection: { application_name: name, ...SESSION },
  });
  return qualifyStatements(client as unknown as postgres.Sql, schema);
}
