import { availableParallelism, loadavg } from "node:os";
import type { Page } from "playwright-core";
import { createConsoleCode } from "../../../src/operations/console-session.ts";
import { createFixtureCharacters } from "../../../src/operations/create-fixture-characters.ts";
import { createSandboxProvider } from "../../../src/providers/sandbox/draw-character.ts";
import { ROLES, startRuntime } from "../../../src/runtime.ts";
import { openBrowser } from "../../helpers/browser.ts";
import { ATTRIBUTES, createSeed, expectOk } from "../../helpers/seed.ts";
import { type BenchDatabase, withBenchDatabase } from "../bench-database.ts";
import { assetSizes, openCold, watchFrames } from "./measure.ts";

/** The goals: compressed bytes of script, and milliseconds until the first card can be used. */
const PROMISED_SCRIPT_BYTES = 40_000;
const PROMISED_COLD_MS = 1_000;
const CARDS = 50;
const COLD_OPENS = 5;

await withBenchDatabase("console", measureConsole);

async function measureConsole({ stack, config, target, logger, overrides }: BenchDatabase): Promise<void> {
  const settings = { ...config, SANDBOX_LATENCY_MS: 300 };
  const browser = stack.use(await openBrowser());
  const runtime = await startRuntime(settings, { roles: ROLES, logger, target, overrides });
  stack.defer(() => runtime.stop(0));
  const { app } = runtime;
  const url = runtime.url ?? "";
  const { teamId, apiKey } = await createSeed(app).team({ credits: 4 * CARDS });
  const fixture = { teamId, name: "Ada", status: "ready", count: CARDS, attributes: ATTRIBUTES } as const;
  const { characterIds } = expectOk(
    await createFixtureCharacters(app, createSandboxProvider({ latencyMs: 0 }), fixture),
  );

  const opens: number[] = [];
  let page: Page | undefined;
  for (let nth = 0; nth < COLD_OPENS; nth += 1) {
    await page?.close();
    const opened = await openCold(browser, `${url}/console#code=${await createConsoleCode(app, teamId)}`);
    page = opened.page;
    opens.push(opened.milliseconds);
  }
  if (!page) throw new Error("no page was opened");
  const sizes = await assetSizes(url);

  const resynthesize = (id: string) =>
    fetch(`${url}/v1/characters/${id}/resynthesize`, { method: "POST", headers: { "X-Api-Key": apiKey } });
  const frames = await watchFrames(page, async () => {
    await Promise.all(characterIds.map(resynthesize));
    await page.getByRole("button", { name: `Reviewing ${CARDS}` }).waitFor({ timeout: 300_000 });
  });

  const [first = 0, ...later] = opens;
  const load = loadavg()[0] ?? 0;
  console.log(`${availableParallelism()} processors, load ${load.toFixed(1)}`);
  console.table({ bytes: sizes });
  console.table({
    "cold open, ms": { "server just ready": first, fastest: Math.min(...opens), slowest: Math.max(...later) },
  });
  console.table({ [`${CARDS} syntheses`]: frames });
  const failed = [
    ...(sizes.script > PROMISED_SCRIPT_BYTES ? [`the script has ${sizes.script} bytes`] : []),
    ...(Math.min(...opens) > PROMISED_COLD_MS ? [`the fastest cold open took ${Math.min(...opens)} ms`] : []),
  ];
  for (const fault of failed) console.log(`missed: ${fault}`);
  if (failed.length > 0) process.exitCode = 1;
}
