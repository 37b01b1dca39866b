import type { ConnectionTarget } from "../../src/db/client.ts";

export const TEMPLATE_DATABASE = "retake_template";

/** The same server, another database. */
export function withDatabase(target: ConnectionTarget, database: string): ConnectionTarget {
  if (!("url" in target)) return { ...target, database };
  const url = new URL(target.url);
  url.pathname = `/${database}`;
  return { url: url.href };
}
