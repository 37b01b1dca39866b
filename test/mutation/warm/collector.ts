/**
 * Replaces vitest in test files that are imported once and run many times in one process. `describe`, `test` and the
 * hooks record their arguments; everything else is vitest's own. It supports only what this project's tests use.
 */
import { expect, inject, vi } from "vitest";

type Work = (...args: readonly never[]) => unknown;
type Hooks = { beforeAll: Work[]; afterAll: Work[]; beforeEach: Work[]; afterEach: Work[] };

/** One test. `id` is unique in the run. */
export type Case = {
  readonly kind: "case";
  readonly id: string;
  readonly args: readonly unknown[];
  readonly work: Work;
};
export type Suite = {
  readonly kind: "suite";
  readonly name: string;
  readonly hooks: Hooks;
  readonly children: (Case | Suite)[];
};

/** Modules are loaded again for mutants of code that runs while loading. The collected tests must survive that. */
const shared = globalThis as { __collected?: { suite: Suite; count: number }; __finished?: Work[] };

const newSuite = (name: string): Suite => ({
  kind: "suite",
  name,
  hooks: { beforeAll: [], afterAll: [], beforeEach: [], afterEach: [] },
  children: [],
});

/** Imports a test file and returns its tests without running them. */
export async function collect(file: string): Promise<Suite> {
  const suite = newSuite(file);
  shared.__collected = { suite, count: 0 };
  await import(/* @vite-ignore */ file);
  return suite;
}

function current(): { suite: Suite; count: number } {
  if (!shared.__collected) throw new Error("nothing is being collected");
  return shared.__collected;
}

function addSuite(name: string, fill: () => unknown): void {
  const outer = current();
  const suite = newSuite(`${outer.suite.name} > ${name}`);
  outer.suite.children.push(suite);
  shared.__collected = { suite, count: 0 };
  fill();
  shared.__collected = outer;
}

function addCase(name: string, args: readonly unknown[], work: Work): void {
  const { suite, count } = current();
  current().count += 1;
  suite.children.push({ kind: "case", id: `${suite.name} > ${name} #${count}`, args, work });
}

const rows = (table: readonly unknown[]) => table.map((row) => (Array.isArray(row) ? row : [row]) as unknown[]);

export const describe = Object.assign(addSuite, {
  each: (table: readonly unknown[]) => (name: string, fill: (...args: unknown[]) => unknown) => {
    for (const row of rows(table)) addSuite(`${name} ${JSON.stringify(row)}`, () => fill(...row));
  },
});

export const test = Object.assign((name: string, work: Work) => addCase(name, [], work), {
  each: (table: readonly unknown[]) => (name: string, work: Work) => {
    for (const row of rows(table)) addCase(name, row, work);
  },
});

export const beforeAll = (work: Work) => void current().suite.hooks.beforeAll.push(work);
export const afterAll = (work: Work) => void current().suite.hooks.afterAll.push(work);
export const beforeEach = (work: Work) => void current().suite.hooks.beforeEach.push(work);
export const afterEach = (work: Work) => void current().suite.hooks.afterEach.push(work);

/** Returns and clears the callbacks that the running test has registered for its end. */
export const onTestFinished = (work: Work): void => {
  shared.__finished ??= [];
  shared.__finished.push(work);
};
export function takeFinished(): readonly Work[] {
  const works = shared.__finished ?? [];
  shared.__finished = [];
  return works;
}

export { expect, inject, vi };
