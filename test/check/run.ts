import { spawn } from "node:child_process";

/** The checks of `npm run check`. All of them run, and then all failures and warnings are printed. */
const CHECKS: readonly { readonly name: string; readonly command: readonly string[] }[] = [
  { name: "types", command: ["tsc", "--noEmit"] },
  { name: "types of the console's page", command: ["tsc", "--noEmit", "-p", "src/console/page"] },
  { name: "lint and format", command: ["biome", "check", "--error-on-warnings"] },
  { name: "layering", command: ["node", "test/check/layering.ts"] },
  { name: "dead code", command: ["knip", "--no-progress"] },
  { name: "exports for tests", command: ["knip", "--no-progress", "--production", "--include", "exports,types,files"] },
  { name: "rules of the tree", command: ["node", "test/check/tree-rules.ts"] },
  { name: "retired names", command: ["node", "test/check/retired-words.ts"] },
  { name: "plain English", command: ["node", "test/check/plain-english.ts"] },
  { name: "schema.graphql", command: ["node", "test/check/print-schema.ts"] },
  { name: "documents of the console", command: ["node", "test/check/console-documents.ts"] },
  { name: "openapi.json", command: ["node", "test/check/lint-openapi.ts"] },
  { name: "migrations", command: ["node", "test/check/migrations.ts"] },
];

type Finding = { readonly name: string; readonly ok: boolean; readonly output: string; readonly seconds: number };

function run({ name, command: [program = "", ...args] }: (typeof CHECKS)[number]): Promise<Finding> {
  const started = performance.now();
  return new Promise((resolve) => {
    const child = spawn(program, args, { stdio: ["ignore", "pipe", "pipe"] });
    let output = "";
    child.stdout.on("data", (chunk) => {
      output += chunk;
    });
    child.stderr.on("data", (chunk) => {
      output += chunk;
    });
    child.on("error", (error) => resolve({ name, ok: false, output: String(error), seconds: 0 }));
    child.on("close", (code) =>
      resolve({ name, ok: code === 0, output, seconds: (performance.now() - started) / 1000 }),
    );
  });
}

const waiting = [...CHECKS];
const findings: Finding[] = [];
// Two at a time, because the checks are single-threaded and CI has two cores.
await Promise.all(
  [1, 2].map(async () => {
    for (let next = waiting.shift(); next; next = waiting.shift()) {
      const finding = await run(next);
      findings.push(finding);
      console.log(`${finding.ok ? "ok  " : "FAIL"} ${finding.name} (${finding.seconds.toFixed(1)} s)`);
    }
  }),
);
for (const { output } of findings.filter((finding) => finding.ok))
  for (const [warning] of output.matchAll(/^warning: .*/gm)) console.log(warning);
for (const { name, output } of findings.filter((finding) => !finding.ok))
  console.log(`\n--- ${name}\n${output.trimEnd()}`);
process.exitCode = findings.every((finding) => finding.ok) ? 0 : 1;
