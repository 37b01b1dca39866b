import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { startTestApp, type TestApp } from "../helpers/app.ts";
import { CHROMIUM, openBrowser, type TestBrowser } from "../helpers/browser.ts";
import { waitFor } from "../helpers/wait-for.ts";

let app: TestApp;
beforeAll(async () => {
  app = await startTestApp({ roles: ["gateway"] });
});
afterAll(() => app[Symbol.asyncDispose]());

const get = (path: string, headers: Record<string, string> = {}) => fetch(app.url + path, { headers });
const HTML = { accept: "text/html,application/xhtml+xml" };
const files = async () => [...(await (await get("/graphql", HTML)).text()).matchAll(/(?:href|src)="(\/[^"]+)"/g)];

describe("GraphiQL over HTTP", () => {
  test("is a small page of this server alone, with a policy that allows no other source", async () => {
    const page = await get("/graphql", HTML);
    const html = await page.text();
    expect([page.status, page.headers.get("content-type")]).toEqual([200, "text/html; charset=utf-8"]);
    expect(html.length).toBeLessThan(2_000);
    expect(html).not.toContain("http");
    const policy = page.headers.get("content-security-policy") ?? "";
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("script-src 'self';");
    expect(policy).not.toContain("unsafe-eval");
  });

  test("returns 304 while the page is unchanged", async () => {
    const etag = (await get("/graphql", HTML)).headers.get("etag") ?? "";
    const again = await get("/graphql", { ...HTML, "if-none-match": etag });
    expect([again.status, await again.text()]).toEqual([304, ""]);
  });

  test("serves its files compressed and cacheable for ever, under names that change with their content", async () => {
    const paths = (await files()).map(([, path = ""]) => path);
    expect(paths).toHaveLength(3);
    let large = 0;
    for (const path of paths) {
      const plain = await get(path, { "accept-encoding": "identity" });
      expect(plain.headers.get("cache-control")).toBe("public, max-age=31536000, immutable");
      expect(plain.headers.get("content-encoding")).toBeNull();
      const size = (await plain.arrayBuffer()).byteLength;
      const br = await get(path, { "accept-encoding": "gzip, br" });
      expect([br.headers.get("content-encoding"), (await br.arrayBuffer()).byteLength]).toEqual(["br", size]);
      const sent = Number(br.headers.get("content-length"));
      if (size > 100_000) {
        large += 1;
        expect(sent).toBeLessThan(size / 2);
      }
      const zipped = await get(path, { "accept-encoding": "gzip, br;q=0" });
      expect(zipped.headers.get("content-encoding")).toBe("gzip");
    }
    expect(large).toBeGreaterThan(0);
    expect((await get("/graphql?graphiql=graphiql-000000000000.js")).status).toBe(404);
  });

  test("is off in production", async () => {
    await using production = await startTestApp({ roles: ["gateway"], env: { NODE_ENV: "production" } });
    const page = await fetch(`${production.url}/graphql`, { headers: HTML });
    expect(page.headers.get("content-type")).toContain("json");
    expect((await fetch(`${production.url}/graphql?graphiql=start.js`)).status).toBe(401);
  });
});

describe.skipIf(!CHROMIUM)("GraphiQL in Chromium", () => {
  /** Chromium compiles five megabytes of script in each of four loads. */
  const LOADS_MS = 120_000;
  let browser: TestBrowser;
  beforeAll(async () => {
    browser = await openBrowser();
  });
  afterAll(() => browser[Symbol.asyncDispose]());

  test(
    "opens without a request and without an error, and loads the schema when a key is entered",
    async () => {
      const { apiKey } = await app.seed.team({ credits: 37 });
      const page = await browser.newPage();
      const calls: string[] = [];
      page.on("request", (request) => request.method() === "POST" && calls.push(request.postData() ?? ""));
      await page.goto(`${app.url}/graphql`);
      await page.getByText("Enter a key to load the schema").waitFor();
      await page.getByRole("button", { name: /Execute query/ }).waitFor();
      expect(calls).toEqual([]);

      await page.getByLabel("API key").fill(apiKey);
      await page.getByRole("button", { name: "Use key" }).click();
      await page.getByText("The key is kept until this tab is closed.").waitFor();
      await waitFor("the schema", () => calls.some((call) => call.includes("__schema")));
      await page.locator(".graphiql-query-editor").getByText("credits").waitFor();
      await page.getByRole("button", { name: /Execute query/ }).click();
      await page.locator(".result-window").getByText("37", { exact: true }).waitFor();
      expect(calls.filter((call) => call.includes("__schema"))).toHaveLength(1);

      expect(await page.evaluate(() => JSON.stringify({ ...localStorage }))).not.toContain(apiKey);
      const other = await browser.newPage();
      await other.goto(`${app.url}/graphql`);
      await other.getByText("Enter a key to load the schema").waitFor();
      await page.reload();
      await page.getByText("The key is kept until this tab is closed.").waitFor();
      expect(browser.faults).toEqual([]);
    },
    LOADS_MS,
  );

  test("runs a subscription with the entered key", async () => {
    const { apiKey, teamId } = await app.seed.team();
    const id = await app.seed.character(teamId, { name: "Mira" });
    const page = await browser.newPage();
    const query = `subscription { characterStatusChanged(id: "${id}") { snapshot character { name } } }`;
    await page.addInitScript(([key]) => sessionStorage.setItem("retake.graphiql.key", String(key)), [apiKey]);
    await page.goto(`${app.url}/graphql?query=${encodeURIComponent(query)}`);
    await page.locator(".graphiql-query-editor").getByText("snapshot").waitFor();
    await page.getByRole("button", { name: /Execute query/ }).click();
    await page.locator(".result-window").getByText("Mira").waitFor();
    expect(browser.faults).toEqual([]);
  });
});
