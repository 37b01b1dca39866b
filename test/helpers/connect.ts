import postgres from "postgres";
import type { DatabaseTarget } from "../../src/db/client.ts";
import { TYPES } from "../../src/db/postgres-js/types.ts";
import { DEFAULT_SCHEMA, qualifyStatements } from "../../src/db/schema-name.ts";

/**
 * A client of the test's own beside the product's pool: it has the driver's connections, and opens transactions.
 * Its statements name the schema `retake`, and the target's own is put in its place.
 */
export function connect(
  { settings, schema = DEFAULT_SCHEMA }: DatabaseTarget,
  max: number,
  name: string,
): postgres.Sql {
  const [address] = settings.addresses;
  if (!address) throw new Error("the test's server has no address");
  const { user, password, database } = settings;
  const client = postgres({
    host: address.host,
    port: address.port,
    user,
    password,
    database,
    max,
    onnotice: () => {},
    fetch_types: false,
    types: TYPES,
    connection: { application_name: name, statement_timeout: 10_000, timezone: "UTC" },
  });
  return qualifyStatements(client as unknown as postgres.Sql, schema);
}
