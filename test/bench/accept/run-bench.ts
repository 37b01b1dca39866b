import { mkdtemp, rm } from "node:fs/promises";
import { availableParallelism, loadavg, tmpdir } from "node:os";
import { join } from "node:path";
import { createCore } from "../../../src/composition/core.ts";
import { embeddedTarget } from "../../../src/db/client.ts";
import { startEmbeddedPostgres } from "../../../src/db/embedded/embedded-postgres.ts";
import { benchSettings } from "../live/bench-core.ts";
import { startChild } from "../live/child.ts";
import type { Cost } from "../live/servers/serve-bench.ts";
import { checkAccepts } from "./check-accepts.ts";
import type { LoadArgs, Loaded } from "./load.ts";
import { layOut, runPgbench } from "./pgbench.ts";
import { prepare } from "./prepare.ts";

export type Options = {
  readonly clients: number;
  readonly warm: number;
  readonly slice: number;
  readonly rounds: number;
};

/** The figures of one candidate: accepts a second in each slice and, for HTTP, latencies and the server's CPU time. */
type Measured = { readonly rates: number[]; readonly latencies: number[]; cpu: number };

export type Figures = {
  readonly cores: number;
  readonly load: readonly [before: number, after: number];
  readonly measured: Readonly<Record<"pgbench" | "rest" | "graphql", Measured>>;
};

/** Runs slices of accepts on the bench's own PostgreSQL. The candidates take turns, and the first turn warms up. */
export async function runBench({ clients, warm, slice, rounds }: Options): Promise<Figures> {
  await using stack = new AsyncDisposableStack();
  const dataDir = await mkdtemp(join(tmpdir(), "retake-accept-"));
  stack.defer(() => rm(dataDir, { recursive: true, force: true }));
  const postgres = await startEmbeddedPostgres({ dataDir });
  stack.defer(() => postgres.stop());
  const { config, target, logger, overrides } = benchSettings(embeddedTarget(postgres.connection), dataDir);
  const core = await createCore(config, target, logger, overrides);
  stack.defer(() => core.stop());

  const each = warm + rounds * slice;
  const works = await prepare(core, 3 * each);
  await layOut(core.app.db.sql, works.slice(0, each));
  const env = { BENCH_TARGET: JSON.stringify(target), BENCH_DATA_DIR: dataDir };
  const server = stack.use(startChild("./servers/retake.ts", env));
  const client = stack.use(startChild("../accept/load.ts"));
  const port = await server.call<number>("port");

  const empty = (): Measured => ({ rates: [], latencies: [], cpu: 0 });
  const measured = { pgbench: empty(), rest: empty(), graphql: empty() };
  let next = each;
  const http = async (transport: LoadArgs["transport"], count: number) => {
    const before = await server.call<Cost>("cost");
    const args: LoadArgs = { port, transport, clients, works: works.slice(next, next + count) };
    next += count;
    const { seconds, latencies } = await client.call<Loaded>("load", args);
    const { cpu } = await server.call<Cost>("cost");
    measured[transport].rates.push(count / seconds);
    measured[transport].latencies.push(...latencies);
    measured[transport].cpu += cpu - before.cpu;
  };
  const turn = async (count: number) => {
    measured.pgbench.rates.push(await runPgbench(postgres.connection, dataDir, { clients, count }));
    await http("rest", count);
    await http("graphql", count);
  };
  const before = loadavg()[0] ?? 0;
  await turn(warm);
  Object.assign(measured, { pgbench: empty(), rest: empty(), graphql: empty() });
  for (let round = 0; round < rounds; round++) await turn(slice);
  await checkAccepts(core.app.db.sql, 3 * each);
  return { cores: availableParallelism(), load: [before, loadavg()[0] ?? 0], measured };
}
