import { defineConfig } from "vitest/config";

export default defineConfig({
  // graphql ships two builds of itself, and Node takes this one for every package: two would be two realms.
  resolve: { alias: [{ find: /^graphql$/, replacement: "graphql/index.js" }] },
  test: {
    include: ["test/**/*.test.ts"],
    globalSetup: ["test/helpers/global-setup.ts"],
    pool: "forks",
    // Loading the program anew for each of a hundred files took longer than all tests together. Nothing in it is global.
    isolate: false,
    // Four on two cores: much of what is tested is waiting.
    maxWorkers: 4,
    testTimeout: 30_000,
    hookTimeout: 60_000,
  },
});
