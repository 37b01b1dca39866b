import { vi } from "vitest";
import type { Mutant, Report, Verdict } from "../mutant.ts";
import { collect } from "../warm/collector.ts";
import { dryRun, type KnownFile } from "../warm/dry-run.ts";
import { closeFiles, type Switch, tryFromStart, tryMutant } from "../warm/try-mutant.ts";
import { switches } from "./switches.ts";

/** A mutant that is reached this many times more often than without it is in an endless loop. */
const MAX_PASSES = 100_000;

/** Activates one mutant after the other and runs the tests that reach it. */
export async function runTypeScriptMutants(
  mutants: readonly Mutant[],
  files: readonly string[],
): Promise<Omit<Report, "equivalent">> {
  const ns = switches();
  const during = (step: string | undefined) => () => {
    ns.currentTestId = step;
  };
  const on = { before: (id: string) => during(id)(), after: during(undefined) };
  const loads = await filesThatLoad(files);
  // From here on no module is loaded again. Otherwise the source could import other instances than the tests.
  vi.resetModules();
  const known = await dryRun(files, on);
  const passedBy = new Map<string, Set<string>>();
  for (const [step, ids] of Object.entries(ns.mutantCoverage.perTest)) {
    if (isLoading(step)) continue;
    for (const id of Object.keys(ids)) passedBy.set(id, (passedBy.get(id) ?? new Set()).add(step));
  }
  // A mutant that tests also reach while they run is activated then, which is faster and equally conclusive.
  const isOfTests = ({ id }: Mutant) => [...(passedBy.get(id) ?? [])].some((name) => !files.includes(name));
  const loadersOf = (mutant: Mutant) => (isOfTests(mutant) ? [] : (loads.get(mutant.id) ?? []));

  const wins = new Map<string, Map<string, number>>();
  const verdicts: Verdict[] = [];
  for (const mutant of mutants.toSorted((a, b) => Math.sign(loadersOf(a).length) - Math.sign(loadersOf(b).length))) {
    const loaders = loadersOf(mutant);
    // Other tests notice mutants of code that runs while loading, so their successes are counted separately.
    const group = `${mutant.file} ${loaders.length > 0}`;
    const won = wins.get(group) ?? new Map<string, number>();
    wins.set(group, won);
    const by = await tryOne(mutant, known, passedBy.get(mutant.id) ?? new Set(), loaders, won);
    verdicts.push({ mutant, killed: by !== null, by });
    process.stdout.write(
      by === null ? `\nsurvived ${mutant.file}:${mutant.line} ${mutant.after.slice(0, 120)}\n` : ".",
    );
  }
  await closeFiles();
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
  const on = async () => {
    ns.activeMutant = mutant.id;
    ns.hitCount = 0;
    ns.hitLimit = MAX_PASSES;
  };
  const off = async () => {
    ns.activeMutant = undefined;
    ns.hitCount = undefined;
  };
  if (loaders.length > 0) return tryLoading(known, loaders, won, { on, off });
  const by = await tryMutant(known, (id) => steps.has(id), won, { on, off });
  if (by !== null) return by;
  // A mutant that a file's hooks reach is active from the start of the file.
  const whole = known.filter(({ suite }) => steps.has(suite.name)).slice(0, MAX_LOADERS);
  for (const one of whole) {
    const failed = await tryFromStart(one, () => true, { on, off });
    if (failed !== null) return failed;
  }
  return null;
}

/**
 * Tries a mutant of code that runs while loading: loads the modules again, and runs all tests of a file that loads it.
 */
async function tryLoading(
  known: readonly KnownFile[],
  loaders: readonly string[],
  won: Map<string, number>,
  mutant: Switch,
): Promise<string | null> {
  const files = known
    .filter(({ file }) => loaders.includes(file))
    .toSorted((a, b) => (won.get(b.file) ?? 0) - (won.get(a.file) ?? 0) || cost(a) - cost(b));
  for (const one of files.slice(0, MAX_LOADERS)) {
    vi.resetModules();
    await mutant.on();
    const suite = await collect(one.file).catch(() => null);
    const by = suite ? await tryFromStart({ ...one, suite }, () => true, mutant) : one.file;
    await mutant.off();
    if (by === null) continue;
    won.set(one.file, (won.get(one.file) ?? 0) + 1);
    return by;
  }
  return null;
}

/** The fastest files that load it are enough, because all their tests are run. */
const MAX_LOADERS = 6;

const cost = ({ ms }: KnownFile): number => [...ms.values()].reduce((total, took) => total + took, 0);

const LOADING = "load ";
const isLoading = (step: string): boolean => step.startsWith(LOADING);

/** Finds the mutants that are reached while a file and its imports are loaded. */
async function filesThatLoad(files: readonly string[]): Promise<ReadonlyMap<string, readonly string[]>> {
  const ns = switches();
  const loaders = new Map<string, string[]>();
  for (const file of files) {
    vi.resetModules();
    const step = `${LOADING}${file}`;
    ns.currentTestId = step;
    await collect(file);
    ns.currentTestId = undefined;
    for (const id of Object.keys(ns.mutantCoverage.perTest[step] ?? {})) {
      loaders.set(id, [...(loaders.get(id) ?? []), file]);
    }
  }
  return loaders;
}
