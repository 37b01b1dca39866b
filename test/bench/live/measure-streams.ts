import type { Core } from "../../../src/composition/core.ts";
import type { BenchCandidate } from "./bench-candidate.ts";
import { checkSums, lastVersions } from "./check-sums.ts";
import type { Candidate, Options } from "./options.ts";
import { quantile } from "./quantile.ts";
import { makeTeam, readCommits, type Team, writeEvent } from "./writer.ts";

/** Measures many sockets, each with its own character, at a steady rate of events. */
export type Streams = {
  readonly sockets: number;
  readonly rate: number;
  readonly events: number;
  readonly p50: number;
  readonly p99: number;
  /** The lowest and the highest p99 of a slice. */
  readonly p99Range: readonly [number, number];
  readonly max: number;
  /** Microseconds of the server's CPU for each delivery, with everything the server does meanwhile. */
  readonly cpuMicros: number;
};

const SECOND = 1_000;
/** How many characters one team has. A notification names the team, and its watched characters are checked. */
const CHARACTERS_OF_TEAM = 100;

export type Watched = { readonly team: Team; readonly characterId: string };
type State = {
  readonly teams: readonly Team[];
  readonly watched: readonly Watched[];
  cpu: number;
  /** Milliseconds from the commit to the socket, by slice. */
  readonly slices: number[][];
};

/**
 * Opens the sockets of every candidate. Then the candidates take turns with slices of events. The first slice is not
 * counted.
 */
export async function measureStreams(core: Core, candidates: readonly BenchCandidate[], options: Options) {
  const { streams, rounds, rate, seconds } = options;
  const states = new Map<BenchCandidate, State>();
  for (const candidate of candidates) {
    const watched = await makeWatched(core, streams);
    await openEach(candidate, watched);
    states.set(candidate, { teams: [...new Set(watched.map(({ team }) => team))], watched, cpu: 0, slices: [] });
  }
  const slice = Math.max(1, Math.round(seconds / rounds)) * rate;
  for (let round = 0; round <= rounds; round++) {
    for (const [candidate, state] of inTurns([...states], round)) {
      await turn(core, candidate, state, slice, rate);
      if (round === 0) [state.cpu, state.slices.length] = [0, 0];
    }
  }
  const measured = new Map<Candidate, Streams>();
  for (const [candidate, { teams, cpu, slices }] of states) {
    const delays = slices.flat();
    const p99s = slices.map((slice) => quantile(slice, 0.99));
    checkSums(candidate.name, await candidate.received(), lastVersions(await readCommits(core, teams)));
    await candidate.close();
    measured.set(candidate.name, {
      sockets: streams,
      rate,
      events: delays.length,
      p50: quantile(delays, 0.5),
      p99: quantile(delays, 0.99),
      p99Range: [Math.min(...p99s), Math.max(...p99s)],
      max: quantile(delays, 1),
      cpuMicros: cpu / delays.length,
    });
  }
  return measured;
}

/** The candidates in the order of a round. Each is first equally often, because a slice leaves work that delays the next. */
export function inTurns<T>(candidates: readonly T[], round: number): readonly T[] {
  const first = round % candidates.length;
  return [...candidates.slice(first), ...candidates.slice(0, first)];
}

/** Makes characters of several teams. */
export async function makeWatched(core: Core, count: number): Promise<readonly Watched[]> {
  const teams: Team[] = [];
  for (let made = 0; made < count; made += CHARACTERS_OF_TEAM) {
    teams.push(await makeTeam(core, Math.min(CHARACTERS_OF_TEAM, count - made)));
  }
  return teams.flatMap((team) => team.characterIds.map((characterId) => ({ team, characterId })));
}

/** Opens a socket for each character. */
export function openEach(candidate: BenchCandidate, watched: readonly Watched[]): Promise<void> {
  return candidate.open(watched.map(({ team: { apiKey }, characterId }) => ({ characterId, apiKey })));
}

/** Writes events at a steady rate for random characters, and waits until all have arrived. */
async function turn(core: Core, candidate: BenchCandidate, state: State, events: number, rate: number): Promise<void> {
  const { teams, watched, slices } = state;
  await candidate.begin();
  const before = await candidate.cost();
  const start = performance.now();
  const writing: Promise<void>[] = [];
  for (let sent = 0; sent < events; sent++) {
    const wait = start + (sent * SECOND) / rate - performance.now();
    if (wait > 0) await new Promise((resolve) => setTimeout(resolve, wait));
    const chosen = watched[Math.floor(Math.random() * watched.length)];
    if (chosen) writing.push(writeEvent(core.app, chosen.team, chosen.characterId));
  }
  await Promise.all(writing);
  await candidate.arrived(events);
  const after = await candidate.cost();
  state.cpu += after.cpu - before.cpu;
  const commits = await readCommits(core, teams);
  const { characters, versions, times } = await candidate.received();
  slices.push(times.map((time, at) => time - (commits.get(`${characters[at]} ${versions[at]}`) ?? Number.NaN)));
}
