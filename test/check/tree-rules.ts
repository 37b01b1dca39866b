import { globSync, readFileSync } from "node:fs";
import { findUnqualifiedNames } from "./unqualified-names.ts";

/** Rules that other tools don't cover: sizes, and words that must not appear in the sources. */
const MAX_LINES = 400;

/** Interactive transactions are not safe enough for money with this driver. Migrations use a separate connection. */
const FORBIDDEN: readonly { readonly pattern: RegExp; readonly why: string }[] = [
  { pattern: /\.begin\(|\.transaction\(/, why: "no interactive transactions: write one SQL function" },
  { pattern: /@ts-(ignore|expect-error|nocheck)|biome-ignore/, why: "no silenced errors" },
];

const files = globSync("src/**/*.{ts,sql}").map((file) => ({ file, text: readFileSync(file, "utf8") }));
const problems: string[] = [];
for (const { file, text } of files) {
  const lines = text.split("\n").length - 1;
  if (lines > MAX_LINES) problems.push(`${file}: ${lines} lines, at most ${MAX_LINES}`);
  for (const { pattern, why } of FORBIDDEN) if (pattern.test(text)) problems.push(`${file}: ${why}`);
}

problems.push(...findUnqualifiedNames());

/** The code refers to the public promises by their headings. */
const contract = readFileSync("docs/contract.md", "utf8");
const headings = new Set([...contract.matchAll(/^#+ (.*)$/gm)].map(([, heading]) => heading));
for (const file of globSync(["src/**/*.{ts,sql}", "test/**/*.ts"])) {
  for (const [, heading] of readFileSync(file, "utf8").matchAll(/docs\/contract\.md "([^"$]+)"/g)) {
    if (!headings.has(heading)) problems.push(`${file}: docs/contract.md has no heading "${heading}"`);
  }
}
const anchors = new Set([...headings].map((heading) => heading?.toLowerCase().replaceAll(" ", "-")));
for (const [, anchor] of contract.matchAll(/\(#([^)]+)\)/g)) {
  if (!anchors.has(anchor)) problems.push(`docs/contract.md: the link #${anchor} leads nowhere`);
}

/** Every setting is in the contract's table. */
const settings = [...readFileSync("src/config.ts", "utf8").matchAll(/^ {2}([A-Z][A-Z0-9_]+): /gm)].map(
  ([, name]) => name,
);
if (settings.length < 20) problems.push("src/config.ts: the settings were not found");
for (const name of settings) {
  if (!contract.includes(`\`${name}\``) && !contract.includes(`\`${name}=`))
    problems.push(`docs/contract.md "Configuration" does not name ${name}`);
}

/** A migration of tables in use changes one table: with locks on two it could deadlock with a running call. */
const BEFORE_THE_RULE = ["0001"];
for (const file of globSync("drizzle/*.sql")) {
  const text = readFileSync(file, "utf8");
  const created = new Set([...text.matchAll(/CREATE TABLE "retake"\."(\w+)"/g)].map(([, table]) => table));
  const changed = [...text.matchAll(/(?:ALTER TABLE|\bON) "retake"\."(\w+)"/g)].map(([, table]) => table);
  const inUse = [...new Set(changed)].filter((table) => !created.has(table));
  if (inUse.length > 1 && !BEFORE_THE_RULE.some((number) => file.includes(number)))
    problems.push(`${file}: changes ${inUse.join(" and ")}: one table in each migration`);
}

console.log(`${files.length} files`);
for (const problem of problems) console.log(problem);
process.exitCode = problems.length === 0 ? 0 : 1;
