import { type ExportResult, ExportResultCode } from "@opentelemetry/core";
import { OTLPTraceExporter } from "@opentelemetry/exporter-trace-otlp-proto";
import type { SpanExporter } from "@opentelemetry/sdk-trace";
import type { Logger } from "../../domain/observability.ts";

/** Milliseconds for one request to the collector. */
const SEND_WITHIN_MS = 5_000;
/** A collector that is away is told of once in this time, in milliseconds. */
const WARN_EVERY_MS = 60_000;

/**
 * Sends spans to a collector's `/v1/traces` (OTLP over HTTP, protobuf). The library's own variables, such as
 * `OTEL_EXPORTER_OTLP_HEADERS`, apply. Spans that can't be sent are lost, and said so.
 */
export function otlpExporter(endpoint: string, logger: Logger, sendWithinMs: number = SEND_WITHIN_MS): SpanExporter {
  const url = `${endpoint.replace(/\/+$/, "")}/v1/traces`;
  const exporter = new OTLPTraceExporter({ url, timeoutMillis: sendWithinMs });
  let warnedAt = Number.NEGATIVE_INFINITY;
  const note = ({ code, error }: ExportResult) => {
    if (code === ExportResultCode.SUCCESS || performance.now() - warnedAt < WARN_EVERY_MS) return;
    warnedAt = performance.now();
    logger.warn({ reason: error?.message }, "traces could not be sent");
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
