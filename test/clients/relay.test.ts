import { cp, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { startTestApp, type TestApp } from "../helpers/app.ts";
import { graphqlCall } from "../helpers/graphql-client.ts";
import { runProgram } from "./run-program.ts";

/** The documents of a small Relay app by module: pages in both directions, a refetch by id, optimistic edges. */
const MODULES: Readonly<Record<string, string>> = {
  list: `
    query listQuery($count: Int!, $cursor: String) { ...list_characters @arguments(count: $count, cursor: $cursor) }
    fragment list_characters on Query
      @refetchable(queryName: "listPaginationQuery")
      @argumentDefinitions(count: { type: "Int!" }, cursor: { type: "String" }) {
      characters(first: $count, after: $cursor, status: READY) @connection(key: "list_characters", filters: ["status"]) {
        edges { node { id ...row_character } }
      }
    }`,
  row: `
    fragment row_character on Character
      @refetchable(queryName: "rowRefetchQuery")
      @argumentDefinitions(runs: { type: "Int", defaultValue: 10 }, cursor: { type: "String" }) {
      name status version refs { pose url }
      syntheses(first: $runs, after: $cursor) @connection(key: "row_syntheses") { edges { node { id kind progress { completed total } } } }
      refSets(first: 10) { nodes { number } }
    }`,
  ledger: `
    query ledgerQuery($count: Int!, $cursor: String) { ...ledger_team @arguments(count: $count, cursor: $cursor) }
    fragment ledger_team on Query
      @refetchable(queryName: "ledgerPaginationQuery")
      @argumentDefinitions(count: { type: "Int!" }, cursor: { type: "String" }) {
      team { ledger(last: $count, before: $cursor) @connection(key: "ledger_ledger") { edges { node { kind amount } } } }
    }`,
  create: `
    mutation createMutation($input: CreateCharacterInput!, $connections: [ID!]!) {
      createCharacter(input: $input) {
        __typename
        ... on CreateCharacterSuccess {
          character @prependNode(connections: $connections, edgeTypeName: "CharacterEdge") { id ...row_character }
        }
        ... on UserError { code param }
      }
    }`,
  remove: `
    mutation removeMutation($id: ID!) {
      deleteCharacter(id: $id) { ... on DeleteCharacterSuccess { deletedId @deleteRecord } ... on UserError { code } }
    }`,
  watch: `
    subscription watchSubscription($id: ID!) {
      characterStatusChanged(id: $id) { version character { ...row_character } }
    }`,
};

const require = createRequire(import.meta.url);
const compiler: string = require("relay-compiler");
let folder: string;
let app: TestApp;

beforeAll(async () => {
  app = await startTestApp();
  folder = await mkdtemp(join(tmpdir(), "retake-relay-"));
  await mkdir(join(folder, "src"));
  await mkdir(join(folder, "out"));
  await cp("schema.graphql", join(folder, "schema.graphql"));
  const config = { src: "./src", schema: "./schema.graphql", language: "javascript", artifactDirectory: "./out" };
  await writeFile(join(folder, "relay.config.json"), JSON.stringify(config));
});
afterAll(async () => {
  await rm(folder, { recursive: true, force: true });
  await app[Symbol.asyncDispose]();
});

async function compile(modules: Readonly<Record<string, string>>) {
  for (const [name, documents] of Object.entries(modules)) {
    const literals = documents.split(/\n(?= {4}\w)/).filter((document) => document.trim() !== "");
    const source = literals.map((document) => `graphql\`${document}\`;`).join("\n");
    await writeFile(join(folder, "src", `${name}.js`), source);
  }
  return runProgram(compiler, ["--noWatchman", "relay.config.json"], { cwd: folder });
}

test("relay-compiler accepts the schema, and the server runs the compiled documents", async () => {
  const { code, output, errors } = await compile(MODULES);
  expect(`${errors}${code}`, output).toBe("0");
  expect(await readdir(join(folder, "out"))).toContain("rowRefetchQuery.graphql.js");
  const ask = async (name: string, variables: Record<string, unknown>) => {
    const artifact = await readFile(join(folder, "out", `${name}.graphql.js`), "utf8");
    const text = /"text": (".*")/.exec(artifact)?.[1];
    const { body } = await graphqlCall(app.url, apiKey, JSON.parse(text ?? '""'), variables);
    expect(body.errors).toBeUndefined();
    return body.data;
  };
  const { apiKey, teamId } = await app.seed.team();
  const id = await app.seed.character(teamId, { name: "Mira" });
  const edge = { node: { id, name: "Mira", __typename: "Character" }, cursor: expect.any(String) };
  expect(await ask("listQuery", { count: 1 })).toMatchObject({ characters: { edges: [edge] } });
  expect(await ask("rowRefetchQuery", { id })).toMatchObject({ node: { id, name: "Mira", status: "READY" } });
  const page = { edges: [{ node: { kind: "GRANT", amount: 100 } }], pageInfo: { hasPreviousPage: false } };
  expect(await ask("ledgerQuery", { count: 1 })).toMatchObject({ team: { ledger: page } });
});

test("relay-compiler refuses a document with an unknown field", async () => {
  const { code, errors } = await compile({ row: MODULES.row?.replace("version", "edition") ?? "" });
  expect(code).toBe(1);
  expect(errors).toContain("no field `edition`");
});
