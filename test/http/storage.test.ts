import { createHash } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { BlobStoreFailure } from "../../src/storage/blob-store.ts";
import { paint } from "../helpers/fake-provider.ts";
import { waitFor } from "../helpers/wait-for.ts";
import { type Gateway, startGateway } from "./gateway.ts";

let gateway: Gateway;
beforeAll(async () => {
  gateway = await startGateway();
});
afterAll(() => gateway[Symbol.asyncDispose]());

/** Creates a character from one uploaded image, over the API alone. */
async function uploaded(server: Gateway = gateway, nth = 1) {
  const { apiKey, teamId } = await server.seed.team();
  const png = (await paint(nth)).bytes;
  const ticket = await server.call(apiKey, "POST", "/v1/characters/uploads/init", {
    body: { filename: "mina.png", extension: "png", content_type: "image/png" },
  });
  const put = await fetch(ticket.json.upload_url, {
    method: "PUT",
    headers: ticket.json.upload_headers,
    body: new Uint8Array(png),
  });
  expect(put.status).toBe(200);
  const created = await server.call(apiKey, "POST", "/v1/characters", {
    body: { name: "Mina", upload_ids: [ticket.json.upload_id] },
  });
  expect(created.status).toBe(201);
  return { apiKey, teamId, ticket, character: created.json, url: created.json.refs[0].url as string };
}

const errorOf = async (response: Response) => {
  const { error } = (await response.json()) as { error: { code: string; request_id: string } };
  expect(error.request_id).toBe(response.headers.get("aurous-request-id"));
  return [response.status, error.code];
};

describe("a signed URL", () => {
  test("returns the image without a key, for pages of any origin", async () => {
    const { url, character } = await uploaded();
    const response = await fetch(url);
    expect(response.status).toBe(200);
    expect(response.headers.get("content-type")).toBe("image/webp");
    expect(response.headers.get("cross-origin-resource-policy")).toBe("cross-origin");
    const bytes = Buffer.from(await response.arrayBuffer());
    expect(response.headers.get("etag")).toBe(`"${createHash("sha256").update(bytes).digest("hex")}"`);
    expect((await fetch(character.refs[0].thumb_url)).status).toBe(200);
  });

  test("answers HEAD, ranges and If-None-Match", async () => {
    const { url } = await uploaded();
    const whole = Buffer.from(await (await fetch(url)).arrayBuffer());
    const head = await fetch(url, { method: "HEAD" });
    expect([head.status, head.headers.get("content-length")]).toEqual([200, String(whole.length)]);
    const range = await fetch(url, { headers: { Range: "bytes=2-5" } });
    expect([range.status, range.headers.get("content-range")]).toEqual([206, `bytes 2-5/${whole.length}`]);
    expect(Buffer.from(await range.arrayBuffer())).toEqual(whole.subarray(2, 6));
    const beyond = await fetch(url, { headers: { Range: `bytes=${whole.length}-` } });
    expect(beyond.status).toBe(416);
    const same = await fetch(url, { headers: { "If-None-Match": head.headers.get("etag") ?? "" } });
    expect([same.status, await same.text()]).toEqual([304, ""]);
  });

  test.each([
    ["another expiry", (url: URL) => url.searchParams.set("exp", "9999999999")],
    ["another signature", (url: URL) => url.searchParams.set("sig", "A".repeat(43))],
    [
      "another path",
      (url: URL) => {
        url.pathname = url.pathname.replace(/(.)\.webp$/, (_, last) => `${last === "0" ? "1" : "0"}.webp`);
      },
    ],
    ["no signature", (url: URL) => url.searchParams.delete("sig")],
    ["something more", (url: URL) => url.searchParams.set("download", "1")],
    ["a duplicate parameter", (url: URL) => url.searchParams.append("exp", "9999999999")],
  ])("with %s is refused with 403 invalid_signature", async (_what, change) => {
    const url = new URL((await uploaded()).url);
    const before = url.href;
    change(url);
    expect(url.href).not.toBe(before);
    expect(await errorOf(await fetch(url))).toEqual([403, "invalid_signature"]);
  });

  test("returns 403 url_expired after its expiry", async () => {
    await using short = await startGateway({ env: { URL_TTL_SECONDS: "1" } });
    const { url } = await uploaded(short);
    const exp = Number(new URL(url).searchParams.get("exp")) * 1000;
    await waitFor("the URL's expiry", () => Date.now() >= exp);
    expect(await errorOf(await fetch(url))).toEqual([403, "url_expired"]);
  });

  test("returns 404 as soon as the character is deleted", async () => {
    const { url, apiKey, character } = await uploaded();
    await gateway.call(apiKey, "DELETE", `/v1/characters/${character.id}`);
    expect(await errorOf(await fetch(url))).toEqual([404, "resource_not_found"]);
  });

  test("returns 404 for an image that no object shows and for paths that are no images", async () => {
    const { teamId } = await uploaded();
    const sha = "ab".repeat(32);
    for (const path of [`/storage/v1/${teamId}/ab/${sha}.webp`, "/storage/v1/x", "/storage/settings.json"]) {
      expect(await errorOf(await fetch(gateway.app.urls.sign(path)))).toEqual([404, "resource_not_found"]);
    }
  });

  test("accepts no other method", async () => {
    const { url } = await uploaded();
    const response = await fetch(url, { method: "DELETE" });
    expect(response.headers.get("allow")).toBe("GET, HEAD");
    expect(await errorOf(response)).toEqual([405, "method_not_allowed"]);
  });
});

describe("an upload", () => {
  const init = async (server: Gateway = gateway) => {
    const { apiKey } = await server.seed.team();
    const body = { filename: "a.png", extension: "png", content_type: "image/png" };
    return (await server.call(apiKey, "POST", "/v1/characters/uploads/init", { body })).json;
  };
  const put = (url: string | URL, body: Uint8Array, type = "image/png") =>
    fetch(url, { method: "PUT", headers: { "Content-Type": type }, body: new Uint8Array(body) });

  test("accepts the same bytes again, and refuses others", async () => {
    const [first, other] = [await paint(1), await paint(2)];
    const ticket = await init();
    expect((await put(ticket.upload_url, first.bytes)).status).toBe(200);
    expect((await put(ticket.upload_url, first.bytes)).status).toBe(200);
    expect(await errorOf(await put(ticket.upload_url, other.bytes))).toEqual([400, "upload_invalid"]);
  });

  test("must be an image of the announced type", async () => {
    const ticket = await init();
    expect(await errorOf(await put(ticket.upload_url, Buffer.from("<svg/>")))).toEqual([400, "upload_invalid"]);
    const { bytes } = await paint(1);
    expect(await errorOf(await put(ticket.upload_url, bytes, "image/jpeg"))).toEqual([400, "upload_invalid"]);
    expect((await put(ticket.upload_url, bytes)).status).toBe(200);
  });

  test("may have 10 MB and not a byte more", async () => {
    const ticket = await init();
    expect(await errorOf(await put(ticket.upload_url, Buffer.alloc(10_000_001)))).toEqual([413, "payload_too_large"]);
    expect(await errorOf(await put(ticket.upload_url, Buffer.alloc(10_000_000)))).toEqual([400, "upload_invalid"]);
  });

  test("needs its own URL: an image's signature allows no upload, and an upload's signature no download", async () => {
    const ticket = await init();
    const { bytes } = await paint(1);
    const path = new URL(ticket.upload_url).pathname;
    expect(await errorOf(await put(gateway.app.urls.sign(path), bytes))).toEqual([403, "invalid_signature"]);
    expect(await errorOf(await put(`${gateway.url}${path}`, bytes))).toEqual([403, "invalid_signature"]);
    const read = await fetch(ticket.upload_url);
    expect([read.headers.get("allow"), ...(await errorOf(read))]).toEqual(["PUT", 405, "method_not_allowed"]);
  });
});

test("an unavailable blob store returns 503 with Retry-After and is logged as a warning", async () => {
  const away = () => Promise.reject(new BlobStoreFailure("get: 503", true));
  await using server = await startGateway({ overrides: (app) => ({ blobs: { ...app.blobs, get: away } }) });
  const { url } = await uploaded(server);
  const response = await fetch(url);
  expect(response.headers.get("retry-after")).toBe("1");
  expect(await errorOf(response)).toEqual([503, "service_unavailable"]);
  expect(server.log.map(({ level }) => level)).toEqual(["warn"]);
});
