import { collect, type Suite } from "./collector.ts";
import { runSuite } from "./run-suite.ts";

/** The tests of a file, the duration of each, and those that failed without a mutant. */
export type KnownFile = {
  readonly file: string;
  readonly suite: Suite;
  /** Milliseconds of each step, by its id. */
  readonly ms: ReadonlyMap<string, number>;
  readonly unfit: ReadonlySet<string>;
};

/** Longer than any step takes without a mutant, even on a busy machine. */
const DRY_LIMIT_MS = 30_000;

/** Imports and runs every file once. `around` is called with the id of each step before and after it. */
export async function dryRun(
  files: readonly string[],
  around: { readonly before: (id: string) => void; readonly after: (id: string) => void },
): Promise<readonly KnownFile[]> {
  const known: KnownFile[] = [];
  for (const file of files) {
    around.before(file);
    const suite = await collect(file);
    around.after(file);
    const ms = new Map<string, number>();
    const unfit = new Set<string>();
    await runSuite(
      suite,
      () => true,
      {
        before: around.before,
        after: (id, took, error) => {
          around.after(id);
          ms.set(id, (ms.get(id) ?? 0) + took);
          if (error === undefined) return;
          unfit.add(id);
          process.stderr.write(`unfit: ${id}: ${String(error)}\n`);
        },
        limitMs: () => DRY_LIMIT_MS,
      },
      false,
    );
    known.push({ file, suite, ms, unfit });
  }
  return known;
}
