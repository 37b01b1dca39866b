import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { defineConfig } from "vitest/config";
import base from "../../vitest.config.ts";
import type { Order } from "./order.ts";
import { instrument } from "./typescript/instrument.ts";

// One share of one part's mutants; `run.ts` starts one vitest for each and says in a file what it shall do.
const order = JSON.parse(readFileSync(process.env.MUTATION_ORDER ?? "", "utf8")) as Order;
const { texts, mutants, ignored } = await instrument(order.part.sql ? [] : order.part.mutate);
const folder = resolve("test/mutation");

export default defineConfig({
  ...(base.resolve ? { resolve: base.resolve } : {}),
  plugins: [
    {
      name: "mutants",
      enforce: "pre",
      resolveId: (source, importer) =>
        source === "vitest" && !importer?.startsWith(folder) ? `${folder}/warm/collector.ts` : undefined,
      load: (id) => texts.get(id),
    },
  ],
  test: {
    include: ["test/mutation/warm/all-mutants.ts"],
    globalSetup: ["test/mutation/global-setup.ts"],
    provide: { order, mutants: [...mutants], ignored: [...ignored] },
    pool: "forks",
    isolate: false,
    // The cache is keyed by the source, which is the same for every set of mutants.
    fsModuleCache: false,
    maxWorkers: 1,
    testTimeout: 0,
    hookTimeout: 0,
    // Promises that a mutant has started may fail after its tests have ended.
    dangerouslyIgnoreUnhandledErrors: true,
    reporters: ["dot"],
  },
});
