import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { basename } from "node:path";

/** With fewer modules the cruiser has found nothing and passes wrongly, as it did with another version of TypeScript. */
const LEAST_MODULES = 100;

function cruise(...paths: string[]): { code: number; output: string } {
  const { status, stdout, stderr } = spawnSync("depcruise", ["--config", ".dependency-cruiser.cjs", ...paths], {
    encoding: "utf8",
  });
  return { code: status ?? 1, output: stdout + stderr };
}

const { code, output } = cruise("src");
console.log(output);
const modules = Number(/\((\d+) modules/.exec(output)?.[1] ?? 0);
if (code !== 0) process.exit(1);
if (modules < LEAST_MODULES) {
  console.log(`only ${modules} modules were looked at`);
  process.exit(1);
}

// A planted violation must be found, otherwise the check proves nothing.
const folder = mkdtempSync("src/domain/planted-");
try {
  writeFileSync(
    `${folder}/upward.ts`,
    'import type { Config } from "../../config.ts";\nexport type Planted = Config;\n',
  );
  const planted = cruise(`src/domain/${basename(folder)}`);
  if (planted.code === 0) {
    console.log("a planted upward import was not found");
    process.exitCode = 1;
  }
} finally {
  rmSync(folder, { recursive: true });
}

// The diagram in ARCHITECTURE.md shows the present imports; `--write` draws it again.
const DIAGRAM = /(?<=```mermaid\n)flowchart LR\n.*?(?=```)/s;
const ROOTS = "^src/(cli|config|context|runtime)\\.ts$";
const { output: mermaid } = cruise(
  ...["--include-only", "^src/", "--exclude", ROOTS, "--collapse", "^src/[^/]+"],
  ...["--output-type", "mermaid", "src"],
);
const diagram = `flowchart LR\n${linesOf(mermaid).join("\n")}\n`;
const document = readFileSync("ARCHITECTURE.md", "utf8");
const drawn = document.replace(DIAGRAM, () => diagram);
if (process.argv.includes("--write")) writeFileSync("ARCHITECTURE.md", drawn);
else if (drawn !== document || !DIAGRAM.test(document)) {
  console.log("the diagram in ARCHITECTURE.md is not current: node test/check/layering.ts --write");
  process.exitCode = 1;
}

/** The cruiser's diagram with names instead of numbers, and one line for all imports of a folder. */
function linesOf(drawing: string): string[] {
  const names = new Map([...drawing.matchAll(/^(\w+)\["(.+)"\]$/gm)].map(([, id = "", name = ""]) => [id, name]));
  const imports = new Map<string, string[]>();
  for (const [, from = "", to = ""] of drawing.matchAll(/^(\w+)-->(\w+)$/gm)) {
    const name = names.get(from) ?? from;
    imports.set(name, [...(imports.get(name) ?? []), names.get(to) ?? to]);
  }
  return [...imports].map(([name, imported]) => `${name} --> ${imported.sort().join(" & ")}`).sort();
}
