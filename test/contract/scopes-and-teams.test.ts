import { describe, expect, test } from "vitest";
import type { Scope } from "../../src/domain/principal.ts";
import { createKey } from "../../src/operations/operator.ts";
import { ROUTES } from "../../src/rest/routes.ts";
import { type Answer, type Client, createClient, TRANSPORTS, type Transport } from "../helpers/clients.ts";
import { graphqlCall } from "../helpers/graphql-client.ts";
import { restCall } from "../helpers/rest-client.ts";
import { expectOk } from "../helpers/seed.ts";
import { contractApp, UNKNOWN_ID, versionOf } from "./contract-app.ts";
import { initUpload } from "./upload-image.ts";

const contract = contractApp();
type Calls = readonly (readonly [name: string, call: (client: Client, id: string) => Promise<Answer<unknown>>])[];

/** Every write about a character, by the name of its operation. */
const WRITES: Calls = [
  ["resynthesize_character", (client, id) => client.resynthesize(id)],
  ["regenerate_character_ref", (client, id) => client.regenerate(id, { body: { pose: "side" } })],
  ["cancel_synthesis", (client, id) => client.cancel(id)],
  ["restore_ref_set", (client, id) => client.restore(id, 1)],
  ["save_character", (client, id) => client.save(id)],
  ["update_character", (client, id) => client.update(id, { name: "Nina" })],
  ["delete_character", (client, id) => client.remove(id)],
  ["create_image", (client, id) => client.createImage({ body: { prompt: "a lamp", character_id: id } })],
];
const CREATIONS: Calls = [
  ["create_character", (client) => client.create({ body: { name: "Mina", generate: true, attributes: { age: 30 } } })],
  ["create_access_token", (client) => client.createToken("read", 60)],
];
const READS: Calls = [
  ["get", (client, id) => client.get(id)],
  ["list", (client) => client.list()],
  ["listImages", (client) => client.listImages()],
  ["balance", (client) => client.balance()],
];

/** Writes over REST whose scope the last tests of this file check. */
const REST_WRITES = ["init_upload", "estimate_image"];

test("every operation that needs more than the scope read is in these tables", () => {
  const writes = ROUTES.filter(({ operation }) => operation.scope !== "read").map(({ operation }) => operation.name);
  const tested = [...WRITES, ...CREATIONS].map(([name]) => name);
  expect(writes.toSorted()).toEqual([...tested, ...REST_WRITES].toSorted());
});

const withScope = async (transport: Transport, scope: Scope) => {
  const { team, id } = await contract.start(transport);
  const { secret } = expectOk(await createKey(contract.app().app, team.teamId, scope));
  return { team, id, client: createClient(transport, contract.url(), secret) };
};

describe.each(TRANSPORTS)("over %s", (transport) => {
  test.each([...WRITES, ...CREATIONS])(
    "refuses %s for a read key with 403 missing_scope and changes nothing",
    async (_name, call) => {
      const { team, id, client } = await withScope(transport, "read");
      expect(await call(client, id)).toMatchObject({ code: "missing_scope", status: 403 });
      expect(await versionOf(contract, team.apiKey, id)).toBe(1);
      expect((await client.balance()).value).toEqual({ total: 100, held: 0, available: 100 });
      expect((await client.list()).value?.data).toHaveLength(1);
    },
  );

  test("allows every read for a read key, and writes for a write key", async () => {
    const reader = await withScope(transport, "read");
    for (const [name, call] of READS) expect([name, (await call(reader.client, reader.id)).code]).toEqual([name, "ok"]);
    const writer = await withScope(transport, "write");
    expect((await writer.client.update(writer.id, { name: "Nina" })).code).toBe("ok");
    expect(await writer.client.createToken("read", 60)).toMatchObject({ code: "missing_scope", status: 403 });
  });

  test.each([["get", (client: Client, id: string) => client.get(id)] as const, ...WRITES])(
    "%s answers another team's character like an unknown one and leaves it unchanged",
    async (_name, call) => {
      const { client } = await contract.start(transport);
      const stranger = await contract.start(transport);
      const foreign = await call(client, stranger.id);
      expect(foreign).toEqual(await call(client, UNKNOWN_ID));
      expect(foreign.code).toBe("resource_not_found");
      expect(await versionOf(contract, stranger.team.apiKey, stranger.id)).toBe(1);
      expect((await stranger.client.balance()).value).toEqual({ total: 100, held: 0, available: 100 });
    },
  );

  test("treats another team's image, upload and idempotency keys as absent", async () => {
    const { client } = await contract.start(transport);
    const stranger = await contract.start(transport);
    const image = (await stranger.client.createImage({ key: "k", body: { prompt: "a lamp" } })).value;
    expect(await client.getImage(image?.id ?? "")).toEqual(await client.getImage("img_01HXMQ7Z3K8Y2NABCDEFGHJKMR"));
    const { upload_id } = await initUpload(contract.url(), stranger.team.apiKey);
    const create = (id: string) => client.create({ body: { name: "Mina", upload_ids: [id] } });
    expect(await create(upload_id)).toEqual(await create("upl_01HXMQ7Z3K8Y2NABCDEFGHJKMR"));
    const own = await client.createImage({ key: "k", body: { prompt: "a lamp" } });
    expect([own.replayed, own.value?.id === image?.id]).toEqual([false, false]);
  });
});

test("a read key cannot begin an upload or request an estimate over REST; over GraphQL the estimate is a query", async () => {
  const { apiKey } = await contract.app().seed.team({ scope: "read" });
  for (const path of ["/v1/characters/uploads/init", "/v1/images/estimate"]) {
    const { status, json } = await restCall(contract.url(), apiKey, "POST", path, { body: {} });
    expect([status, json.error.code]).toEqual([403, "missing_scope"]);
  }
  expect((await createClient("graphql", contract.url(), apiKey).estimate()).code).toBe("ok");
});

test("node returns null for objects of another team", async () => {
  const { team } = await contract.start("graphql");
  const stranger = await contract.start("graphql");
  const { body } = await graphqlCall(
    contract.url(),
    team.apiKey,
    "query ($a: ID!, $b: ID!, $c: ID!) { a: node(id: $a) { id } b: node(id: $b) { id } c: node(id: $c) { id } }",
    { a: stranger.id, b: stranger.team.teamId, c: team.teamId },
  );
  expect(body.data).toEqual({ a: null, b: null, c: { id: team.teamId } });
});
