import { describe, expect, test } from "vitest";
import { TRANSPORTS } from "../helpers/clients.ts";
import { graphqlCall } from "../helpers/graphql-client.ts";
import { restCall } from "../helpers/rest-client.ts";
import { contractApp, settled, versionOf } from "./contract-app.ts";

const contract = contractApp();

describe.each(TRANSPORTS)("PATCH over %s", (transport) => {
  test("replaces the attributes as a whole and leaves members that are not sent", async () => {
    const { id, client } = await contract.start(transport);
    const named = await client.update(id, { name: "Nina" });
    expect(named.value).toMatchObject({ name: "Nina", attributes: (await client.get(id)).value?.attributes });
    const replaced = await client.update(id, { attributes: { hair_style: "braids", age: 31 } });
    expect(replaced.value).toMatchObject({ name: "Nina", status: "ready" });
    expect(replaced.value?.attributes).toEqual({ hair_style: "braids", age: 31 });
    expect((await client.update(id, { attributes: {} })).value?.attributes).toBeNull();
    expect(await client.resynthesize(id)).toMatchObject({ code: "missing_field", param: "attributes" });
  });

  test("raises the version by one for each change, and not when nothing changes", async () => {
    const { team, id, client } = await contract.start(transport);
    const version = () => versionOf(contract, team.apiKey, id);
    expect(await version()).toBe(1);
    await client.update(id, { name: "Nina", attributes: { age: 31 } });
    expect(await version()).toBe(2);
    await client.update(id, { name: "Nina" });
    await client.update(id, {});
    await client.save(id);
    await client.restore(id, 1);
    expect(await version()).toBe(2);
  });

  test("is accepted while synthesizing, and the synthesis continues with the attributes of its accept", async () => {
    const { id, client } = await contract.start(transport);
    const called = contract.provider().calls.length;
    const release = contract.holdImages();
    await client.resynthesize(id);
    const answer = await client.update(id, { attributes: { hair_color: "silver" } });
    expect(answer).toMatchObject({ code: "ok", value: { status: "synthesizing" } });
    release();
    const after = await settled(client, id);
    expect(after.attributes).toEqual({ hair_color: "silver" });
    const prompts = contract
      .provider()
      .calls.slice(called)
      .map(({ prompt }) => prompt);
    expect(prompts.length).toBe(4);
    expect(prompts.some((prompt) => prompt.includes("silver"))).toBe(false);
  });

  test.each([
    [{ name: "" }, "value_out_of_range", "name"],
    [{ name: "n".repeat(121) }, "value_out_of_range", "name"],
    [{ attributes: { age: 0 } }, "value_out_of_range", "attributes.age"],
    [{ attributes: { additional_details: "d".repeat(1001) } }, "value_out_of_range", "attributes.additional_details"],
    [{ name: "nul \u0000" }, "invalid_format", "name"],
  ])("refuses %j and names the member", async (body, code, param) => {
    const { id, client } = await contract.start(transport);
    expect(await client.update(id, body)).toMatchObject({ code, param });
  });
});

test.each([
  [{ nickname: "Mi" }, "nickname"],
  [{ attributes: { hair_colour: "black" } }, "attributes.hair_colour"],
  [{ status: "ready" }, "status"],
  [{ client_reference_id: "crm-1" }, "client_reference_id"],
])("REST names the unknown member of %j", async (body, param) => {
  const { team, id } = await contract.start("rest");
  const { status, json } = await restCall(contract.url(), team.apiKey, "PATCH", `/v1/characters/${id}`, { body });
  expect([status, json.error.code, json.error.param]).toEqual([400, "invalid_request", param]);
  expect(json.error.message).toContain(param);
});

test("GraphQL names an unknown member of an input and runs nothing", async () => {
  const { team, id, client } = await contract.start("graphql");
  const document = `mutation ($id: ID!, $input: UpdateCharacterInput!) { updateCharacter(id: $id, input: $input) { __typename } }`;
  const input = { name: "Nina", attributes: { hairColour: "black" } };
  const { status, body } = await graphqlCall(contract.url(), team.apiKey, document, { id, input });
  expect([status, body.errors?.[0]?.extensions.code]).toEqual([400, "GRAPHQL_VALIDATION_FAILED"]);
  expect(body.errors?.[0]?.message).toContain("hairColour");
  expect((await client.get(id)).value?.name).toBe("Mira");
});
