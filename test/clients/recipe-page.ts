import type { Page, Route } from "playwright-core";
import type { TestBrowser } from "../helpers/browser.ts";
import type { Character, Paid } from "./pages/story.ts";
import type { RecipeSite } from "./recipe-site.ts";

/** A page with the recipes, and the warnings that client libraries wrote to its console. */
export type RecipePage = {
  readonly page: Page;
  /** Calls a function of `pages/main.ts`, such as `"apollo.read"`. */
  readonly call: <T>(name: string, ...args: readonly unknown[]) => Promise<T>;
  readonly warnings: string[];
};

export type Shown = Character;
export type Answered = Paid;

/** What a browser logs when the network fails. Every other warning is a fault of a recipe. */
const NETWORK = /Failed to load resource|WebSocket connection to|net::ERR/;

export async function openRecipePage(browser: TestBrowser, site: RecipeSite, apiKey: string): Promise<RecipePage> {
  site.apiKey = apiKey;
  const page = await browser.newPage();
  const warnings: string[] = [];
  page.on("console", (message) => {
    if (["warning", "error"].includes(message.type()) && !NETWORK.test(message.text())) warnings.push(message.text());
  });
  await page.goto(site.origin);
  const call = <T>(name: string, ...args: readonly unknown[]): Promise<T> =>
    page.evaluate(`recipe.${name}(...${JSON.stringify(args)})`);
  return { page, call, warnings };
}

/**
 * Delays the responses to mutations: each reaches the server at once, and its response the page when the returned
 * function is called.
 */
export async function holdMutations(page: Page): Promise<() => void> {
  const released = Promise.withResolvers<void>();
  const hold = async (route: Route) => {
    if (!route.request().postData()?.includes("mutation")) return route.continue();
    const response = await route.fetch();
    await released.promise;
    await route.fulfill({ response });
  };
  await page.route("**/graphql", hold);
  return released.resolve;
}
