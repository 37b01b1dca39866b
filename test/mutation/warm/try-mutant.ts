import type { KnownFile } from "./dry-run.ts";
import { runSuite, StepFailed } from "./run-suite.ts";

/** A step that takes three times as long as without a mutant, and this besides, hangs. */
const SLACK_MS = 5_000;

/**
 * Runs the wanted tests of each file, the likeliest file first, until one fails; returns that one's id, or null when
 * the mutant survived. `successes` counts what killed mutants of the same source before.
 */
export async function tryMutant(
  known: readonly KnownFile[],
  wanted: (id: string) => boolean,
  successes: Map<string, number>,
): Promise<string | null> {
  const rank = ({ file, ms }: KnownFile) => [-(successes.get(file) ?? 0), sum(ms, wanted)] as const;
  const files = known.toSorted((a, b) => {
    const [wonA, costA] = rank(a);
    const [wonB, costB] = rank(b);
    return wonA - wonB || costA - costB;
  });
  for (const { file, suite, ms, unfit } of files) {
    try {
      await runSuite(
        suite,
        (id) => wanted(id) && !unfit.has(id),
        { before: () => {}, after: () => {}, limitMs: (id) => 3 * (ms.get(id) ?? 0) + SLACK_MS },
        true,
      );
    } catch (error) {
      successes.set(file, (successes.get(file) ?? 0) + 1);
      return error instanceof StepFailed ? error.id : String(error);
    }
  }
  return null;
}

const sum = (ms: ReadonlyMap<string, number>, wanted: (id: string) => boolean): number =>
  [...ms].reduce((total, [id, took]) => (wanted(id) ? total + took : total), 0);
