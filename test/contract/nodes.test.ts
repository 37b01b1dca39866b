import { isInterfaceType } from "graphql";
import { describe, expect, test } from "vitest";
import { schema } from "../../src/graphql/schema.ts";
import { createClient } from "../helpers/clients.ts";
import { graphqlCall } from "../helpers/graphql-client.ts";
import type { SeededTeam } from "../helpers/seed.ts";
import { contractApp, finished, UNKNOWN_ID } from "./contract-app.ts";

const contract = contractApp();

/** How each kind of node comes to be. */
const MAKE: Readonly<Record<string, (team: SeededTeam) => Promise<string>>> = {
  Character: ({ teamId }) => contract.app().seed.character(teamId),
  Image: async ({ apiKey }) => {
    const client = createClient("rest", contract.url(), apiKey);
    const { value } = await client.createImage({ body: { prompt: "a lamp" } });
    return (await finished(client, value?.id ?? "")).id;
  },
  Team: async ({ teamId }) => teamId,
};

const find = async ({ apiKey }: SeededTeam, id: string) => {
  const document = "query ($id: ID!) { node(id: $id) { __typename id } }";
  const { status, body } = await graphqlCall(contract.url(), apiKey, document, { id });
  expect([status, body.errors]).toEqual([200, undefined]);
  return body.data?.node;
};

test("the nodes of the schema are those below", () => {
  const node = schema.getType("Node");
  const names = isInterfaceType(node) ? schema.getPossibleTypes(node).map(({ name }) => name) : [];
  expect(names.toSorted()).toEqual(Object.keys(MAKE).toSorted());
});

describe.each(Object.entries(MAKE))("a node of type %s", (name, make) => {
  test("is found by its id alone, and by nobody else's key", async () => {
    const [team, other] = [await contract.app().seed.team(), await contract.app().seed.team()];
    const id = await make(team);
    expect(await find(team, id)).toEqual({ __typename: name, id });
    expect(await find(other, id)).toBeNull();
  });
});

test.each([UNKNOWN_ID, "img_01HXMQ7Z3K8Y2NABCDEFGHJKMR", "syn_01HXMQ7Z3K8Y2NABCDEFGHJKMR", "nonsense", ""])(
  "the id %j names nothing, and looking for it takes one token like any other",
  async (id) => {
    const team = await contract.app().seed.team();
    const left = () => {
      const { localRateLimiter } = contract.app().app;
      const [characters, reads] = (["characters_get", "reads"] as const).map((bucket) =>
        localRateLimiter.peek(team.teamId, bucket),
      );
      return (characters?.remaining ?? 0) + (reads?.remaining ?? 0);
    };
    const before = left();
    expect(await find(team, id)).toBeNull();
    expect(before - left()).toBe(1);
  },
);
