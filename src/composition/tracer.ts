import { AsyncLocalStorage } from "node:async_hooks";
import { createHash } from "node:crypto";
import {
  type Context,
  ROOT_CONTEXT,
  type SpanContext,
  SpanKind,
  SpanStatusCode,
  TraceFlags,
  trace,
} from "@opentelemetry/api";
import { type ExportResult, ExportResultCode, parseTraceParent } from "@opentelemetry/core";
import { OTLPTraceExporter } from "@opentelemetry/exporter-trace-otlp-proto";
import { defaultResource, resourceFromAttributes } from "@opentelemetry/resources";
import { BatchSpanProcessor, type SpanExporter, TracerProvider } from "@opentelemetry/sdk-trace";
import type { Logger, SpanAttributes, Tracer } from "../domain/observability.ts";

/** The most characters of one attribute. */
const MAX_ATTRIBUTE_LENGTH = 256;
/** Time to send the last spans when a process stops, in ms. */
const STOP_WITHIN_MS = 2_000;
const TRACE_ID_HEX = 32;
const SPAN_ID_HEX = 16;

/** A tracer that passes its spans to an exporter in batches. The asynchronous context carries the current span. */
export function createTracer(exporter: SpanExporter): Tracer {
  const provider = new TracerProvider({
    resource: defaultResource().merge(resourceFromAttributes({ "service.name": "retake" })),
    spanLimits: { attributeValueLengthLimit: MAX_ATTRIBUTE_LENGTH },
    spanProcessors: [new BatchSpanProcessor({ exporter, exportTimeoutMillis: STOP_WITHIN_MS })],
  });
  const tracer = provider.getTracer("retake");
  const underWay = new AsyncLocalStorage<Context>();
  const current = () => trace.getSpan(underWay.getStore() ?? ROOT_CONTEXT);

  const run = async <T>(
    name: string,
    { kind, attributes, parent }: { kind: SpanKind; attributes: SpanAttributes; parent: Context },
    work: () => Promise<T>,
  ): Promise<T> => {
    const span = tracer.startSpan(name, { kind, attributes: { ...attributes } }, parent);
    try {
      return await underWay.run(trace.setSpan(parent, span), work);
    } catch (error) {
      span.setStatus({ code: SpanStatusCode.ERROR, message: error instanceof Error ? error.name : "error" });
      throw error;
    } finally {
      span.end();
    }
  };

  return {
    request: (traceparent, attributes, work) => {
      const caller = traceparent === undefined ? null : parseTraceParent(traceparent);
      const parent = caller ? trace.setSpanContext(ROOT_CONTEXT, { ...caller, isRemote: true }) : ROOT_CONTEXT;
      return run("request", { kind: SpanKind.SERVER, attributes, parent }, work);
    },
    synthesis: (id, name, work) => {
      const parent = trace.setSpanContext(ROOT_CONTEXT, traceOf(id));
      return run(name, { kind: SpanKind.CONSUMER, attributes: { "retake.synthesis_id": id }, parent }, work);
    },
    span: (name, attributes, work) =>
      run(name, { kind: SpanKind.INTERNAL, attributes, parent: underWay.getStore() ?? ROOT_CONTEXT }, work),
    note: (attributes, name) => {
      const span = current();
      span?.setAttributes({ ...attributes });
      if (name !== undefined) span?.updateName(name);
    },
    point: (synthesisId) => {
      current()
        ?.setAttribute("retake.synthesis_id", synthesisId)
        .addLink({ context: traceOf(synthesisId) });
    },
    stop: async () => {
      // The exporter's limits apply to single requests. Spans that were not sent in time are lost.
      await Promise.race([
        provider.shutdown().catch(() => {}),
        new Promise((resolve) => setTimeout(resolve, STOP_WITHIN_MS).unref()),
      ]);
    },
  };
}

/** Derives the trace of a synthesis from its id, so that nothing has to be stored or passed on. */
function traceOf(synthesisId: string): SpanContext {
  const digest = createHash("sha256").update(synthesisId).digest("hex");
  return {
    traceId: digest.slice(0, TRACE_ID_HEX),
    spanId: digest.slice(TRACE_ID_HEX, TRACE_ID_HEX + SPAN_ID_HEX),
    traceFlags: TraceFlags.SAMPLED,
    isRemote: true,
  };
}

/** Time limit of one request to the collector, in ms. */
const SEND_WITHIN_MS = 5_000;
/** An unavailable collector is logged once in this time, in ms. */
const WARN_EVERY_MS = 60_000;

/**
 * Sends spans to a collector's `/v1/traces` (OTLP over HTTP, protobuf). The library's own variables, such as
 * `OTEL_EXPORTER_OTLP_HEADERS`, apply. Spans that can't be sent are lost, which is logged.
 */
export function otlpExporter(endpoint: string, logger: Logger, sendWithinMs: number = SEND_WITHIN_MS): SpanExporter {
  const url = `${endpoint.replace(/\/+$/, "")}/v1/traces`;
  const exporter = new OTLPTraceExporter({ url, timeoutMillis: sendWithinMs });
  let warnedAt = Number.NEGATIVE_INFINITY;
  const note = ({ code, error }: ExportResult) => {
    if (code === ExportResultCode.SUCCESS || performance.now() - warnedAt < WARN_EVERY_MS) return;
    warnedAt = performance.now();
    logger.warn({ reason: error?.message }, "failed to send traces");
  };
  return {
    export: (spans, done) =>
      exporter.export(spans, (result) => {
        note(result);
        done(result);
      }),
    forceFlush: () => exporter.forceFlush(),
    shutdown: () => exporter.shutdown(),
  };
}
