import { closeSync, fstatSync, openSync, readSync } from "node:fs";
import { glob, readFile } from "node:fs/promises";
import { inject } from "vitest";
import type { Report, Verdict } from "../mutant.ts";
import { dryRun } from "../warm/dry-run.ts";
import { closeFiles, tryMutant } from "../warm/try-mutant.ts";
import { mutateSql, type SqlMutant } from "./mutate-sql.ts";
import { applyToTemplate, connectEverywhere, noting, usedFiles, usersOf } from "./template.ts";

/** Applies each mutant to the template database in turn and runs the tests that use the function. */
export async function runSqlMutants(
  patterns: readonly string[],
  tests: readonly string[],
  share: (mutants: readonly SqlMutant[]) => readonly SqlMutant[],
): Promise<Omit<Report, "equivalent">> {
  const server = inject("server");
  const sources = (await Array.fromAsync(glob("src/**/*.sql"))).sort();
  const texts = new Map(await Promise.all(sources.map(async (file) => [file, await readFile(file, "utf8")] as const)));
  const mutated = (await Promise.all(patterns.map((one) => Array.fromAsync(glob(one))))).flatMap((some) => some.sort());
  const mutants = mutated.flatMap((file) => mutateSql(file, texts.get(file) ?? ""));

  for (const [file, text] of texts) await applyToTemplate(server, noting(file, text) ?? "select 1");
  const used = new Map<string, Set<string>>();
  const log = followLog(inject("serverLog"));
  const known = await dryRun(tests, {
    before: () => void log.next(),
    after: (id) => {
      for (const file of usedFiles(log.next())) used.set(file, (used.get(file) ?? new Set()).add(id));
    },
  });
  log.close();
  for (const text of texts.values()) await applyToTemplate(server, text);

  const everywhere = connectEverywhere(server);
  const users = await usersOf(sources);
  const wins = new Map<string, Map<string, number>>();
  const verdicts: Verdict[] = [];
  for (const mutant of share(mutants)) {
    const { file } = mutant;
    const steps = new Set([...(users.get(file) ?? [])].flatMap((user) => [...(used.get(user) ?? [])]));
    const won = wins.get(file) ?? new Map<string, number>();
    wins.set(file, won);
    const original = texts.get(file) ?? "";
    if (!(await applyToTemplate(server, mutant.text))) continue;
    const by = await tryMutant(known, (id) => steps.has(id), won, {
      on: async () => void (await everywhere.apply(mutant.text)),
      off: async () => void (await everywhere.apply(original)),
    });
    verdicts.push({ mutant, killed: by !== null, by });
    process.stdout.write(by === null ? `\nsurvived ${mutant.id}\n` : ".");
  }
  await closeFiles();
  await everywhere.close();
  return { verdicts, unfit: known.flatMap(({ unfit }) => [...unfit]) };
}

/** Reads what was appended to a file since the last call. */
function followLog(path: string): { readonly next: () => string; readonly close: () => void } {
  const file = openSync(path, "r");
  let at = fstatSync(file).size;
  return {
    next: () => {
      const size = fstatSync(file).size;
      // The server truncates the file, so reading starts at its beginning again.
      if (size < at) at = 0;
      const buffer = Buffer.alloc(size - at);
      readSync(file, buffer, 0, buffer.length, at);
      at = size;
      return buffer.toString("latin1");
    },
    close: () => closeSync(file),
  };
}
