import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { startTestApp, type TestApp } from "../helpers/app.ts";
import { CHROMIUM, openBrowser, type TestBrowser } from "../helpers/browser.ts";
import { ledgerOf, signInByLink, viewPaths } from "./sign-in-page.ts";

const DOCUMENTS = ["/docs", "/docs/contract", "/docs/frontend", "/docs/graphql", "/docs/rest", "/errors"] as const;

describe.skipIf(!CHROMIUM)("using the console", { timeout: 120_000 }, () => {
  let app: TestApp;
  let browser: TestBrowser;
  beforeAll(async () => {
    app = await startTestApp({ env: { SANDBOX_LATENCY_MS: "600" } });
    browser = await openBrowser();
  });
  afterAll(async () => {
    await browser[Symbol.asyncDispose]();
    await app[Symbol.asyncDispose]();
  });

  /** Presses Tab until the element with this label has the focus. */
  const tabTo = async (page: Page, words: RegExp) => {
    for (let presses = 0; presses < 60; presses += 1) {
      await page.keyboard.press("Tab");
      const label = await page.evaluate(() => {
        const { activeElement: element } = document;
        return element?.getAttribute("aria-label") ?? element?.textContent ?? "";
      });
      if (words.test(label)) return;
    }
    throw new Error(`the focus never came to ${words}`);
  };

  test("can be used with the keyboard alone", async () => {
    const { teamId } = await app.seed.team({ credits: 20 });
    await app.seed.character(teamId);
    const page = await browser.newPage();
    await signInByLink(page, app, teamId);
    await page.getByRole("link", { name: /Mira/ }).waitFor();
    await tabTo(page, /^New character/);
    await page.keyboard.press("Enter");
    await page.getByRole("dialog", { name: "New character" }).waitFor();
    await page.keyboard.press("Escape");
    await page.getByRole("dialog").waitFor({ state: "detached" });
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe("New character");
    await tabTo(page, /Mira/);
    await page.keyboard.press("Enter");
    await page.getByRole("heading", { level: 1, name: "Mira" }).waitFor();
    expect(await page.evaluate(() => document.activeElement?.id)).toBe("content");
    await tabTo(page, /^More$/);
    await page.keyboard.press("Enter");
    await page.getByRole("button", { name: "Delete" }).waitFor();
    await page.keyboard.press("Escape");
    await page.getByRole("button", { name: "Delete" }).waitFor({ state: "hidden" });
    await tabTo(page, /^Resynthesize/);
    await page.keyboard.press("Enter");
    await page.getByRole("heading", { name: /Mira Synthesizing/ }).waitFor();
    await page.getByRole("heading", { name: "Mira Reviewing" }).waitFor();
    await tabTo(page, /^Set 1$/);
    await page.keyboard.press("Enter");
    await tabTo(page, /^Restore set 1/);
    await page.keyboard.press("Enter");
    await page.getByText("Set 1 is the current set.").waitFor();
    expect(await ledgerOf(app, teamId)).toEqual(["grant 20", "hold 4", "capture 4"]);
  });

  test("announces the progress to screen readers, and animates nothing when reduced motion is set", async () => {
    const { teamId } = await app.seed.team({ credits: 20 });
    const id = await app.seed.character(teamId);
    const page = await browser.newPage({ reducedMotion: "reduce" });
    await signInByLink(page, app, teamId, id);
    await page.getByRole("button", { name: /^Resynthesize/ }).click();
    const said = (words: RegExp) => page.getByRole("status").filter({ hasText: words }).waitFor();
    await said(/^Mira: synthesizing, [123] of 4 images$/);
    expect(await page.evaluate(() => document.getAnimations().length)).toBe(0);
    await said(/^Mira: reviewing$/);
  });

  test("sends a call made while the computer was offline once, when it is online again", async () => {
    const { teamId } = await app.seed.team({ credits: 20 });
    const id = await app.seed.character(teamId);
    const page = await browser.newPage();
    await signInByLink(page, app, teamId, id);
    await page.getByRole("heading", { name: "Mira Ready" }).waitFor();
    await page.context().setOffline(true);
    await page.getByRole("button", { name: /^Resynthesize/ }).dblclick();
    await page.getByRole("button", { name: "Sending…" }).waitFor();
    await page.context().setOffline(false);
    await page.getByRole("heading", { name: "Mira Reviewing" }).waitFor();
    expect(await ledgerOf(app, teamId)).toEqual(["grant 20", "hold 4", "capture 4"]);
  });

  test("follows the progress only of the cards on the screen", async () => {
    const { teamId } = await app.seed.team({ credits: 20 });
    for (let nth = 0; nth < 40; nth += 1) await app.seed.character(teamId, { name: `Nth ${nth}` });
    const first = await app.seed.character(teamId, { name: "First" });
    const page = await browser.newPage();
    await signInByLink(page, app, teamId, first);
    await page.getByRole("button", { name: /^Resynthesize/ }).click();
    await page.getByRole("link", { name: "Characters" }).click();
    await page
      .getByRole("listitem")
      .filter({ hasText: /First.*Synthesizing [123] of 4/s })
      .waitFor();
    await page.getByRole("button", { name: "Synthesizing 1" }).waitFor();
    await page.getByRole("button", { name: "Ready 40" }).click();
    await page.getByText("40 ready, newest first").waitFor();
  });

  test.each([390, 720, 1_020, 1_440, 2_200])("no view is wider than a window of %i pixels", async (width) => {
    const { teamId } = await app.seed.team({ credits: 20 });
    const id = await app.seed.character(teamId, { name: "Bartholomew".repeat(8) });
    const page = await browser.newPage({ viewport: { width, height: 900 } });
    const wider: string[] = [];
    const look = async (view: string) => {
      const over = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      if (over > 0) wider.push(`${view}: ${over} pixels`);
    };
    await page.goto(`${app.url}/console`);
    await page.getByRole("button", { name: "Sign in" }).waitFor();
    await look("sign-in");
    await signInByLink(page, app, teamId, id);
    await page.getByRole("button", { name: /^Resynthesize/ }).click();
    await page.getByRole("cell", { name: "4 charged" }).waitFor();
    await look("character");
    await page.getByRole("button", { name: "Set 1", exact: true }).click();
    await page.getByRole("button", { name: /^Restore/ }).waitFor();
    await look("compare");
    for (const view of await viewPaths(page)) {
      await page.getByRole("navigation", { name: "Views" }).locator(`a[href="${view}"]`).click();
      await page.getByRole("heading", { level: 1 }).waitFor();
      await look(view);
    }
    await page.locator("details.call").first().click();
    await look("inspector, opened");
    for (const path of DOCUMENTS) {
      await page.goto(`${app.url}${path}`);
      await look(path);
    }
    expect(wider).toEqual([]);
  });
});
