import type { Context } from "hono";
import type { AppContext } from "../context.ts";
import type { BucketState } from "../domain/buckets.ts";
import type { ContractVersion } from "../domain/contract-version.ts";
import type { Principal } from "../domain/principal.ts";
import type { Outcome } from "../domain/refusals.ts";
import { authenticateHeaders } from "../http/authenticate.ts";
import { errorResponse, thrownResponse } from "../http/error-answer.ts";
import type { HttpEnv } from "../http/http-env.ts";
import { refusalFacts } from "../http/refusal-facts.ts";
import { requireScope } from "../operations/authenticate.ts";
import { peekBucket } from "../operations/peek-bucket.ts";
import { etagOf, isFresh } from "./conditional.ts";
import { contractVersion, idempotencyKey, setRateHeaders } from "./headers.ts";
import { readJsonBody } from "./json-body.ts";
import { readQuery } from "./query.ts";
import type { RestAnswer, RestRoute } from "./route.ts";

/** What is known of a call so far: an error still tells it in its headers. */
type Trace = { principal: Principal | null; version: ContractVersion | null; bucket: BucketState | null };

/** Answers one request to a route, whatever happens. */
export async function serveRoute(app: AppContext, route: RestRoute, c: Context<HttpEnv>): Promise<Response> {
  const { requestId, incoming } = c.env;
  const trace: Trace = { principal: null, version: null, bucket: null };
  let response: Response;
  try {
    const outcome = await callRoute(app, route, c, trace);
    response = outcome.ok
      ? renderAnswer(route, outcome.value, incoming.headers["if-none-match"])
      : errorResponse(app, refusalFacts(outcome.refusal), requestId);
  } catch (error) {
    response = thrownResponse(app, error, requestId);
  }
  if (trace.version) response.headers.set("Aurous-Version", trace.version);
  const bucket = await bucketToPrint(app, route, trace);
  if (bucket) setRateHeaders(response.headers, bucket);
  return response;
}

/** Steps 1 to 5 of CONTRACT section 4 in their order: key, scope, version, shape, then the operation. */
async function callRoute(
  app: AppContext,
  route: RestRoute,
  c: Context<HttpEnv>,
  trace: Trace,
): Promise<Outcome<RestAnswer>> {
  const { requestId, incoming } = c.env;
  const headers = incoming.headersDistinct;
  app.tracer.note({ "http.route": route.path }, `${route.method.toUpperCase()} ${route.path}`);
  const principal = await authenticateHeaders(app, headers);
  app.tracer.note({ "retake.team_id": principal.teamId });
  trace.principal = principal;
  requireScope(principal, route.scope);
  const version = contractVersion(headers, principal.pinnedVersion);
  trace.version = version;
  const request = {
    params: c.req.param(),
    query: readQuery(incoming.url ?? "", Object.keys(route.docs.query?.schema.shape ?? {})),
    idempotencyKey: route.keyed ? idempotencyKey(headers) : null,
    body: route.method === "get" ? {} : await readJsonBody(incoming),
  };
  const noteBucket = (state: BucketState) => {
    trace.bucket = state;
  };
  return route.handle(app, { principal, requestId, version, noteBucket }, request);
}

function renderAnswer(route: RestRoute, answer: RestAnswer, ifNoneMatch: string | undefined): Response {
  const { response } = route.docs;
  const picture = "picture" in response;
  const body = picture ? (answer.body as Uint8Array<ArrayBuffer>) : JSON.stringify(answer.body);
  const type = picture ? response.picture : "application/json";
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

/** The bucket the operation looked at, else a look of our own; an answer never fails for want of these headers. */
async function bucketToPrint(app: AppContext, route: RestRoute, trace: Trace): Promise<BucketState | null> {
  if (trace.bucket) return trace.bucket;
  if (!trace.principal || !route.bucket) return null;
  try {
    return await peekBucket(app, trace.principal, route.bucket);
  } catch {
    return null;
  }
}
