import { isInterfaceType } from "graphql";
import { describe, expect, test } from "vitest";
import { schema } from "../../src/graphql/schema.ts";
import { createClient } from "../helpers/clients.ts";
import { graphqlCall } from "../helpers/graphql-client.ts";
import type { SeededTeam } from "../helpers/seed.ts";
import { contractApp, finished, settled, UNKNOWN_ID } from "./contract-app.ts";

const contract = contractApp();

/** Returns the data of a document, which must have no errors. */
async function ask<T>({ apiKey }: SeededTeam, document: string, variables: Record<string, unknown> = {}): Promise<T> {
  const { status, body } = await graphqlCall(contract.url(), apiKey, document, variables);
  expect([status, body.errors]).toEqual([200, undefined]);
  return body.data as T;
}

type Nodes<T = { readonly id: string }> = { readonly nodes: readonly T[] };

/** Creates a character with a synthesis that has ended. */
async function resynthesized(team: SeededTeam): Promise<{ id: string; synthesisId: string }> {
  const id = await contract.app().seed.character(team.teamId);
  const document = `mutation ($id: ID!) { r: resynthesizeCharacter(id: $id) {
    ... on ResynthesizeCharacterSuccess { synthesis { id } } } }`;
  const { r } = await ask<{ r: { synthesis: { id: string } } }>(team, document, { id });
  await settled(createClient("rest", contract.url(), team.apiKey), id);
  return { id, synthesisId: r.synthesis.id };
}

/** Creates a node of each type and returns its id. */
const MAKE: Readonly<Record<string, (team: SeededTeam) => Promise<string>>> = {
  Character: ({ teamId }) => contract.app().seed.character(teamId),
  Image: async ({ apiKey }) => {
    const client = createClient("rest", contract.url(), apiKey);
    const { value } = await client.createImage({ body: { prompt: "a lamp" } });
    return (await finished(client, value?.id ?? "")).id;
  },
  LedgerEntry: async (team) => {
    const found = await ask<{ team: { ledger: Nodes } }>(team, "{ team { ledger(first: 1) { nodes { id } } } }");
    return found.team.ledger.nodes[0]?.id ?? "";
  },
  RefSet: async (team) => {
    const id = await contract.app().seed.character(team.teamId);
    const document = "query ($id: ID!) { character(id: $id) { refSets { nodes { id } } } }";
    const { character } = await ask<{ character: { refSets: Nodes } }>(team, document, { id });
    return character.refSets.nodes[0]?.id ?? "";
  },
  Synthesis: async (team) => (await resynthesized(team)).synthesisId,
  Team: async ({ teamId }) => teamId,
};

const find = async (team: SeededTeam, id: string) =>
  (await ask<{ node: unknown }>(team, "query ($id: ID!) { node(id: $id) { __typename id } }", { id })).node;

test("the tested types are exactly the node types of the schema", () => {
  const node = schema.getType("Node");
  const names = isInterfaceType(node) ? schema.getPossibleTypes(node).map(({ name }) => name) : [];
  expect(names.toSorted()).toEqual(Object.keys(MAKE).toSorted());
});

describe.each(Object.entries(MAKE))("a node of type %s", (name, make) => {
  test("is found by its id alone, and only with a key of its team", async () => {
    const [team, other] = [await contract.app().seed.team(), await contract.app().seed.team()];
    const id = await make(team);
    expect(await find(team, id)).toEqual({ __typename: name, id });
    expect(await find(other, id)).toBeNull();
  });
});

test("a synthesis can be read without its character after the deletion, and the character's ref sets cannot", async () => {
  const team = await contract.app().seed.team();
  const { id, synthesisId } = await resynthesized(team);
  const document = "query ($id: ID!) { synthesis(id: $id) { id status creditsReleased character { id status } } }";
  const read = async () => (await ask<{ synthesis: unknown }>(team, document, { id: synthesisId })).synthesis;
  const synthesis = { id: synthesisId, status: "SUCCEEDED", creditsReleased: 0 };
  expect(await read()).toEqual({ ...synthesis, character: { id, status: "REVIEWING" } });
  const setId = `set_${id.replace("char_", "")}_2`;
  expect(await find(team, setId)).toEqual({ __typename: "RefSet", id: setId });
  await createClient("rest", contract.url(), team.apiKey).remove(id);
  expect(await read()).toEqual({ ...synthesis, character: null });
  expect(await find(team, setId)).toBeNull();
});

test("the ledger names the API key of each paid call, also when an access token was used", async () => {
  const team = await contract.app().seed.team();
  const client = createClient("graphql", contract.url(), team.apiKey);
  const token = (await client.createToken("write", 60)).value?.token ?? "";
  const { synthesisId } = await resynthesized(team);
  await resynthesized({ ...team, apiKey: token });
  const { value } = await createClient("rest", contract.url(), team.apiKey).createImage({ body: { prompt: "a lamp" } });
  await finished(client, value?.id ?? "");
  const document = "{ team { ledger { nodes { kind apiKeyId synthesis { id } image { id } } } } }";
  type Entry = { readonly kind: string; readonly apiKeyId: string | null };
  const entries = (await ask<{ team: { ledger: Nodes<Entry> } }>(team, document)).team.ledger.nodes;
  const [key] = await contract.app().app.db.sql`
    select id from retake.api_keys where team_id = ${team.teamId} and parent_id is null`;
  const paid = ["CAPTURE", "HOLD", "CAPTURE", "HOLD", "CAPTURE", "HOLD"].map((kind) => [kind, key?.id]);
  expect(entries.map(({ kind, apiKeyId }) => [kind, apiKeyId])).toEqual([...paid, ["GRANT", null]]);
  expect(entries[0]).toMatchObject({ image: { id: value?.id }, synthesis: null });
  expect(entries[5]).toMatchObject({ image: null, synthesis: { id: synthesisId } });
});

const ULID = "01HXMQ7Z3K8Y2NABCDEFGHJKMR";
const UNKNOWN_IDS = [
  ...[UNKNOWN_ID, `img_${ULID}`, `syn_${ULID}`, `set_${ULID}_1`, `led_${ULID}_1`],
  ...[`set_${ULID}`, `set_${ULID}_0`, `set_${ULID}_99999999999`, "set__1", "led_1", "nonsense", ""],
];

test.each(UNKNOWN_IDS)("finds nothing for the id %j, and takes one token like any other lookup", async (id) => {
  const team = await contract.app().seed.team();
  const left = () => {
    const { localRateLimiter } = contract.app().app;
    const [characters, reads] = (["characters_get", "reads"] as const).map((bucket) =>
      localRateLimiter.find(team.teamId, bucket),
    );
    return (characters?.remaining ?? 0) + (reads?.remaining ?? 0);
  };
  const before = left();
  expect(await find(team, id)).toBeNull();
  expect(before - left()).toBe(1);
});
