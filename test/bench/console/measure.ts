import type { Page } from "playwright-core";
import type { TestBrowser } from "../../helpers/browser.ts";

/** The bytes of the page's files as browsers get them, compressed with Brotli. */
export async function assetSizes(url: string): Promise<{ script: number; style: number; boot: number }> {
  const page = await (await fetch(`${url}/console`)).text();
  const sizeOf = async (path: string) => {
    const response = await fetch(`${url}${path}`, { headers: { "accept-encoding": "br" } });
    // fetch decompresses the body, so the number of sent bytes is read from the header.
    const sent = response.headers.get("content-length");
    return sent === null ? (await response.arrayBuffer()).byteLength : Number(sent);
  };
  const pathOf = (pattern: RegExp) => pattern.exec(page)?.[1] ?? "";
  return {
    script: await sizeOf(pathOf(/data-script="([^"]+)"/)),
    style: await sizeOf(pathOf(/data-style="([^"]+)"/)),
    boot: await sizeOf("/console/boot.js"),
  };
}

/** Opens the gallery with an empty cache. Measures from the navigation to the first card with its image. */
export async function openCold(browser: TestBrowser, link: string): Promise<{ page: Page; milliseconds: number }> {
  const page = await browser.newPage({ viewport: { width: 1_440, height: 1_000 } });
  await page.addInitScript(() => {
    const observer = new MutationObserver(() => {
      if (!document.querySelector(".card img.shown")) return;
      observer.disconnect();
      performance.mark("usable");
    });
    observer.observe(document, { childList: true, subtree: true });
  });
  await page.goto(link);
  await page.locator(".card img.shown").first().waitFor({ timeout: 60_000 });
  const milliseconds = await page.evaluate(() => performance.getEntriesByName("usable")[0]?.startTime ?? Number.NaN);
  return { page, milliseconds: Math.round(milliseconds) };
}

export type Frames = {
  readonly seconds: number;
  readonly "frames per second": number;
  /** Frames that came more than 50 ms after the previous one. */
  readonly "frames over 50 ms": number;
  readonly "longest frame, ms": number;
  readonly "long tasks": number;
  readonly "longest task, ms": number;
  /** The share of one processor that the page's main thread used. */
  readonly "processor of the main thread, %": number;
};

const LONG_FRAME_MS = 50;

/** Counts frames and long tasks of the page while `work` runs. */
export async function watchFrames(page: Page, work: () => Promise<void>): Promise<Frames> {
  const devtools = await page.context().newCDPSession(page);
  // CPU time and not elapsed time, because the server generates its images on the same processors.
  await devtools.send("Performance.enable", { timeDomain: "threadTicks" });
  const busySeconds = async () => {
    const { metrics } = await devtools.send("Performance.getMetrics");
    return metrics.find(({ name }) => name === "TaskDuration")?.value ?? Number.NaN;
  };
  const watching = await page.evaluateHandle(() => {
    const seen = { gaps: [] as number[], tasks: [] as number[] };
    new PerformanceObserver((list) => {
      for (const { duration } of list.getEntries()) seen.tasks.push(duration);
    }).observe({ type: "longtask" });
    let last = performance.now();
    const onFrame = (now: number) => {
      seen.gaps.push(now - last);
      last = now;
      requestAnimationFrame(onFrame);
    };
    requestAnimationFrame(onFrame);
    return seen;
  });
  const [startedAt, busyBefore] = [performance.now(), await busySeconds()];
  await work();
  const seconds = (performance.now() - startedAt) / 1_000;
  const busy = (await busySeconds()) - busyBefore;
  const { gaps, tasks } = await watching.jsonValue();
  return {
    seconds: Number(seconds.toFixed(1)),
    "frames per second": Math.round(gaps.length / seconds),
    "frames over 50 ms": gaps.filter((gap) => gap > LONG_FRAME_MS).length,
    "longest frame, ms": Math.round(Math.max(0, ...gaps)),
    "long tasks": tasks.length,
    "longest task, ms": Math.round(Math.max(0, ...tasks)),
    "processor of the main thread, %": Math.round((busy / seconds) * 100),
  };
}
