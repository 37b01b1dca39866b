import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { parse, validate } from "graphql";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { schema } from "../../src/graphql/schema.ts";
import { startTestApp, type TestApp } from "../helpers/app.ts";
import { createClient } from "../helpers/clients.ts";
import { createFakeProvider } from "../helpers/fake-provider.ts";
import { waitFor } from "../helpers/wait-for.ts";
import { type CurlCall, readmeBlocks, readmeCalls } from "./readme.ts";
import { runProgram } from "./run-program.ts";

type Json = { [name: string]: Json } & { code?: string; status?: string };
type Values = { URL: string; RETAKE_API_KEY: string; ID: string };
type Run = (call: CurlCall, values: Values) => Promise<string>;

const byCurl: Run = async ({ command }, values) => {
  const { code, output, errors } = await runProgram("sh", ["-c", command], { env: values });
  expect([code, errors]).toEqual([0, ""]);
  return output;
};
const byFetch: Run = async ({ url, method, headers, body }) =>
  (await fetch(url, { method, headers, ...(body === null ? {} : { body }) })).text();

/** A machine without curl makes the same calls with fetch, parsed from the same lines. */
const hasCurl = spawnSync("curl", ["--version"]).status === 0;
const RUNNERS = [...(hasCurl ? [["curl", byCurl] as const] : []), ["fetch", byFetch] as const];

let app: TestApp;
beforeAll(async () => {
  app = await startTestApp({ overrides: { provider: createFakeProvider() } });
});
afterAll(() => app[Symbol.asyncDispose]());

describe.each(RUNNERS)("the curl commands of the README, run by %s", (_name, run) => {
  test("all succeed, and the balance changes once", async () => {
    const { teamId, apiKey } = await app.seed.team();
    const id = await app.seed.character(teamId);
    const client = createClient("rest", app.url, apiKey);
    const values = { URL: app.url, RETAKE_API_KEY: apiKey, ID: id };
    const calls = readmeCalls(values);
    expect(calls.length).toBeGreaterThanOrEqual(4);
    const twice = calls.flatMap((call) => (call.url.endsWith("/graphql") ? [call, call] : [call]));
    const answers: Json[] = [];
    for (const call of twice) {
      await waitFor("the end of the synthesis", async () => (await client.get(id)).value?.status !== "synthesizing");
      const answer = JSON.parse(await run(call, values)) as Json;
      expect(answer.error ?? answer.errors, call.command).toBeUndefined();
      answers.push(answer);
    }
    expect(answers.slice(0, 2).map(({ data }) => data?.resynthesizeCharacter?.replayed)).toEqual([false, true]);
    expect(answers.at(-1)).toMatchObject({ id, status: "ready" });
    expect((await client.balance()).value).toEqual({ total: 96, held: 0, available: 96 });
  });
});

test("the GraphQL documents of the README are valid", () => {
  const documents = readmeBlocks("graphql");
  expect(documents.length).toBeGreaterThan(0);
  for (const text of documents) expect(validate(schema, parse(text)), text).toEqual([]);
});

test("the JavaScript of the README is the files that browser.test.ts runs", () => {
  const files = ["first-server.js", "first-page.js"].map((name) => `test/clients/recipes/${name}`);
  expect(readmeBlocks("js")).toEqual(files.map((file) => readFileSync(file, "utf8")));
});
