import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { ProviderFailure } from "../../src/providers/provider.ts";
import { startTestApp, type TestApp } from "../helpers/app.ts";
import { CHROMIUM, openBrowser, type TestBrowser } from "../helpers/browser.ts";
import { createFakeProvider, hang, paint } from "../helpers/fake-provider.ts";
import { ledgerOf, signInByLink } from "./sign-in-page.ts";

/** Details for which the provider refuses the images, or never answers. */
const FORBIDDEN = "forbidden";
const ENDLESS = "endless";

describe.skipIf(!CHROMIUM)("what the console shows of a character's and a team's state", { timeout: 120_000 }, () => {
  let app: TestApp;
  let browser: TestBrowser;
  beforeAll(async () => {
    const provider = createFakeProvider({
      script: ({ attributes }, call, nth) => {
        if (attributes.additional_details === FORBIDDEN) throw new ProviderFailure("rejected", "refused");
        return attributes.additional_details === ENDLESS ? hang(call) : paint(nth);
      },
    });
    app = await startTestApp({ overrides: { provider } });
    browser = await openBrowser();
  });
  afterAll(async () => {
    await browser[Symbol.asyncDispose]();
    await app[Symbol.asyncDispose]();
  });

  const resynthesize = (page: Page) => page.getByRole("button", { name: /^Resynthesize/ });
  const heading = (page: Page, name: string) => page.getByRole("heading", { level: 1, name });
  const filter = (page: Page, name: string) => page.getByRole("button", { name, exact: true });

  test("says why a synthesis failed and that nothing was charged, and keeps the previous images for free", async () => {
    const { teamId } = await app.seed.team({ credits: 20 });
    const attributes = { gender: "female", additional_details: FORBIDDEN };
    const id = await app.seed.character(teamId, { attributes });
    const page = await browser.newPage();
    await signInByLink(page, app, teamId, id);
    await resynthesize(page).click();
    await page.getByText("Failed: content rejected. Nothing was charged.").waitFor();
    const help = page.getByRole("link", { name: "What to do" });
    const answer = await page.request.get(`${app.url}${await help.getAttribute("href")}`);
    expect(await answer.text()).toContain('id="content_rejected"');
    await page.getByRole("button", { name: "Keep these images · free" }).click();
    await heading(page, "Mira Reviewing").waitFor();
    expect(await ledgerOf(app, teamId)).toEqual(["grant 20", "hold 4", "release 4"]);
  });

  test("marks the poses of a new set as new, and not those of an earlier set that was restored", async () => {
    const { teamId } = await app.seed.team({ credits: 20 });
    const id = await app.seed.character(teamId);
    const page = await browser.newPage();
    await signInByLink(page, app, teamId, id);
    await resynthesize(page).click();
    await heading(page, "Mira Reviewing").waitFor();
    const marks = page.locator("figcaption").getByText("new", { exact: true });
    await marks.nth(3).waitFor();
    await page.getByRole("button", { name: "Set 1", exact: true }).click();
    await page.getByRole("button", { name: /^Restore set 1/ }).click();
    await page.getByRole("button", { name: "Set 1, current" }).waitFor();
    expect(await marks.count()).toBe(0);
  });

  test("shows a cancelled creation as cancelled, and does not mention previous images", async () => {
    const { teamId } = await app.seed.team({ credits: 20 });
    const page = await browser.newPage();
    await signInByLink(page, app, teamId);
    await page.getByRole("button", { name: "New character" }).click();
    await page.getByLabel("Name").fill("Ada");
    await page.getByLabel("More details").fill(ENDLESS);
    await page.getByRole("button", { name: /^Create/ }).click();
    await heading(page, "Ada Synthesizing 0 of 4").waitFor();
    await page.getByRole("button", { name: "Cancel" }).click();
    await heading(page, "Ada Cancelled").waitFor();
    await page.getByText("Cancelled. 0 charged, 4 returned.", { exact: true }).waitFor();
    expect(await page.getByText("no image", { exact: true }).count()).toBe(4);
  });

  test("counts the characters of each status in a team with more than one page, and keeps the counts current", async () => {
    const { teamId } = await app.seed.team({ credits: 20 });
    for (let nth = 0; nth < 52; nth += 1) await app.seed.character(teamId, { name: `Nth ${nth}` });
    const failed = await app.seed.character(teamId, { name: "Kofi", status: "failed" });
    const page = await browser.newPage();
    await signInByLink(page, app, teamId);
    await page.getByText("The newest 50 characters").waitFor();
    for (const name of ["All 53", "Ready 52", "Failed 1"]) await filter(page, name).waitFor();
    await app.seed.character(teamId, { name: "Ada", status: "reviewing" });
    for (const name of ["All 54", "Reviewing 1"]) await filter(page, name).waitFor();
    await page.getByRole("link", { name: /Kofi/ }).click();
    await page.getByText("More", { exact: true }).click();
    await page.getByRole("button", { name: "Delete" }).click();
    await page.getByRole("button", { name: "Delete permanently" }).click();
    await filter(page, "Failed 0").waitFor();
    await filter(page, "Failed 0").click();
    await page.getByText("No character has the status “Failed”.").waitFor();
    await page.getByRole("button", { name: "Show all" }).click();
    await page.getByText("The newest 50 characters").waitFor();
    expect(failed).toMatch(/^char_/);
  });

  test("reads when the connection is back what could not be read while offline", async () => {
    const { teamId } = await app.seed.team({ credits: 20 });
    await app.seed.character(teamId);
    const page = await browser.newPage();
    await signInByLink(page, app, teamId);
    await page.getByRole("link", { name: /Mira/ }).waitFor();
    await page.getByRole("link", { name: "Credits" }).click();
    await page.getByRole("cell", { name: "Granted" }).waitFor();
    await page.getByRole("link", { name: "Characters" }).click();
    const isPage = (text: string | null) => text?.includes("query CharacterPage") ?? false;
    await page.route("**/graphql", (route) => (isPage(route.request().postData()) ? route.abort() : route.continue()));
    await page.getByRole("link", { name: /Mira/ }).click();
    await page.getByText("No answer from the server.").waitFor();
    await page.unroute("**/graphql");
    await page.getByRole("button", { name: "Cut it now" }).click();
    await page.getByText(/^Cut since/).waitFor();
    await page.getByRole("button", { name: "Connect again" }).click();
    await page.getByRole("button", { name: "Set 1, current" }).waitFor();
  });

  test("a new window of the same browser is signed in, and signing out ends all windows", async () => {
    const { teamId } = await app.seed.team({ credits: 20 });
    await app.seed.character(teamId);
    const first = await browser.newPage();
    await signInByLink(first, app, teamId);
    const second = await browser.newWindow(first);
    await second.goto(`${app.url}/console`);
    await second.getByRole("link", { name: /Mira/ }).waitFor();
    await second.reload();
    await second.getByRole("button", { name: "Sign out" }).click();
    await second.getByRole("heading", { name: "Sign in to Retake" }).waitFor();
    await first.getByText("You signed out in another window.").waitFor();
    await second.reload();
    await second.getByRole("heading", { name: "Sign in to Retake" }).waitFor();
  });

  test("a sign-out while the token is being renewed stays a sign-out", async () => {
    const { teamId } = await app.seed.team({ credits: 20 });
    const page = await browser.newPage();
    await signInByLink(page, app, teamId);
    const renewal = Promise.withResolvers<void>();
    const released = Promise.withResolvers<void>();
    await page.route("**/console/session", async (route) => {
      renewal.resolve();
      const response = await route.fetch();
      await released.promise;
      await route.fulfill({ response });
    });
    await page.evaluate(() => {
      const stored = JSON.parse(sessionStorage.getItem("retake.session") ?? "");
      sessionStorage.setItem("retake.session", JSON.stringify({ ...stored, expiresAt: Date.now() + 5_000 }));
    });
    await page.reload();
    await renewal.promise;
    await page.getByRole("button", { name: "Sign out" }).click();
    await page.getByRole("heading", { name: "Sign in to Retake" }).waitFor();
    const answered = page.waitForResponse("**/console/session");
    released.resolve();
    await (await answered).finished();
    // The page has read the response when a later one has arrived.
    await page.evaluate(() => fetch("/console/boot.js").then((response) => response.text()));
    expect(await page.evaluate(() => sessionStorage.getItem("retake.session"))).toBeNull();
    expect(await page.getByRole("heading", { name: "Sign in to Retake" }).isVisible()).toBe(true);
  });
});
