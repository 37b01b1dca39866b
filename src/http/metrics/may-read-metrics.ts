import { timingSafeEqual } from "node:crypto";
import type { IncomingMessage } from "node:http";
import { CallError } from "../../domain/errors.ts";

const LOOPBACK = /^(127\.|::1$|::ffff:127\.)/;
/** What proxies add: behind one on the same host, everybody would come from the loopback. */
const FORWARDED = ["forwarded", "x-forwarded-for", "x-real-ip"];

/**
 * With a token, its bearer; without one, who calls from this machine itself. Throws `CallError` missing_api_key,
 * invalid_api_key, or resource_not_found where there is no way in.
 */
export function checkMetricsReader(req: IncomingMessage, token: string | undefined): void {
  if (token === undefined) {
    const isLocal = LOOPBACK.test(req.socket.remoteAddress ?? "") && FORWARDED.every((name) => !(name in req.headers));
    if (isLocal) return;
    throw new CallError("resource_not_found", "There is no such path.");
  }
  const sent = /^Bearer +(.+)$/i.exec(req.headers.authorization ?? "")?.[1];
  if (sent === undefined) throw new CallError("missing_api_key", "Send the metrics token as Authorization: Bearer.");
  if (!isEqual(sent, token)) throw new CallError("invalid_api_key", "The metrics token is not right.");
}

function isEqual(sent: string, token: string): boolean {
  const [a, b] = [Buffer.from(sent), Buffer.from(token)];
  return a.length === b.length && timingSafeEqual(a, b);
}
