/**
 * Mutation testing of the code that handles credits: `npm run mutation -- [part …] [only=PATTERN] [sample=N]`. Runs all
 * parts when none is named, and exits with 1 below the goal. `only` selects the mutants whose `file:line operator`
 * matches the pattern, and `sample` every Nth one.
 */
import { spawn } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Report } from "./mutant.ts";
import type { Order } from "./order.ts";
import { PARTS, type Part } from "./parts.ts";
import { percent, type Score, scores, survivors, table, total } from "./score.ts";

/** Percent of mutants that the tests must kill, in TypeScript and in SQL. */
const GOAL = 90;
/** How many processes run at the same time, each with its own database server. */
const PROCESSES = 2;

async function runPart(part: Part, only: string | null, sample: number): Promise<Report> {
  const folder = await mkdtemp(join(tmpdir(), "retake-mutants-"));
  try {
    const shares = Array.from({ length: PROCESSES }, (_, share) => share);
    const reports = await Promise.all(
      shares.map(async (share) => {
        const of = PROCESSES * sample;
        const order: Order = { part, share, of, report: join(folder, `report-${share}.json`), only };
        const path = join(folder, `order-${share}.json`);
        await writeFile(path, JSON.stringify(order));
        await runVitest(path);
        return JSON.parse(await readFile(order.report, "utf8")) as Report;
      }),
    );
    return {
      verdicts: reports.flatMap(({ verdicts }) => verdicts),
      equivalent: reports.flatMap(({ equivalent }) => equivalent),
      unfit: [...new Set(reports.flatMap(({ unfit }) => unfit))],
    };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function runVitest(order: string): Promise<void> {
  const args = ["node_modules/vitest/vitest.mjs", "run", "--config", "test/mutation/vitest.config.ts"];
  const child = spawn(process.execPath, args, {
    stdio: "inherit",
    env: { ...process.env, MUTATION_ORDER: order },
  });
  return new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("exit", (code) => (code === 0 ? resolve() : reject(new Error(`vitest ended with ${code}`))));
  });
}

const words = process.argv.slice(2);
const only = words.find((word) => word.startsWith("only="))?.slice("only=".length) ?? null;
const sample = Number(words.find((word) => word.startsWith("sample="))?.slice("sample=".length) ?? 1);
const asked = words.filter((word) => !word.includes("="));
const sums: Score[] = [];
for (const name of asked.length > 0 ? asked : Object.keys(PARTS)) {
  const part = PARTS[name];
  if (!part) throw new Error(`no part ${name}; there are ${Object.keys(PARTS).join(", ")}`);
  const started = performance.now();
  const report = await runPart(part, only, sample);
  const { verdicts, unfit } = report;
  const files = scores(report);
  const sum = total(name, files);
  sums.push(sum);
  const seconds = Math.round((performance.now() - started) / 1000);
  process.stdout.write(`\n\n${survivors(verdicts)}\n\n${table([...files, sum])}\n${name}: ${seconds} s\n`);
  if (unfit.length > 0) process.stdout.write(`failed without a mutant, not used:\n  ${unfit.join("\n  ")}\n`);
}
process.stdout.write(`\n${table([...sums, total("all", sums)])}\n`);
process.exitCode = sums.every((sum) => percent(sum) >= GOAL) ? 0 : 1;
