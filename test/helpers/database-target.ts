import type { ConnectionTarget } from "../../src/db/client.ts";

export const TEMPLATE_DATABASE = "retake_template";

/** The same server, another database. */
export function withDatabase(target: ConnectionTarget, database: string): ConnectionTarget {
  if (!("url" in target)) return { ...target, database };
  const url = new URL(target.url);
  url.pathname = `/${database}`;
  return { ...target, url: url.href };
}

/** As `DATABASE_URL` spells it. */
export function databaseUrl(target: ConnectionTarget): string {
  if ("url" in target) return withSchema(target.url, target.schema);
  if ("addresses" in target) throw new Error("these settings came from a URL: use that");
  const { host, port, user, password, database } = target;
  const owner = `${encodeURIComponent(user)}:${encodeURIComponent(password)}`;
  if (!host.startsWith("/")) return withSchema(`postgres://${owner}@${host}:${port}/${database}`, target.schema);
  const query = new URLSearchParams({ host, port: String(port) });
  return withSchema(`postgres://${owner}@localhost/${database}?${query}`, target.schema);
}

function withSchema(text: string, schema: string | undefined): string {
  if (schema === undefined) return text;
  const url = new URL(text);
  url.searchParams.set("schema", schema);
  return url.href;
}
