import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { verify } from "../../src/operations/operator.ts";
import { happen, type Step, step } from "./history.ts";
import type { State } from "./state.ts";
import { type Bench, type System, startBench } from "./system.ts";

/**
 * `MODEL_RUNS=500 npx vitest run test/model` for a long run. Copy the seed, path and replayPath of a failure into
 * `MODEL_SEED`, `MODEL_PATH` and `MODEL_REPLAY`.
 */
const { MODEL_RUNS = "6", MODEL_COMMANDS = "120", MODEL_SEED, MODEL_PATH, MODEL_REPLAY } = process.env;
const LONG_MS = 10 * 60_000;

let bench: Bench;
beforeAll(async () => {
  bench = await startBench();
});
afterAll(() => bench[Symbol.asyncDispose]());

class Happening implements fc.AsyncCommand<State, System> {
  private readonly step: Step;
  constructor(what: Step) {
    this.step = what;
  }
  check() {
    return true;
  }
  async run(state: State, system: System) {
    const outcome = await happen(state, system, this.step);
    outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1);
  }
  toString() {
    return JSON.stringify(this.step);
  }
}

/** How often each outcome occurred. It shows when a test has nothing but refusals. */
const outcomes = new Map<string, number>();
const history = fc.commands([step.map((what) => new Happening(what))], {
  maxCommands: Number(MODEL_COMMANDS),
  size: "max",
  ...(MODEL_REPLAY === undefined ? {} : { replayPath: MODEL_REPLAY }),
});
const team = fc.record({ credits: fc.integer({ min: 0, max: 60 }), autoSave: fc.boolean() });

test("keys, credits, buckets and characters match the model of the contract after every call, over both transports", {
  timeout: LONG_MS,
}, async () => {
  await fc.assert(
    fc.asyncProperty(team, history, async (options, commands) => {
      await fc.asyncModelRun(async () => {
        const { state, system } = await bench.begin(options);
        return { model: state, real: system };
      }, commands);
    }),
    {
      numRuns: Number(MODEL_RUNS),
      endOnFailure: false,
      ...(MODEL_SEED === undefined ? {} : { seed: Number(MODEL_SEED) }),
      ...(MODEL_PATH === undefined ? {} : { path: MODEL_PATH }),
    },
  );
  expect(await verify(bench.app.app)).toEqual([]);
  if (process.env.MODEL_RUNS) console.log([...outcomes].sort());
});
