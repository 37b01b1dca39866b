import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from "prom-client";
import type { Gauges, Metrics } from "../domain/observability.ts";

/** In seconds. Answers from memory take a millisecond, an accept five, and waiting for a key at most five seconds. */
const REQUEST_BUCKETS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 15];
/** In seconds. Images take between one and ninety. */
const PROVIDER_BUCKETS = [0.25, 0.5, 1, 2, 4, 8, 15, 30, 60, 120, 300];

const GAUGES: Readonly<Record<keyof Gauges, string>> = {
  syntheses_running: "Accepted syntheses and images that have not ended, over all processes",
  syntheses_waiting: "Accepted syntheses and images that no worker has started, over all processes",
  oldest_synthesis_seconds: "Age of the oldest synthesis that has not ended",
  credits_held: "Credits held for running syntheses, over all teams",
  unbalanced_teams: "Teams whose held credits differ from those of their running syntheses; must be 0",
};

/** Counts in a registry of this process. */
export function createMetrics(): Metrics {
  const registry = new Registry();
  const registers = [registry];
  collectDefaultMetrics({ register: registry });
  const requests = new Counter({
    name: "retake_http_requests_total",
    help: "Answered HTTP requests",
    labelNames: ["part", "status"],
    registers,
  });
  const durations = new Histogram({
    name: "retake_http_request_duration_seconds",
    help: "From the request's headers to the end of its answer; event streams are not timed",
    labelNames: ["part"],
    buckets: REQUEST_BUCKETS,
    registers,
  });
  const accepts = new Counter({
    name: "retake_accepts_total",
    help: "Decided paid calls: accepted, replayed, or the kind of the refusal",
    labelNames: ["outcome"],
    registers,
  });
  const calls = new Histogram({
    name: "retake_provider_call_duration_seconds",
    help: "Provider calls of this process, by their result",
    labelNames: ["result"],
    buckets: PROVIDER_BUCKETS,
    registers,
  });
  const gauges = Object.entries(GAUGES).map(([name, help]) => ({
    name: name as keyof Gauges,
    gauge: new Gauge({ name: `retake_${name}`, help, registers }),
  }));
  return {
    request: (part, status, seconds) => {
      requests.inc({ part, status });
      if (seconds !== null) durations.observe({ part }, seconds);
    },
    accept: (outcome) => accepts.inc({ outcome }),
    providerCall: (result, seconds) => calls.observe({ result }, seconds),
    text: (now) => {
      // Without an answer from the database the old numbers would look current.
      for (const { name, gauge } of gauges) gauge.set(now ? now[name] : Number.NaN);
      return registry.metrics();
    },
    contentType: registry.contentType,
  };
}
