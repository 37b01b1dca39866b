import { glob, readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";
import type { Mutant } from "../mutant.ts";
import { reasonToIgnore } from "./ignored.ts";

type SourceFile = { readonly name: string; readonly content: string; readonly mutate: true };
type Place = { readonly line: number; readonly column: number };
type StrykerMutant = {
  readonly id: string;
  readonly fileName: string;
  /** Lines and columns count from 0. */
  readonly location: { readonly start: Place; readonly end: Place };
  readonly mutatorName: string;
  readonly replacement: string;
  readonly static?: boolean;
  readonly statusReason?: string;
  readonly status?: string;
};
type Instrumenter = {
  instrument: (
    files: readonly SourceFile[],
    options: unknown,
  ) => Promise<{ files: readonly SourceFile[]; mutants: readonly StrykerMutant[] }>;
};

/** The files' texts with all mutants, each behind a switch, and the list of these mutants. */
export async function instrument(
  patterns: readonly string[],
): Promise<{ texts: ReadonlyMap<string, string>; mutants: readonly Mutant[]; ignored: readonly string[] }> {
  const names = (await Array.fromAsync(glob([...patterns]))).sort();
  const files = await Promise.all(
    names.map(async (name) => ({ name: resolve(name), content: await readFile(name, "utf8"), mutate: true as const })),
  );
  const instrumenter = await loadInstrumenter();
  const result = await instrumenter.instrument(files, {
    plugins: null,
    excludedMutations: [],
    ignorers: [{ shouldIgnore: ({ node }: { node: Parameters<typeof reasonToIgnore>[0] }) => reasonToIgnore(node) }],
  });
  const short = (name: string) => name.slice(resolve(".").length + 1);
  const lines = new Map(files.map(({ name, content }) => [name, content.split("\n")]));
  const mutants = result.mutants.map((mutant) => ({
    id: mutant.id,
    file: short(mutant.fileName),
    line: mutant.location.start.line + 1,
    operator: mutant.mutatorName,
    ...difference(lines.get(mutant.fileName) ?? [], mutant),
    ignored: mutant.status === "Ignored",
  }));
  return {
    texts: new Map(result.files.map(({ name, content }) => [name, content])),
    mutants: mutants.filter(({ ignored }) => !ignored),
    ignored: mutants.filter(({ ignored }) => ignored).map(({ file }) => file),
  };
}

/** The first line that a mutant changes, before and after the change. */
function difference(lines: readonly string[], { location: { start, end }, replacement }: StrykerMutant) {
  const line = (at: number) => lines[at] ?? "";
  const before = line(start.line);
  const after = before.slice(0, start.column) + replacement + line(end.line).slice(end.column);
  const inOne = (text: string) => text.replaceAll(/\s+/g, " ").trim();
  return { before: inOne(before), after: inOne(after) };
}

/** Uses Stryker's mutators and switches without its runner, because a process for every mutant is too slow. */
async function loadInstrumenter(): Promise<Instrumenter> {
  const require = createRequire(import.meta.url);
  const core = createRequire(require.resolve("@stryker-mutator/core/package.json"));
  const path = core.resolve("@stryker-mutator/instrumenter");
  const { Instrumenter } = (await import(pathToFileURL(path).href)) as {
    Instrumenter: new (logger: unknown, ...parts: unknown[]) => Instrumenter;
  };
  const inner = async (name: string) => import(pathToFileURL(resolve(path, "..", name)).href);
  const parsers = await inner("parsers/index.js");
  const printers = await inner("printers/index.js");
  const transformers = await inner("transformers/index.js");
  const logger = { debug: () => {}, info: () => {}, warn: () => {}, isDebugEnabled: () => false };
  return new Instrumenter(logger, parsers.createParser, printers.print, transformers.transform);
}
