import { describe, expect, test } from "vitest";
import { downloadPicture } from "../../../src/providers/vendors/http/download.ts";
import { isPublicAddress } from "../../../src/providers/vendors/http/public-address.ts";
import { ingestImage, MAX_PROVIDER_IMAGE_BYTES } from "../../../src/storage/images.ts";
import { bytes, oversize, PICTURE, picture, pictureUrl, status } from "./behaviours.ts";
import { type Behaviour, startFakeVendor } from "./fake-vendor.ts";
import { callOf, failureOf, provider, REQUEST, SECRET_KEY } from "./vendor-helpers.ts";

const redirect = (location: string) => status(302, "", { location });

describe("the URL of a picture in an answer", () => {
  test("is read when it lies on the vendor's own address, redirects there included", async () => {
    const serve: Behaviour = (call) => (call.seen.path === "/a.png" ? redirect("/b.png")(call) : bytes(PICTURE)(call));
    await using vendor = await startFakeVendor(pictureUrl((origin) => `${origin}/a.png`, serve));
    const made = await (await provider(vendor.origin)).generate(REQUEST, callOf());
    expect(Buffer.from(made.bytes)).toEqual(PICTURE);
    expect(vendor.calls.map(({ method, path }) => `${method} ${path}`)).toEqual([
      "POST /v1/images/generations",
      "GET /a.png",
      "GET /b.png",
    ]);
  });

  test("is read again when a read of it breaks, for the picture is paid", async () => {
    let reads = 0;
    const serve: Behaviour = (call) => {
      reads += 1;
      return reads === 1 ? call.response.destroy() && undefined : bytes(PICTURE)(call);
    };
    await using vendor = await startFakeVendor(pictureUrl((origin) => `${origin}/a.png`, serve));
    const made = await (await provider(vendor.origin)).generate(REQUEST, callOf());
    expect(Buffer.from(made.bytes)).toEqual(PICTURE);
    expect(vendor.billed()).toBe(1);
  });

  test.each([
    ["another port of a private host", (other: string) => `${other}/a.png`],
    ["another name of it", (other: string) => other.replace("127.0.0.1", "localhost")],
    ["another spelling of it", (other: string) => other.replace("127.0.0.1", "2130706433")],
    ["the metadata service", () => "http://169.254.169.254/latest/meta-data/"],
    ["a public host that is no source", () => "https://example.com/a.png"],
    ["a file", () => "file:///etc/passwd"],
    ["no URL", () => "nonsense"],
  ])("is not followed to %s", async (_, url) => {
    await using other = await startFakeVendor(bytes(PICTURE));
    await using vendor = await startFakeVendor(pictureUrl(() => url(other.origin)));
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
    await using other = await startFakeVendor(bytes(PICTURE));
    const serve = redirect(url(other.origin));
    await using vendor = await startFakeVendor(pictureUrl((origin) => `${origin}/a.png`, serve));
    const failure = await failureOf((await provider(vendor.origin)).generate(REQUEST, callOf()));
    expect(failure.kind).toBe("unusable");
    expect(other.calls).toHaveLength(0);
  });

  test("is given up after three redirects", async () => {
    await using vendor = await startFakeVendor(pictureUrl((origin) => `${origin}/a.png`, redirect("/a.png")));
    const failure = await failureOf((await provider(vendor.origin)).generate(REQUEST, callOf()));
    expect(failure.kind).toBe("unusable");
    expect(vendor.calls).toHaveLength(5);
  });

  test("is read to 20 MB and no further", async () => {
    const endless = oversize();
    await using vendor = await startFakeVendor(pictureUrl((origin) => `${origin}/a.png`, endless.behaviour));
    const failure = await failureOf((await provider(vendor.origin)).generate(REQUEST, callOf()));
    expect(failure.kind).toBe("unusable");
    expect(endless.written()).toBeLessThan(40_000_000);
  });

  test("is unusable when nothing is there", async () => {
    await using vendor = await startFakeVendor(pictureUrl((origin) => `${origin}/a.png`, status(404)));
    const failure = await failureOf((await provider(vendor.origin)).generate(REQUEST, callOf()));
    expect(failure.kind).toBe("unusable");
  });
});

describe("a delivery host", () => {
  const sources = { own: new URL("https://api.vendor.example"), deliveryHosts: [".delivery.example"], headers: {} };
  const { signal } = new AbortController();

  test.each(["127.0.0.1", "10.1.2.3", "169.254.169.254", "::1", "fd00::1", "::ffff:10.0.0.1"])(
    "whose name leads to %s is not called",
    async (address) => {
      const resolver = (_: string, done: (error: null, found: { address: string; family: number }[]) => void) =>
        done(null, [{ address, family: address.includes(":") ? 6 : 4 }]);
      const url = "https://eu.delivery.example/a.png";
      const failure = await failureOf(downloadPicture(url, { ...sources, resolver }, signal));
      expect(failure).toMatchObject({ kind: "unusable", message: "the picture lies at a private address" });
    },
  );

  test.each([
    "http://eu.delivery.example/a.png",
    "https://eu.delivery.example:8443/a.png",
    "https://key@eu.delivery.example/a.png",
    "https://delivery.example.evil.example/a.png",
    "https://xdelivery.example/a.png",
  ])("does not make %s allowed", async (url) => {
    const failure = await failureOf(downloadPicture(url, sources, signal));
    expect(failure).toMatchObject({ kind: "unusable", message: "the picture lies at a forbidden address" });
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

describe("bytes that are no picture", () => {
  const svg = Buffer.from(
    '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><rect width="9" height="9"/></svg>',
  );

  test.each([
    ["HTML", Buffer.from("<html>no</html>")],
    ["SVG", svg],
    ["nothing", Buffer.alloc(0)],
  ])("pass the provider and are refused at the door: %s", async (_, content) => {
    await using vendor = await startFakeVendor(pictureUrl((origin) => `${origin}/a.png`, bytes(content)));
    const made = await (await provider(vendor.origin)).generate(REQUEST, callOf());
    const ingested = await ingestImage(made.bytes, { teamId: "team_1", maxBytes: MAX_PROVIDER_IMAGE_BYTES });
    expect(ingested.ok).toBe(false);
  });

  test("a PNG that says it is 60,000 px wide is refused", async () => {
    const bomb = Buffer.from(PICTURE);
    bomb.writeUInt32BE(60_000, 16);
    bomb.writeUInt32BE(60_000, 20);
    await using vendor = await startFakeVendor(picture(bomb));
    const made = await (await provider(vendor.origin)).generate(REQUEST, callOf());
    const ingested = await ingestImage(made.bytes, { teamId: "team_1", maxBytes: MAX_PROVIDER_IMAGE_BYTES });
    expect(ingested.ok).toBe(false);
  });
});

test("the key goes to the vendor's own address and to nobody else", async () => {
  await using vendor = await startFakeVendor(pictureUrl((origin) => `${origin}/a.png`));
  await (await provider(vendor.origin)).generate(REQUEST, callOf());
  expect(vendor.calls.at(-1)?.headers.authorization).toBe(`Bearer ${SECRET_KEY}`);
});
