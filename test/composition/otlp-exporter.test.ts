import { once } from "node:events";
import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { SpanStatusCode } from "@opentelemetry/api";
import { InMemorySpanExporter, type ReadableSpan } from "@opentelemetry/sdk-trace";
import { expect, test } from "vitest";
import { openTracer } from "../../src/composition/from-config.ts";
import { createTracer, otlpExporter } from "../../src/composition/tracer.ts";
import { readConfig } from "../../src/config.ts";
import { type Logger, NO_TRACER } from "../../src/domain/observability.ts";

/** A logger that keeps its warnings. */
const listen = () => {
  const warned: string[] = [];
  const warn = (_fields: object, message: string) => void warned.push(message);
  const logger: Logger = { debug: () => {}, info: () => {}, warn, error: () => {} };
  return { warned, logger };
};

test("sends spans to the collector's /v1/traces, the last ones when the process stops", async () => {
  const got: { path: string | undefined; type: string | undefined; body: string }[] = [];
  const collector = createServer(async (req: IncomingMessage, res) => {
    const body = Buffer.concat(await Array.fromAsync(req as AsyncIterable<Buffer>)).toString("latin1");
    got.push({ path: req.url, type: req.headers["content-type"], body });
    res.end();
  });
  await once(collector.listen(0, "127.0.0.1"), "listening");
  const { logger, warned } = listen();
  const endpoint = `http://127.0.0.1:${(collector.address() as AddressInfo).port}/`;
  const tracer = await openTracer(readConfig({ OTEL_EXPORTER_OTLP_ENDPOINT: endpoint }), logger);
  await tracer.request(undefined, {}, async () => tracer.note({}, "GET /somewhere"));
  await tracer.stop();
  collector.closeAllConnections();
  collector.close();
  expect(got).toMatchObject([{ path: "/v1/traces", type: "application/x-protobuf" }]);
  expect(got[0]?.body).toContain("GET /somewhere");
  expect(got[0]?.body).toContain("retake");
  expect(warned).toEqual([]);
});

test("delays no call and no stop while the collector is unavailable, and logs it once", async () => {
  const { logger, warned } = listen();
  const exporter = otlpExporter("http://127.0.0.1:1", logger, 100);
  const tracer = createTracer(exporter);
  expect(await tracer.request(undefined, {}, async () => "answer")).toBe("answer");
  await tracer.stop();
  const again = createTracer(exporter);
  await again.request(undefined, {}, async () => {});
  await again.stop();
  expect(warned).toEqual(["failed to send traces"]);
});

test("passes on the error of the work and records it in the span", async () => {
  const exporter = new InMemorySpanExporter();
  const tracer = createTracer(exporter);
  const broken = new TypeError("with a secret");
  let spans: readonly ReadableSpan[] = [];
  exporter.shutdown = async () => {
    spans = exporter.getFinishedSpans();
  };
  await expect(tracer.request(undefined, {}, () => Promise.reject(broken))).rejects.toBe(broken);
  await tracer.stop();
  expect(spans.map(({ status }) => status)).toEqual([{ code: SpanStatusCode.ERROR, message: "TypeError" }]);
});

test("traces nothing without an endpoint", async () => {
  expect(await openTracer(readConfig({}), listen().logger)).toBe(NO_TRACER);
});
