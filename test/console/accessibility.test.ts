import axe from "axe-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { startTestApp, type TestApp } from "../helpers/app.ts";
import { CHROMIUM, openBrowser, type TestBrowser } from "../helpers/browser.ts";
import { signInByLink, viewPaths } from "./sign-in-page.ts";

const DIALOGS = [
  ["edit", /^Edit$/],
  ["regenerate", /^Regenerate side/],
] as const;
const DOCUMENTS = ["/docs", "/docs/contract", "/docs/graphql", "/docs/rest", "/docs/search?q=key", "/errors"] as const;
/** Of axe's four grades, those that prevent people from using the page. */
const SERIOUS = new Set(["serious", "critical"]);

describe.skipIf(!CHROMIUM)("accessibility", { timeout: 180_000 }, () => {
  let app: TestApp;
  let browser: TestBrowser;
  beforeAll(async () => {
    app = await startTestApp({ env: { SANDBOX_LATENCY_MS: "1000" } });
    browser = await openBrowser();
  });
  afterAll(async () => {
    await browser[Symbol.asyncDispose]();
    await app[Symbol.asyncDispose]();
  });

  test.each(["light", "dark"] as const)("no view has a serious fault by axe in the %s theme", async (colorScheme) => {
    const { teamId } = await app.seed.team({ credits: 50 });
    const id = await app.seed.character(teamId);
    await app.seed.character(teamId, { status: "failed", name: "Kofi" });
    const page = await browser.newPage({ colorScheme, bypassCSP: true, reducedMotion: "reduce" });
    await page.goto(`${app.url}/console`);
    const found: string[] = [];
    const look = async (view: string) => {
      await page.evaluate(axe.source);
      const { violations } = await page.evaluate(() => (globalThis as unknown as { axe: typeof axe }).axe.run());
      const serious = violations.filter(({ impact }) => SERIOUS.has(impact ?? ""));
      found.push(
        ...serious.map(({ id: rule, nodes }) => `${view}: ${rule}: ${nodes.map(({ html }) => html).join(" | ")}`),
      );
    };
    await look("sign-in");
    await signInByLink(page, app, teamId, id);
    await page.getByRole("heading", { level: 1, name: "Mira" }).waitFor();
    await look("character");
    await page.getByRole("button", { name: /^Resynthesize/ }).click();
    await page
      .getByText(/Synthesizing \d of 4/)
      .first()
      .waitFor();
    await look("running");
    await page.getByRole("heading", { name: "Mira Reviewing" }).waitFor();
    await page.getByRole("button", { name: "Set 1", exact: true }).click();
    await page.getByRole("button", { name: /^Restore/ }).waitFor();
    await look("compare");
    for (const [view, button] of DIALOGS) {
      await page.getByRole("button", { name: button }).click();
      await page.getByRole("dialog").waitFor();
      await look(view);
      await page.keyboard.press("Escape");
    }
    await page.getByText("More", { exact: true }).click();
    await look("menu");
    await page.getByRole("button", { name: "Cut it now" }).click();
    await page.getByText(/^Cut since/).waitFor();
    await look("cut");
    await page.getByRole("button", { name: "Connect again" }).click();
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
    expect(found).toEqual([]);
  });
});
