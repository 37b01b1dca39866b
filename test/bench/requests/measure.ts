import type { Child } from "../live/child.ts";
import { median, quantile } from "../live/quantile.ts";
import type { Cost } from "../live/servers/serve-bench.ts";
import type { Candidate } from "./candidates.ts";
import type { LoadArgs, Loaded } from "./load.ts";
import type { Scenario, Target } from "./scenarios.ts";

/** The figures of one candidate over all slices of a scenario. */
export type Result = {
  readonly name: string;
  readonly requests: number;
  /** Requests a second: the median of the slices, the slowest and the fastest. */
  readonly rate: number;
  readonly rateRange: readonly [number, number];
  /** Milliseconds; null for pgbench. */
  readonly p50: number | null;
  readonly p99: number | null;
  /** Microseconds of the server's CPU for each request: the median of the slices, the least and the most. */
  readonly cpu: number | null;
  readonly cpuRange: readonly [number, number] | null;
};

/** The slices of one candidate measured so far. */
export type Slices = { readonly rates: number[]; readonly cpus: number[]; readonly latencies: number[] };

export const noSlices = (): Slices => ({ rates: [], cpus: [], latencies: [] });

export type SliceOptions = {
  readonly scenario: Scenario;
  readonly clients: number;
  readonly targets: readonly Target[];
  readonly seconds?: number;
  readonly count?: number;
};

/** Runs one slice of a candidate. Returns the number of requests and adds the figures to `into`. */
export async function slice(load: Child, candidate: Candidate, options: SliceOptions, into: Slices): Promise<number> {
  const { port, transport, child } = candidate;
  const { scenario, clients, targets, seconds = null, count = null } = options;
  const before = await child.call<Cost>("cost");
  const args: LoadArgs = { port, transport, scenario, clients, targets, seconds, count };
  const loaded = await load.call<Loaded>("load", args);
  const after = await child.call<Cost>("cost");
  into.rates.push(loaded.requests / loaded.seconds);
  into.cpus.push((after.cpu - before.cpu) / loaded.requests);
  into.latencies.push(...loaded.latencies);
  return loaded.requests;
}

export function resultOf(name: string, { rates, cpus, latencies }: Slices): Result {
  const timed = latencies.length > 0;
  return {
    name,
    requests: latencies.length,
    rate: median(rates),
    rateRange: [Math.min(...rates), Math.max(...rates)],
    p50: timed ? quantile(latencies, 0.5) : null,
    p99: timed ? quantile(latencies, 0.99) : null,
    cpu: cpus.length > 0 ? median(cpus) : null,
    cpuRange: cpus.length > 0 ? [Math.min(...cpus), Math.max(...cpus)] : null,
  };
}

export type Plan = {
  readonly scenario: Scenario;
  readonly clients: number;
  readonly targets: readonly Target[];
  /** Requests to each candidate before the measurement. */
  readonly warm: number;
  readonly seconds: number;
  readonly rounds: number;
};

/** Runs slices of a scenario that does not change the database. The candidates take turns. */
export async function measure(load: Child, candidates: readonly Candidate[], plan: Plan): Promise<readonly Result[]> {
  const { scenario, clients, targets, warm, seconds, rounds } = plan;
  const slices = candidates.map((candidate) => ({ candidate, into: noSlices() }));
  for (const { candidate } of slices) {
    await slice(load, candidate, { scenario, clients, targets, count: warm }, noSlices());
  }
  for (let round = 0; round < rounds; round++) {
    for (const { candidate, into } of slices) {
      await slice(load, candidate, { scenario, clients, targets, seconds }, into);
    }
  }
  return slices.map(({ candidate, into }) => resultOf(candidate.name, into));
}

/** Throws unless all GraphQL servers return the same data, except for URLs and cursors. */
export async function compareAnswers(
  load: Child,
  candidates: readonly Candidate[],
  scenario: Scenario,
  target: Target,
): Promise<void> {
  const answers = new Map<string, string>();
  for (const { name, transport, port } of candidates) {
    const args: LoadArgs = { port, transport, scenario, clients: 1, targets: [target], seconds: null, count: null };
    const body = await load.call<string>("once", args);
    const comparable = body
      .replaceAll(/https?:\/\/[^"?]*?(\/storage\/[^"?]*)\?[^"]*/g, "$1")
      .replaceAll(/"(cursor|endCursor)":"[^"]*"/g, '"$1":""');
    const first = answers.get(transport);
    answers.set(transport, first ?? sorted(comparable));
    if (first !== undefined && first !== sorted(comparable)) {
      throw new Error(`${name} answers ${scenario} otherwise: ${comparable.slice(0, 500)}`);
    }
  }
}

/** JSON with sorted members. */
function sorted(text: string): string {
  const order = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(order);
    if (typeof value !== "object" || value === null) return value;
    return Object.fromEntries(
      Object.entries(value)
        .sort()
        .map(([name, member]) => [name, order(member)]),
    );
  };
  return JSON.stringify(order(JSON.parse(text)));
}
