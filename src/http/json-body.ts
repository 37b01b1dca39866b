import type { IncomingMessage } from "node:http";
import { MIMEType } from "node:util";
import { CallError } from "../domain/errors.ts";
import { quoted } from "../domain/quoted.ts";
import { readBody } from "./read-body.ts";
import { MAX_JSON_DEPTH, scanJson } from "./scan-json.ts";

/** Bytes; docs/contract.md "Requests and versions". */
export const MAX_JSON_BYTES = 256 * 1024;

/**
 * The request's JSON body as it was sent; `{}` when there is none. Throws `CallError` payload_too_large (413),
 * unsupported_media_type (415), invalid_request (400: not UTF-8, not JSON, a name twice, too deep).
 */
export async function readJsonBody(req: IncomingMessage): Promise<unknown> {
  const bytes = await readBody(req, MAX_JSON_BYTES);
  if (bytes.length === 0) return {};
  requireJson(req);
  return parseJson(bytes);
}

/**
 * Throws `CallError` unsupported_media_type unless the body is declared as `application/json`, in UTF-8, not compressed.
 * So forms and plain text, which browsers send to other origins without a preflight, can start nothing.
 */
export function requireJson({ headers, headersDistinct }: IncomingMessage): void {
  const types = headersDistinct["content-type"] ?? [];
  const coding = headers["content-encoding"] ?? "identity";
  if (types.length === 1 && isJsonType(types[0] ?? "") && coding.toLowerCase() === "identity") return;
  throw new CallError(
    "unsupported_media_type",
    "A body must be sent as Content-Type: application/json, in UTF-8 and uncompressed.",
  );
}

/** Parameters such as `profile` or `odata.metadata` are ignored; a charset must be UTF-8, each time when it is repeated. */
function isJsonType(type: string): boolean {
  if (type === "application/json") return true;
  const charsets = type.matchAll(/;[ \t]*charset[ \t]*=[ \t]*"?([^";]*)/gi);
  return essence(type) === "application/json" && charsets.every(([, charset = ""]) => /^utf-?8[ \t]*$/i.test(charset));
}

/** The media type without its parameters, read as browsers do when they decide whether a preflight is needed. */
function essence(type: string): string | null {
  try {
    return new MIMEType(type).essence;
  } catch {
    return null;
  }
}

/** Strict JSON: no name twice in an object, limited depth. `what` begins the message. Throws `CallError` invalid_request. */
export function parseJson(source: Uint8Array | string, what = "The body"): unknown {
  let text: string;
  try {
    text = typeof source === "string" ? source : new TextDecoder("utf-8", { fatal: true }).decode(source);
  } catch {
    throw malformed(`${what} is not UTF-8.`);
  }
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw malformed(`${what} is not JSON.`);
  }
  const problem = scanJson(text);
  if (problem === null) return value;
  if (problem.kind === "too_deep") throw malformed(`${what} is nested deeper than ${MAX_JSON_DEPTH} levels.`);
  const param = quoted(problem.path);
  throw malformed(`${what} has the member ${param} twice.`, { param });
}

function malformed(message: string, details: { readonly param?: string } = {}): CallError {
  return new CallError("invalid_request", message, details);
}
