import { drizzle } from "drizzle-orm/postgres-js";
import { type ExecutionResult, execute, parse } from "graphql";
import { afterAll, beforeAll, expect, test } from "vitest";
import { operationContext } from "../../src/graphql/context.ts";
import { schema } from "../../src/graphql/schema.ts";
import type { ProviderCall } from "../../src/providers/provider.ts";
import { startTestApp, type TestApp } from "../helpers/app.ts";
import { callAs } from "../helpers/call.ts";
import { createClient } from "../helpers/clients.ts";
import { connect } from "../helpers/connect.ts";
import { createFakeProvider, hang, paint } from "../helpers/fake-provider.ts";
import type { SeededTeam } from "../helpers/seed.ts";
import { waitFor } from "../helpers/wait-for.ts";

/** As many as one burst of the bucket admits. */
const MANY = 10;

let app: TestApp;
let team: SeededTeam;
let ids: string[];
let holding = false;

beforeAll(async () => {
  const script = (_request: unknown, call: ProviderCall, nth: number) => (holding ? hang(call) : paint(nth));
  app = await startTestApp({ overrides: { provider: createFakeProvider({ script }) } });
  team = await app.seed.team();
  const client = createClient("rest", app.url, team.apiKey);
  ids = await Promise.all(Array.from({ length: MANY }, () => app.seed.character(team.teamId)));
  const ended = () => waitFor("the end of all work", async () => (await client.balance()).value?.held === 0);
  for (const id of ids) expect((await client.resynthesize(id)).code).toBe("ok");
  await ended();
  for (const id of ids) {
    await client.save(id);
    expect((await client.createImage({ body: { prompt: "a lamp", character_id: id } })).code).toBe("ok");
  }
  await ended();
});
afterAll(() => app[Symbol.asyncDispose]());

type Node = Record<string, { id: string } | null> & { id: string };

/** Runs a query as a request does, and counts its SQL statements. */
async function ask(query: string): Promise<{ data: Record<string, { nodes: Node[] }>; statements: number }> {
  const reader = connect(app.database.target, 2, "counted");
  let statements = 0;
  const count = () => {
    statements += 1;
  };
  const sql = new Proxy(app.app.db.sql, {
    apply: (target, self, args) => {
      count();
      return Reflect.apply(target, self, args);
    },
  });
  const db = { ...app.app.db, sql, reads: drizzle(reader, { logger: { logQuery: count } }) };
  const { principal, requestId } = await callAs(app.app, team.apiKey);
  const context = operationContext({ ...app.app, db }, { principal, requestId, onSlowConsumer: () => {} });
  try {
    const result = (await execute({ schema, document: parse(query), contextValue: context })) as ExecutionResult;
    expect(result.errors).toBeUndefined();
    return { data: result.data as Record<string, { nodes: Node[] }>, statements };
  } finally {
    await reader.end();
  }
}

test.each([
  [
    "the latest synthesis",
    "characters",
    "id synthesis { id generations { pose } progress { completed } }",
    "synthesis",
  ],
  ["a character and its synthesis", "images", "id character { id synthesis { id } }", "character"],
])("takes as many statements for a whole page as for one item: %s", async (_what, list, fields, member) => {
  const page = (first: number) => ask(`{ ${list}(first: ${first}) { nodes { ${fields} } } }`);
  const [one, many] = [await page(1), await page(MANY)];
  expect(many.data[list]?.nodes).toHaveLength(MANY);
  const inner = many.data[list]?.nodes.map((node) => node[member]?.id) ?? [];
  expect(new Set(inner).size).toBe(MANY);
  expect(inner).not.toContain(undefined);
  expect(many.statements).toBe(one.statements);
});

test("takes one statement for the same list of all items of a page", async () => {
  const page = (first: number) =>
    ask(`{ characters(first: ${first}) { nodes { id
      syntheses(first: 1) { nodes { id } pageInfo { hasNextPage } } oldest: refSets(last: 1) { nodes { number } }
      refSets { nodes { number synthesis { id } } } } } }`);
  const [one, many] = [await page(1), await page(MANY)];
  const nodes = many.data.characters?.nodes as unknown as Record<
    "syntheses" | "refSets" | "oldest",
    { nodes: unknown[] }
  >[];
  expect(
    nodes.map(({ syntheses, refSets, oldest }) => [syntheses.nodes.length, refSets.nodes.length, oldest.nodes]),
  ).toEqual(Array.from({ length: MANY }, () => [1, 2, [{ number: 1 }]]));
  expect(many.statements).toBe(one.statements);
});

test("takes one statement for all syntheses and one for all images of a ledger page", async () => {
  const ledger = async (first: number) => {
    const query = `{ team { ledger(first: ${first}) { nodes { id kind synthesis { id } image { id } } } } }`;
    const { data, statements } = await ask(query);
    return { statements, nodes: (data.team as unknown as { ledger: { nodes: Node[] } }).ledger.nodes };
  };
  const [one, many] = [await ledger(1), await ledger(100)];
  expect(many.nodes).toHaveLength(1 + 4 * MANY);
  for (const { kind, synthesis, image } of many.nodes) {
    expect([synthesis, image].filter(Boolean)).toHaveLength(String(kind) === "GRANT" ? 0 : 1);
  }
  expect(many.statements).toBe(one.statements);
});

test("caches nothing between the fields of a mutation, which run one after another", async () => {
  holding = true;
  const id = await app.seed.character(team.teamId);
  const order = `resynthesizeCharacter(id: "${id}", idempotencyKey: "k") {
    ... on ResynthesizeCharacterSuccess { replayed character { status synthesis { status } } } }`;
  const cancel = `cancelSynthesis(characterId: "${id}") { ... on CancelSynthesisSuccess { synthesis { status } } }`;
  const { data } = await ask(`mutation { first: ${order} cancel: ${cancel} again: ${order} }`);
  expect(data).toEqual({
    first: { replayed: false, character: { status: "SYNTHESIZING", synthesis: { status: "RUNNING" } } },
    cancel: { synthesis: { status: "CANCELLED" } },
    again: { replayed: true, character: { status: "READY", synthesis: { status: "CANCELLED" } } },
  });
});
