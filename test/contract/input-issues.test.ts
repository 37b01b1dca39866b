import { expect, test } from "vitest";
import { graphqlCall } from "../helpers/graphql-client.ts";
import { restCall } from "../helpers/rest-client.ts";
import { contractApp } from "./contract-app.ts";

const contract = contractApp();

const attributes = { age: 0, hair_color: "", hairColor: "red" };
const start = async () => (await contract.app().seed.team()).apiKey;

test("lists every error of a body and its key in details.issues over REST, beginning with the error itself", async () => {
  const body = { name: "", generate: true, attributes, client_reference_id: 7, extra: 1, more: 2 };
  const { status, json } = await restCall(contract.url(), await start(), "POST", "/v1/characters", {
    body,
    key: "x".repeat(257),
  });
  expect(status).toBe(400);
  const { code, message, param, details } = json.error;
  expect(details.issues[0]).toEqual({ code, message, param });
  expect(details.issues.map((issue: { code: string; param: string }) => [issue.code, issue.param])).toEqual([
    ["invalid_format", "Idempotency-Key"],
    ["value_out_of_range", "name"],
    ["value_out_of_range", "attributes.age"],
    ["value_out_of_range", "attributes.hair_color"],
    ["invalid_request", "attributes.hairColor"],
    ["invalid_format", "client_reference_id"],
    ["invalid_request", "extra"],
    ["invalid_request", "more"],
  ]);
});

test("checks a rule about several members even if another member is invalid", async () => {
  const body = { generate: true, upload_ids: ["upl_1"] };
  const { json } = await restCall(contract.url(), await start(), "POST", "/v1/characters", { body });
  expect(json.error.details.issues).toEqual([
    { code: "missing_field", param: "name", message: "name: is missing." },
    {
      code: "parameter_invalid_combination",
      param: "upload_ids",
      message: "upload_ids: can't be combined with generate.",
    },
  ]);
});

test("lists every error of a query string over REST", async () => {
  const { json } = await restCall(
    contract.url(),
    await start(),
    "GET",
    "/v1/characters?limit=x&status=asleep&offset=1&limits=2",
  );
  expect(json.error.details.issues.map((issue: { code: string; param: string }) => [issue.code, issue.param])).toEqual([
    ["invalid_format", "limit"],
    ["invalid_request", "status"],
    ["invalid_request", "offset"],
    ["invalid_request", "limits"],
  ]);
});

test("lists at most a hundred of the errors of a body", async () => {
  const body = Object.fromEntries(Array.from({ length: 5_000 }, (_, nth) => [`m${nth}`, nth]));
  const { json } = await restCall(contract.url(), await start(), "POST", "/v1/characters", { body });
  expect(json.error.details.issues).toHaveLength(100);
});

test("lists every error of the arguments in issues over GraphQL, under their GraphQL names", async () => {
  const document = `mutation ($input: CreateCharacterInput!) { createCharacter(input: $input, idempotencyKey: "") {
    ... on InvalidInputError { code message param issues { code message param } } } }`;
  const input = { name: "", generate: true, attributes: { age: 0, hairColor: "" }, clientReferenceId: "x".repeat(257) };
  const { body } = await graphqlCall(contract.url(), await start(), document, { input });
  type Refused = { readonly issues: readonly Record<string, string>[] };
  const { issues, ...first } = (body.data as { createCharacter: Refused }).createCharacter;
  expect(issues[0]).toEqual(first);
  expect(issues.map(({ code, param }) => [code, param])).toEqual([
    ["invalid_format", "idempotencyKey"],
    ["value_out_of_range", "name"],
    ["value_out_of_range", "attributes.age"],
    ["value_out_of_range", "attributes.hairColor"],
    ["value_out_of_range", "clientReferenceId"],
  ]);
  expect(issues.map(({ message }) => message).join(" ")).not.toMatch(/[a-z]_[a-z]/);
});

test("lists every error of a query in the extensions of its GraphQL error", async () => {
  const document = `{ characters(first: -1, after: "nope", before: "no") { nodes { id } } team { id } }`;
  const { body } = await graphqlCall(contract.url(), await start(), document);
  expect(body.data).toMatchObject({ characters: null, team: { id: expect.stringMatching(/^team_/) } });
  expect(body.errors).toHaveLength(1);
  expect(body.errors?.[0]?.extensions).toMatchObject({
    code: "value_out_of_range",
    param: "first",
    issues: [{ param: "first" }, { param: "after" }, { param: "before" }],
  });
});
