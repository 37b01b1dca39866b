import { writeFile } from "node:fs/promises";
import { readOptions } from "./options.ts";
import { runBench } from "./run-bench.ts";
import { table } from "./table.ts";

const options = readOptions(process.argv.slice(2));
const figures = await runBench(options, (text) => process.stderr.write(`${text}\n`));
process.stdout.write(`${table(figures)}\n`);
if (options.json !== null) await writeFile(options.json, `${JSON.stringify(figures, null, 2)}\n`);
