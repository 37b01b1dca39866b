import { describe, expect, test } from "vitest";
import { type Answer, TRANSPORTS } from "../helpers/clients.ts";
import { graphqlCall } from "../helpers/graphql-client.ts";
import { contractApp, finished, imagePaths, settled } from "./contract-app.ts";
import { upload } from "./upload-image.ts";

const contract = contractApp();

describe.each(TRANSPORTS)("delete over %s", (transport) => {
  test("succeeds once; after it every call returns not found and lists omit the character", async () => {
    const { team, id, client } = await contract.start(transport);
    expect(await client.remove(id)).toMatchObject({ code: "ok", status: 200, value: { id, deleted: true } });
    const calls: readonly (() => Promise<Answer<unknown>>)[] = [
      () => client.get(id),
      () => client.resynthesize(id),
      () => client.regenerate(id, { body: { pose: "side" } }),
      () => client.cancel(id),
      () => client.restore(id, 1),
      () => client.save(id),
      () => client.update(id, { name: "Nina" }),
      () => client.createImage({ body: { prompt: "a lamp", character_id: id } }),
      () => client.remove(id),
    ];
    for (const call of calls) {
      expect(await call()).toMatchObject({ code: "resource_not_found", status: transport === "rest" ? 404 : 200 });
    }
    expect((await client.list()).value?.data).toEqual([]);
    const { body } = await graphqlCall(contract.url(), team.apiKey, "query ($id: ID!) { node(id: $id) { id } }", {
      id,
    });
    expect(body.data).toEqual({ node: null });
  });

  test("makes the image URLs return 404 at once, except for images that a created image refers to", async () => {
    const { team, client } = await contract.start(transport);
    const uploads = [await upload(contract.url(), team.apiKey, 7)];
    const lone = (await client.create({ body: { name: "Mina", upload_ids: uploads } })).value;
    const [url = ""] = lone?.refs.map((ref) => ref.url) ?? [];
    expect((await fetch(url)).status).toBe(200);
    await client.remove(lone?.id ?? "");
    expect((await fetch(url)).status).toBe(404);

    const used = (
      await client.create({ body: { name: "Mina", upload_ids: [await upload(contract.url(), team.apiKey, 8)] } })
    ).value;
    const image = (await client.createImage({ body: { prompt: "a lamp", character_id: used?.id } })).value;
    await finished(client, image?.id ?? "");
    await client.remove(used?.id ?? "");
    expect((await fetch(used?.refs[0]?.url ?? "")).status).toBe(200);
    const after = (await client.getImage(image?.id ?? "")).value;
    expect(after).toMatchObject({ status: "succeeded", character_id: used?.id, ref_set: 1 });
    expect((await fetch(after?.url ?? "")).status).toBe(200);
  });

  test("cancels a running synthesis and releases its credits; a replay still succeeds, with URLs that return 404", async () => {
    const { client } = await contract.start(transport);
    const made = (await client.create({ body: { name: "Mina", generate: true, attributes: { age: 30 } } })).value;
    const id = made?.id ?? "";
    await settled(client, id);
    const release = contract.holdImages();
    const first = await client.resynthesize(id, { key: "k" });
    expect((await fetch(first.value?.refs[0]?.url ?? "")).status).toBe(200);
    await client.remove(id);
    release();
    expect((await client.balance()).value).toEqual({ total: 96, held: 0, available: 96 });
    const replay = await client.resynthesize(id, { key: "k" });
    expect(replay).toMatchObject({ code: "ok", replayed: true, status: first.status });
    if (transport === "graphql") {
      expect(replay.value).toBeNull();
    } else {
      expect(replay.value).toMatchObject({ id, status: "synthesizing" });
      expect(imagePaths(replay.value)).toEqual(imagePaths(first.value));
    }
    expect((await fetch(first.value?.refs[0]?.url ?? "")).status).toBe(404);
  });
});
