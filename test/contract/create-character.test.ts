import { describe, expect, test } from "vitest";
import { createClient, TRANSPORTS } from "../helpers/clients.ts";
import { contractApp, imagePaths, settled } from "./contract-app.ts";
import { upload } from "./upload-image.ts";

const contract = contractApp();
const ATTRIBUTES = { gender: "female", age: 28, hair_color: "black" };
const SYNTHESIZED = { name: "Mina", generate: true, attributes: ATTRIBUTES, client_reference_id: "crm-1" };

describe.each(TRANSPORTS)("create over %s", (transport) => {
  const start = async (options: { credits?: number; autoSave?: boolean } = {}) => {
    const team = await contract.app().seed.team(options);
    return { team, client: createClient(transport, contract.url(), team.apiKey) };
  };

  test("returns 201 and synthesizing without refs for attributes, then reviewing with four refs, for four credits", async () => {
    const { client } = await start();
    const created = await client.create({ key: "k", body: SYNTHESIZED });
    expect(created).toMatchObject({ code: "ok", status: transport === "rest" ? 201 : 200, replayed: false });
    expect(created.value).toMatchObject({
      name: "Mina",
      status: "synthesizing",
      refs: [],
      attributes: ATTRIBUTES,
      client_reference_id: "crm-1",
      error_message: null,
      aurous_version: "2026-05-15",
    });
    const id = created.value?.id ?? "";
    expect(id).toMatch(/^char_[0-9A-HJKMNP-TV-Z]{26}$/);
    const made = await settled(client, id);
    expect([made.status, made.refs.map(({ pose }) => pose)]).toEqual([
      "reviewing",
      ["portrait", "front", "side", "back"],
    ]);
    expect(made.refs.every((ref) => ref.width > 0 && ref.height > 0 && ref.thumbhash.length > 0)).toBe(true);
    expect((await fetch(made.refs[0]?.thumb_url ?? "")).status).toBe(200);
    expect((await client.balance()).value).toEqual({ total: 96, held: 0, available: 96 });
  });

  test("ends ready for a team with auto-save", async () => {
    const { client } = await start({ autoSave: true });
    const { value } = await client.create({ body: { name: "Mina", generate: true, attributes: ATTRIBUTES } });
    expect((await settled(client, value?.id ?? "")).status).toBe("ready");
  });

  test("is ready at once and free when uploads are sent, with its images as pose other in the given order", async () => {
    const { team, client } = await start({ credits: 0 });
    const uploads = [];
    for (const nth of [1, 2]) uploads.push(await upload(contract.url(), team.apiKey, nth));
    const created = await client.create({ key: "k", body: { name: "Mina", upload_ids: uploads } });
    expect(created).toMatchObject({ code: "ok", status: transport === "rest" ? 201 : 200 });
    expect(created.value).toMatchObject({ status: "ready", attributes: null, client_reference_id: null });
    expect(created.value?.refs.map(({ pose, width, height }) => [pose, width, height])).toEqual([
      ["other", 64, 96],
      ["other", 64, 96],
    ]);
    expect(new Set(imagePaths(created.value)).size).toBe(2);
    for (const { url } of created.value?.refs ?? []) expect((await fetch(url)).status).toBe(200);
    expect((await client.create({ key: "k", body: { name: "Mina", upload_ids: uploads } })).replayed).toBe(true);
    // An upload can be used once, and another key makes another call.
    expect(await client.create({ key: "other", body: { name: "Mina", upload_ids: uploads } })).toMatchObject({
      code: "upload_invalid",
      param: "upload_ids",
    });
  });

  test.each([
    [
      "both generate and upload_ids",
      { generate: true, upload_ids: ["upl_1"] },
      "parameter_invalid_combination",
      "upload_ids",
    ],
    ["neither generate nor upload_ids", {}, "parameter_invalid_combination", "generate"],
    ["no attributes to generate from", { generate: true }, "missing_field", "attributes"],
    ["a name of 121 characters", { ...SYNTHESIZED, name: "n".repeat(121) }, "value_out_of_range", "name"],
    ["an age of 121", { ...SYNTHESIZED, attributes: { age: 121 } }, "value_out_of_range", "attributes.age"],
    ["an empty attribute", { ...SYNTHESIZED, attributes: { gender: "" } }, "value_out_of_range", "attributes.gender"],
    [
      "a client_reference_id of 257 characters",
      { ...SYNTHESIZED, client_reference_id: "r".repeat(257) },
      "value_out_of_range",
      "client_reference_id",
    ],
    ["an unknown upload", { upload_ids: ["upl_01HXMQ7Z3K8Y2NABCDEFGHJKMR"] }, "upload_invalid", "upload_ids"],
    ["seven uploads", { upload_ids: Array(7).fill("upl_1") }, "value_out_of_range", "upload_ids"],
    ["no uploads", { upload_ids: [] }, "value_out_of_range", "upload_ids"],
  ])("refuses %s and names the parameter", async (_what, body, code, param) => {
    const { client } = await start();
    expect(await client.create({ body: { name: "Mina", ...body } })).toMatchObject({ code, param });
  });

  test("treats another team's upload as unknown", async () => {
    const { client } = await start();
    const stranger = await start();
    const foreign = await upload(contract.url(), stranger.team.apiKey);
    const answer = await client.create({ body: { name: "Mina", upload_ids: [foreign] } });
    expect(answer).toMatchObject({ code: "upload_invalid", param: "upload_ids" });
  });

  test("returns the amounts when credits are missing, and creates nothing", async () => {
    const { client } = await start({ credits: 3 });
    expect(await client.create({ key: "k", body: SYNTHESIZED })).toMatchObject({
      code: "insufficient_credits",
      status: transport === "rest" ? 402 : 200,
      details: { required: 4, available: 3, held: 0 },
    });
    expect((await client.list()).value?.data).toEqual([]);
  });
});

test("a creation accepted over one transport is replayed when it is sent again over the other", async () => {
  const team = await contract.app().seed.team();
  const rest = createClient("rest", contract.url(), team.apiKey);
  const first = await rest.create({ key: "x", body: SYNTHESIZED });
  const again = await createClient("graphql", contract.url(), team.apiKey).create({ key: "x", body: SYNTHESIZED });
  expect(again).toMatchObject({ code: "ok", replayed: true, value: first.value });
  await settled(rest, first.value?.id ?? "");
});
