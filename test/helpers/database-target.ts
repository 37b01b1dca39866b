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
  if ("url" in target) return target.url;
  if ("addresses" in target) throw new Error("these settings came from a URL: use that");
  const { host, port, user, password, database } = target;
  const owner = `${encodeURIComponent(user)}:${encodeURIComponent(password)}`;
  if (!host.startsWith("/")) return `postgres://${owner}@${host}:${port}/${database}`;
  const query = new URLSearchParams({ host, port: String(port) });
  return `postgres://${owner}@localhost/${database}?${query}`;
}
