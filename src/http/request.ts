import { isUtf8 } from "node:buffer";
import type { IncomingMessage, ServerResponse } from "node:http";
import { MIMEType } from "node:util";
import type { AppContext } from "../context.ts";
import { CallError, quoted } from "../domain/errors.ts";
import { idempotencyKeyProblem } from "../domain/idempotency.ts";
import type { Principal } from "../domain/principal.ts";
import { authenticate } from "../operations/authenticate.ts";

/** What every Hono handler finds in `c.env`: Node's own request and response, and the id of this request. */
export type HttpEnv = {
  Bindings: {
    readonly incoming: IncomingMessage;
    readonly outgoing: ServerResponse;
    readonly requestId: string;
  };
};

/** Headers with every value that was sent, by lower-case name: Node's `IncomingMessage.headersDistinct`. */
export type DistinctHeaders = Readonly<Record<string, readonly string[] | undefined>>;

/**
 * The caller behind a request's headers: `X-Api-Key`, or `Authorization: Bearer`. Throws `CallError` missing_api_key,
 * invalid_api_key, revoked_api_key, token_expired (401); service_unavailable (503).
 */
export async function authenticateHeaders(app: AppContext, headers: DistinctHeaders): Promise<Principal> {
  return authenticate(app, secretOf(headers));
}

/** The one secret that the headers name, null when they name none. Throws when they leave it open which one. */
export function secretOf(headers: DistinctHeaders): string | null {
  const apiKeys = headers["x-api-key"] ?? [];
  const authorizations = headers.authorization ?? [];
  if (apiKeys.length > 1 || authorizations.length > 1) throw ambiguous();
  const apiKey = apiKeys[0] ?? "";
  const bearer = bearerToken(authorizations[0] ?? "");
  if (apiKey !== "" && bearer !== "" && apiKey !== bearer) throw ambiguous();
  return apiKey || bearer || null;
}

/** Another scheme, such as what a proxy in front of us asks for, is no API key of ours: as if it were not there. */
function bearerToken(authorization: string): string {
  return /^bearer[ \t]+(\S.*)$/i.exec(authorization)?.[1] ?? "";
}

function ambiguous(): CallError {
  return new CallError("invalid_api_key", "Send one API key, once: as X-Api-Key or as Authorization: Bearer.");
}

/** The `Idempotency-Key` header of a request. Its problem counts only when an operation runs that takes a key. */
export type IdempotencyHeader = {
  readonly key: string | null;
  /** Why it can't be used, as the end of a sentence; null when it can, or is absent. */
  readonly problem: string | null;
};

export const NO_HEADER: IdempotencyHeader = { key: null, problem: null };

/** Reads the header. Nothing is trimmed beyond what HTTP itself trims. */
export function idempotencyHeader(headers: DistinctHeaders): IdempotencyHeader {
  const values = headers["idempotency-key"];
  if (values === undefined) return NO_HEADER;
  if (values.length > 1) return { key: null, problem: "is sent more than once" };
  const key = headerText(values[0] ?? "");
  const problem = idempotencyKeyProblem(key);
  return { key: problem === null ? key : null, problem };
}

/**
 * Header bytes as text: UTF-8, or else Latin-1, which is how browsers' `fetch` sends text. Node gives one character for
 * each byte. A byte order mark is part of the text.
 */
export function headerText(value: string): string {
  const bytes = Buffer.from(value, "latin1");
  return isUtf8(bytes) ? bytes.toString("utf8") : value;
}

/**
 * The body's bytes, counted while they arrive: a length nobody announced is bounded too. What is left of a refused
 * body is the server's to drain. Throws `CallError` payload_too_large; invalid_request when the body breaks off.
 */
export async function readBody(req: IncomingMessage, maxBytes: number): Promise<Buffer> {
  if (Number(req.headers["content-length"] ?? 0) > maxBytes) throw tooLarge(maxBytes);
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let size = 0;
    const end = (settle: () => void) => {
      req.off("data", onData).off("end", onEnd).off("error", onBreak).off("close", onBreak);
      settle();
    };
    const onData = (chunk: Buffer) => {
      size += chunk.length;
      chunks.push(chunk);
      if (size > maxBytes) end(() => reject(tooLarge(maxBytes)));
    };
    const onEnd = () => end(() => resolve(chunks.length === 1 && chunks[0] ? chunks[0] : Buffer.concat(chunks)));
    const onBreak = () => end(() => reject(new CallError("invalid_request", "The body ended before it was complete.")));
    req.on("data", onData).on("end", onEnd).on("error", onBreak).on("close", onBreak);
    if (req.destroyed) onBreak();
  });
}

function tooLarge(maxBytes: number): CallError {
  return new CallError("payload_too_large", `The body is larger than ${maxBytes} bytes.`);
}

/** Bytes; docs/contract.md "Requests and versions". */
export const MAX_JSON_BYTES = 256 * 1024;

/**
 * The request's JSON body as it was sent. An empty body is `{}`, or is refused when a body is `required`. Throws `CallError`
 * payload_too_large (413), unsupported_media_type (415), invalid_request (400: not UTF-8, not JSON, a name twice, too deep).
 */
export async function readJsonBody(req: IncomingMessage, { required = false } = {}): Promise<unknown> {
  if (required) requireJson(req);
  const bytes = await readBody(req, MAX_JSON_BYTES);
  if (bytes.length === 0 && !required) return {};
  if (bytes.length === 0) throw malformed("The body is empty: send a JSON object.");
  requireJson(req);
  return parseJson(bytes);
}

/**
 * Throws `CallError` unsupported_media_type unless the body is declared as `application/json`, in UTF-8, not compressed.
 * So forms and plain text, which browsers send to other origins without a preflight, can start nothing.
 */
function requireJson({ headers, headersDistinct }: IncomingMessage): void {
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

/** Deeper than any body of ours; far below what overflows a recursive reader. */
export const MAX_JSON_DEPTH = 32;

/** What `JSON.parse` lets through and we don't. `path` has the names around it, joined by dots. */
type JsonProblem =
  | { readonly kind: "duplicate_name"; readonly path: string }
  | { readonly kind: "too_deep"; readonly path: null };

/** An object or (`names` null) an array that is open; `name` is the member being read. */
type Frame = { readonly names: Set<string> | null; name: string | null };

/**
 * Looks through JSON text for member names that occur twice in one object, which `JSON.parse` would silently merge,
 * and for nesting beyond `MAX_JSON_DEPTH`. The text must be valid JSON; names are compared as they read, escapes undone.
 */
export function scanJson(text: string): JsonProblem | null {
  const open: Frame[] = [];
  let nameComes = false;
  for (let i = 0; i < text.length; i++) {
    const top = open.at(-1);
    switch (text[i]) {
      case "{":
      case "[":
        if (open.length === MAX_JSON_DEPTH) return { kind: "too_deep", path: null };
        nameComes = text[i] === "{";
        open.push({ names: nameComes ? new Set() : null, name: null });
        break;
      case "}":
      case "]":
        open.pop();
        nameComes = false;
        break;
      case ",":
        // In an array it is a value, for which nobody looks.
        nameComes = true;
        break;
      case '"': {
        const end = endOfString(text, i);
        if (nameComes && top?.names) {
          top.name = JSON.parse(text.slice(i, end + 1)) as string;
          if (top.names.has(top.name)) return { kind: "duplicate_name", path: pathOf(open) };
          top.names.add(top.name);
          nameComes = false;
        }
        i = end;
        break;
      }
    }
  }
  return null;
}

/** True when a value has more than `levels` objects or arrays inside each other. */
export function isDeeperThan(levels: number, value: unknown): boolean {
  if (typeof value !== "object" || value === null) return false;
  return levels === 0 || Object.values(value).some((member) => isDeeperThan(levels - 1, member));
}

/** Index of the closing quote of the string that starts at `start`. */
function endOfString(text: string, start: number): number {
  let i = start + 1;
  while (i < text.length && text[i] !== '"') i += text[i] === "\\" ? 2 : 1;
  return i;
}

function pathOf(open: readonly Frame[]): string {
  return open.flatMap(({ name }) => (name === null ? [] : [name])).join(".");
}
