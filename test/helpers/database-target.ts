import type { DatabaseTarget } from "../../src/db/client.ts";

export const TEMPLATE_DATABASE = "retake_template";

/** The same server, another database. */
export function withDatabase(target: DatabaseTarget, database: string): DatabaseTarget {
  return { ...target, settings: { ...target.settings, database } };
}

/** As `DATABASE_URL` spells it. */
export function databaseUrl({ settings: { addresses, user, password, database }, schema }: DatabaseTarget): string {
  const [address] = addresses;
  if (!address) throw new Error("a database needs an address");
  const { host, port, socketPath } = address;
  const owner = `${encodeURIComponent(user)}:${encodeURIComponent(password)}`;
  if (socketPath === undefined) return withSchema(`postgres://${owner}@${host}:${port}/${database}`, schema);
  const query = new URLSearchParams({ host, port: String(port) });
  return withSchema(`postgres://${owner}@localhost/${database}?${query}`, schema);
}

function withSchema(text: string, schema: string | undefined): string {
  if (schema === undefined) return text;
  const url = new URL(text);
  url.searchParams.set("schema", schema);
  return url.href;
}
