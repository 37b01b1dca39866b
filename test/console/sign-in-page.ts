import type { Page } from "playwright-core";
import { createConsoleCode } from "../../src/operations/console-session.ts";
import type { TestApp } from "../helpers/app.ts";

/** Opens the console as a person of the team does who follows a sign-in link. */
export async function signInByLink(page: Page, app: TestApp, teamId: string, characterId?: string): Promise<void> {
  const code = await createConsoleCode(app.app, teamId);
  const target = characterId === undefined ? "" : `&character=${characterId}`;
  await page.goto(`${app.url}/console#code=${code}${target}`);
  await page.getByRole("status").filter({ hasText: "Live" }).waitFor();
}
