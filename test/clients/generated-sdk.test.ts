import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { build } from "esbuild";
import { afterAll, beforeAll, expect, test } from "vitest";
import { startTestApp, type TestApp } from "../helpers/app.ts";
import { createFakeProvider } from "../helpers/fake-provider.ts";
import { runProgram } from "./run-program.ts";

/** What an integrator writes with the functions that @hey-api/openapi-ts generates from `GET /v1/openapi.json`. */
const PROGRAM = `
import { client } from "./sdk/client.gen";
import { createCharacter, deleteCharacter, getBalance, getCharacter, listCharacters, resynthesizeCharacter } from "./sdk/sdk.gen";

export async function run(baseUrl: string, key: string, id: string) {
  client.setConfig({ baseUrl, auth: key });
  const order = { path: { id }, headers: { "Idempotency-Key": "order-1" } };
  const first = await resynthesizeCharacter(order);
  const again = await resynthesizeCharacter(order);
  const status: "synthesizing" | "reviewing" | "ready" | "failed" | undefined = first.data?.status;
  const list = await listCharacters({ query: { limit: 10, status: "synthesizing" } });
  const refused = await createCharacter({ body: { name: "Mina", generate: true, upload_ids: ["upl_1"] } });
  const balance = await getBalance();
  const deleted = await deleteCharacter({ path: { id } });
  const gone = await getCharacter({ path: { id } });
  return {
    status,
    replayed: again.response?.headers.get("aurous-idempotent-replayed"),
    listed: list.data?.data.map((character) => character.id),
    refused: refused.error?.error.code,
    held: balance.data?.held_credits,
    deleted: deleted.data?.deleted,
    gone: gone.error?.error.code,
  };
}
`;
const WRONG = `
import { updateCharacter } from "./sdk/sdk.gen";
export const sent = updateCharacter({ path: { id: "char_1" }, body: { name: 5 } });
`;

let app: TestApp;
let folder: string;
beforeAll(async () => {
  // The images never arrive, so the character stays in one state.
  const provider = createFakeProvider({ script: () => new Promise(() => {}) });
  app = await startTestApp({ overrides: { provider } });
  folder = await mkdtemp(join(tmpdir(), "retake-sdk-"));
  await writeFile(join(folder, "openapi.json"), await (await fetch(`${app.url}/v1/openapi.json`)).text());
  const generator = resolve("node_modules/@hey-api/openapi-ts/bin/run.js");
  const args = [generator, "-i", "openapi.json", "-o", "sdk", "--no-log-file"];
  const { code, errors } = await runProgram(process.execPath, args, { cwd: folder });
  expect([code, errors]).toEqual([0, ""]);
}, 120_000);
afterAll(async () => {
  await rm(folder, { recursive: true, force: true });
  await app[Symbol.asyncDispose]();
});

const compile = async (name: string, text: string) => {
  await writeFile(join(folder, name), text);
  const args = [resolve("node_modules/typescript/bin/tsc"), "--noEmit", "--strict", "--ignoreConfig"];
  const target = ["--target", "es2022", "--module", "esnext", "--moduleResolution", "bundler", "--lib", "es2022,dom"];
  return runProgram(process.execPath, [...args, ...target, name], { cwd: folder });
};

test("a generated client compiles, and a wrong body does not", async () => {
  expect(await compile("program.ts", PROGRAM)).toMatchObject({ code: 0, output: "" });
  expect((await compile("wrong.ts", WRONG)).output).toContain("Type 'number' is not assignable to type 'string'");
}, 120_000);

test("a generated client makes paid calls, replays, lists and reads errors by the operations' names", async () => {
  const { teamId, apiKey } = await app.seed.team();
  const id = await app.seed.character(teamId);
  await writeFile(join(folder, "program.ts"), PROGRAM);
  const outfile = join(folder, "program.mjs");
  await build({ entryPoints: [join(folder, "program.ts")], bundle: true, format: "esm", outfile, logLevel: "silent" });
  const { run } = await import(outfile);
  expect(await run(app.url, apiKey, id)).toEqual({
    status: "synthesizing",
    replayed: "true",
    listed: [id],
    refused: "parameter_invalid_combination",
    held: 4,
    deleted: true,
    gone: "resource_not_found",
  });
});
