import type { IncomingMessage } from "node:http";
import type { GraphQLParams } from "graphql-yoga";
import { CallError } from "../domain/errors.ts";
import { readBody } from "../http/read-body.ts";
import { scanJson } from "../http/scan-json.ts";
import { MAX_BODY_BYTES } from "./limits/limits.ts";

/**
 * The parameters of a request, in the shapes of GraphQL over HTTP: the query string of a GET, the JSON body of a POST.
 * Throws `CallError` unsupported_media_type (415), payload_too_large (413), invalid_request (400). What is inside them
 * is checked by Yoga.
 */
export async function readParams(req: IncomingMessage): Promise<GraphQLParams> {
  if (req.method === "GET") return queryParams(new URLSearchParams(req.url?.split("?").slice(1).join("?")));
  requireJson(req);
  const body = parseJson(decodeUtf8(await readBody(req, MAX_BODY_BYTES)), "The body");
  if (typeof body !== "object" || body === null) throw new CallError("invalid_request", "The body must be an object.");
  if (Array.isArray(body)) throw new CallError("invalid_request", "Batches are not supported: send one operation.");
  // Yoga lets every type pass here, and looks for an operation of that name.
  const { operationName } = body as { readonly operationName?: unknown };
  if (operationName != null && typeof operationName !== "string") {
    throw new CallError("invalid_request", "operationName must be a string.", { param: "operationName" });
  }
  return body as GraphQLParams;
}

function queryParams(search: URLSearchParams): GraphQLParams {
  const text = (name: string) => search.get(name) || undefined;
  const object = (name: string) => {
    const value = text(name);
    return value === undefined ? undefined : (parseJson(value, `The parameter ${name}`) as Record<string, unknown>);
  };
  const params = { query: text("query"), operationName: text("operationName") };
  return { ...params, variables: object("variables"), extensions: object("extensions") } as GraphQLParams;
}

/** JSON alone: what a browser sends without asking first (forms, plain text) can start nothing here. */
function requireJson({ headers, headersDistinct }: IncomingMessage): void {
  const types = headersDistinct["content-type"] ?? [];
  const [type = ""] = types;
  const coding = headers["content-encoding"] ?? "identity";
  const isJson = /^application\/json[ \t]*(;[ \t]*charset[ \t]*=[ \t]*"?utf-8"?[ \t]*)?;?[ \t]*$/i.test(type);
  if (types.length === 1 && isJson && coding.toLowerCase() === "identity") return;
  throw new CallError(
    "unsupported_media_type",
    "Send the body as Content-Type: application/json, in UTF-8 and uncompressed.",
  );
}

function decodeUtf8(bytes: Uint8Array): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    throw new CallError("invalid_request", "The body is not UTF-8.");
  }
}

/** Strict JSON, as over REST: variables with a name twice would be other arguments than the caller means. */
function parseJson(text: string, what: string): unknown {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new CallError("invalid_request", `${what} is not JSON.`);
  }
  const problem = scanJson(text);
  if (problem === null) return value;
  const complaint = problem.kind === "too_deep" ? "is nested too deep" : `has the member ${problem.path} twice`;
  throw new CallError("invalid_request", `${what} ${complaint}.`);
}
