import { glob, writeFile } from "node:fs/promises";
import { resolve } from "node:path";
import { inject, test } from "vitest";
import type { Mutant, Report } from "../mutant.ts";
import "../order.ts";
import { runSqlMutants } from "../sql/sql-mutants.ts";
import { runTypeScriptMutants } from "../typescript/typescript-mutants.ts";

test("every mutant meets the tests that pass by it", async () => {
  const order = inject("order");
  const files = (await Array.fromAsync(glob([...order.part.tests]))).sort().map((file) => resolve(file));
  const only = new RegExp(order.only ?? "");
  const share = <T extends Mutant>(mutants: readonly T[]) =>
    mutants
      .filter(({ file, line, operator }) => only.test(`${file}:${line} ${operator}`))
      .filter((_, index) => index % order.of === order.share);
  const report: Report = order.part.sql
    ? await runSqlMutants(order.part.mutate, files, share)
    : await runTypeScriptMutants(share(inject("mutants")), files);
  await writeFile(order.report, JSON.stringify(report));
});
