import { createHash } from "node:crypto";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Server, startServer } from "../crashes/server.ts";
import { startTestApp, type TestApp } from "../helpers/app.ts";
import { CHROMIUM, openBrowser, type TestBrowser } from "../helpers/browser.ts";
import { waitFor } from "../helpers/wait-for.ts";
import { ledgerOf, signInByLink } from "./sign-in-page.ts";

/** Milliseconds that an image takes, so that a synthesis of four is still running when the process is killed. */
const SANDBOX_LATENCY_MS = "1500";
/** Milliseconds within which another worker continues the synthesis of a killed one: 30 s and a reserve. */
const TAKEN_OVER_MS = 90_000;

describe.skipIf(!CHROMIUM)("the console when something breaks", { timeout: 240_000 }, () => {
  let app: TestApp;
  let browser: TestBrowser;
  beforeAll(async () => {
    // This app only seeds and verifies. Only the processes that the tests start and kill run syntheses.
    app = await startTestApp({ roles: ["gateway"] });
    browser = await openBrowser();
  });
  afterAll(async () => {
    await browser[Symbol.asyncDispose]();
    await app[Symbol.asyncDispose]();
  });

  const start = (env: Record<string, string> = {}): Promise<Server> =>
    startServer(app.database.target, app.dataDir, { env: { SANDBOX_LATENCY_MS, ...env } });
  const restart = (server: Server) => start({ PORT: new URL(server.url ?? "").port });
  const resynthesize = (page: Page) => page.getByRole("button", { name: /^Resynthesize/ });
  const connection = (page: Page, words: RegExp) => page.getByRole("status").filter({ hasText: words });
  const loads = (page: Page) => page.evaluate(() => performance.timeOrigin);

  test("shows that a gateway was killed, reconnects, and shows the outcome, charged once, without a reload", async () => {
    const { teamId } = await app.seed.team({ credits: 20 });
    const id = await app.seed.character(teamId);
    const server = await start();
    const page = await browser.newPage();
    await signInByLink(page, app, teamId, id, server.url ?? "");
    const loadedAt = await loads(page);
    await resynthesize(page).click();
    await page
      .getByText(/Synthesizing [123] of 4/)
      .first()
      .waitFor();
    await server.kill("SIGKILL");
    await connection(page, /^(Reconnecting…|Offline since)/).waitFor();
    await using again = await restart(server);
    await connection(page, /^Live$/).waitFor({ timeout: TAKEN_OVER_MS });
    await page.getByRole("heading", { name: "Mira Reviewing" }).waitFor({ timeout: TAKEN_OVER_MS });
    await page.getByRole("cell", { name: "4 charged" }).waitFor();
    expect(await loads(page)).toBe(loadedAt);
    expect(await ledgerOf(app, teamId)).toEqual(["grant 20", "hold 4", "capture 4"]);
    expect(again.url).toBe(server.url);
  });

  test("sends a call made while no gateway was running once, when one is running again", async () => {
    const { teamId } = await app.seed.team({ credits: 20 });
    const id = await app.seed.character(teamId);
    const server = await start();
    const page = await browser.newPage();
    await signInByLink(page, app, teamId, id, server.url ?? "");
    await page.getByRole("heading", { name: "Mira Ready" }).waitFor();
    await server.kill("SIGTERM");
    await connection(page, /^(Reconnecting…|Offline since)/).waitFor();
    await resynthesize(page).click();
    await page.getByRole("button", { name: "Sending…" }).waitFor();
    expect(await ledgerOf(app, teamId)).toEqual(["grant 20"]);
    await using again = await restart(server);
    await page.getByRole("heading", { name: "Mira Reviewing" }).waitFor({ timeout: TAKEN_OVER_MS });
    expect(await ledgerOf(app, teamId)).toEqual(["grant 20", "hold 4", "capture 4"]);
    expect(again.url).toBe(server.url);
  });

  test("two windows send the same call with one key while the first call has no response", async () => {
    const { teamId } = await app.seed.team({ credits: 20 });
    const id = await app.seed.character(teamId);
    const first = await browser.newPage();
    await signInByLink(first, app, teamId, id);
    const second = await browser.newWindow(first);
    await signInByLink(second, app, teamId, id);
    await first.route("**/graphql", (route) =>
      route.request().postData()?.includes("mutation Resynthesize") ? route.abort() : route.continue(),
    );
    await resynthesize(first).click();
    await first.getByRole("button", { name: "Sending…" }).waitFor();
    await resynthesize(second).click();
    await second.getByText("Synthesizing 0 of 4").first().waitFor();
    await first.unroute("**/graphql");
    await waitFor("no pending call", () => first.evaluate(() => localStorage.getItem("retake.pending") === "[]"));
    expect(await ledgerOf(app, teamId)).toEqual(["grant 20", "hold 4"]);
    await second.getByRole("button", { name: "Cancel" }).click();
    await first.getByRole("heading", { name: "Mira Ready" }).waitFor();
  });

  test("a pending call of one team is not sent after a sign-in to another", async () => {
    const mine = await app.seed.team({ credits: 20 });
    const other = await app.seed.team({ credits: 20 });
    const page = await browser.newPage();
    await signInByLink(page, app, mine.teamId);
    await page.route("**/graphql", (route) =>
      route.request().postData()?.includes("mutation CreateCharacter") ? route.abort() : route.continue(),
    );
    await page.getByRole("button", { name: "New character" }).click();
    await page.getByLabel("Name").fill("Ada");
    await page.getByLabel("Gender").fill("female");
    await page.getByRole("button", { name: /^Create/ }).click();
    await page.getByRole("button", { name: "Sending…" }).waitFor();
    await page.reload();
    await connection(page, /^Live$/).waitFor();
    await page.getByRole("button", { name: "Sign out" }).click();
    await page.unroute("**/graphql");
    await signInByLink(page, app, other.teamId);
    await page.getByText("No characters yet.").waitFor();
    await signInByLink(page, app, mine.teamId);
    await page.getByText("Accepted.", { exact: true }).waitFor();
    expect(await ledgerOf(app, mine.teamId)).toEqual(["grant 20", "hold 4"]);
    expect(await ledgerOf(app, other.teamId)).toEqual(["grant 20"]);
  });

  test("does not send a waiting call again after a sign-in to another team in the same window", async () => {
    const mine = await app.seed.team({ credits: 20 });
    const other = await app.seed.team({ credits: 20 });
    const page = await browser.newPage();
    await signInByLink(page, app, mine.teamId);
    // The server accepts the call, and its response never reaches the page.
    await page.route("**/graphql", async (route) => {
      if (!route.request().postData()?.includes("mutation CreateCharacter")) return route.continue();
      await route.fetch();
      await route.abort();
    });
    await page.getByRole("button", { name: "New character" }).click();
    await page.getByLabel("Name").fill("Ada");
    await page.getByLabel("Gender").fill("female");
    await page.getByRole("button", { name: /^Create/ }).click();
    await page.getByRole("button", { name: "Sending…" }).waitFor();
    await waitFor("the hold", async () => (await ledgerOf(app, mine.teamId)).includes("hold 4"));
    await signInByLink(page, app, other.teamId);
    await page.getByText("No characters yet.").waitFor();
    await page.unroute("**/graphql");
    await page.evaluate(() => dispatchEvent(new Event("online")));
    await signInByLink(page, app, mine.teamId);
    await page.getByText("Replayed, charged once.", { exact: true }).waitFor();
    expect(await ledgerOf(app, mine.teamId)).toEqual(["grant 20", "hold 4"]);
    expect(await ledgerOf(app, other.teamId)).toEqual(["grant 20"]);
  });

  test.each([
    ["once, when the next page names a script that exists", 1, /Sign in to Retake/],
    [
      "only once, and shows a message when the script is still missing",
      Number.POSITIVE_INFINITY,
      /The console could not be loaded/,
    ],
  ])("an unknown hash answers 404, and the page reloads %s", async (_what, oldPages, words) => {
    const missing = `main-${createHash("sha256").update("gone").digest("hex").slice(0, 8).toUpperCase()}.js`;
    expect((await fetch(`${app.url}/console/assets/${missing}`)).status).toBe(404);
    const page = await browser.newPage();
    let documents = 0;
    await page.route(`${app.url}/console`, async (route) => {
      documents += 1;
      const response = await route.fetch();
      const body = (await response.text()).replaceAll(/main-\w+\.js/g, (name) =>
        documents > oldPages ? name : missing,
      );
      await route.fulfill({ response, body });
    });
    await page.goto(`${app.url}/console`);
    await page.getByText(words).waitFor();
    expect(documents).toBe(2);
  });

  test("when the console can't be built, the API keeps running and the page shows why", async () => {
    const { teamId, apiKey } = await app.seed.team({ credits: 20 });
    // This program is not esbuild, so the build fails.
    await using server = await start({ ESBUILD_BINARY_PATH: process.execPath });
    const page = await browser.newPage();
    const response = await page.goto(`${server.url}/console`);
    expect(response?.status()).toBe(500);
    await page.getByRole("heading", { name: "The console could not be built" }).waitFor();
    await page.getByText(/The API works as usual/).waitFor();
    expect(await page.locator("pre").innerText()).toMatch(/service/);
    const balance = await fetch(`${server.url}/v1/balance`, { headers: { "X-Api-Key": apiKey } });
    expect(await balance.json()).toMatchObject({ credits: 20 });
    expect(await ledgerOf(app, teamId)).toEqual(["grant 20"]);
  });
});
