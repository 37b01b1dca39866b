import { readBenchOptions } from "./options.ts";
import { report, summary } from "./report.ts";
import { runBench } from "./run-bench.ts";

const options = readBenchOptions(process.argv.slice(2));
const figures = await runBench(options, (text) => process.stderr.write(`${text}\n`));
process.stdout.write(options.json ? `${JSON.stringify(summary(figures))}\n` : report(figures));
