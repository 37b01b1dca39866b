import { glob, writeFile } from "node:fs/promises";
import { resolve } from "node:path";
import { inject, test } from "vitest";
import type { Report } from "../mutant.ts";
import "../order.ts";
import { runSqlMutants } from "../sql/sql-mutants.ts";
import { runTypeScriptMutants } from "../typescript/typescript-mutants.ts";

test("every mutant meets the tests that pass by it", async () => {
  const order = inject("order");
  const files = (await Array.fromAsync(glob([...order.part.tests]))).sort().map((file) => resolve(file));
  const share = <T extends { readonly id: string }>(mutants: readonly T[]) =>
    mutants.filter(({ id }, index) => index % order.of === order.share && (!order.only || id.includes(order.only)));
  const report: Report = order.part.sql
    ? await runSqlMutants(order.part.mutate, files, share)
    : await runTypeScriptMutants(share(inject("mutants")), files);
  await writeFile(order.report, JSON.stringify(report));
});
