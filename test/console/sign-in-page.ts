import type { Page } from "playwright-core";
import { createConsoleCode } from "../../src/operations/console-session.ts";
import type { TestApp } from "../helpers/app.ts";

/**
 * Opens the console with a sign-in link of the team. `url` can be that of another process on the same database.
 */
export async function signInByLink(
  page: Page,
  app: TestApp,
  teamId: string,
  characterId?: string,
  url = app.url,
): Promise<void> {
  const code = await createConsoleCode(app.app, teamId);
  const target = characterId === undefined ? "" : `&character=${characterId}`;
  await page.goto(`${url}/console#code=${code}${target}`);
  await page.getByRole("status").filter({ hasText: "Live" }).waitFor();
}

/** The paths of the views in the navigation: a new view is in every test of all views. */
export async function viewPaths(page: Page): Promise<readonly string[]> {
  const links = page.getByRole("navigation", { name: "Views" }).locator('a[href^="/console"]');
  const paths = await links.evaluateAll((found) => found.map((link) => link.getAttribute("href") ?? ""));
  if (paths.length < 2) throw new Error("the navigation has no views");
  return paths;
}

/** The team's ledger, oldest first: `hold 4`. */
export async function ledgerOf(app: TestApp, teamId: string): Promise<readonly string[]> {
  const entries = await app.app.db.sql`
    select kind, amount::int from retake.ledger_entries where team_id = ${teamId} order by seq`;
  return entries.map(({ kind, amount }) => `${kind} ${amount}`);
}
