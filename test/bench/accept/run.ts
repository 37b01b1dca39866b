import { parseArgs } from "node:util";
import { median, quantile } from "../live/quantile.ts";
import { type Options, runBench } from "./run-bench.ts";

const text = { type: "string" } as const;
const { values } = parseArgs({ options: { clients: text, warm: text, slice: text, rounds: text } });
const count = (value: string | undefined, standard: number) => {
  const given = value === undefined ? standard : Number(value);
  if (!Number.isSafeInteger(given) || given < 1) throw new TypeError(`"${value}" is no count`);
  return given;
};
const options: Options = {
  clients: count(values.clients, 8),
  warm: count(values.warm, 4_000),
  slice: count(values.slice, 1_000),
  rounds: count(values.rounds, 7),
};
const { cores, load, measured } = await runBench(options);
const yardstick = median(measured.pgbench.rates);
const lines = Object.entries(measured).map(([name, { rates, latencies, cpu }]) => {
  const range = `${Math.min(...rates).toFixed(0)}–${Math.max(...rates).toFixed(0)}`;
  const times =
    latencies.length > 0 ? `${quantile(latencies, 0.5).toFixed(1)} / ${quantile(latencies, 0.99).toFixed(1)}` : "–";
  const micros = latencies.length > 0 ? (cpu / latencies.length).toFixed(0) : "–";
  const ratio = (median(rates) / yardstick).toFixed(2);
  return `| ${name} | ${median(rates).toFixed(0)} (${range}) | ${ratio} | ${times} | ${micros} |`;
});
process.stdout.write(
  [
    `${cores} cores; load ${load.map((value) => value.toFixed(1)).join(" before, ")} after. ${options.clients} clients in a closed`,
    `loop, many teams; ${options.rounds} slices of ${options.slice} accepts each, in turns, after ${options.warm} to warm up.`,
    "",
    "| accept | a second, median (range) | of pgbench | p50 / p99 ms | CPU µs of the server |",
    "|---|---|---|---|---|",
    ...lines,
    "",
  ].join("\n"),
);
