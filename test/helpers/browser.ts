import { existsSync } from "node:fs";
import { type Browser, type BrowserContext, chromium, type Page } from "playwright-core";

/** Where Debian and Ubuntu install Chromium; `CHROMIUM_PATH` overrides it. */
const CANDIDATES = [
  process.env.CHROMIUM_PATH,
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
];

/** Chromium's program; null when there is none, and then the browser tests are skipped with a message. */
export const CHROMIUM = CANDIDATES.find((path) => path !== undefined && existsSync(path)) ?? null;

if (!CHROMIUM) {
  console.warn("The browser tests are skipped: there is no Chromium. Install it (Debian: apt-get install chromium).");
}

/** Flags that keep a headless Chromium in a container quiet and off the network. */
const ARGS = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

export type TestBrowser = AsyncDisposable & {
  /** A page in a new profile, which shares no storage with other pages. */
  readonly newPage: (options?: Parameters<Browser["newContext"]>[0]) => Promise<Page>;
  /** A second page that shares the profile of the first. */
  readonly newWindow: (page: Page) => Promise<Page>;
  /** Errors that the pages logged to the console, and their uncaught exceptions. */
  readonly faults: string[];
};

export async function openBrowser(): Promise<TestBrowser> {
  // Playwright would end this process at a signal, before an interrupted bench has stopped its PostgreSQL.
  const signals = { handleSIGINT: false, handleSIGTERM: false };
  const browser = await chromium.launch({ executablePath: CHROMIUM ?? "", args: ARGS, ...signals });
  const faults: string[] = [];
  const watch = (page: Page) => {
    page.on("pageerror", (error) => faults.push(`${error.name}: ${error.message} ${error.stack ?? ""}`));
    page.on("console", (message) => {
      if (message.type() === "error") faults.push(`${message.text()} (${message.location().url})`);
    });
    return page;
  };
  const inContext = async (context: BrowserContext) => watch(await context.newPage());
  return {
    newPage: async (options = {}) =>
      inContext(await browser.newContext({ viewport: { width: 1280, height: 900 }, ...options })),
    newWindow: (page) => inContext(page.context()),
    faults,
    [Symbol.asyncDispose]: () => browser.close(),
  };
}
