import { execFile, spawnSync } from "node:child_process";
import { promisify } from "node:util";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { startTestApp, type TestApp } from "../helpers/app.ts";
import { CHROMIUM, openBrowser, type TestBrowser } from "../helpers/browser.ts";
import { ledgerOf, signInByLink } from "./sign-in-page.ts";

const hasCurl = spawnSync("curl", ["--version"]).status === 0;
if (!hasCurl) console.warn("The tests of the console's curl commands are skipped: there is no curl.");

describe.skipIf(!CHROMIUM || !hasCurl)("what the console lets a person copy and try", { timeout: 120_000 }, () => {
  let app: TestApp;
  let browser: TestBrowser;
  beforeAll(async () => {
    app = await startTestApp({ env: { SANDBOX_LATENCY_MS: "200" } });
    browser = await openBrowser();
  });
  afterAll(async () => {
    await browser[Symbol.asyncDispose]();
    await app[Symbol.asyncDispose]();
  });

  const run = async (command: string, apiKey: string): Promise<string> => {
    const env = { ...process.env, RETAKE_API_KEY: apiKey };
    const { stdout } = await promisify(execFile)("sh", ["-c", `${command} -s -i`], { env });
    return stdout;
  };
  const copied = async (page: Page, button: string) => {
    await page.getByRole("button", { name: button, exact: true }).click();
    await page.getByRole("button", { name: "Copied" }).first().waitFor();
    const text = await page.evaluate(() => navigator.clipboard.readText());
    // A click elsewhere restores the label of the button.
    await page.getByRole("heading", { level: 1 }).click();
    return text;
  };
  const permissions = ["clipboard-read", "clipboard-write"];

  test("the first steps are ticked when they are done, and stay ticked after a reload", async () => {
    const { teamId, apiKey } = await app.seed.team({ credits: 20 });
    const id = await app.seed.character(teamId);
    const page = await browser.newPage({ permissions });
    await signInByLink(page, app, teamId, id);
    const step = (name: string) => page.getByRole("heading", { name: `${name} (done)` }).waitFor();
    await page.getByText("0 of 4 done").waitFor();
    await page.getByRole("button", { name: /^Resynthesize/ }).click();
    await step("Resynthesize");
    await page.getByRole("heading", { name: "Mira Reviewing" }).waitFor();
    await page.getByRole("button", { name: "Send the same call again" }).click();
    await step("Send it again");
    await page.getByRole("button", { name: "Cut it now" }).click();
    await page.getByText(/^Cut since/).waitFor();
    await page.getByRole("button", { name: "Connect again" }).click();
    await step("Cut the connection");
    await page.getByText("3 of 4 done").waitFor();
    expect(await run(await copied(page, "Copy"), apiKey)).toMatch(/^HTTP\/1.1 200/);
    await step("Call it from your code");
    await page.getByText("4 of 4 done").waitFor();
    await page.getByRole("heading", { name: "Mira Reviewing" }).waitFor();
    expect(await ledgerOf(app, teamId)).toEqual(["grant 20", "hold 4", "capture 4", "hold 4", "capture 4"]);
    await page.reload();
    await page.getByText("4 of 4 done").waitFor();
    expect(await page.getByRole("heading", { name: "Call it from your code" }).isVisible()).toBe(false);
  });

  test.each([
    ["Resynthesize", /^Resynthesize/, /Mira Reviewing/],
    ["Regenerate", /^Regenerate side/, /Mira Reviewing/],
  ])("the inspector's curl of %s replays the call, over GraphQL and over /v1", async (name, button, ended) => {
    const { teamId, apiKey } = await app.seed.team({ credits: 20 });
    const id = await app.seed.character(teamId);
    const page = await browser.newPage({ permissions });
    await signInByLink(page, app, teamId, id);
    await page.getByRole("button", { name: button }).click();
    if (name === "Regenerate") {
      await page.getByLabel(/Instructions/).fill("a 'quoted' smile, $HOME");
      await page
        .getByRole("dialog")
        .getByRole("button", { name: /^Regenerate/ })
        .click();
    }
    await page.getByRole("heading", { name: ended }).waitFor();
    const before = await ledgerOf(app, teamId);
    await page.getByRole("link", { name: "Inspector" }).click();
    await page.getByText(`mutation ${name}`).click();
    expect(await run(await copied(page, "Copy as curl"), apiKey)).toContain('"replayed":true');
    const overRest = await run(await copied(page, "Copy as curl for /v1"), apiKey);
    expect(overRest).toMatch(/^HTTP\/1.1 200/);
    expect(overRest).toMatch(/aurous-idempotent-replayed: true/i);
    expect(await ledgerOf(app, teamId)).toEqual(before);
  });

  test("the inspector's curl commands for free calls and lists work unchanged", async () => {
    const { teamId, apiKey } = await app.seed.team({ credits: 20 });
    await app.seed.character(teamId, { status: "reviewing" });
    const page = await browser.newPage({ permissions });
    await signInByLink(page, app, teamId);
    await page.getByRole("button", { name: /^New character/ }).click();
    await page.getByLabel("Name").fill("Ada");
    await page.getByLabel("Age").fill("44");
    await page.getByRole("button", { name: /^Create/ }).click();
    await page.getByRole("heading", { name: "Ada Reviewing" }).waitFor();
    await page.getByRole("button", { name: "Edit", exact: true }).click();
    await page.getByLabel("Body type").fill("tall");
    await page.getByRole("button", { name: "Save changes" }).click();
    await page.getByText("tall", { exact: false }).first().waitFor();
    await page.getByRole("button", { name: "Save", exact: true }).click();
    await page.getByRole("heading", { name: "Ada Ready" }).waitFor();
    const before = await ledgerOf(app, teamId);
    await page.getByRole("link", { name: "Inspector" }).click();
    const calls = [
      "query Gallery",
      "mutation CreateCharacter",
      "mutation Update",
      "mutation Save",
      "query CharacterPage",
    ];
    for (const call of calls) {
      const details = page.locator("details.call", { hasText: call }).first();
      await details.locator("summary").click();
      for (const label of ["Copy as curl", "Copy as curl for /v1"])
        expect(await run(await copied(page, label), apiKey), `${call}: ${label}`).toMatch(/^HTTP\/1.1 20[01]/);
      await details.locator("summary").click();
    }
    expect(await ledgerOf(app, teamId)).toEqual(before);
  });
});
