import type { Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { grantCredits } from "../../src/operations/operator.ts";
import { startTestApp, type TestApp } from "../helpers/app.ts";
import { CHROMIUM, openBrowser, type TestBrowser } from "../helpers/browser.ts";
import { createClient } from "../helpers/clients.ts";
import { createFakeProvider } from "../helpers/fake-provider.ts";
import { expectOk } from "../helpers/seed.ts";
import { waitFor } from "../helpers/wait-for.ts";
import { holdMutations } from "./recipe-page.ts";
import { type RecipeSite, startRecipeSite } from "./recipe-site.ts";

/** The page of the guide (page.html and page.ts), unchanged, in a browser. */
describe.skipIf(!CHROMIUM)("the complete page of docs/frontend.md in Chromium", () => {
  let app: TestApp;
  let site: RecipeSite;
  let browser: TestBrowser;
  let page: Page;
  beforeAll(async () => {
    site = await startRecipeSite();
    app = await startTestApp({ env: { CORS_ORIGINS: site.origin }, overrides: { provider: createFakeProvider() } });
    await site.connect(app.url);
    browser = await openBrowser();
  });
  afterAll(async () => {
    await browser[Symbol.asyncDispose]();
    await site[Symbol.asyncDispose]();
    await app[Symbol.asyncDispose]();
  });
  beforeEach(async () => {
    page = await browser.newPage();
  });
  afterEach(async () => {
    site.tokenFailure = null;
    site.restore();
    await page.close();
  });

  const start = async ({ credits = 100 } = {}) => {
    const { teamId, apiKey } = await app.seed.team({ credits });
    const id = await app.seed.character(teamId, { name: "Mira" });
    site.apiKey = apiKey;
    await page.goto(`${site.origin}/character/${id}`);
    return { id, teamId, rest: createClient("rest", app.url, apiKey) };
  };
  const title = (text: string) => page.getByRole("heading", { name: text, exact: true }).waitFor();
  const button = () => page.getByRole("button", { name: "Resynthesize" });
  const message = (text: string) => page.getByText(text, { exact: true }).waitFor();
  /** Closes the page, whose requests then get through, and returns a function that opens it again. */
  const leave = async () => {
    const address = page.url();
    await page.goto("about:blank");
    await page.unrouteAll({ behavior: "ignoreErrors" });
    return () => page.goto(address);
  };
  /** The poses whose images are loaded. */
  const loaded = () =>
    page.evaluate<string[]>(
      "[...document.images].filter((image) => image.naturalWidth > 0).map(({ alt }) => alt).sort()",
    );
  const fourImages = () =>
    waitFor("four images", async () => {
      const poses = await loaded();
      return poses.length === 4 && poses;
    });

  test("shows the status, and new images after a click that is charged once", async () => {
    const { rest } = await start();
    await title("Mira: ready");
    await button().click();
    await title("Mira: reviewing");
    expect(await fourImages()).toEqual(["back", "front", "portrait", "side"]);
    expect(await button().isEnabled()).toBe(true);
    expect((await rest.balance()).value).toMatchObject({ total: 96 });
  });

  test("sends a call without a response again after a reload, with the same key, and is charged once", async () => {
    const { id, rest } = await start();
    await title("Mira: ready");
    await holdMutations(page);
    await button().click();
    await waitFor("the new set", async () => (await rest.get(id)).value?.status === "reviewing");
    const stored = await page.evaluate<string>('localStorage.getItem("retake.pending")');
    const [{ key }] = JSON.parse(stored);
    const reopen = await leave();
    const repeated = page.waitForRequest((request) => request.postData()?.includes(key) ?? false);
    await reopen();
    await repeated;
    await title("Mira: reviewing");
    await waitFor("the response", async () => (await page.evaluate('localStorage.getItem("retake.pending")')) === "[]");
    expect((await rest.balance()).value).toMatchObject({ total: 96 });
  });

  test("shows the changes that it missed while the network was down", async () => {
    const { id, rest } = await start();
    await title("Mira: ready");
    site.cut("down");
    await rest.update(id, { name: "Mina" });
    site.restore();
    await title("Mina: ready");
  });

  test("keeps its subscriptions when the token route fails for a while", async () => {
    const { id, rest } = await start();
    await title("Mira: ready");
    // The page has no token after a reload, and the route answers 503.
    site.tokenFailure = 503;
    const refused = page.waitForResponse((response) => response.status() === 503);
    await page.reload();
    await refused;
    site.tokenFailure = null;
    await title("Mira: ready");
    await rest.update(id, { name: "Mina" });
    await title("Mina: ready");
  });

  test("asks the user to sign in again, and keeps the stored call until then", async () => {
    const { id, rest } = await start();
    await title("Mira: ready");
    await holdMutations(page);
    await button().click();
    await waitFor("the new set", async () => (await rest.get(id)).value?.status === "reviewing");
    const reopen = await leave();
    site.tokenFailure = 401;
    await reopen();
    await message("Sign in again.");
    expect(await page.evaluate<string>('localStorage.getItem("retake.pending")')).toContain(id);
    site.tokenFailure = null;
    await page.reload();
    await title("Mira: reviewing");
    await waitFor("the response", async () => (await page.evaluate('localStorage.getItem("retake.pending")')) === "[]");
    expect((await rest.balance()).value).toMatchObject({ total: 96 });
  });

  test("reads new URLs once when the images' URLs have expired", async () => {
    await start();
    await title("Mira: ready");
    await button().click();
    await title("Mira: reviewing");
    await fourImages();
    let reads = 0;
    page.on("request", (request) => {
      if (request.postData()?.includes("query Character")) reads += 1;
    });
    // A changed signature is refused with 403, as an expired one is.
    const isOld = new Set<string>();
    await page.route("**/storage/**", (route) => {
      const [file = ""] = route.request().url().split("?");
      if (isOld.has(file)) return route.continue();
      isOld.add(file);
      return route.continue({ url: `${route.request().url()}0` });
    });
    await page.reload();
    expect(await fourImages()).toEqual(["back", "front", "portrait", "side"]);
    expect(reads).toBe(1);
  });

  test("shows the poses as text, and does not read again, when the images do not exist", async () => {
    // The images of a seeded character are not in the store.
    let reads = 0;
    page.on("request", (request) => {
      if (request.postData()?.includes("query Character")) reads += 1;
    });
    await start();
    await waitFor("the texts", async () => (await page.getByRole("img").count()) === 4 && reads === 1);
    const { rest, id } = await start();
    await rest.update(id, { name: "Mina" });
    await title("Mina: ready");
    expect(await loaded()).toEqual([]);
    expect(reads).toBe(2);
  });

  test("shows why a call was refused, and a click sends a new call", async () => {
    const { id, teamId, rest } = await start({ credits: 3 });
    await title("Mira: ready");
    await button().click();
    await message("This call costs 4 credits; 3 are available and 0 are held.");
    expectOk(await grantCredits(app.app, { teamId, amount: 1, note: null }));
    await button().click();
    await title("Mira: reviewing");
    expect((await rest.get(id)).value?.status).toBe("reviewing");
  });
});
