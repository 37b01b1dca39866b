import type { IncomingMessage } from "node:http";
import type { AppContext } from "../../context.ts";
import { isAllowedOrigin } from "../../http/cors.ts";

/**
 * Browsers ask nobody before they open a WebSocket, so the origin is checked here: our own pages and those that are
 * allowed by `CORS_ORIGINS`. Who sends no origin is no browser.
 */
export function mayOpenSocket(app: AppContext, { headers: { origin, host } }: IncomingMessage): boolean {
  if (origin === undefined || isAllowedOrigin(app.config.CORS_ORIGINS, origin)) return true;
  const url = URL.parse(origin);
  return url !== null && (url.host === host || url.origin === URL.parse(app.publicUrl())?.origin);
}
