import { describe, expect, test } from "vitest";
import { TRANSPORTS } from "../helpers/clients.ts";
import { restCall } from "../helpers/rest-client.ts";
import { contractApp } from "./contract-app.ts";

const contract = contractApp();

describe.each(TRANSPORTS)("the list over %s", (transport) => {
  const start = async () => {
    const { team, id, client } = await contract.start(transport);
    const ids = [id];
    for (const status of ["reviewing", "failed", "ready", "reviewing"] as const) {
      ids.unshift(await contract.app().seed.character(team.teamId, { status }));
    }
    return { team, client, ids };
  };

  test("returns all characters once, newest first, page by page", async () => {
    const { client, ids } = await start();
    const seen: string[] = [];
    let after: string | undefined;
    for (let page = 0; page < ids.length; page += 1) {
      const { value } = await client.list(after === undefined ? { size: 2 } : { size: 2, after });
      seen.push(...(value?.data.map(({ id }) => id) ?? []));
      if (value?.next == null) break;
      after = value.next;
    }
    expect(seen).toEqual(ids);
    expect((await client.list()).value).toMatchObject({ next: null });
    expect((await client.list({ size: 5 })).value).toMatchObject({ next: null });
  });

  test("filters by status, and shows no other team's characters", async () => {
    const { client, ids } = await start();
    await start();
    const reviewing = (await client.list({ status: "reviewing" })).value?.data ?? [];
    expect(reviewing.map(({ id, status }) => [id, status])).toEqual([
      [ids[0], "reviewing"],
      [ids[3], "reviewing"],
    ]);
    expect((await client.list({ status: "synthesizing" })).value?.data).toEqual([]);
    const shown = (await client.list({ size: 1 })).value?.data[0];
    expect(shown).toEqual({ ...(await client.get(ids[0] ?? "")).value, refs: shown?.refs });
  });

  test("refuses a page of 101 and an invalid cursor", async () => {
    const { client } = await start();
    expect(await client.list({ size: 101 })).toMatchObject(
      transport === "rest"
        ? { code: "value_out_of_range", param: "limit", status: 400 }
        : { code: "GRAPHQL_VALIDATION_FAILED", status: 400 },
    );
    const param = transport === "rest" ? "starting_after" : "after";
    expect(await client.list({ after: "nonsense" })).toMatchObject({ code: "invalid_page_token", param });
    const stranger = await start();
    const foreign = await stranger.client.list({ size: 1 });
    const token = foreign.value?.next ?? "";
    // A position is not a secret. Over GraphQL another team's cursor is a position in the caller's own list and
    // reveals nothing.
    const answer = await client.list({ after: token });
    if (transport === "rest") expect(answer).toMatchObject({ code: "invalid_page_token", param });
    else expect(answer.value?.data.every(({ id }) => !stranger.ids.includes(id))).toBe(true);
  });
});

test("the list over REST filters by client_reference_id, and refuses an unknown status and unknown parameters", async () => {
  const { team, client } = await contract.start("rest");
  const body = { name: "Mina", generate: true, attributes: { age: 30 }, client_reference_id: "crm 1&2" };
  const made = await client.create({ body });
  const get = (query: string) => restCall(contract.url(), team.apiKey, "GET", `/v1/characters?${query}`);
  const found = await get(`client_reference_id=${encodeURIComponent("crm 1&2")}`);
  expect(found.json.data.map(({ id }: { id: string }) => id)).toEqual([made.value?.id]);
  expect((await get("client_reference_id=other")).json).toEqual({
    object: "list",
    data: [],
    has_more: false,
    next_cursor: null,
  });
  for (const [query, code, param] of [
    ["status=asleep", "invalid_request", "status"],
    ["status=deleted", "invalid_request", "status"],
    ["limit=0", "value_out_of_range", "limit"],
    ["limit=many", "invalid_format", "limit"],
    ["order=asc", "invalid_request", "order"],
  ]) {
    const { status, json } = await get(query as string);
    expect([query, status, json.error.code, json.error.param]).toEqual([query, 400, code, param]);
  }
  await client.cancel(made.value?.id ?? "");
});
