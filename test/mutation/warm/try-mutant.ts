import { clearingAway } from "./databases.ts";
import type { KnownFile } from "./dry-run.ts";
import { holds, runCases, runHooks, runSuite, StepFailed } from "./run-suite.ts";

/** Turns a mutant on and off. */
export type Switch = { readonly on: () => Promise<void>; readonly off: () => Promise<void> };

/** A step hangs when it takes longer than three times its time without a mutant plus this many milliseconds. */
const SLACK_MS = 5_000;

/**
 * Files whose hooks have run. They are kept, because starting a process for each mutant would take most of the time.
 */
const open = new Set<KnownFile>();

/**
 * Runs the wanted tests of each file until one fails, starting with the file that has killed the most mutants of the
 * same source, as counted by `successes`. Returns the id of the failed test, or null when the mutant survived.
 */
export async function tryMutant(
  known: readonly KnownFile[],
  wanted: (id: string) => boolean,
  successes: Map<string, number>,
  mutant: Switch,
): Promise<string | null> {
  const files = known
    .filter(({ suite }) => holds(suite, wanted))
    .map((one) => ({ one, won: successes.get(one.file) ?? 0, cost: sum(one.ms, wanted) }))
    .toSorted((a, b) => b.won - a.won || a.cost - b.cost);
  for (const { one } of files) {
    const by = await tryFile(one, wanted, mutant);
    if (by === null) continue;
    successes.set(one.file, (successes.get(one.file) ?? 0) + 1);
    return by;
  }
  return null;
}

async function tryFile(one: KnownFile, wanted: (id: string) => boolean, mutant: Switch): Promise<string | null> {
  const fit = (id: string) => wanted(id) && !one.unfit.has(id);
  if (!open.has(one)) {
    await runHooks(one.suite, "beforeAll", watch(one));
    open.add(one);
  }
  await mutant.on();
  const by = await clearingAway(() => failing(() => runCases(one.suite, fit, watch(one), true)), isFailure);
  await mutant.off();
  if (by === null) return null;
  // The effects of earlier mutants may have made it fail, so the same test must pass without this mutant.
  const isBy = (id: string) => id === by;
  const alone = await clearingAway(() => failing(() => runCases(one.suite, isBy, watch(one), true)), isFailure);
  if (alone === null) return by;
  await closeFile(one);
  const again = await tryFromStart(one, fit, mutant);
  // A lasting effect of an earlier mutant, such as a broken server, would make all later tests fail and count as kills.
  const isAgain = (id: string) => id === again;
  if (again !== null) await expectSound(one, holds(one.suite, isAgain) ? isAgain : fit);
  return again;
}

/** Throws when a file's tests fail without any mutant, because later results would be wrong. */
async function expectSound(one: KnownFile, wanted: (id: string) => boolean): Promise<void> {
  try {
    await runSuite(one.suite, wanted, watch(one), true);
  } catch (error) {
    throw new Error(`${one.file} fails without a mutant`, { cause: error });
  }
}

/** Runs a file's wanted tests and hooks with the mutant. Returns the id of the failed step, or null. */
export async function tryFromStart(
  one: KnownFile,
  wanted: (id: string) => boolean,
  mutant: Switch,
): Promise<string | null> {
  await mutant.on();
  const fit = (id: string) => wanted(id) && !one.unfit.has(id);
  const by = await clearingAway(() => failing(() => runSuite(one.suite, fit, watch(one), true)), isFailure);
  await mutant.off();
  return by;
}

/** Runs the final hooks of the files. */
export async function closeFiles(): Promise<void> {
  for (const one of [...open]) await closeFile(one);
}

async function closeFile(one: KnownFile): Promise<void> {
  open.delete(one);
  await failing(() => runHooks(one.suite, "afterAll", watch(one)));
}

async function failing(work: () => Promise<void>): Promise<string | null> {
  try {
    await work();
    return null;
  } catch (error) {
    return error instanceof StepFailed ? error.id : String(error);
  }
}

const isFailure = (by: string | null): boolean => by !== null;

const watch = ({ ms }: KnownFile) => ({
  before: () => {},
  after: () => {},
  limitMs: (id: string) => 3 * (ms.get(id) ?? 0) + SLACK_MS,
});

const sum = (ms: ReadonlyMap<string, number>, wanted: (id: string) => boolean): number =>
  [...ms].reduce((total, [id, took]) => (wanted(id) ? total + took : total), 0);
