import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { verify } from "../../src/operations/operator.ts";
import { startTestApp, type TestApp } from "../helpers/app.ts";
import { type FaultProxy, startFaultProxy } from "../helpers/fault-proxy.ts";
import { type Burst, burst, goThrough } from "./burst.ts";
import { happen, type Step, step } from "./history.ts";
import { type Bench, startBench } from "./system.ts";

/**
 * As in `model.test.ts`: `BURST_RUNS=200` for a long run. Parallel histories cannot be replayed exactly, only run
 * again.
 */
const { BURST_RUNS = "8", MODEL_SEED } = process.env;
const LONG_MS = 10 * 60_000;

/** Three processes on one database, because within one process the limiter would serialize the calls. */
let bench: Bench;
let beside: TestApp;
let proxy: FaultProxy;
let faulty: TestApp;
beforeAll(async () => {
  bench = await startBench();
  proxy = await startFaultProxy(bench.app.database.target);
  beside = await startTestApp(bench.alike);
  faulty = await startTestApp({ ...bench.alike, target: proxy.target });
});
afterAll(async () => {
  await proxy.heal();
  await faulty[Symbol.asyncDispose]();
  await proxy[Symbol.asyncDispose]();
  await beside[Symbol.asyncDispose]();
  await bench[Symbol.asyncDispose]();
});

/** Bursts, with sequential steps between them so that the bursts start in different states. */
const rounds = fc.array(fc.record({ burst, after: fc.array(step, { maxLength: 3 }) }), { minLength: 1, maxLength: 6 });

test("parallel calls of several clients to one character have the result of some sequential order", {
  timeout: LONG_MS,
}, async () => {
  let bursts = 0;
  const play = async (credits: number, history: readonly { burst: Burst; after: readonly Step[] }[]) => {
    const { state: first, system } = await bench.begin({ credits, autoSave: credits % 2 === 0 });
    let state = first;
    for (const { burst: together, after } of history) {
      if (together.cut) void proxy.cutAt(together.cut.at, together.cut.when);
      const urls = [bench.app.url, beside.url, faulty.url];
      state = (await goThrough(state, system, together, urls)).state;
      bursts += 1;
      for (const what of after) await happen(state, system, what);
    }
  };
  await fc.assert(fc.asyncProperty(fc.integer({ min: 1, max: 40 }), rounds, play), {
    numRuns: Number(BURST_RUNS),
    ...(MODEL_SEED === undefined ? {} : { seed: Number(MODEL_SEED) }),
  });
  expect(await verify(bench.app.app)).toEqual([]);
  if (process.env.BURST_RUNS) console.log(`${bursts} bursts`);
});
