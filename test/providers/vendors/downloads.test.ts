import { describe, expect, test } from "vitest";
import { isPublicAddress } from "../../../src/providers/vendors/addresses.ts";
import { downloadImage } from "../../../src/providers/vendors/http.ts";
import type { VendorSettings } from "../../../src/providers/vendors/vendor-provider.ts";
import { ingestImage, MAX_PROVIDER_IMAGE_BYTES } from "../../../src/storage/images.ts";
import { answer, bytes, IMAGE, oversize, sendImage, sendImageUrl, status } from "./behaviours.ts";
import { type Behaviour, startFakeVendor } from "./fake-vendor.ts";
import { jobOf, QUEUES } from "./queues.ts";
import { callOf, failureOf, provider, REQUEST, SECRET_KEY } from "./vendor-helpers.ts";

const redirect = (location: string) => status(302, "", { location });

const openaiLike = [
  ["openai-compatible", {}],
  ["openai", { IMAGE_PROVIDER: "openai", IMAGE_MODEL: "dall-e-3" }],
] as const;
const base64 = IMAGE.toString("base64");
const onOwnHost = (origin: string) => `${origin}/a.png`;

describe.each(openaiLike)("an answer of %s", (_, settings) => {
  /** Answers a paid request with one item, and any other request with the image. */
  const item =
    (content: (origin: string) => object): Behaviour =>
    (call) =>
      call.seen.method === "GET" ? bytes(IMAGE)(call) : answer({ data: [content(call.origin)] })(call);

  test.each([
    ["b64_json that begins as a data URI", () => ({ b64_json: `data:image/png;base64,${base64}` }), 1],
    ["a data URI with parameters", () => ({ b64_json: `data:image/png;name=a.png;base64,${base64}` }), 1],
    ["an empty b64_json and a url", (origin: string) => ({ b64_json: "", url: onOwnHost(origin) }), 2],
    ["a null b64_json and a url", (origin: string) => ({ b64_json: null, url: onOwnHost(origin) }), 2],
    [
      "a data URI without content and a url",
      (origin: string) => ({ b64_json: "data:image/png;base64,", url: onOwnHost(origin) }),
      2,
    ],
    ["a url without b64_json", (origin: string) => ({ url: onOwnHost(origin) }), 2],
    ["a url that is a data URI", () => ({ url: `data:image/png;base64,${base64}` }), 1],
    ["b64_json and an empty url", () => ({ b64_json: base64, url: "" }), 1],
    ["b64_json and a url, which is not requested", (origin: string) => ({ b64_json: base64, url: `${origin}/b` }), 1],
  ])("is read when it holds %s", async (_title, content, calls) => {
    await using vendor = await startFakeVendor(item(content));
    const made = await (await provider(vendor.origin, settings)).generate(REQUEST, callOf());
    expect(Buffer.from(made.bytes)).toEqual(IMAGE);
    expect(vendor.calls).toHaveLength(calls);
    expect(vendor.billed()).toBe(1);
  });

  test("is unusable when its data URI is not base64", async () => {
    await using vendor = await startFakeVendor(item(() => ({ b64_json: "data:image/svg+xml,<svg/>" })));
    const failure = await failureOf((await provider(vendor.origin, settings)).generate(REQUEST, callOf()));
    expect(failure.kind).toBe("unusable");
  });
});

describe("IMAGE_PROVIDER_IMAGE_HOSTS", () => {
  const forbidden = { kind: "unusable", message: "the image URL is not on an allowed host" };
  const atPrivateAddress = { kind: "unusable", message: "the image URL leads to a private address" };
  const failureFor = async (url: string, hosts: readonly string[], settings: Partial<VendorSettings> = {}) => {
    await using vendor = await startFakeVendor(sendImageUrl(() => url));
    const opened = await provider(vendor.origin, { ...settings, IMAGE_PROVIDER_IMAGE_HOSTS: hosts });
    return await failureOf(opened.generate(REQUEST, callOf()));
  };

  test("allows an additional host, and refuses it when its name resolves to a private address", async () => {
    expect(await failureFor("https://localhost/a.png", [])).toMatchObject(forbidden);
    expect(await failureFor("https://localhost/a.png", ["localhost"])).toMatchObject(atPrivateAddress);
  });

  test("allows the hosts below a name that begins with a dot", async () => {
    // Whether the name resolves depends on the machine's resolver.
    const below = await failureFor("https://cdn.localhost/a.png", [".localhost"]);
    expect(below.message).not.toBe(forbidden.message);
    expect(await failureFor("https://localhost/a.png", [".localhost"])).toMatchObject(forbidden);
  });

  test.each(["http://localhost/a.png", "https://localhost:8443/a.png", "https://me@localhost/a.png"])(
    "does not allow %s on an additional host",
    async (url) => {
      expect(await failureFor(url, ["localhost"])).toMatchObject(forbidden);
    },
  );

  test.each([
    ["https://10.0.0.5/a.png", "10.0.0.5"],
    ["https://[::1]/a.png", "[::1]"],
    ["https://192.168.1.1/a.png", ".168.1.1"],
  ])("does not allow the address %s, even when the list contains %s", async (url, host) => {
    expect(await failureFor(url, [host])).toMatchObject(forbidden);
  });

  test.each(QUEUES)("allows the images of a job at $name on an additional host", async (queue) => {
    await using vendor = await startFakeVendor(status(500));
    vendor.become(jobOf(queue, [queue.done(vendor.origin, "https://localhost/out.png")]));
    const settings = { IMAGE_PROVIDER: queue.name, IMAGE_MODEL: queue.model };
    const opened = await provider(vendor.origin, { ...settings, IMAGE_PROVIDER_IMAGE_HOSTS: ["localhost"] });
    expect(await failureOf(opened.generate(REQUEST, callOf()))).toMatchObject(atPrivateAddress);
  });
});

describe("the URL of an image in an answer", () => {
  test("is downloaded from the vendor's own address, and after redirects to it", async () => {
    const serve: Behaviour = (call) => (call.seen.path === "/a.png" ? redirect("/b.png")(call) : bytes(IMAGE)(call));
    await using vendor = await startFakeVendor(sendImageUrl((origin) => `${origin}/a.png`, serve));
    const made = await (await provider(vendor.origin)).generate(REQUEST, callOf());
    expect(Buffer.from(made.bytes)).toEqual(IMAGE);
    expect(vendor.calls.map(({ method, path }) => `${method} ${path}`)).toEqual([
      "POST /v1/images/generations",
      "GET /a.png",
      "GET /b.png",
    ]);
  });

  test("is downloaded again when the download breaks, because the image is paid for", async () => {
    let reads = 0;
    const serve: Behaviour = (call) => {
      reads += 1;
      return reads === 1 ? call.response.destroy() && undefined : bytes(IMAGE)(call);
    };
    await using vendor = await startFakeVendor(sendImageUrl((origin) => `${origin}/a.png`, serve));
    const made = await (await provider(vendor.origin)).generate(REQUEST, callOf());
    expect(Buffer.from(made.bytes)).toEqual(IMAGE);
    expect(vendor.billed()).toBe(1);
  });

  test.each([
    ["another port of a private host", (other: string) => `${other}/a.png`],
    ["another name of it", (other: string) => other.replace("127.0.0.1", "localhost")],
    ["another spelling of it", (other: string) => other.replace("127.0.0.1", "2130706433")],
    ["the metadata service", () => "http://169.254.169.254/latest/meta-data/"],
    ["a public host that is not a source", () => "https://example.com/a.png"],
    ["a file", () => "file:///etc/passwd"],
    ["no URL", () => "nonsense"],
  ])("is not followed to %s", async (_, url) => {
    await using other = await startFakeVendor(bytes(IMAGE));
    await using vendor = await startFakeVendor(sendImageUrl(() => url(other.origin)));
    const failure = await failureOf((await provider(vendor.origin)).generate(REQUEST, callOf()));
    expect(failure.kind).toBe("unusable");
    expect(other.calls).toHaveLength(0);
    expect(vendor.calls).toHaveLength(1);
  });

  test.each([
    ["another port of a private host", (other: string) => `${other}/a.png`],
    ["the metadata service", () => "http://169.254.169.254/latest/meta-data/"],
    ["a file", () => "file:///etc/passwd"],
  ])("is not redirected to %s", async (_, url) => {
    await using other = await startFakeVendor(bytes(IMAGE));
    const serve = redirect(url(other.origin));
    await using vendor = await startFakeVendor(sendImageUrl((origin) => `${origin}/a.png`, serve));
    const failure = await failureOf((await provider(vendor.origin)).generate(REQUEST, callOf()));
    expect(failure.kind).toBe("unusable");
    expect(other.calls).toHaveLength(0);
  });

  test("is abandoned after three redirects", async () => {
    await using vendor = await startFakeVendor(sendImageUrl((origin) => `${origin}/a.png`, redirect("/a.png")));
    const failure = await failureOf((await provider(vendor.origin)).generate(REQUEST, callOf()));
    expect(failure.kind).toBe("unusable");
    expect(vendor.calls).toHaveLength(5);
  });

  test("is downloaded up to 20 MB", async () => {
    const endless = oversize();
    await using vendor = await startFakeVendor(sendImageUrl((origin) => `${origin}/a.png`, endless.behaviour));
    const failure = await failureOf((await provider(vendor.origin)).generate(REQUEST, callOf()));
    expect(failure.kind).toBe("unusable");
    expect(endless.written()).toBeLessThan(40_000_000);
  });

  test("is unusable when it is dead", async () => {
    await using vendor = await startFakeVendor(sendImageUrl((origin) => `${origin}/a.png`, status(404)));
    const failure = await failureOf((await provider(vendor.origin)).generate(REQUEST, callOf()));
    expect(failure.kind).toBe("unusable");
  });
});

describe("a delivery host", () => {
  const sources = { own: new URL("https://api.vendor.example"), deliveryHosts: [".delivery.example"], headers: {} };
  const { signal } = new AbortController();

  test.each(["127.0.0.1", "10.1.2.3", "169.254.169.254", "::1", "fd00::1", "::ffff:10.0.0.1"])(
    "is not called when its name resolves to %s",
    async (address) => {
      const resolver = (_: string, done: (error: null, found: { address: string; family: number }[]) => void) =>
        done(null, [{ address, family: address.includes(":") ? 6 : 4 }]);
      const url = "https://eu.delivery.example/a.png";
      const failure = await failureOf(downloadImage(url, { ...sources, resolver }, signal));
      expect(failure).toMatchObject({ kind: "unusable", message: "the image URL leads to a private address" });
    },
  );

  test.each([
    "http://eu.delivery.example/a.png",
    "https://eu.delivery.example:8443/a.png",
    "https://key@eu.delivery.example/a.png",
    "https://delivery.example.evil.example/a.png",
    "https://xdelivery.example/a.png",
  ])("is not extended to %s", async (url) => {
    const failure = await failureOf(downloadImage(url, sources, signal));
    expect(failure).toMatchObject({ kind: "unusable", message: "the image URL is not on an allowed host" });
  });

  test.each([
    ["93.184.216.34", true],
    ["2606:2800:220:1::1", true],
    ["100.64.0.1", false],
    ["192.168.1.1", false],
    ["0.0.0.0", false],
    ["224.0.0.1", false],
    ["64:ff9b::a00:1", false],
    ["2002:a00:1::", false],
    ["fe80::1", false],
    ["nonsense", false],
  ])("address %s is public: %s", (address, expected) => {
    expect(isPublicAddress(address)).toBe(expected);
  });
});

describe("bytes that are not an image", () => {
  const svg = Buffer.from(
    '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><rect width="9" height="9"/></svg>',
  );

  test.each([
    ["HTML", Buffer.from("<html>no</html>")],
    ["SVG", svg],
    ["nothing", Buffer.alloc(0)],
  ])("are passed on by the provider and refused by the worker: %s", async (_, content) => {
    await using vendor = await startFakeVendor(sendImageUrl((origin) => `${origin}/a.png`, bytes(content)));
    const made = await (await provider(vendor.origin)).generate(REQUEST, callOf());
    const ingested = await ingestImage(made.bytes, { teamId: "team_1", maxBytes: MAX_PROVIDER_IMAGE_BYTES });
    expect(ingested.ok).toBe(false);
  });

  test("are refused when a PNG claims to be 60,000 px wide", async () => {
    const bomb = Buffer.from(IMAGE);
    bomb.writeUInt32BE(60_000, 16);
    bomb.writeUInt32BE(60_000, 20);
    await using vendor = await startFakeVendor(sendImage(bomb));
    const made = await (await provider(vendor.origin)).generate(REQUEST, callOf());
    const ingested = await ingestImage(made.bytes, { teamId: "team_1", maxBytes: MAX_PROVIDER_IMAGE_BYTES });
    expect(ingested.ok).toBe(false);
  });
});

test("sends the API key only to the vendor's own address", async () => {
  await using vendor = await startFakeVendor(sendImageUrl((origin) => `${origin}/a.png`));
  await (await provider(vendor.origin)).generate(REQUEST, callOf());
  expect(vendor.calls.at(-1)?.headers.authorization).toBe(`Bearer ${SECRET_KEY}`);
});
