import { availableParallelism, loadavg } from "node:os";
import { createCore } from "../../../src/composition/core.ts";
import { type BenchDatabase, withBenchDatabase } from "../bench-database.ts";
import { type BenchCandidate, startCandidate } from "./bench-candidate.ts";
import { fileLimit } from "./file-limit.ts";
import { type Broadcast, measureBroadcast } from "./measure-broadcast.ts";
import { type Idle, measureIdle } from "./measure-idle.ts";
import { measurePolling, type Polling } from "./measure-polling.ts";
import { measureStreams, type Streams } from "./measure-streams.ts";
import type { Candidate, Options } from "./options.ts";

/** Everything that a run found out. */
export type Figures = {
  readonly cores: number;
  /** Before and after: other programs on the machine make times longer, CPU hardly. */
  readonly load: readonly [before: number, after: number];
  readonly idle: Readonly<Partial<Record<Candidate, Idle>>>;
  readonly broadcast: Readonly<Partial<Record<Candidate, Broadcast>>>;
  readonly streams: Readonly<Partial<Record<Candidate, Streams>>>;
  readonly polling: Polling | null;
};

/** Files a process opens beside its sockets. */
const OTHER_FILES = 200;

/** Runs everything on a PostgreSQL of its own, and leaves nothing behind. Throws when a sum is wrong. */
export async function runBench(options: Options, say: (text: string) => void): Promise<Figures> {
  const most = await fileLimit();
  const sockets = Math.max(options.idle, options.sockets, options.streams);
  if (most < sockets + OTHER_FILES) {
    throw new Error(
      `A process may open ${most} files here, too few for ${sockets} sockets: raise the hard limit of ulimit -n, or use --idle, --sockets and --streams.`,
    );
  }
  // The delay of an event is measured from its commit.
  return withBenchDatabase("live", (database) => measureAll(database, options, say), { track_commit_timestamp: "on" });
}

async function measureAll(
  { stack, config, target, logger, overrides, env }: BenchDatabase,
  options: Options,
  say: (text: string) => void,
): Promise<Figures> {
  const core = await createCore(config, target, logger, overrides);
  stack.defer(() => core.stop());
  const candidates: BenchCandidate[] = [];
  for (const name of options.candidates) candidates.push(stack.use(await startCandidate(name, env, options.beside)));
  const before = loadavg()[0] ?? 0;
  if (options.idle > 0) say(`${options.idle} idle sockets …`);
  const idle = options.idle > 0 ? await measureIdle(core, candidates, options) : [];
  say(`${options.sockets} sockets on one character, ${options.rounds} rounds …`);
  const broadcast = await measureBroadcast(core, candidates, options);
  say(`${options.streams} sockets with a character each, ${options.rate} events a second …`);
  const streams = await measureStreams(core, candidates, options);
  const own = candidates.find(({ name }) => name === "retake");
  say(`${options.pollers} pages that poll, ${options.pollers} that subscribe …`);
  const polling = own ? await measurePolling(core, own, options) : null;
  return {
    cores: availableParallelism(),
    load: [before, loadavg()[0] ?? 0],
    idle: Object.fromEntries(idle),
    broadcast: Object.fromEntries(broadcast),
    streams: Object.fromEntries(streams),
    polling,
  };
}
