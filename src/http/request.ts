import { isUtf8 } from "node:buffer";
import type { IncomingMessage, ServerResponse } from "node:http";
import { MIMEType } from "node:util";
import type { AppContext } from "../context.ts";
import { CallError, quoted } from "../domain/errors.ts";
import { idempotencyKeyProblem } from "../domain/idempotency.ts";
import type { Principal } from "../domain/principal.ts";
import { authenticate } from "../operations/authenticate.ts";

/** The `c.env` of every Hono handler: Node's request and response, and the id of this request. */
export type HttpEnv = {
  Bindings: {
    readonly incoming: IncomingMessage;
    readonly outgoing: ServerResponse;
    readonly requestId: string;
  };
};

/** All values of each header, by lower-case name: Node's `IncomingMessage.headersDistinct`. */
export type DistinctHeaders = Readonly<Record<string, readonly string[] | undefined>>;

/**
 * Authenticates a request by its `X-Api-Key` or `Authorization: Bearer` header. Throws `CallError` missing_api_key,
 * invalid_api_key, revoked_api_key, token_expired (401), service_unavailable (503).
 */
export async function authenticateHeaders(app: AppContext, headers: DistinctHeaders): Promise<Principal> {
  return authenticate(app, secretOf(headers));
}

/**
 * The API key or token in the headers, null without one. Throws `CallError` invalid_api_key when they contain several.
 */
export function secretOf(headers: DistinctHeaders): string | null {
  const apiKeys = headers["x-api-key"] ?? [];
  const authorizations = headers.authorization ?? [];
  if (apiKeys.length > 1 || authorizations.length > 1) throw ambiguous();
  const apiKey = apiKeys[0] ?? "";
  const bearer = bearerToken(authorizations[0] ?? "");
  if (apiKey !== "" && bearer !== "" && apiKey !== bearer) throw ambiguous();
  return apiKey || bearer || null;
}

/** Ignores other schemes, such as the credentials for a proxy in front of the server. */
function bearerToken(authorization: string): string {
  return /^bearer[ \t]+(\S.*)/i.exec(authorization)?.[1] ?? "";
}

function ambiguous(): CallError {
  return new CallError("invalid_api_key", "Send exactly one API key, as X-Api-Key or as Authorization: Bearer.");
}

/** The `Idempotency-Key` header of a request. A problem with it matters only when an idempotent operation runs. */
export type IdempotencyHeader = {
  readonly key: string | null;
  /** Why the key can't be used, as the end of a sentence; null when it is valid or absent. */
  readonly problem: string | null;
};

export const NO_HEADER: IdempotencyHeader = { key: null, problem: null };

/** Reads the header. Only the whitespace that HTTP ignores is removed. */
export function idempotencyHeader(headers: DistinctHeaders): IdempotencyHeader {
  const values = headers["idempotency-key"];
  if (values === undefined) return NO_HEADER;
  if (values.length > 1) return { key: null, problem: "is sent more than once" };
  const key = headerText(values[0] ?? "");
  const problem = idempotencyKeyProblem(key);
  return { key: problem === null ? key : null, problem };
}

/**
 * Decodes a header as UTF-8, or as Latin-1 when it is not UTF-8, because browsers' `fetch` sends Latin-1. Node returns
 * one character for each byte. A byte order mark is part of the text.
 */
export function headerText(value: string): string {
  const bytes = Buffer.from(value, "latin1");
  return isUtf8(bytes) ? bytes.toString("utf8") : value;
}

/**
 * Reads the body and counts its bytes while they arrive, because not every request announces its length. The server
 * drains the rest of a refused body. Throws `CallError` payload_too_large, and invalid_request when the body is
 * incomplete.
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
    const onEnd = () => end(() => resolve(Buffer.concat(chunks)));
    const onBreak = () => end(() => reject(new CallError("invalid_request", "The body ended before it was complete.")));
    req.on("data", onData).on("end", onEnd).on("error", onBreak).on("close", onBreak);
    if (req.destroyed) onBreak();
  });
}

function tooLarge(maxBytes: number): CallError {
  return new CallError("payload_too_large", `The body is larger than ${maxBytes} bytes.`);
}

/** In bytes (docs/contract.md "Requests and versions"). */
const MAX_JSON_BYTES = 256 * 1024;

/**
 * Reads the request's JSON body. An empty body is `{}`, or is refused when a body is `required`. Throws `CallError`
 * payload_too_large (413), unsupported_media_type (415), and invalid_request (400) when the body is not UTF-8, is not
 * JSON, repeats a member name or is nested too deeply.
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
 * Throws `CallError` unsupported_media_type unless the body is declared as uncompressed `application/json` in UTF-8.
 * Browsers send forms and plain text to other origins without a preflight, so these types must not start anything.
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

/** Ignores parameters such as `profile` or `odata.metadata`. Every `charset` must be UTF-8. */
function isJsonType(type: string): boolean {
  if (type === "application/json") return true;
  const charsets = type.matchAll(/;[ \t]*charset[ \t]*=[ \t]*"?([^";]*)/gi);
  return essence(type) === "application/json" && charsets.every(([, charset = ""]) => /^utf-?8[ \t]*$/i.test(charset));
}

/** The media type without parameters, parsed as browsers parse it to decide whether a preflight is needed. */
function essence(type: string): string | null {
  try {
    return new MIMEType(type).essence;
  } catch {
    return null;
  }
}

/**
 * Parses strict JSON: an object must not repeat a member name, and nesting is limited. `what` names the input in the
 * error message. Throws `CallError` invalid_request.
 */
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

/** Deeper than any documented body, and far below the depth that overflows the stack of a recursive function. */
export const MAX_JSON_DEPTH = 32;

/**
 * Input that `JSON.parse` accepts and Retake refuses. `path` is the member's name after those around it, joined by
 * dots.
 */
type JsonProblem =
  | { readonly kind: "duplicate_name"; readonly path: string }
  | { readonly kind: "too_deep"; readonly path: null };

/** An object or array (`names` is null) that is not closed yet; `name` is the member being read. */
type Frame = { readonly names: Set<string> | null; name: string | null };

/**
 * Finds a member name that occurs twice in one object, which `JSON.parse` would silently merge, and nesting beyond
 * `MAX_JSON_DEPTH`. The text must be valid JSON. Names are compared after their escapes are decoded.
 * @internal
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
        break;
      case ",":
        // In an array a value follows and not a name; the frame of an array has no `names`, so the value is not
        // checked.
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

/** True when objects or arrays are nested more than `levels` deep in a value. */
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
