import { describe, expect, test } from "vitest";
import { type SeenRef, TRANSPORTS } from "../helpers/clients.ts";
import { graphqlCall } from "../helpers/graphql-client.ts";
import { restCall } from "../helpers/rest-client.ts";
import { contractApp, drawn, imagePaths, settled, UNKNOWN_ID, versionOf } from "./contract-app.ts";

const contract = contractApp();

type History = { number: number; synthesis: { kind: string; status: string } | null; refs: { url: string }[] }[];

/** The ref sets of a character, newest first. */
async function history(apiKey: string, id: string): Promise<History> {
  const document = `query ($id: ID!) { character(id: $id) { refSets(first: 10) {
    nodes { number synthesis { kind status } refs { url } } } } }`;
  const { body } = await graphqlCall(contract.url(), apiKey, document, { id });
  return (body.data as { character: { refSets: { nodes: History } } }).character.refSets.nodes;
}

describe.each(TRANSPORTS)("save over %s", (transport) => {
  test("makes a reviewing character ready, and leaves a ready one and its version unchanged", async () => {
    const { team, id, client } = await contract.start(transport, { status: "reviewing" });
    expect(await client.save(id)).toMatchObject({ code: "ok", status: 200, value: { status: "ready" } });
    const version = await versionOf(contract, team.apiKey, id);
    expect((await client.save(id)).value?.status).toBe("ready");
    expect(await versionOf(contract, team.apiKey, id)).toBe(version);
  });
});

describe.each(TRANSPORTS)("restore over %s", (transport) => {
  test("restores an earlier ref set for free, and the history shows every set with its synthesis", async () => {
    const started = await contract.start(transport);
    const { team, id, client } = started;
    const first = imagePaths((await client.get(id)).value);
    const second = imagePaths(await drawn(started, "ready", contract));
    const sets = await history(team.apiKey, id);
    expect(sets.map(({ number, synthesis }) => [number, synthesis])).toEqual([
      [2, { kind: "RESYNTHESIZE", status: "SUCCEEDED" }],
      [1, null],
    ]);
    expect(sets.map(({ refs }) => imagePaths({ refs } as never))).toEqual([second, first]);
    const restored = await client.restore(id, 1);
    expect(restored).toMatchObject({ code: "ok", status: 200, value: { status: "ready" } });
    expect(imagePaths(restored.value)).toEqual(first);
    expect(imagePaths((await client.restore(id, 2)).value)).toEqual(second);
    expect((await client.balance()).value).toEqual({ total: 96, held: 0, available: 96 });
    expect((await history(team.apiKey, id)).map(({ number }) => number)).toEqual([2, 1]);
  });

  test("returns a failed character to review for free with its current set, and otherwise changes nothing", async () => {
    const { team, id, client } = await contract.start(transport, { status: "failed" });
    expect(await client.restore(id, 1)).toMatchObject({
      code: "ok",
      value: { status: "reviewing", error_message: null },
    });
    const version = await versionOf(contract, team.apiKey, id);
    expect((await client.restore(id, 1)).value?.status).toBe("reviewing");
    expect(await versionOf(contract, team.apiKey, id)).toBe(version);
  });

  test("is refused while synthesizing, and returns not found for an unknown number or character", async () => {
    const { id, client } = await contract.start(transport);
    expect((await client.restore(id, 2)).code).toBe("resource_not_found");
    expect((await client.restore(UNKNOWN_ID, 1)).code).toBe("resource_not_found");
    expect(await client.restore(id, 0)).toMatchObject({ code: "value_out_of_range", param: "number" });
    const release = contract.holdImages();
    await client.resynthesize(id);
    expect(await client.restore(id, 1)).toMatchObject({
      code: "invalid_request_error",
      details: { status: "synthesizing", eligible: ["reviewing", "ready", "failed"] },
    });
    release();
    await settled(client, id);
  });
});

describe("the ref set history over REST", () => {
  const ask = (apiKey: string, id: string, query = "") =>
    restCall(contract.url(), apiKey, "GET", `/v1/characters/${id}/refs/sets${query}`);

  test("shows the same sets as GraphQL, newest first, page by page, and every number can be restored", async () => {
    const started = await contract.start("rest");
    const { team, id, client } = started;
    await drawn(started, "ready", contract);
    await drawn(started, "ready", contract);
    const { status, json } = await ask(team.apiKey, id);
    expect([status, json.object, json.has_more, json.next_cursor]).toEqual([200, "list", false, null]);
    const sets: { number: number; refs: SeenRef[]; synthesis_id: string | null }[] = json.data;
    expect(sets.map(({ number, synthesis_id }) => [number, synthesis_id !== null])).toEqual([
      [3, true],
      [2, true],
      [1, false],
    ]);
    const seen = await history(team.apiKey, id);
    expect(sets.map(imagePaths)).toEqual(seen.map(({ refs }) => imagePaths({ refs } as never)));
    const first = (await ask(team.apiKey, id, "?limit=2")).json;
    expect([first.data.length, first.has_more, first.next_cursor]).toEqual([2, true, "2"]);
    const rest = (await ask(team.apiKey, id, `?limit=2&starting_after=${first.next_cursor}`)).json;
    expect([rest.data.map(({ number }: { number: number }) => number), rest.has_more]).toEqual([[1], false]);
    for (const set of sets) expect(imagePaths((await client.restore(id, set.number)).value)).toEqual(imagePaths(set));
  });

  test("returns not found for an unknown, another team's and a deleted character, and refuses an invalid set number as cursor", async () => {
    const { team, id, client } = await contract.start("rest");
    const other = await contract.app().seed.team();
    for (const [apiKey, target] of [
      [team.apiKey, UNKNOWN_ID],
      [other.apiKey, id],
    ] as const) {
      expect((await ask(apiKey, target)).status).toBe(404);
    }
    for (const cursor of ["x", "0", "-1", "1.5", ""]) {
      const { status, json } = await ask(team.apiKey, id, `?starting_after=${cursor}`);
      expect([status, json.error.code, json.error.param]).toEqual([400, "invalid_page_token", "starting_after"]);
    }
    await client.remove(id);
    expect((await ask(team.apiKey, id)).status).toBe(404);
  });
});
