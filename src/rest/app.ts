import { type Context, Hono } from "hono";
import type { AppContext } from "../context.ts";
import type { BucketState } from "../domain/buckets.ts";
import type { ContractVersion } from "../domain/contract-version.ts";
import { type Principal, requireScope } from "../domain/principal.ts";
import type { Outcome } from "../domain/refusals.ts";
import { jsonText } from "../domain/rendered-json.ts";
import { describeRefusal, errorResponse, refuseOtherMethods, thrownResponse } from "../http/errors.ts";
import { authenticateHeaders, type HttpEnv, readJsonBody } from "../http/request.ts";
import { findRateLimit } from "../operations/get-team.ts";
import { bucketOf, callOperation } from "../operations/operation.ts";
import { argsFromWire } from "../operations/wire-names.ts";
import { createOpenApi } from "./openapi.ts";
import { renderersOf } from "./renderers.ts";
import { contractVersion, idempotencyKey, parseQuery, queryArguments, refuseQuery } from "./request.ts";
import { etagOf, isFresh, setRateHeaders, showIn } from "./response.ts";
import type { RestAnswer, RestRoute } from "./route.ts";
import { ROUTES } from "./routes.ts";

const OPENAPI_PATH = "/v1/openapi.json";

/** The routes of `/v1`. */
export function createRestApp(app: AppContext): Hono<HttpEnv> {
  const rest = new Hono<HttpEnv>();
  const methods = new Map<string, string[]>();

  for (const route of ROUTES) {
    const path = route.path.replaceAll(/\{(\w+)\}/g, ":$1");
    rest.on(route.method.toUpperCase(), path, (c) => serveRoute(app, route, c));
    methods.set(path, [...(methods.get(path) ?? []), route.method.toUpperCase()]);
  }
  rest.get(OPENAPI_PATH, createOpenApi(app));
  methods.set(OPENAPI_PATH, ["GET"]);

  for (const [path, known] of methods) refuseOtherMethods(app, rest, path, known);
  return rest;
}

/** What has been read of a request so far. The headers of an error response need it too. */
type CallState = { principal: Principal | null; version: ContractVersion | null; bucket: BucketState | null };

/** Answers one request to a route. Never rejects: every error becomes an error response. */
async function serveRoute(app: AppContext, route: RestRoute, c: Context<HttpEnv>): Promise<Response> {
  const { requestId, incoming } = c.env;
  const state: CallState = { principal: null, version: null, bucket: null };
  let response: Response;
  try {
    const outcome = await callRoute(app, route, c, state);
    response = outcome.ok
      ? renderAnswer(route, outcome.value, incoming.headers["if-none-match"])
      : errorResponse(app, describeRefusal(outcome.refusal), requestId);
  } catch (error) {
    response = thrownResponse(app, error, requestId);
  }
  if (state.version) response.headers.set("Aurous-Version", state.version);
  const bucket = await bucketToPrint(app, route, state);
  if (bucket) setRateHeaders(response.headers, bucket);
  return response;
}

/**
 * Checks the request in the order of docs/contract.md "Order of checks" (key, scope, version, shape), calls the
 * operation and renders its value.
 */
async function callRoute(
  app: AppContext,
  route: RestRoute,
  c: Context<HttpEnv>,
  state: CallState,
): Promise<Outcome<RestAnswer>> {
  const { requestId, incoming } = c.env;
  const { operation, method, idArgument, query: parameters } = route;
  const headers = incoming.headersDistinct;
  app.tracer.note({ "http.route": route.path }, `${method.toUpperCase()} ${route.path}`);
  const principal = await authenticateHeaders(app, headers);
  app.tracer.note({ "retake.team_id": principal.teamId });
  state.principal = principal;
  requireScope(principal, operation.scope);
  const version = contractVersion(headers, principal.pinnedVersion);
  state.version = version;
  const query = parseQuery(incoming.url ?? "");
  if (method !== "get") refuseQuery(query);
  const key = operation.idempotent ? idempotencyKey(headers) : null;
  const wireBody = method === "get" ? queryArguments(query, parameters) : await readJsonBody(incoming);
  const given = idArgument === null ? {} : { [idArgument]: c.req.param("id") ?? "" };
  const onRateLimitState = (bucket: BucketState) => {
    state.bucket = bucket;
  };
  const call = { principal, requestId, version, onRateLimitState };
  const args = argsFromWire(operation.input, wireBody, given);
  const outcome = await callOperation(app, call, operation, { args, wireBody, idempotencyKey: key });
  if (!outcome.ok) return outcome;
  return { ok: true, value: route.render(outcome.value, showIn(renderersOf(version), app.urls)) };
}

function renderAnswer(route: RestRoute, answer: RestAnswer, ifNoneMatch: string | undefined): Response {
  const { response } = route.docs;
  const image = "image" in response;
  const body = image ? (answer.body as Uint8Array<ArrayBuffer>) : jsonText(answer.body);
  const type = image ? response.image : "application/json";
  const headers = new Headers({ "Content-Type": type, "Cache-Control": "no-store" });
  if (answer.replayed) headers.set("Aurous-Idempotent-Replayed", "true");
  if (answer.etagVersion === undefined) return new Response(body, { status: route.status, headers });

  const etag = etagOf(answer.etagVersion, body);
  headers.set("ETag", etag);
  headers.set("Cache-Control", "private, no-cache");
  if (!isFresh(ifNoneMatch, etag)) return new Response(body, { status: route.status, headers });
  headers.delete("Content-Type");
  return new Response(null, { status: 304, headers });
}

/**
 * The state of the rate limit for the response headers: the one that the operation has read, otherwise read now. Null
 * when it can't be read, because a response must not fail for lack of these headers.
 */
async function bucketToPrint(app: AppContext, route: RestRoute, state: CallState): Promise<BucketState | null> {
  if (state.bucket) return state.bucket;
  const bucket = bucketOf(route.operation);
  if (!state.principal || !bucket) return null;
  try {
    return await findRateLimit(app, state.principal, bucket);
  } catch {
    return null;
  }
}
