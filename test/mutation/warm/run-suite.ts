import { type Case, type Suite, takeFinished } from "./collector.ts";

/** Called before and after every step. `id` is that of a case, or of the suite for its hooks. */
export type Watch = {
  readonly before: (id: string) => void;
  readonly after: (id: string, ms: number, error: unknown) => void;
  /** How long a step may take before it counts as failed. */
  readonly limitMs: (id: string) => number;
};

/** Ends a run at the first step that fails, once everything that was started is stopped. */
export class StepFailed extends Error {
  override readonly name = "StepFailed";
  readonly id: string;

  constructor(id: string, cause: unknown) {
    super(`${id}: ${String(cause)}`, { cause });
    this.id = id;
  }
}

/** Runs the wanted cases of a suite in their order. With `bail` the first failure ends it as `StepFailed`. */
export async function runSuite(
  suite: Suite,
  wanted: (id: string) => boolean,
  watch: Watch,
  bail: boolean,
  outer: readonly Suite[] = [],
): Promise<void> {
  if (!holds(suite, wanted)) return;
  let failure: unknown;
  try {
    const ready = await step(suite.name, suite.hooks.beforeAll, watch, bail);
    if (ready) await runCases(suite, wanted, watch, bail, outer);
  } catch (error) {
    failure = error;
  }
  const cleared = await attempt(suite.name, suite.hooks.afterAll, watch);
  // The hooks clean up after a failure, and their own failures no longer matter.
  if (failure !== undefined) throw failure;
  if (cleared !== undefined && bail) throw new StepFailed(suite.name, cleared);
}

/** Runs only the wanted cases, between the suite's own hooks. */
export async function runCases(
  suite: Suite,
  wanted: (id: string) => boolean,
  watch: Watch,
  bail: boolean,
  outer: readonly Suite[] = [],
): Promise<void> {
  const chain = [...outer, suite];
  for (const child of suite.children) {
    if (child.kind === "suite") await runSuite(child, wanted, watch, bail, chain);
    else if (wanted(child.id)) await step(child.id, caseSteps(child, chain), watch, bail);
  }
}

/** Runs a suite's hooks before or after its cases. Throws `StepFailed`. */
export async function runHooks(suite: Suite, which: "beforeAll" | "afterAll", watch: Watch): Promise<void> {
  await step(suite.name, suite.hooks[which], watch, true);
}

async function step(id: string, works: readonly (() => unknown)[], watch: Watch, bail: boolean): Promise<boolean> {
  const error = await attempt(id, works, watch);
  if (error === undefined) return true;
  if (bail) throw new StepFailed(id, error);
  return false;
}

export const holds = (child: Case | Suite, wanted: (id: string) => boolean): boolean =>
  child.kind === "case" ? wanted(child.id) : child.children.some((inner) => holds(inner, wanted));

function caseSteps(test: Case, chain: readonly Suite[]): (() => unknown)[] {
  const call = (work: (...args: readonly never[]) => unknown) => work as () => unknown;
  const before = chain.flatMap((suite) => suite.hooks.beforeEach.map(call));
  const after = chain.toReversed().flatMap((suite) => suite.hooks.afterEach.map(call));
  return [
    async () => {
      try {
        for (const work of before) await work();
        await (test.work as (...args: readonly unknown[]) => unknown)(...test.args);
      } finally {
        // Also after a failure, because a stopped clock must not affect the tests of the next mutant.
        for (const work of [...takeFinished().map(call), ...after]) await work();
      }
    },
  ];
}

/** Runs functions one after the other. Returns the first error, or undefined. */
async function attempt(id: string, works: readonly (() => unknown)[], watch: Watch): Promise<unknown> {
  if (works.length === 0) return undefined;
  const started = performance.now();
  watch.before(id);
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error("took too long")), watch.limitMs(id));
  });
  const all = (async () => {
    for (const work of works) await work();
  })();
  let failure: unknown;
  try {
    await Promise.race([all, late]);
  } catch (error) {
    failure = error ?? new Error("rejected with nothing");
  } finally {
    clearTimeout(timer);
  }
  watch.after(id, performance.now() - started, failure);
  return failure;
}
