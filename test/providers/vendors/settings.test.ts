import { describe, expect, test } from "vitest";
import { openProvider } from "../../../src/composition/from-config.ts";
import { ConfigError, readConfig } from "../../../src/config.ts";
import { fitSize } from "../../../src/providers/vendors/vendor.ts";
import { type VendorName, VendorSettingsError } from "../../../src/providers/vendors/vendor-provider.ts";
import { codesIn, contractTable } from "../../helpers/contract-page.ts";
import { sendImage } from "./behaviours.ts";
import { startFakeVendor } from "./fake-vendor.ts";
import { provider, SECRET_KEY } from "./vendor-helpers.ts";

const problemsOf = async (attempt: Promise<unknown>): Promise<readonly string[]> => {
  const error = await attempt.then(
    () => null,
    (thrown: unknown) => thrown,
  );
  if (error instanceof VendorSettingsError || error instanceof ConfigError) return error.problems;
  throw new Error("expected settings that are refused");
};

const KEYED = ["IMAGE_MODEL", "IMAGE_PROVIDER_API_KEY"];

/** Every vendor, with a model of it and the settings that it requires. */
const VENDORS: Readonly<Record<VendorName, { readonly model: string; readonly requires: readonly string[] }>> = {
  openai: { model: "gpt-image-1", requires: KEYED },
  "openai-compatible": { model: "any", requires: ["IMAGE_MODEL", "IMAGE_PROVIDER_BASE_URL"] },
  google: { model: "gemini-3-pro-image-preview", requires: KEYED },
  fal: { model: "fal-ai/flux-2", requires: KEYED },
  replicate: { model: "black-forest-labs/flux-2-pro", requires: KEYED },
  "black-forest-labs": { model: "flux-2-pro", requires: KEYED },
};
const VENDOR_NAMES = Object.keys(VENDORS) as VendorName[];

test("the providers are those of docs/contract.md", () => {
  const row = contractTable("Configuration").find(([name]) => name === "`IMAGE_PROVIDER`");
  expect(codesIn(row?.[2])).toEqual(["sandbox", ...VENDOR_NAMES]);
});

test("an unknown provider is refused with the names of all providers", async () => {
  const [problem = ""] = await problemsOf((async () => readConfig({ IMAGE_PROVIDER: "toString" }))());
  expect(problem).toContain("IMAGE_PROVIDER: ");
  for (const name of VENDOR_NAMES) expect(problem).toContain(name);
});

describe("the settings of a vendor", () => {
  test.each([
    ["no model", { IMAGE_MODEL: undefined }, ["IMAGE_MODEL: is required"]],
    [
      "no key",
      { IMAGE_PROVIDER: "openai", IMAGE_PROVIDER_API_KEY: undefined },
      ["IMAGE_PROVIDER_API_KEY: is required"],
    ],
    ["no base URL", { IMAGE_PROVIDER_BASE_URL: undefined }, ["IMAGE_PROVIDER_BASE_URL: is required"]],
    [
      "several problems at once",
      { IMAGE_PROVIDER: "google", IMAGE_MODEL: "imagen-4", IMAGE_PROVIDER_API_KEY: undefined },
      ["IMAGE_MODEL: must begin with gemini-", "IMAGE_PROVIDER_API_KEY: is required"],
    ],
    [
      "a key in the URL",
      { IMAGE_PROVIDER_BASE_URL: `http://me:${SECRET_KEY}@h/v1` },
      ["IMAGE_PROVIDER_BASE_URL: must not contain a user name or password"],
    ],
    [
      "a URL with a query",
      { IMAGE_PROVIDER_BASE_URL: "http://h/v1?a=b" },
      ["IMAGE_PROVIDER_BASE_URL: must not have a query or fragment"],
    ],
    [
      "a key that is no header",
      { IMAGE_PROVIDER_API_KEY: "a\nb" },
      ["IMAGE_PROVIDER_API_KEY: must be visible ASCII characters without spaces"],
    ],
    [
      "an endpoint that requires an image",
      { IMAGE_PROVIDER: "fal", IMAGE_MODEL: "fal-ai/flux-2/edit" },
      ["IMAGE_MODEL: must make images from text alone: omit the last part of the name"],
    ],
    [
      "a model with a relative path",
      { IMAGE_PROVIDER: "replicate", IMAGE_MODEL: "../predictions" },
      ["IMAGE_MODEL: must be owner/name or owner/name:version"],
    ],
  ] as const)("are refused with %s, before any call and without a value", async (_, overrides, problems) => {
    await using vendor = await startFakeVendor(sendImage());
    const found = await problemsOf(provider(vendor.origin, overrides));
    expect(found).toEqual(problems);
    expect(found.join()).not.toContain(SECRET_KEY);
    expect(vendor.calls).toHaveLength(0);
  });

  test.each(Object.entries(VENDORS).map(([name, { requires }]) => [name, requires] as const))(
    "that %s requires are reported together when they are missing",
    async (name, missing) => {
      const read = async () => readConfig({ IMAGE_PROVIDER: name });
      expect(await problemsOf(read())).toEqual(
        missing.map((setting) => `${setting}: is required with this IMAGE_PROVIDER`),
      );
    },
  );

  test.each([
    ["openai-compatible", "two words", ["IMAGE_MODEL: must be the name of a model"]],
    ["google", "imagen-4", ["IMAGE_MODEL: must begin with gemini-"]],
    ["fal", "flux", ["IMAGE_MODEL: must be owner/name, such as fal-ai/flux-2"]],
    ["replicate", "flux", ["IMAGE_MODEL: must be owner/name or owner/name:version"]],
    ["black-forest-labs", "sdxl", ["IMAGE_MODEL: must be the name of a FLUX model, such as flux-2-pro"]],
  ])(
    "of %s with the model %s stop the start with the problem of the key and of the model",
    async (name, model, problems) => {
      const key = "a key with spaces";
      const env = { IMAGE_PROVIDER: name, IMAGE_MODEL: model, IMAGE_PROVIDER_API_KEY: key };
      const base = name === "openai-compatible" ? { IMAGE_PROVIDER_BASE_URL: "http://127.0.0.1:9/v1" } : {};
      const found = await problemsOf(openProvider(readConfig({ ...env, ...base })));
      const keyProblem = "IMAGE_PROVIDER_API_KEY: must be visible ASCII characters without spaces";
      expect(found).toEqual([...problems, keyProblem]);
      expect(found.join()).not.toContain(key);
    },
  );

  test("are reported together with all other problems of the configuration", async () => {
    const env = { IMAGE_PROVIDER: "google", IMAGE_MODEL: "imagen-4", IMAGE_PROVIDER_API_KEY: "k" };
    expect(await problemsOf(openProvider(readConfig(env)))).toEqual(["IMAGE_MODEL: must begin with gemini-"]);
  });

  test.each(VENDOR_NAMES.map((name) => [name, VENDORS[name].model] as const))(
    "open %s, which dedupes only when configured",
    async (name, model) => {
      const settings = { IMAGE_PROVIDER: name, IMAGE_MODEL: model };
      const opened = await provider("http://127.0.0.1:9", settings);
      expect(opened.id).toBe(name);
      expect(opened.capabilities.dedupes).toBe(false);
      expect(opened.capabilities.maxReferences).toBeGreaterThan(0);
      const deduping = await provider("http://127.0.0.1:9", { ...settings, IMAGE_PROVIDER_DEDUPES: true });
      expect(deduping.capabilities.dedupes).toBe(true);
    },
  );
});

describe("IMAGE_PROVIDER_IMAGE_HOSTS", () => {
  const hostsOf = (text: string) => readConfig({ IMAGE_PROVIDER_IMAGE_HOSTS: text }).IMAGE_PROVIDER_IMAGE_HOSTS;

  test("is a list of host names in the form used in URLs", () => {
    expect(hostsOf(" CDN.Example.com, .blobs.example,*.media.example ,,bücher.example")).toEqual([
      "cdn.example.com",
      ".blobs.example",
      ".media.example",
      "xn--bcher-kva.example",
    ]);
    expect(readConfig({}).IMAGE_PROVIDER_IMAGE_HOSTS).toEqual([]);
  });

  test.each([
    "https://cdn.example.com",
    "cdn.example.com:8443",
    "cdn.example.com/a",
    "me@cdn.example.com",
    "10.0.0.5",
    "127.1",
    ".168.1.1",
    "[::1]",
    "a b",
    ".",
    "*",
    "cdn.*.example",
    "a..b",
  ])("does not accept %s", async (text) => {
    const problem =
      "IMAGE_PROVIDER_IMAGE_HOSTS: each must be a host name such as cdn.example.com, or .example.com for every host below it";
    expect(await problemsOf((async () => hostsOf(`ok.example,${text}`))())).toEqual([problem]);
  });
});

describe("fitSize", () => {
  const free = { kind: "free", step: 16, min: 256, max: 1440 } as const;

  test.each([
    [
      { width: 768, height: 1024 },
      { width: 768, height: 1024 },
    ],
    [
      { width: 2048, height: 2048 },
      { width: 1440, height: 1440 },
    ],
    [
      { width: 2048, height: 1024 },
      { width: 1440, height: 720 },
    ],
    [
      { width: 300, height: 301 },
      { width: 304, height: 304 },
    ],
    [
      { width: 2048, height: 256 },
      { width: 1440, height: 256 },
    ],
  ])("keeps the shape of %o as far as the model allows", (wanted, fitted) => {
    expect(fitSize(free, wanted)).toEqual({ ...fitted, aspect: null });
  });

  test("prefers the nearest aspect ratio, then the nearest area", () => {
    const square = (side: number) => ({ width: side, height: side });
    const sizing = { kind: "sizes", sizes: [square(256), square(1024), { width: 1024, height: 1536 }] } as const;
    expect(fitSize(sizing, { width: 500, height: 500 })).toMatchObject(square(256));
    expect(fitSize(sizing, { width: 900, height: 900 })).toMatchObject(square(1024));
    expect(fitSize(sizing, { width: 300, height: 480 })).toMatchObject({ width: 1024, height: 1536 });
    expect(fitSize({ kind: "aspects", aspects: ["1:1", "3:4", "9:16"] }, { width: 700, height: 1024 }).aspect).toBe(
      "3:4",
    );
  });
});
