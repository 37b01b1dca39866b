import { glob, writeFile } from "node:fs/promises";
import { resolve } from "node:path";
import { inject, test } from "vitest";
import { isEquivalent, outdated } from "../equivalent.ts";
import type { Mutant, Report } from "../mutant.ts";
import "../order.ts";
import { runSqlMutants } from "../sql/sql-mutants.ts";
import { runTypeScriptMutants } from "../typescript/typescript-mutants.ts";

test("every mutant meets the tests that pass by it", async ({ task }) => {
  const order = inject("order");
  const files = (await Array.fromAsync(glob([...order.part.tests]))).sort().map((file) => resolve(file));
  const only = new RegExp(order.only ?? "");
  const equivalent: Mutant[] = [];
  const share = <T extends Mutant>(mutants: readonly T[]) => {
    const old = outdated(new Set(mutants.map(({ file }) => file)), mutants);
    if (old.length > 0) throw new Error(`named as equivalent, but there is no such mutant: ${JSON.stringify(old)}`);
    const mine = mutants
      .filter(({ file, line, operator }) => only.test(`${file}:${line} ${operator}`))
      .filter((_, index) => index % order.of === order.share);
    equivalent.push(...mine.filter(isEquivalent));
    return mine.filter((mutant) => !isEquivalent(mutant));
  };
  const found = order.part.sql
    ? await runSqlMutants(order.part.mutate, files, share)
    : await runTypeScriptMutants(share(inject("mutants")), files);
  await writeFile(order.report, JSON.stringify({ ...found, equivalent } satisfies Report));
  // vitest waits for assertions that were not awaited. Those of interrupted tests may never settle.
  Object.assign(task, { promises: [] });
});
