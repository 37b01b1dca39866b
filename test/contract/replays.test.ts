import { describe, expect, test } from "vitest";
import { type Client, createClient } from "../helpers/clients.ts";
import { graphqlCall } from "../helpers/graphql-client.ts";
import { contractApp, drawn, finished, imagePaths, settled } from "./contract-app.ts";

const contract = contractApp();

/** A raw response of `/v1`, byte for byte, without the signed part of its URLs. */
async function raw(
  apiKey: string,
  path: string,
  body: unknown,
  key = "k",
): Promise<{ status: number; text: string; headers: Headers }> {
  const response = await fetch(`${contract.url()}${path}`, {
    method: "POST",
    headers: { "content-type": "application/json", "x-api-key": apiKey, "idempotency-key": key },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = (await response.text()).replaceAll(/\?exp=[^"]*/g, "?…");
  return { status: response.status, text, headers: response.headers };
}

const ATTRIBUTES = { gender: "female", age: 28 };

/** What happens to a character after the first response. The replay must stay the same. */
const FATES: readonly (readonly [string, (client: Client, id: string) => Promise<unknown>])[] = [
  ["has settled", (client, id) => settled(client, id)],
  ["has settled and was saved", async (client, id) => [await settled(client, id), await client.save(id)]],
  ["was cancelled", (client, id) => client.cancel(id)],
  [
    "has another name and other attributes",
    (client, id) => client.update(id, { name: "Someone", attributes: { age: 99 } }),
  ],
  ["has an earlier set restored", async (client, id) => [await settled(client, id), await client.restore(id, 1)]],
  ["was deleted", (client, id) => client.remove(id)],
  ["has settled and was deleted", async (client, id) => [await settled(client, id), await client.remove(id)]],
];

describe("a replay over REST repeats the first response byte for byte, except for signatures, when the character", () => {
  test.each(FATES)("%s", async (what, happen) => {
    const started = await contract.start("rest");
    // Only this case reads the images, so only here they must exist.
    if (what.includes("earlier")) await drawn(started, "reviewing", contract);
    const { client, id, team } = started;
    for (const [path, body] of [
      ["resynthesize", { force_all: true }],
      ["refs/regenerate", { pose: "side", prompt_override: "smiling" }],
    ] as const) {
      const first = await raw(team.apiKey, `/v1/characters/${id}/${path}`, body, path);
      expect([first.status, first.headers.get("aurous-idempotent-replayed")]).toEqual([200, null]);
      if (path === "resynthesize") await settled(client, id);
      else await happen(client, id);
      const again = await raw(team.apiKey, `/v1/characters/${id}/${path}`, body, path);
      expect([again.status, again.text]).toEqual([200, first.text]);
      expect(again.headers.get("aurous-idempotent-replayed")).toBe("true");
      expect(again.headers.get("aurous-request-id")).not.toBe(first.headers.get("aurous-request-id"));
    }
    const { status, headers } = await raw(
      team.apiKey,
      `/v1/characters/${id}/resynthesize`,
      { force_all: true },
      "resynthesize",
    );
    expect([status, headers.get("aurous-idempotent-replayed")]).toEqual([200, "true"]);
  });

  test("was created by the call: 201 again, also after the deletion", async () => {
    const { client, team } = await contract.start("rest");
    const body = { name: "Nina", generate: true, attributes: ATTRIBUTES, client_reference_id: "7" };
    const first = await raw(team.apiKey, "/v1/characters", body);
    const { id } = JSON.parse(first.text) as { id: string };
    await settled(client, id);
    await client.remove(id);
    const again = await raw(team.apiKey, "/v1/characters", body);
    expect([again.status, again.text]).toEqual([201, first.text]);
  });
});

describe("over REST", () => {
  test("replays an image as pending although it has succeeded", async () => {
    const { client } = await contract.start("rest");
    const call = { key: "k", body: { prompt: "a lamp", seed: 7 } };
    const first = await client.createImage(call);
    await finished(client, first.value?.id ?? "");
    expect(await client.createImage(call)).toEqual({ ...first, replayed: true });
    expect((await client.getImage(first.value?.id ?? "")).value?.status).toBe("succeeded");
  });

  test("replays a synthesis that failed later with the first response", async () => {
    const { client, id } = await contract.start("rest");
    const repair = contract.failImages();
    const first = await client.resynthesize(id, { key: "k" });
    expect((await settled(client, id)).status).toBe("failed");
    repair();
    const again = await client.resynthesize(id, { key: "k" });
    expect({ ...again, value: { ...again.value, refs: [] } }).toEqual({
      ...first,
      replayed: true,
      value: { ...first.value, refs: [] },
    });
    expect(imagePaths(again.value)).toEqual(imagePaths(first.value));
    expect((await client.balance()).value).toEqual({ total: 100, held: 0, available: 100 });
  });

  test("signs the URLs of a replay anew; they open what still exists and return 404 after the deletion", async () => {
    const started = await contract.start("rest");
    await drawn(started, "ready", contract);
    const { client, id } = started;
    const first = await client.resynthesize(id, { key: "k" });
    await settled(client, id);
    const open = async () => {
      const { value } = await client.resynthesize(id, { key: "k" });
      const urls = (value?.refs ?? []).flatMap(({ url, thumb_url }) => [url, thumb_url]);
      return Promise.all(urls.map(async (url) => (await fetch(url)).status));
    };
    expect(imagePaths(first.value)).toHaveLength(4);
    // The old set still belongs to the character.
    expect(await open()).toEqual(Array(8).fill(200));
    await client.remove(id);
    expect(await open()).toEqual(Array(8).fill(404));
  });
});

test("a call accepted over REST is replayed over GraphQL with the character's present state", async () => {
  const { client, id, team } = await contract.start("rest");
  const other = createClient("graphql", contract.url(), team.apiKey);
  await client.resynthesize(id, { key: "k", body: { force_all: true } });
  await client.update(id, { name: "Someone" });
  const again = await other.resynthesize(id, { key: "k", body: { force_all: true } });
  expect(again).toMatchObject({ code: "ok", replayed: true, value: { id, name: "Someone" } });
  const now = (await other.get(id)).value;
  expect({ ...again.value, refs: [] }).toEqual({ ...now, refs: [] });
});

/** A replay over GraphQL with all of a character and a synthesis, each with its id. */
const REPLAY = `mutation ($id: ID!) { r: resynthesizeCharacter(id: $id, idempotencyKey: "k") {
  ... on ResynthesizeCharacterSuccess { replayed
    character { ...C synthesis { ...S character { ...C } } syntheses(first: 1) { nodes { ...S } } refSets(first: 5) { nodes { id number } } }
    synthesis { ...S character { ...C } } } } }
  fragment C on Character { id name status version refs { pose width } errorMessage attributes { age hairColor } updatedAt }
  fragment S on Synthesis { id kind status cost creditsReleased finishedAt errorCode
    generations { pose status attempt } progress { completed total } }`;

type Json = Readonly<Record<string, unknown>>;
type Work = { readonly replayed: boolean; readonly character: Json | null; readonly synthesis: Json };

test("a replay over GraphQL shows the same synthesis, and every object in its present state", async () => {
  const started = await contract.start("graphql");
  await drawn(started, "ready", contract);
  const { team, id, client } = started;
  const run = async () => (await graphqlCall(contract.url(), team.apiKey, REPLAY, { id })).body.data?.r as Work;
  const release = contract.holdImages();
  const first = await run();
  const running = { status: "RUNNING", finishedAt: null, creditsReleased: 0, progress: { completed: 0, total: 4 } };
  expect(first).toMatchObject({
    replayed: false,
    character: { status: "SYNTHESIZING", synthesis: running, syntheses: { nodes: [running] } },
    synthesis: { ...running, character: { status: "SYNTHESIZING" } },
  });

  release();
  await settled(client, id);
  await client.update(id, { name: "Someone", attributes: { age: 99 } });
  const again = await run();
  const ended = { id: first.synthesis.id, status: "SUCCEEDED", progress: { completed: 4, total: 4 } };
  const now = { id, name: "Someone", status: "REVIEWING", attributes: { age: 99, hairColor: null } };
  expect(again).toMatchObject({
    replayed: true,
    character: {
      ...now,
      synthesis: { ...ended, character: now },
      syntheses: { nodes: [ended] },
      refSets: { nodes: [{ number: 3 }, { number: 2 }, { number: 1 }] },
    },
    synthesis: { ...ended, character: now },
  });

  await client.remove(id);
  expect(await run()).toMatchObject({ replayed: true, character: null, synthesis: { ...ended, character: null } });
});

test("a replay of an image over GraphQL shows its present state", async () => {
  const { client } = await contract.start("graphql");
  const call = { key: "k", body: { prompt: "a lamp", seed: 7 } };
  const first = await client.createImage(call);
  expect(first.value?.status).toBe("pending");
  const { id } = await finished(client, first.value?.id ?? "");
  expect(await client.createImage(call)).toMatchObject({ replayed: true, value: { id, status: "succeeded" } });
});

test("a replay of a failed synthesis over GraphQL shows its error code and the released credits", async () => {
  const { client, id, team } = await contract.start("graphql");
  const repair = contract.failImages();
  await graphqlCall(contract.url(), team.apiKey, REPLAY, { id });
  await settled(client, id);
  repair();
  const { body } = await graphqlCall(contract.url(), team.apiKey, REPLAY, { id });
  const failed = { status: "FAILED", cost: 4, creditsReleased: 4, errorCode: "provider_outcome_unknown" };
  expect(body.data?.r).toMatchObject({ replayed: true, character: { status: "FAILED" }, synthesis: failed });
});
