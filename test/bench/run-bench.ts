import { availableParallelism, loadavg } from "node:os";
import { type Core, createCore } from "../../src/composition/core.ts";
import { type BenchDatabase, withBenchDatabase } from "./bench-database.ts";
import { type Child, startChild } from "./live/child.ts";
import type { Figures as LiveFigures } from "./live/run-bench.ts";
import { runBench as runLiveBench } from "./live/run-bench.ts";
import type { BenchOptions } from "./options.ts";
import { type Candidate, SERVERS, type ServerName, startBeside, startCandidates } from "./requests/candidates.ts";
import { checkAccepts } from "./requests/check-accepts.ts";
import { compareAnswers, measure, noSlices, type Result, resultOf, type Slices, slice } from "./requests/measure.ts";
import { Pgbench } from "./requests/pgbench.ts";
import { type BenchTeam, makeCharacters, makeTeams, type Work } from "./requests/prepare.ts";
import type { Scenario, Target } from "./requests/scenarios.ts";

/** One table: the figures of the candidates under one load. */
export type Measured = {
  readonly section: string;
  readonly clients: number;
  readonly results: readonly Result[];
};

export type Figures = {
  readonly cores: number;
  readonly load: readonly [before: number, after: number];
  readonly minutes: number;
  readonly measured: readonly Measured[];
  readonly sockets: LiveFigures | null;
  /** The accepts of all candidates. Each has one key, one hold, one event and one job. */
  readonly accepts: number;
};

const TEAMS = 32;
const CHARACTERS = TEAMS * 55;
const ACCEPT_CLIENTS = [8, 1, 32] as const;
const HOT_CLIENTS = [8, 32] as const;
const REPLAYED = 200;
/** Slices of pgbench have this many times as many accepts, because the first ones of each connection are not counted. */
const PGBENCH_LENGTH = 2;
/** This peer has no mutations. */
const READS_ONLY: readonly Candidate["name"][] = ["mercurius-jit"];
/** REST does not have this request. */
const NOT_OVER_REST: readonly Candidate["name"][] = ["retake rest", "beside rest", "fastify route"];

type Bench = {
  readonly core: Core;
  readonly load: Child;
  readonly options: BenchOptions;
  /** Retake's own servers, and those of the other checkout. */
  readonly own: readonly Candidate[];
  /**
   * All servers. Started at the first call, because each server that runs receives the notification of each accept, and that
   * would slow down the accepts that are compared with pgbench.
   */
  readonly all: () => Promise<readonly Candidate[]>;
  readonly pgbench: Pgbench;
  readonly teams: readonly BenchTeam[];
  readonly say: (text: string) => void;
  accepts: number;
};

/**
 * Runs the sections on the bench's own PostgreSQL and removes it afterwards. Throws when a sum or a response is wrong.
 */
export async function runBench(options: BenchOptions, say: (text: string) => void): Promise<Figures> {
  const began = performance.now();
  const before = loadavg()[0] ?? 0;
  const measured: Measured[] = [];
  let accepts = 0;
  if (options.sections.some((section) => section !== "sockets")) {
    accepts = await withBenchDatabase("bench", async (database) => {
      const bench = await prepare(database, options, say);
      for (const section of options.sections) {
        if (section === "sockets") continue;
        say(`${section} …`);
        measured.push(...(await SECTION_RUNS[section](bench)));
      }
      await checkAccepts(bench.core.app.db.sql, bench.accepts);
      return bench.accepts;
    });
  }
  const sockets = options.sections.includes("sockets") ? await runLiveBench(socketOptions(options), say) : null;
  return {
    cores: availableParallelism(),
    load: [before, loadavg()[0] ?? 0],
    minutes: (performance.now() - began) / 60_000,
    measured,
    sockets,
    accepts,
  };
}

async function prepare(
  { stack, config, target, logger, overrides, connection, dataDir, env }: BenchDatabase,
  options: BenchOptions,
  say: (text: string) => void,
): Promise<Bench> {
  const core = await createCore(config, target, logger, overrides);
  stack.defer(() => core.stop());
  const isOwn = (name: ServerName) => name.startsWith("retake");
  const names = Object.keys(SERVERS) as ServerName[];
  const own = [
    ...(await startCandidates(stack, names.filter(isOwn), env)),
    ...(options.beside === null ? [] : await startBeside(stack, options.beside, env)),
  ];
  let all: Promise<readonly Candidate[]> | undefined;
  const startAll = async () => {
    if (!options.peers) return own;
    return [
      ...own,
      ...(await startCandidates(
        stack,
        names.filter((name) => !isOwn(name)),
        env,
      )),
    ];
  };
  const load = stack.use(startChild("../requests/load.ts"));
  const teams = await makeTeams(core, TEAMS);
  const pgbench = new Pgbench(connection, dataDir);
  return { core, load, options, own, all: () => (all ??= startAll()), pgbench, teams, say, accepts: 0 };
}

const SECTION_RUNS = {
  accept: (bench: Bench) => measureAccepts(bench, "accept", bench.teams, ACCEPT_CLIENTS, bench.own),
  hot: (bench: Bench) => measureAccepts(bench, "accept, one hot team", bench.teams.slice(0, 1), HOT_CLIENTS, bench.own),
  peers: async (bench: Bench) =>
    measureAccepts(bench, "accept, all servers", bench.teams, ACCEPT_CLIENTS, await payingCandidates(bench)),
  replay: async (bench: Bench) => [await measureReplays(bench)],
  refuse: (bench: Bench) => measureCalls(bench, "refuse", { warm: 2_000, skip: READS_ONLY }),
  read: (bench: Bench) => measureCalls(bench, "read", { warm: 10_000 }),
  list: (bench: Bench) => measureCalls(bench, "list", { warm: 2_000 }),
  edge: (bench: Bench) => measureCalls(bench, "edge", { warm: 10_000, skip: NOT_OVER_REST }),
  unknown: (bench: Bench) => measureCalls(bench, "unknown", { warm: 3_000, skip: NOT_OVER_REST }),
} as const;

type CallOptions = { readonly warm: number; readonly skip?: readonly Candidate["name"][] };

/** Measures accepts of many teams or of one, and compares them with pgbench. Every candidate has enough characters. */
async function measureAccepts(
  bench: Bench,
  section: string,
  teams: readonly BenchTeam[],
  clientCounts: readonly number[],
  candidates: readonly Candidate[],
): Promise<readonly Measured[]> {
  const { core, load, options, pgbench } = bench;
  const slices = clientCounts.map((clients) => Math.round((clients === 1 ? 120 : 400) * options.scale));
  const warm = Math.round(1_500 * options.scale);
  const each = warm + slices.reduce((sum, count) => sum + count * options.rounds, 0);
  const total = each * (candidates.length + PGBENCH_LENGTH);
  bench.say(`${total} characters …`);
  const works = await makeCharacters(core, teams, total);
  await pgbench.give(core.app.db.sql, works.splice(0, each * PGBENCH_LENGTH));

  const accept = async (candidate: Candidate, clients: number, count: number, into: Slices) => {
    const targets = works.splice(0, count).map(({ apiKey, characterId }: Work) => ({ apiKey, characterId }));
    bench.accepts += await slice(load, candidate, { scenario: "accept", clients, targets }, into);
  };
  const turn = async (clients: number, count: number, into: ReadonlyMap<string, Slices>) => {
    const alone = await pgbench.run(clients, count * PGBENCH_LENGTH);
    bench.accepts += alone.accepts;
    into.get("pgbench")?.rates.push(alone.rate);
    for (const candidate of candidates) await accept(candidate, clients, count, into.get(candidate.name) ?? noSlices());
  };
  await turn(8, warm, new Map());
  // Tables are analyzed after the warm-up. For tables analyzed while they were empty, the plans would be sequential
  // scans.
  await core.app.db.sql`vacuum analyze`;
  const measured: Measured[] = [];
  for (const [index, clients] of clientCounts.entries()) {
    const all = new Map<string, Slices>(["pgbench", ...candidates.map(({ name }) => name)].map((n) => [n, noSlices()]));
    for (let round = 0; round < options.rounds; round++) await turn(clients, slices[index] ?? 0, all);
    measured.push({ section, clients, results: [...all].map(([name, own]) => resultOf(name, own)) });
  }
  return measured;
}

const payingCandidates = async ({ all }: Bench) => (await all()).filter(({ name }) => !READS_ONLY.includes(name));

/** Measures replays: accepts once, then sends the same keys repeatedly. */
async function measureReplays(bench: Bench): Promise<Measured> {
  const { core, load, options, teams } = bench;
  const candidates = await payingCandidates(bench);
  const works = await makeCharacters(core, teams, REPLAYED);
  const targets = works.map(({ apiKey, characterId }, index) => {
    return { apiKey, characterId, idempotencyKey: `replayed-${index}` };
  });
  const [first] = candidates.filter(({ transport }) => transport === "rest");
  if (!first) throw new Error("there is no candidate");
  await slice(load, first, { scenario: "replay", clients: 8, targets, count: REPLAYED }, noSlices());
  bench.accepts += REPLAYED;
  return runScenario(bench, "replay", targets, 2_000, candidates, options.clients);
}

async function measureCalls(bench: Bench, scenario: Scenario, { warm, skip = [] }: CallOptions) {
  const { options } = bench;
  const targets = await readTargets(bench);
  const tested = (await bench.all()).filter(({ name }) => !skip.includes(name));
  const [target] = targets;
  if (!target) throw new Error("there are no targets");
  if (scenario === "read" || scenario === "list") await compareAnswers(bench.load, tested, scenario, target);
  return [await runScenario(bench, scenario, targets, warm, tested, options.clients)];
}

async function runScenario(
  { load, options }: Bench,
  scenario: Scenario,
  targets: readonly Target[],
  warm: number,
  candidates: readonly Candidate[],
  clients: number,
): Promise<Measured> {
  const { seconds, rounds, scale } = options;
  const plan = { scenario, clients, targets, warm: Math.round(warm * scale), seconds, rounds };
  return { section: scenario, clients, results: await measure(load, candidates, plan) };
}

const readable = new WeakMap<Bench, Promise<readonly Target[]>>();

/** Characters that are only read: more than fifty for each team, with the teams mixed. */
function readTargets(bench: Bench): Promise<readonly Target[]> {
  const made =
    readable.get(bench) ??
    makeCharacters(bench.core, bench.teams, CHARACTERS).then(async (works) => {
      await bench.core.app.db.sql`vacuum analyze`;
      return works.map(({ apiKey, characterId }) => ({ apiKey, characterId }));
    });
  readable.set(bench, made);
  return made;
}

/** Smaller than the defaults of `npm run bench:live`, which take ten minutes. */
function socketOptions({ rounds, scale }: BenchOptions) {
  const sockets = Math.round(4_000 * scale);
  return {
    idle: sockets,
    sockets,
    streams: Math.round(2_000 * scale),
    seconds: 2 * Math.ceil(rounds / 2),
    rate: 100,
    rounds: Math.ceil(rounds / 2),
    pollers: 10,
    watched: 4,
    candidates: ["retake", "yoga", "mercurius"] as const,
    beside: null,
    json: null,
  };
}
