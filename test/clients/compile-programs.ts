import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { json } from "node:stream/consumers";
import openapiTs, { astToString } from "openapi-typescript";
import ts from "typescript";
import type { Compilation } from "./start.ts";

/**
 * Compiles client programs as their authors would: with the types that gql.tada generates from schema.graphql and
 * openapi-typescript from the served document. It is a process of its own, because the compiler blocks its event
 * loop. It reads a `Compilation` and writes the `CompileErrors`.
 */
const FOLDER = resolve("test/clients/programs");
const { programs, openApiDocument, extra } = (await json(process.stdin)) as Compilation;

const virtual = new Map(
  Object.entries({
    "generated/graphql-env.d.ts": graphqlTypes(),
    "generated/openapi.d.ts": astToString(await openapiTs(openApiDocument)),
    ...extra,
  }).map(([name, text]) => [join(FOLDER, name), text]),
);
const options = readOptions();
const host = ts.createCompilerHost(options);
const { fileExists, readFile, getSourceFile, directoryExists } = host;
host.fileExists = (file) => virtual.has(file) || fileExists(file);
host.readFile = (file) => virtual.get(file) ?? readFile(file);
host.directoryExists = (folder) => folder === join(FOLDER, "generated") || directoryExists?.(folder) === true;
host.getSourceFile = (file, version, ...rest) => {
  const text = virtual.get(file);
  return text === undefined ? getSourceFile(file, version, ...rest) : ts.createSourceFile(file, text, version);
};
const roots = [...programs, ...Object.keys(extra)].map((name) => join(FOLDER, name));
const compileErrors: Record<string, string[]> = {};
for (const { file, messageText } of ts.getPreEmitDiagnostics(ts.createProgram(roots, options, host))) {
  const name = file ? file.fileName.replace(`${FOLDER}/`, "") : "";
  compileErrors[name] = [...(compileErrors[name] ?? []), ts.flattenDiagnosticMessageText(messageText, " ")];
}
process.stdout.write(JSON.stringify(compileErrors));

/** The project's own options, except for one that even urql and graphql-ws do not satisfy together. */
function readOptions(): ts.CompilerOptions {
  const { config } = ts.readConfigFile("tsconfig.json", ts.sys.readFile);
  const { options } = ts.parseJsonConfigFileContent({ ...config, include: [], files: ["src/cli.ts"] }, ts.sys, ".");
  return { ...options, exactOptionalPropertyTypes: false };
}

/** Runs gql.tada's own command. */
function graphqlTypes(): string {
  const folder = mkdtempSync(join(tmpdir(), "retake-clients-"));
  try {
    const schema = resolve("schema.graphql");
    const plugin = { name: "gql.tada/ts-plugin", schema, tadaOutputLocation: "./graphql-env.d.ts" };
    writeFileSync(join(folder, "tsconfig.json"), JSON.stringify({ compilerOptions: { plugins: [plugin] }, files: [] }));
    const command = [resolve("node_modules/gql.tada/bin/cli.js"), "generate-output"];
    const { status, stdout, stderr } = spawnSync(process.execPath, command, { cwd: folder, encoding: "utf8" });
    if (status !== 0) throw new Error(`gql.tada ended with ${status}: ${stdout}${stderr}`);
    return readFileSync(join(folder, "graphql-env.d.ts"), "utf8");
  } finally {
    rmSync(folder, { recursive: true });
  }
}
