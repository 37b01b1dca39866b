/** The layering of ARCHITECTURE.md: whatever is not allowed here is an error. */
const may = (from, to) => ({ from: { path: `^src/(${from})` }, to: { path: `^src/(${to})` } });

module.exports = {
  forbidden: [
    {
      name: "no-cycles",
      severity: "error",
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ["type-only"] } },
    },
    {
      name: "sql-only-in-services-events-db",
      comment: "Operations and transports ask services; they do not speak SQL.",
      severity: "error",
      from: { path: "^src/", pathNot: "^src/(services|events|db)/" },
      to: { path: "node_modules/(drizzle-orm|postgres)/" },
    },
    {
      name: "graphql-only-in-its-transport",
      severity: "error",
      from: { path: "^src/", pathNot: "^src/(graphql|console/page)/" },
      to: { path: "node_modules/(graphql|graphql-yoga|graphql-ws|@pothos)/" },
    },
    {
      name: "transports-are-siblings",
      severity: "error",
      from: { path: "^src/http/([^/]+)/" },
      to: { path: "^src/http/[^/]+/", pathNot: "^src/http/$1/" },
    },
    {
      name: "sandbox-is-sealed",
      comment: "Other modules see the renderer's entry only; the gallery's entry is for the gallery command.",
      severity: "error",
      from: { path: "^src/", pathNot: "^src/(providers/sandbox/|cli/gallery\\.ts$)" },
      to: { path: "^src/providers/sandbox/", pathNot: "/draw-character\\.ts$" },
    },
    {
      name: "gallery-command-uses-the-sandbox-entries",
      severity: "error",
      from: { path: "^src/cli/gallery\\.ts$" },
      to: { path: "^src/providers/sandbox/", pathNot: "/(draw-character|gallery)\\.ts$" },
    },
    {
      name: "no-cycles-in-the-sandbox",
      comment: "Not even of types: its folders build on each other.",
      severity: "error",
      from: { path: "^src/providers/sandbox/" },
      to: { circular: true },
    },
    {
      name: "the-page-is-a-client",
      comment: "The console's page speaks GraphQL like any client; it shares no code with the server.",
      severity: "error",
      from: { path: "^src/console/page/" },
      to: { path: "^src/", pathNot: "^src/console/page/" },
    },
    { name: "no-dev-dependencies", severity: "error", from: { path: "^src/" }, to: { dependencyTypes: ["npm-dev"] } },
  ],
  allowed: [
    { from: { path: "^(test|[^/]+\\.config\\.ts|\\.dependency)" }, to: {} },
    { from: { path: "^src/" }, to: { pathNot: "^src/" } },
    may("cli\\.ts", "cli/"),
    may(
      "cli/",
      "cli/|composition/|runtime\\.ts|config\\.ts|context\\.ts|operations/|domain/|db/migrate\\.ts|storage/|providers/",
    ),
    may("runtime\\.ts", ".*"),
    may(
      "composition/",
      "composition/|config\\.ts|context\\.ts|operations/|services/|events/|db/|providers/|storage/|domain/",
    ),
    may("config\\.ts", "db/(connection-string|schema-name)\\.ts"),
    may("context\\.ts", "config\\.ts|db/|domain/|events/|providers/provider\\.ts|services/|storage/"),
    may(
      "(http|graphql|rest|console)/",
      "http/|graphql/|rest/|console/|operations/|domain/|context\\.ts|storage/|config\\.ts",
    ),
    may("worker/", "worker/|operations/|services/|db/queue\\.ts|providers/|storage/|domain/|context\\.ts"),
    may("operations/", "operations/|services/|events/|domain/|context\\.ts|storage/|providers/"),
    may("services/", "services/|events/|db/|domain/"),
    may("events/", "events/|db/|domain/"),
    may("db/", "db/|domain/"),
    may("providers/", "providers/|domain/"),
    may("storage/", "storage/|domain/"),
    may("domain/", "domain/"),
  ],
  allowedSeverity: "error",
  options: {
    tsPreCompilationDeps: true,
    tsConfig: { fileName: "tsconfig.json" },
    doNotFollow: { path: "node_modules" },
    enhancedResolveOptions: {
      extensions: [".ts", ".tsx", ".js", ".cjs", ".mjs", ".json"],
      conditionNames: ["import", "node", "default", "types"],
    },
  },
};
