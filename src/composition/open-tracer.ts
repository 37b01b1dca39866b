import type { Config } from "../config.ts";
import type { Logger } from "../domain/logger.ts";
import { NO_TRACER, type Tracer } from "../domain/tracer.ts";

/** The configured tracer; its libraries are loaded only when it is asked for. */
export async function openTracer(config: Config, logger: Logger): Promise<Tracer> {
  const endpoint = config.OTEL_EXPORTER_OTLP_ENDPOINT;
  if (endpoint === undefined) return NO_TRACER;
  const [{ createTracer }, { otlpExporter }] = await Promise.all([
    import("./tracing/create-tracer.ts"),
    import("./tracing/otlp-exporter.ts"),
  ]);
  return createTracer(otlpExporter(endpoint, logger));
}
