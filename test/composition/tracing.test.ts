import { createHash } from "node:crypto";
import { InMemorySpanExporter, type ReadableSpan } from "@opentelemetry/sdk-trace";
import { beforeAll, expect, test } from "vitest";
import { createTracer } from "../../src/composition/tracer.ts";
import { startTestApp } from "../helpers/app.ts";
import { waitFor } from "../helpers/wait-for.ts";

const CALLER = { traceId: "4bf92f3577b34da6a3ce929d0e0e4736", spanId: "00f067aa0ba902b7" };
const KEY = "a-key-that-no-trace-contains";

let spans: ReadableSpan[] = [];
let apiKey = "";
let synthesisId = "";

const named = (name: string) => spans.filter((span) => span.name === name);
const traceOf = (id: string) => createHash("sha256").update(id).digest("hex").slice(0, 32);

beforeAll(async () => {
  const exporter = new InMemorySpanExporter();
  // The exported spans are read before the exporter discards them at the end.
  exporter.shutdown = async () => {
    spans = exporter.getFinishedSpans();
  };
  await using app = await startTestApp({ overrides: { tracer: createTracer(exporter) } });
  const team = await app.seed.team();
  apiKey = team.apiKey;
  const id = await app.seed.character(team.teamId);
  const headers = { "X-API-Key": apiKey, "Content-Type": "application/json" };
  const read = () => fetch(`${app.url}/v1/characters/${id}`, { headers });
  await fetch(`${app.url}/v1/characters/${id}/resynthesize`, {
    method: "POST",
    headers: { ...headers, "Idempotency-Key": KEY, traceparent: `00-${CALLER.traceId}-${CALLER.spanId}-01` },
  });
  await waitFor("the images", async () => ((await (await read()).json()) as { status: string }).status === "reviewing");
  const query = `mutation Again($id: ID!) { resynthesizeCharacter(id: $id, idempotencyKey: "${KEY}") {
    ... on ResynthesizeCharacterSuccess { synthesis { id } } } }`;
  const answer = await fetch(`${app.url}/graphql`, {
    method: "POST",
    headers,
    body: JSON.stringify({ query, variables: { id } }),
  });
  const { data } = (await answer.json()) as { data: { resynthesizeCharacter: { synthesis: { id: string } } } };
  synthesisId = data.resynthesizeCharacter.synthesis.id;
});

test("a request continues the caller's trace, is named by its route, and links to the synthesis it started", () => {
  const [span] = named("POST /v1/characters/{id}/resynthesize");
  expect(span?.spanContext().traceId).toBe(CALLER.traceId);
  expect(span?.parentSpanContext?.spanId).toBe(CALLER.spanId);
  expect(span?.attributes).toMatchObject({
    "http.request.method": "POST",
    "http.response.status_code": 200,
    "retake.accept": "accepted",
    "retake.synthesis_id": synthesisId,
  });
  expect(span?.links.map(({ context }) => context.traceId)).toEqual([traceOf(synthesisId)]);
});

test("statements are child spans of their request", () => {
  const accepts = named("statement").filter(({ attributes }) =>
    String(attributes["db.query.text"]).includes(".accept_"),
  );
  expect(accepts.map((span) => span.spanContext().traceId)[0]).toBe(CALLER.traceId);
});

test("a replay over GraphQL links to the same trace", () => {
  const [span] = named("mutation");
  expect(span?.attributes).toMatchObject({ "graphql.operation.name": "Again", "retake.accept": "replayed" });
  expect(span?.links.map(({ context }) => context.traceId)).toEqual([traceOf(synthesisId)]);
});

test("the run of a synthesis is a separate trace with each provider call", () => {
  expect(named("run").map((span) => span.spanContext().traceId)).toEqual([traceOf(synthesisId)]);
  const calls = named("provider call");
  expect(calls.map(({ attributes }) => attributes["retake.pose"]).sort()).toEqual([
    "back",
    "front",
    "portrait",
    "side",
  ]);
  for (const call of calls) expect(call.spanContext().traceId).toBe(traceOf(synthesisId));
});

test("no trace contains an API key", () => {
  const spanText = JSON.stringify(spans.map(({ name, attributes, events }) => [name, attributes, events]));
  expect(spanText).not.toContain(KEY);
  expect(spanText).not.toContain(apiKey);
});
