import type { ServerResponse } from "node:http";

/** For every response; pages and pictures replace what they need otherwise. */
const DEFAULTS = {
  "X-Content-Type-Options": "nosniff",
  "X-Frame-Options": "DENY",
  "Referrer-Policy": "no-referrer",
} as const;

export function setSecurityHeaders(res: ServerResponse): void {
  for (const [name, value] of Object.entries(DEFAULTS)) res.setHeader(name, value);
}
