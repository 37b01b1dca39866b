import { vi } from "vitest";
import type { Mutant, Report, Verdict } from "../mutant.ts";
import { collect } from "../warm/collector.ts";
import { dryRun, type KnownFile } from "../warm/dry-run.ts";
import { tryMutant } from "../warm/try-mutant.ts";
import { switches } from "./switches.ts";

/** A mutant that is passed this many times more often than without it is in an endless loop. */
const MAX_PASSES = 100_000;

/** Switches each mutant on in turn and runs the tests that passed by it. */
export async function runTypeScriptMutants(mutants: readonly Mutant[], files: readonly string[]): Promise<Report> {
  const ns = switches();
  const during = (step: string | undefined) => () => {
    ns.currentTestId = step;
  };
  const on = { before: (id: string) => during(id)(), after: during(undefined) };
  const known = await dryRun(files, on);
  const passedBy = new Map<string, Set<string>>();
  for (const [step, ids] of Object.entries(ns.mutantCoverage.perTest)) {
    for (const id of Object.keys(ids)) passedBy.set(id, (passedBy.get(id) ?? new Set()).add(step));
  }
  const atLoad = await filesThatLoad(files, passedBy);

  const wins = new Map<string, Map<string, number>>();
  const verdicts: Verdict[] = [];
  for (const mutant of mutants) {
    const won = wins.get(mutant.file) ?? new Map<string, number>();
    wins.set(mutant.file, won);
    const by = await tryOne(mutant, known, passedBy.get(mutant.id) ?? new Set(), atLoad.get(mutant.id) ?? [], won);
    verdicts.push({ mutant, killed: by !== null, by });
    process.stdout.write(by === null ? `\nsurvived ${mutant.file}:${mutant.line} ${mutant.after.slice(0, 80)}\n` : ".");
  }
  return { verdicts, unfit: known.flatMap(({ unfit }) => [...unfit]) };
}

async function tryOne(
  mutant: Mutant,
  known: readonly KnownFile[],
  steps: ReadonlySet<string>,
  loaders: readonly string[],
  won: Map<string, number>,
): Promise<string | null> {
  const ns = switches();
  ns.activeMutant = mutant.id;
  ns.hitCount = 0;
  ns.hitLimit = MAX_PASSES;
  try {
    if (loaders.length > 0) return await tryLoading(known, loaders, won);
    // What only a file's own hooks pass by is looked at by all its tests.
    const whole = new Set(known.filter(({ suite }) => steps.has(suite.name)).map(({ file }) => file));
    const few = steps.size === whole.size;
    return await tryMutant(known, (id) => steps.has(id) || (few && whole.has(id.split(" > ")[0] ?? "")), won);
  } finally {
    ns.activeMutant = undefined;
    ns.hitCount = undefined;
  }
}

/** A mutant of what runs while loading: the modules are loaded anew with it, and all tests of a file that loads it run. */
async function tryLoading(
  known: readonly KnownFile[],
  loaders: readonly string[],
  won: Map<string, number>,
): Promise<string | null> {
  const files = known
    .filter(({ file }) => loaders.includes(file))
    .toSorted((a, b) => (won.get(b.file) ?? 0) - (won.get(a.file) ?? 0) || cost(a) - cost(b));
  for (const one of files.slice(0, MAX_LOADERS)) {
    vi.resetModules();
    let suite: KnownFile["suite"];
    try {
      suite = await collect(one.file);
    } catch {
      return one.file;
    }
    const by = await tryMutant([{ ...one, suite }], () => true, won);
    if (by !== null) return by;
  }
  return null;
}

/** The cheapest files that load it are enough: they are whole, and written about it. */
const MAX_LOADERS = 4;

const cost = ({ ms }: KnownFile): number => [...ms.values()].reduce((total, took) => total + took, 0);

/** Which mutants are passed while a file and what it imports is loaded. */
async function filesThatLoad(
  files: readonly string[],
  passedBy: ReadonlyMap<string, ReadonlySet<string>>,
): Promise<ReadonlyMap<string, readonly string[]>> {
  const ns = switches();
  const loaders = new Map<string, string[]>();
  for (const file of files) {
    vi.resetModules();
    const step = `load ${file}`;
    ns.currentTestId = step;
    await collect(file);
    ns.currentTestId = undefined;
    for (const id of Object.keys(ns.mutantCoverage.perTest[step] ?? {})) {
      // What tests pass by as well is switched on while they run, which is quicker and says as much.
      if (passedBy.get(id)?.size && [...(passedBy.get(id) ?? [])].some((name) => !files.includes(name))) continue;
      loaders.set(id, [...(loaders.get(id) ?? []), file]);
    }
  }
  return loaders;
}
