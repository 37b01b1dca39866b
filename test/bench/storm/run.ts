import { availableParallelism, loadavg } from "node:os";
import { parseArgs } from "node:util";
import { createCore } from "../../../src/composition/core.ts";
import { createSeed } from "../../helpers/seed.ts";
import { type BenchDatabase, withBenchDatabase } from "../bench-database.ts";
import { startChild } from "../live/child.ts";
import type { Cost } from "../live/servers/serve-bench.ts";
import { startCuttingProxy } from "./cutting-proxy.ts";
import { openPages } from "./pages.ts";

/** Measures how long a thousand pages take to be live again after a network failure. The goal is 10 s on 2 cores. */
const PROMISED_SECONDS = 10;
const CHARACTERS = 100;

const text = { type: "string" } as const;
const { values } = parseArgs({ options: { pages: text, rounds: text } });
const [count, rounds] = [Number(values.pages ?? 1_000), Number(values.rounds ?? 3)];

await withBenchDatabase("storm", measureStorm);

async function measureStorm({ stack, config, target, logger, env }: BenchDatabase): Promise<void> {
  const core = await createCore(config, target, logger, {});
  const seed = createSeed(core.app);
  const { teamId, apiKey } = await seed.team();
  const characterIds = await Promise.all(Array.from({ length: CHARACTERS }, () => seed.character(teamId)));
  await core.stop();

  const server = stack.use(startChild("./servers/retake.ts", env));
  const proxy = stack.use(await startCuttingProxy(await server.call<number>("port")));
  const pages = stack.use(openPages({ url: proxy.url, apiKey, count, characterIds }));
  const load = loadavg()[0] ?? 0;
  await pages.live();

  const seconds: number[] = [];
  const cpuBefore = (await server.call<Cost>("cost")).cpu;
  for (let round = 0; round < rounds; round += 1) {
    pages.forget();
    const cutAt = performance.now();
    proxy.cutAll();
    await pages.live();
    seconds.push((performance.now() - cutAt) / 1_000);
  }
  const worst = Math.max(...seconds);
  const cpuSeconds = ((await server.call<Cost>("cost")).cpu - cpuBefore) / 1e6 / rounds;
  process.stdout.write(
    `${availableParallelism()} cores, load ${load.toFixed(1)} before and ${(loadavg()[0] ?? 0).toFixed(1)} after; pages, proxy, gateway and PostgreSQL on them.\n` +
      `${count} pages with 2 subscriptions each, ${rounds} network drops: all live again after ` +
      `${seconds.map((value) => value.toFixed(1)).join(", ")} s; subscriptions that ended: ${pages.ended.length}. The gateway took ` +
      `${cpuSeconds.toFixed(1)} s of CPU for each drop.\n`,
  );
  if (worst > PROMISED_SECONDS || pages.ended.length > 0) process.exitCode = 1;
}
