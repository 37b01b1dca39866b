import sharp from "sharp";
import { expect, test } from "vitest";
import { createClient } from "../helpers/clients.ts";
import { paint } from "../helpers/fake-provider.ts";
import { restCall } from "../helpers/rest-client.ts";
import { waitFor } from "../helpers/wait-for.ts";
import { contractApp } from "./contract-app.ts";
import { initUpload, putUpload } from "./upload-image.ts";

const contract = contractApp();
const MINUTE_MS = 60_000;

const start = async () => {
  const team = await contract.app().seed.team();
  return { team, ticket: await initUpload(contract.url(), team.apiKey) };
};
const sample = () => sharp({ create: { width: 80, height: 60, channels: 3, background: "#336699" } });

test("an upload's URL is signed for fifteen minutes and comes with the headers to send", async () => {
  const { ticket } = await start();
  expect(ticket.upload_id).toMatch(/^upl_[0-9A-HJKMNP-TV-Z]{26}$/);
  expect(ticket.upload_headers).toEqual({ "Content-Type": "image/png" });
  const ends = Number(new URL(ticket.upload_url).searchParams.get("exp")) * 1000 - Date.now();
  expect(ends / MINUTE_MS).toBeGreaterThan(14);
  expect(ends / MINUTE_MS).toBeLessThanOrEqual(15.05);
});

test.each([
  ["png", "image/png", () => sample().png().toBuffer()],
  ["jpeg", "image/jpeg", () => sample().jpeg().toBuffer()],
  ["jpg", "image/jpeg", () => sample().jpeg().toBuffer()],
  ["JPG", "image/jpg", () => sample().jpeg().toBuffer()],
  [".JPG", "image/jpeg", () => sample().jpeg().toBuffer()],
  ["webp", "image/webp", () => sample().webp().toBuffer()],
])("a %s is accepted and becomes a ref", async (extension, contentType, draw) => {
  const { team } = await start();
  const body = { filename: `mina.${extension}`, extension, content_type: contentType };
  const { json } = await restCall(contract.url(), team.apiKey, "POST", "/v1/characters/uploads/init", { body });
  expect(await putUpload(json, await draw())).toEqual({ status: 200, json: { upload_id: json.upload_id } });
  const client = createClient("rest", contract.url(), team.apiKey);
  const { value } = await client.create({ body: { name: "Mina", upload_ids: [json.upload_id] } });
  expect(value?.refs[0]).toMatchObject({ pose: "other", width: 80, height: 60 });
});

test("empty bytes, bytes of another type and bytes that are no image return upload_invalid, and the upload stays open", async () => {
  const { ticket } = await start();
  const refused = { status: 400, json: { error: { code: "upload_invalid" } } };
  const jpeg = await sample().jpeg().toBuffer();
  expect(await putUpload(ticket, jpeg, { "Content-Type": "image/jpeg" })).toMatchObject(refused);
  expect(await putUpload(ticket, Buffer.from("no image"))).toMatchObject(refused);
  expect(await putUpload(ticket, new Uint8Array())).toMatchObject(refused);
  expect(await putUpload(ticket, (await paint(1)).bytes)).toMatchObject({ status: 200 });
});

test("more than 10 MB return 413", async () => {
  const { ticket } = await start();
  const answer = await putUpload(ticket, new Uint8Array(10 * 1024 * 1024 + 1));
  expect(answer).toMatchObject({ status: 413, json: { error: { code: "payload_too_large" } } });
});

test("an upload accepts one image: the same bytes succeed again and other bytes are refused", async () => {
  const { ticket } = await start();
  const first = await putUpload(ticket, (await paint(1)).bytes);
  expect(first).toMatchObject({ status: 200 });
  const other = await putUpload(ticket, (await paint(2)).bytes);
  expect(other).toMatchObject({ status: 400, json: { error: { code: "upload_invalid" } } });
  expect(await putUpload(ticket, (await paint(1)).bytes)).toEqual(first);
});

test("a PUT whose response was lost can be repeated, and the image becomes a ref", async () => {
  const { team, ticket } = await start();
  const bytes = (await paint(1)).bytes;
  const { app } = contract.app();
  const lost = new AbortController();
  const first = fetch(ticket.upload_url, {
    method: "PUT",
    headers: ticket.upload_headers,
    body: new Uint8Array(bytes),
    signal: lost.signal,
  });
  first.catch(() => {});
  const status = async () =>
    (await app.db.sql`select status from retake.uploads where id = ${ticket.upload_id}`)[0]?.status;
  await waitFor("the image to be stored", async () => (await status()) === "stored");
  lost.abort();
  expect(await putUpload(ticket, bytes)).toEqual({ status: 200, json: { upload_id: ticket.upload_id } });
  const client = createClient("rest", contract.url(), team.apiKey);
  const made = await client.create({ body: { name: "Mina", upload_ids: [ticket.upload_id] } });
  expect(made.value?.refs).toHaveLength(1);
  expect(await putUpload(ticket, bytes)).toEqual({ status: 200, json: { upload_id: ticket.upload_id } });
});

test.each(["image/jpg", "Image/JPG", "image/jpeg"])(
  "an upload of a JPEG accepts bytes sent as %s",
  async (contentType) => {
    const { team } = await start();
    const body = { filename: "IMG_1.JPG", extension: "JPG", content_type: contentType };
    const { json } = await restCall(contract.url(), team.apiKey, "POST", "/v1/characters/uploads/init", { body });
    expect(json.upload_headers).toEqual({ "Content-Type": "image/jpeg" });
    const sent = await putUpload(json, await sample().jpeg().toBuffer(), { "Content-Type": contentType });
    expect(sent).toEqual({ status: 200, json: { upload_id: json.upload_id } });
  },
);

test("a changed or expired URL returns 403 and stores no bytes", async () => {
  const { ticket, team } = await start();
  const bytes = (await paint(1)).bytes;
  const changed = (name: string, value: string) => {
    const url = new URL(ticket.upload_url);
    url.searchParams.set(name, value);
    return { ...ticket, upload_url: url.href };
  };
  const refused = (code: string) => ({ status: 403, json: { error: { code } } });
  expect(await putUpload(changed("exp", "9999999999"), bytes)).toMatchObject(refused("invalid_signature"));
  const { app } = contract.app();
  const past = app.urls.signUpload(`/storage/uploads/${ticket.upload_id}`, new Date(Date.now() - 1_000));
  expect(await putUpload({ ...ticket, upload_url: past }, bytes)).toMatchObject(refused("url_expired"));
  const client = createClient("rest", contract.url(), team.apiKey);
  const answer = await client.create({ body: { name: "Mina", upload_ids: [ticket.upload_id] } });
  expect(answer).toMatchObject({ code: "upload_invalid", param: "upload_ids" });
});

test.each([
  [{ extension: "png", content_type: "image/png" }, "missing_field", "filename"],
  [{ filename: "a.gif", extension: "gif", content_type: "image/gif" }, "value_out_of_range", "extension"],
  [
    { filename: "a.png", extension: "png", content_type: "image/jpeg" },
    "parameter_invalid_combination",
    "content_type",
  ],
  [{ filename: "a.png", extension: "png", content_type: "image/png", size: 3 }, "invalid_request", "size"],
])("refuses an upload request of %j", async (body, code, param) => {
  const { team } = await start();
  const answer = await restCall(contract.url(), team.apiKey, "POST", "/v1/characters/uploads/init", { body });
  expect([answer.status, answer.json.error.code, answer.json.error.param]).toEqual([400, code, param]);
});
