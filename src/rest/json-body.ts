import type { IncomingMessage } from "node:http";
import { CallError } from "../domain/errors.ts";
import { readBody } from "../http/read-body.ts";
import { MAX_JSON_DEPTH, scanJson } from "../http/scan-json.ts";

/** The contract's bound, in bytes. */
export const MAX_JSON_BYTES = 256 * 1024;

/**
 * The request's body as it was sent; `{}` when there is none. Throws `CallError` payload_too_large (413),
 * unsupported_media_type (415), invalid_request (400: not UTF-8, not JSON, a name twice, too deep).
 */
export async function readJsonBody(req: IncomingMessage): Promise<unknown> {
  const bytes = await readBody(req, MAX_JSON_BYTES);
  if (bytes.length === 0) return {};
  requireJson(req);
  return parseJson(bytes);
}

/** A body needs its type said: `application/json`, in UTF-8, not compressed. */
function requireJson(req: IncomingMessage): void {
  const types = req.headersDistinct["content-type"] ?? [];
  const [type = ""] = types;
  const coding = req.headers["content-encoding"] ?? "identity";
  const isJson = /^application\/json[ \t]*(;[ \t]*charset[ \t]*=[ \t]*"?utf-8"?[ \t]*)?;?[ \t]*$/i.test(type);
  if (types.length === 1 && isJson && coding.toLowerCase() === "identity") return;
  throw new CallError(
    "unsupported_media_type",
    "A body must be sent as Content-Type: application/json, in UTF-8 and uncompressed.",
  );
}

/** Strict JSON from bytes. Throws `CallError` invalid_request. */
export function parseJson(bytes: Uint8Array): unknown {
  let text: string;
  try {
    text = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    throw malformed("The body is not UTF-8.");
  }
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw malformed("The body is not JSON.");
  }
  const problem = scanJson(text);
  if (problem === null) return value;
  if (problem.kind === "too_deep") throw malformed(`The body is nested deeper than ${MAX_JSON_DEPTH} levels.`);
  throw malformed(`The body has the member ${problem.path} twice.`, { param: problem.path });
}

function malformed(message: string, facts: { readonly param?: string } = {}): CallError {
  return new CallError("invalid_request", message, facts);
}
