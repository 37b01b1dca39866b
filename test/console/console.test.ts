import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { startTestApp, type TestApp } from "../helpers/app.ts";
import { CHROMIUM, openBrowser, type TestBrowser } from "../helpers/browser.ts";
import { waitFor } from "../helpers/wait-for.ts";
import { ledgerOf, signInByLink } from "./sign-in-page.ts";

/** Milliseconds that an image takes: long enough to observe each one, and short enough for a test. */
const SANDBOX_LATENCY_MS = "400";

/** Milliseconds for a step in the browser. On a busy machine it takes many times its usual second. */
const TIMEOUT_MS = 120_000;

describe.skipIf(!CHROMIUM)("the console in Chromium", { timeout: TIMEOUT_MS }, () => {
  let app: TestApp;
  let browser: TestBrowser;
  beforeAll(async () => {
    app = await startTestApp({ env: { SANDBOX_LATENCY_MS } });
    browser = await openBrowser();
  });
  afterAll(async () => {
    await browser[Symbol.asyncDispose]();
    await app[Symbol.asyncDispose]();
  });

  const ledger = (teamId: string) => ledgerOf(app, teamId);
  const heading = (page: Page, name: string) => page.getByRole("heading", { level: 1, name });
  /** Opens the page of a new character, signed in as its team. */
  const openCharacter = async ({
    credits = 20,
    status = "ready",
  }: {
    credits?: number;
    status?: "ready" | "reviewing";
  } = {}) => {
    const team = await app.seed.team({ credits });
    const id = await app.seed.character(team.teamId, { status });
    const page = await browser.newPage();
    await signInByLink(page, app, team.teamId, id);
    return { ...team, id, page };
  };
  const resynthesize = (page: Page) => page.getByRole("button", { name: /^Resynthesize/ });

  test("a sign-in link opens the character, works once, and leaves no code in the URL", async () => {
    const { page, id } = await openCharacter();
    await heading(page, "Mira").waitFor();
    expect(page.url()).toBe(`${app.url}/console/characters/${id}`);
    await page.reload();
    await heading(page, "Mira").waitFor();
  });

  test("a used or unknown code shows the sign-in page with the reason", async () => {
    const page = await browser.newPage();
    await page.goto(`${app.url}/console#code=AAAAAAAAAAAAAAAAAAAAAA`);
    await page.getByText("This sign-in link has expired or was already used.").waitFor();
  });

  test("an API key entered on the page signs in and is not stored", async () => {
    const { apiKey } = await app.seed.team();
    const page = await browser.newPage();
    await page.goto(`${app.url}/console`);
    await page.getByLabel("Or enter an API key").fill(apiKey);
    await page.getByRole("button", { name: "Sign in" }).click();
    await heading(page, "Characters").waitFor();
    const kept = await page.evaluate(() => JSON.stringify([{ ...localStorage }, { ...sessionStorage }]));
    expect(kept).not.toContain(apiKey);
  });

  test("shows the price before a character is created, and each of its four images when it is delivered", async () => {
    const { teamId } = await app.seed.team({ credits: 10 });
    const page = await browser.newPage();
    await signInByLink(page, app, teamId);
    await page.getByRole("button", { name: "New character" }).first().click();
    await page.getByText("4 credits for four poses").waitFor();
    await page.getByLabel("Name").fill("Ada");
    await page.getByLabel("Hair colour").fill("red");
    await page.getByRole("button", { name: /^Create/ }).click();
    await heading(page, "Ada").waitFor();
    await page
      .getByText(/Synthesizing [123] of 4/)
      .first()
      .waitFor();
    await page.getByRole("heading", { name: "Ada Reviewing" }).waitFor();
    for (const pose of ["portrait", "front", "side", "back"])
      await page.getByRole("img", { name: `Ada, ${pose}` }).waitFor();
    expect(await ledger(teamId)).toEqual(["grant 10", "hold 4", "capture 4"]);
    await page.getByRole("button", { name: "Save", exact: true }).click();
    await page.getByRole("heading", { name: "Ada Ready" }).waitFor();
  });

  test("resynthesizes once for a double click, and replays the same call without a charge", async () => {
    const { page, teamId } = await openCharacter({ credits: 8 });
    await resynthesize(page).dblclick();
    await page.getByRole("heading", { name: "Mira Reviewing" }).waitFor();
    await page.getByRole("button", { name: "Send the same call again" }).click();
    await page.getByText("Replayed, charged once.", { exact: true }).waitFor();
    expect(await ledger(teamId)).toEqual(["grant 8", "hold 4", "capture 4"]);
  });

  test("restores an earlier set and regenerates one pose", async () => {
    const { page, teamId } = await openCharacter();
    await resynthesize(page).click();
    await page.getByRole("heading", { name: "Mira Reviewing" }).waitFor();
    await page.getByRole("button", { name: "Regenerate side" }).click();
    await page
      .getByRole("dialog")
      .getByRole("button", { name: /^Regenerate/ })
      .click();
    await page
      .getByText(/Synthesizing 0 of 1/)
      .first()
      .waitFor();
    await page.getByRole("heading", { name: "Mira Reviewing" }).waitFor();
    await page.getByRole("button", { name: "Set 1", exact: true }).click();
    await page.getByRole("button", { name: /^Restore set 1/ }).click();
    await page.getByRole("button", { name: "Set 1, current" }).waitFor();
    expect(await ledger(teamId)).toEqual(["grant 20", "hold 4", "capture 4", "hold 1", "capture 1"]);
  });

  test("cancels a running synthesis and shows the returned credits", async () => {
    const { page } = await openCharacter({ credits: 4 });
    await resynthesize(page).click();
    await page.getByRole("button", { name: "Cancel" }).click();
    await page.getByText("0 charged, 4 returned.").waitFor();
    await page.getByRole("heading", { name: "Mira Ready" }).waitFor();
  });

  test("shows the price and the available credits when there are too few", async () => {
    const { page } = await openCharacter({ credits: 2 });
    await resynthesize(page).click();
    await page.getByText("Resynthesize costs 4; 2 are available and 0 are held").waitFor();
  });

  test("sends the refused call again when Try again is pressed, and not a later one", async () => {
    const { page, teamId } = await openCharacter({ status: "reviewing" });
    const refusal = { __typename: "RateLimitExceededError", code: "rate_limit_exceeded", message: "" };
    const result = { ...refusal, bucket: "characters_post", retryAfterSeconds: 1 };
    await page.route("**/graphql", (route) =>
      route.request().postData()?.includes("mutation Save")
        ? route.fulfill({ json: { data: { result } } })
        : route.continue(),
    );
    await page.getByRole("button", { name: "Save", exact: true }).click();
    await page.getByText("rate limit for character changes allows the next call in 1 second.").waitFor();
    await page.unroute("**/graphql");
    await page.getByRole("button", { name: "Try again", exact: true }).click();
    await page.getByRole("heading", { name: "Mira Ready" }).waitFor();
    expect(await ledger(teamId)).toEqual(["grant 20"]);
  });

  test("edits the attributes, removes them, and deletes the character", async () => {
    const { page } = await openCharacter();
    await page.getByRole("button", { name: "Edit", exact: true }).click();
    await page.getByLabel("Hair colour").fill("copper");
    await page.getByRole("button", { name: "Save changes" }).click();
    await page.getByText("copper hair").waitFor();
    await page.getByRole("button", { name: "Edit", exact: true }).click();
    for (const field of await page.getByRole("dialog").locator("input:not([name=name]), textarea").all())
      await field.fill("");
    await page.getByRole("button", { name: "Save changes" }).click();
    await page.getByText("No attributes stored").waitFor();
    expect(await resynthesize(page).isDisabled()).toBe(true);
    await page.getByText("More", { exact: true }).click();
    await page.getByRole("button", { name: "Delete" }).click();
    await page.getByRole("button", { name: "Delete permanently" }).click();
    await page.getByText("No characters yet.").waitFor();
  });

  test("downloads the contact sheet of the current set", async () => {
    const { page } = await openCharacter();
    await resynthesize(page).click();
    await page.getByRole("heading", { name: "Mira Reviewing" }).waitFor();
    await page.getByText("More", { exact: true }).click();
    const download = page.waitForEvent("download");
    await page.getByRole("link", { name: "Download contact sheet" }).click();
    const file = await download;
    expect(file.suggestedFilename()).toBe("Mira.png");
    expect(await file.failure()).toBeNull();
  });

  test("counts down the seconds when a rate limit refuses the call", async () => {
    const { page, apiKey, id } = await openCharacter({ credits: 400 });
    const call = (path: string) =>
      fetch(`${app.url}/v1/characters/${id}/${path}`, { method: "POST", headers: { "X-Api-Key": apiKey } });
    for (let nth = 0; nth < 12; nth += 1) {
      await call("resynthesize");
      await call("cancel");
    }
    await page.getByRole("heading", { name: "Mira Ready" }).waitFor();
    await resynthesize(page).click();
    await page.getByRole("button", { name: /^Try again in \d+ s$/ }).waitFor();
  });

  test("after a reload during a mutation, the page sends it again with the same key", async () => {
    const { page, teamId } = await openCharacter();
    // The response never reaches the page, although the server has accepted the call.
    await page.route("**/graphql", async (route) => {
      if (!route.request().postData()?.includes("mutation Resynthesize")) return route.continue();
      // The reload of the page may have ended the route in the meantime.
      await route.fetch().catch(() => undefined);
      await route.abort().catch(() => undefined);
    });
    await resynthesize(page).click();
    await waitFor("the hold", async () => (await ledger(teamId)).includes("hold 4"));
    // The page must be gone before its requests get through again: it would repeat the call itself.
    const address = page.url();
    await page.goto("about:blank");
    await page.unroute("**/graphql");
    await page.goto(address);
    await page.getByText("Replayed, charged once.", { exact: true }).waitFor();
    expect((await ledger(teamId)).filter((entry) => entry.startsWith("hold"))).toEqual(["hold 4"]);
  });

  test("two windows show the same changes", async () => {
    const { teamId } = await app.seed.team({ credits: 20 });
    const id = await app.seed.character(teamId);
    const first = await browser.newPage();
    await signInByLink(first, app, teamId, id);
    const second = await browser.newPage();
    await signInByLink(second, app, teamId);
    await resynthesize(first).click();
    await second
      .getByText(/Synthesizing \d of 4/)
      .first()
      .waitFor();
    await second.getByRole("listitem").filter({ hasText: "Mira" }).getByText("Reviewing").waitFor();
  });

  test("shows that the connection was cut, and receives the missed changes when it reconnects", async () => {
    const { page, teamId } = await openCharacter();
    await page.getByRole("button", { name: "Cut it now" }).click();
    await page.getByText(/^Cut since/).waitFor();
    await resynthesize(page).click();
    await waitFor("the capture", async () => (await ledger(teamId)).includes("capture 4"));
    await page.getByRole("button", { name: "Connect again" }).click();
    await page.getByRole("heading", { name: "Mira Reviewing" }).waitFor();
    await page.getByText("Connected again").waitFor();
  });

  test("asks for a new sign-in when the old one has expired", async () => {
    const { page, teamId } = await openCharacter();
    await app.app.db
      .sql`update retake.api_keys set expires_at = retake.clock_now() - interval '1 second' where team_id = ${teamId} and console_signed_in_at is not null`;
    await page.getByText("Your sign-in has expired. Sign in again.").waitFor();
  });

  test("lists keys, revokes one, and shows the ledger with the work that each entry is for", async () => {
    const { page, keyId } = await openCharacter();
    await resynthesize(page).click();
    await page.getByRole("heading", { name: "Mira Reviewing" }).waitFor();
    await page.getByRole("link", { name: "Credits", exact: true }).click();
    await page.getByRole("link", { name: "Resynthesize: Mira" }).first().click();
    await page.locator("tr.anchor", { hasText: "4 charged" }).waitFor();
    await page.getByRole("link", { name: "Keys" }).click();
    await page.getByRole("button", { name: /^Revoke al_live/ }).click();
    await page.getByRole("dialog").getByRole("button", { name: "Revoke" }).click();
    await page.getByText("Revoked.").waitFor();
    const [row] = await app.app.db.sql`select revoked_at from retake.api_keys where id = ${keyId}`;
    expect(row?.revoked_at).not.toBeNull();
  });

  test("creates an image with a ready character", async () => {
    const { teamId } = await app.seed.team({ credits: 20 });
    await app.seed.character(teamId);
    const page = await browser.newPage();
    await signInByLink(page, app, teamId);
    await page.getByRole("link", { name: "Images" }).click();
    await page.getByRole("button", { name: "New image" }).click();
    await page.getByLabel("Prompt").fill("reading a letter by the window");
    await page.getByRole("button", { name: /^Create/ }).click();
    await page.getByRole("img", { name: "reading a letter by the window" }).waitFor();
  });

  test("the inspector shows each call, and sending one again shows the replay", async () => {
    const { page } = await openCharacter();
    await resynthesize(page).click();
    await page.getByRole("heading", { name: "Mira Reviewing" }).waitFor();
    await page.getByRole("link", { name: "Inspector" }).click();
    await page.getByText("mutation Resynthesize").click();
    await page.getByRole("button", { name: "Send again" }).click();
    await page.getByText(/replayed, not charged/).waitFor();
  });

  test("writes no error to the browser's console", () => {
    // Expected are the error responses that the tests provoke, the missing images of seeded characters, and the
    // rejected promise that graphql-ws leaves when a connection closes.
    const expected = /^: CloseEvent|status of 401|status of 404 .*\/storage\/|net::ERR_FAILED|ERR_ABORTED/;
    expect(browser.faults.filter((fault) => !expected.test(fault))).toEqual([]);
  });
});
