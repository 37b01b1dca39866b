import axe from "axe-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { startTestApp, type TestApp } from "../helpers/app.ts";
import { CHROMIUM, openBrowser, type TestBrowser } from "../helpers/browser.ts";
import { signInByLink } from "./sign-in-page.ts";

const VIEWS = ["", "/images", "/credits", "/keys", "/inspector"] as const;
/** Of axe's four grades, those that keep a person from using the page. */
const SERIOUS = new Set(["serious", "critical"]);

describe.skipIf(!CHROMIUM)("accessibility", { timeout: 180_000 }, () => {
  let app: TestApp;
  let browser: TestBrowser;
  beforeAll(async () => {
    app = await startTestApp();
    browser = await openBrowser();
  });
  afterAll(async () => {
    await browser[Symbol.asyncDispose]();
    await app[Symbol.asyncDispose]();
  });

  test.each(["light", "dark"] as const)(
    "axe finds nothing serious on any view in the %s theme",
    async (colorScheme) => {
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
      for (const view of VIEWS) {
        await page.getByRole("navigation", { name: "Views" }).locator(`a[href="/console${view}"]`).click();
        await page.getByRole("heading", { level: 1 }).waitFor();
        await look(view === "" ? "gallery" : view);
      }
      await page.goto(`${app.url}/docs`);
      await look("docs");
      expect(found).toEqual([]);
    },
  );
});
