import { describe, expect, test } from "vitest";
import { TRANSPORTS } from "../helpers/clients.ts";
import { graphqlCall } from "../helpers/graphql-client.ts";
import { restCall } from "../helpers/rest-client.ts";
import { contractApp, UNKNOWN_ID } from "./contract-app.ts";

const contract = contractApp();

describe.each(TRANSPORTS)("an estimate over %s", (transport) => {
  test("returns the cost of an image and holds nothing, also for a team that cannot pay it", async () => {
    const { client } = await contract.start(transport, { credits: 0 });
    expect(await client.estimate()).toMatchObject({ code: "ok", status: 200, value: { amount: 1 } });
    expect((await client.balance()).value).toEqual({ total: 0, held: 0, available: 0 });
    expect((await client.listImages()).value?.data).toEqual([]);
  });
});

test("an estimate over REST has the shape of the source API and validates its body like the creation", async () => {
  const { team, id } = await contract.start("rest", { status: "reviewing" });
  const estimate = (body: unknown) => restCall(contract.url(), team.apiKey, "POST", "/v1/images/estimate", { body });
  expect((await estimate({ prompt: "a lamp" })).json).toEqual({
    object: "estimate",
    estimated_cost: { amount: 1, breakdown: { generations: 1, credits_per_generation: 1 } },
    currency: "credit",
  });
  const refusals = [];
  for (const body of [
    {},
    { prompt: "a", size: 1 },
    { prompt: "a", character_id: UNKNOWN_ID },
    { prompt: "a", character_id: id },
  ]) {
    const { status, json } = await estimate(body);
    refusals.push([status, json.error.code, json.error.param]);
  }
  expect(refusals).toEqual([
    [400, "missing_field", "prompt"],
    [400, "invalid_request", "size"],
    [404, "resource_not_found", null],
    [400, "character_not_ready", null],
  ]);
});

test.each([
  ["RESYNTHESIZE_CHARACTER", 4, false],
  ["CREATE_CHARACTER", 4, false],
  ["REGENERATE_CHARACTER_REF", 1, true],
  ["CREATE_IMAGE", 1, true],
])(
  "an estimate over GraphQL of %s costs %i credits; sufficient is %s for a team with three credits",
  async (operation, credits, sufficient) => {
    const { team } = await contract.start("graphql", { credits: 3 });
    const document =
      "query ($operation: PaidOperation!) { estimate(operation: $operation) { credits available sufficient } }";
    const { body } = await graphqlCall(contract.url(), team.apiKey, document, { operation });
    expect(body.data).toEqual({ estimate: { credits, available: 3, sufficient } });
  },
);
