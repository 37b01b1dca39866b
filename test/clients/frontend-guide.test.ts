import { spawnSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { buildSchema, isInterfaceType, isObjectType, parse, validate } from "graphql";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { startTestApp, type TestApp } from "../helpers/app.ts";
import { createFakeProvider } from "../helpers/fake-provider.ts";
import * as documents from "./recipes/documents.ts";
import { runProgram } from "./run-program.ts";

const FOLDER = "test/clients/recipes";
const guide = readFileSync("docs/frontend.md", "utf8");
const schema = buildSchema(readFileSync("schema.graphql", "utf8"));

test("each recipe of the guide is a file that the tests run, and each file is in the guide", () => {
  const blocks = [...guide.matchAll(/^`([\w.-]+)`:\n\n```\w+\n(.*?)^```$/gms)].map(([, name = "", text = ""]) => [
    name,
    text,
  ]);
  const files = readdirSync(FOLDER).filter((name) => name !== "tsconfig.json");
  expect(blocks.map(([name]) => name).sort()).toEqual(files.sort());
  for (const [name, text] of blocks) expect(text, name).toBe(readFileSync(`${FOLDER}/${name}`, "utf8"));
});

test("the recipes compile with the strict settings of a browser project", async () => {
  const { code, output } = await runProgram("node", [
    "node_modules/typescript/bin/tsc",
    "--noEmit",
    "-p",
    "test/clients/pages",
  ]);
  expect([code, output]).toEqual([0, ""]);
}, 120_000);

describe("the recipes compared with the schema", () => {
  const { USER_ERRORS, ...texts } = documents;

  test("send valid documents", () => {
    for (const text of Object.values(texts)) expect(validate(schema, parse(text)), text).toEqual([]);
  });

  test("name every member of UserError", () => {
    const userError = schema.getType("UserError");
    if (!isInterfaceType(userError)) throw new Error("UserError is not an interface");
    expect(USER_ERRORS).toEqual(
      schema
        .getPossibleTypes(userError)
        .map(({ name }) => name)
        .sort(),
    );
  });

  test("name every type that Graphcache must embed: those without an id whose name Graphcache does not recognise", () => {
    const known = /^__|Connection$|Edge$|^PageInfo$|Success$|Error$|^(Query|Mutation|Subscription)$/;
    const embedded = Object.values(schema.getTypeMap())
      .filter((type) => isObjectType(type) && !known.test(type.name) && !type.getFields().id)
      .map(({ name }) => name);
    const [, listed = ""] = /EMBEDDED = \[(.*?)\]/s.exec(readFileSync(`${FOLDER}/urql.ts`, "utf8")) ?? [];
    expect([...listed.matchAll(/"(\w+)"/g)].map(([, name]) => name)).toEqual(embedded.sort());
  });
});

describe("the curl commands of the guide", () => {
  let app: TestApp;
  beforeAll(async () => {
    app = await startTestApp({ overrides: { provider: createFakeProvider() } });
  });
  afterAll(() => app[Symbol.asyncDispose]());

  const hasCurl = spawnSync("curl", ["--version"]).status === 0;
  if (!hasCurl) console.warn("The test of the guide's curl commands is skipped, because curl is not installed.");
  test.skipIf(!hasCurl)("make one paid call however often they run, and subscribe", async () => {
    const { teamId, apiKey } = await app.seed.team();
    const id = await app.seed.character(teamId);
    const env = { URL: app.url, RETAKE_API_KEY: apiKey, ID: id };
    for (const _time of [1, 2]) {
      const { output, errors } = await runProgram("sh", [`${FOLDER}/curl.sh`], { env });
      expect(output).toContain('"status":"synthesizing"');
      expect(output).toMatch(/event: next\n(id: \d+\n)?data: \{"data":\{"characterStatusChanged":\{"version":\d/);
      expect(errors).toContain("timed out after");
    }
    const balance = await fetch(`${app.url}/v1/balance`, { headers: { "x-api-key": apiKey } });
    expect(await balance.json()).toMatchObject({ credits: 96, held_credits: 0 });
  });
});
