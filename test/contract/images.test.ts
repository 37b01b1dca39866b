import { describe, expect, test } from "vitest";
import { createClient, TRANSPORTS } from "../helpers/clients.ts";
import { contractApp, drawn, finished, settled, UNKNOWN_ID } from "./contract-app.ts";

const contract = contractApp();

describe.each(TRANSPORTS)("images over %s", (transport) => {
  test("creates an image without a character as pending, then succeeded, for one credit", async () => {
    const { client } = await contract.start(transport);
    const created = await client.createImage({
      key: "k",
      body: { prompt: "a lighthouse at dusk", width: 512, height: 256, seed: 7 },
    });
    expect(created).toMatchObject({ code: "ok", status: transport === "rest" ? 201 : 200, replayed: false });
    expect(created.value).toMatchObject({
      status: "pending",
      prompt: "a lighthouse at dusk",
      character_id: null,
      ref_set: null,
      url: null,
      width: 512,
      height: 256,
      cost: 1,
      aurous_version: "2026-05-15",
      completed_at: null,
    });
    const id = created.value?.id ?? "";
    expect(id).toMatch(/^img_[0-9A-HJKMNP-TV-Z]{26}$/);
    const done = await finished(client, id);
    expect([done.status, done.error_message]).toEqual(["succeeded", null]);
    for (const url of [done.url, done.thumb_url]) expect((await fetch(url ?? "")).status).toBe(200);
    expect((await client.balance()).value).toEqual({ total: 99, held: 0, available: 99 });
    const again = await client.createImage({
      key: "k",
      body: { prompt: "a lighthouse at dusk", width: 512, height: 256, seed: 7 },
    });
    // REST repeats its first response; GraphQL shows its present state.
    const shown = transport === "rest" ? created.value : { id, status: "succeeded", completed_at: done.completed_at };
    expect(again).toMatchObject({ replayed: true, value: shown });
    expect((await client.listImages()).value?.data.map((image) => image.id)).toEqual([id]);
    const other = (await contract.start(transport)).client;
    expect((await other.getImage(id)).code).toBe("resource_not_found");
  });

  test("keeps the ref set that was current at the request, and refuses a character that is synthesizing or reviewing", async () => {
    const started = await contract.start(transport);
    const { id, client } = started;
    await drawn(started, "ready", contract);
    const body = { prompt: "reading in a library", character_id: id };
    const before = (await client.createImage({ body })).value;
    expect(before).toMatchObject({ character_id: id, ref_set: 2 });
    await finished(client, before?.id ?? "");
    const release = contract.holdImages();
    await client.resynthesize(id);
    expect(await client.createImage({ key: "meanwhile", body })).toMatchObject({
      code: "character_not_ready",
      status: transport === "rest" ? 400 : 200,
    });
    release();
    await settled(client, id);
    expect((await client.createImage({ body })).code).toBe("character_not_ready");
    await client.save(id);
    const after = (await client.createImage({ key: "meanwhile", body })).value;
    expect(after).toMatchObject({ character_id: id, ref_set: 3 });
    expect((await finished(client, after?.id ?? "")).status).toBe("succeeded");
    const kept = (await client.getImage(before?.id ?? "")).value;
    expect(kept).toMatchObject({ ref_set: 2, status: "succeeded" });
    expect((await fetch(kept?.url ?? "")).status).toBe(200);
    expect((await client.balance()).value).toEqual({ total: 90, held: 0, available: 90 });
  });

  test("reports why an image failed, and charges nothing for it", async () => {
    const { client } = await contract.start(transport);
    const repair = contract.failImages();
    const { value } = await client.createImage({ body: { prompt: "a lamp" } });
    const failed = await finished(client, value?.id ?? "");
    repair();
    expect(failed).toMatchObject({ status: "failed", error_message: "provider_outcome_unknown", url: null });
    expect((await client.balance()).value).toEqual({ total: 100, held: 0, available: 100 });
  });

  test("lists images newest first, page by page", async () => {
    const { client } = await contract.start(transport);
    const ids: string[] = [];
    for (let n = 0; n < 3; n += 1)
      ids.unshift((await client.createImage({ body: { prompt: `lamp ${n}` } })).value?.id ?? "");
    const page = (await client.listImages({ size: 2 })).value;
    expect(page?.data.map(({ id }) => id)).toEqual(ids.slice(0, 2));
    const rest = (await client.listImages({ size: 2, after: page?.next ?? "" })).value;
    expect([rest?.data.map(({ id }) => id), rest?.next]).toEqual([ids.slice(2), null]);
    expect((await client.listImages({ after: "nonsense" })).code).toBe("invalid_page_token");
    for (const id of ids) await finished(client, id);
  });

  test.each([
    ["an empty prompt", { prompt: "" }, "value_out_of_range", "prompt"],
    ["a prompt of 4001 characters", { prompt: "p".repeat(4001) }, "value_out_of_range", "prompt"],
    ["a width of 255", { prompt: "a lamp", width: 255 }, "value_out_of_range", "width"],
    ["a height of 2049", { prompt: "a lamp", height: 2049 }, "value_out_of_range", "height"],
    ["an unknown character", { prompt: "a lamp", character_id: UNKNOWN_ID }, "resource_not_found", null],
  ])("refuses %s", async (_what, body, code, param) => {
    const { client } = await contract.start(transport);
    expect(await client.createImage({ body })).toMatchObject({ code, param });
  });

  test("returns the amounts when credits are missing", async () => {
    const { client } = await contract.start(transport, { credits: 0 });
    const details = { required: 1, available: 0, held: 0 };
    expect(await client.createImage({ body: { prompt: "a lamp" } })).toMatchObject({
      code: "insufficient_credits",
      details,
    });
  });
});

test("an image accepted over one transport is replayed when it is sent again over the other", async () => {
  const team = await contract.app().seed.team();
  const rest = createClient("rest", contract.url(), team.apiKey);
  const call = { key: "x", body: { prompt: "a lamp", width: 512 } };
  const first = await rest.createImage(call);
  const again = await createClient("graphql", contract.url(), team.apiKey).createImage(call);
  expect(again).toMatchObject({ replayed: true, value: { id: first.value?.id, prompt: "a lamp", cost: 1 } });
  await finished(rest, first.value?.id ?? "");
});
