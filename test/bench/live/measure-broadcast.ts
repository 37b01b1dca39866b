import type { Core } from "../../../src/composition/core.ts";
import type { BenchCandidate } from "./bench-candidate.ts";
import { checkSums, lastVersions } from "./check-sums.ts";
import { inTurns } from "./measure-streams.ts";
import type { Candidate, Options } from "./options.ts";
import { median, quantile } from "./quantile.ts";
import { makeTeam, readCommits, type Team, writeEvent } from "./writer.ts";

/** Measures many sockets that watch one character. */
export type Broadcast = {
  readonly sockets: number;
  /** Milliseconds from the commit to the last socket; the median of all events, the fastest and the slowest. */
  readonly allMs: number;
  readonly rangeMs: readonly [number, number];
  /** Microseconds of the server's CPU for each delivery. */
  readonly cpuMicros: number;
};

/** Events in a slice of one candidate's turn. */
const EVENTS_OF_TURN = 4;
/** Deliveries before the measurement, so that V8 has compiled everything. */
const WARM_UP_DELIVERIES = 20_000;

type State = {
  readonly team: Team;
  cpu: number;
  deliveries: number;
};

/**
 * Opens the sockets of every candidate, each candidate with its own character. Then the candidates take turns with
 * events.
 */
export async function measureBroadcast(core: Core, candidates: readonly BenchCandidate[], options: Options) {
  const { sockets, rounds } = options;
  const states = new Map<BenchCandidate, State>();
  for (const candidate of candidates) states.set(candidate, await openAll(core, candidate, sockets));
  const warmUp = Math.ceil(WARM_UP_DELIVERIES / sockets);
  const slow = new Map<Candidate, number[]>();
  for (let round = 0; round <= rounds; round++) {
    for (const [candidate, state] of inTurns([...states], round)) {
      const took = await turn(core, candidate, state, sockets, round === 0 ? warmUp : EVENTS_OF_TURN);
      if (round === 0) [state.cpu, state.deliveries] = [0, 0];
      else slow.set(candidate.name, [...(slow.get(candidate.name) ?? []), ...took]);
    }
  }
  const measured = new Map<Candidate, Broadcast>();
  for (const [candidate, { team, cpu, deliveries }] of states) {
    checkSums(candidate.name, await candidate.received(), lastVersions(await readCommits(core, [team])));
    await candidate.close();
    const all = slow.get(candidate.name) ?? [];
    measured.set(candidate.name, {
      sockets,
      allMs: median(all),
      rangeMs: [quantile(all, 0), quantile(all, 1)],
      cpuMicros: cpu / deliveries,
    });
  }
  return measured;
}

async function openAll(core: Core, candidate: BenchCandidate, sockets: number): Promise<State> {
  const team = await makeTeam(core, 1);
  const [characterId = ""] = team.characterIds;
  await candidate.open(Array.from({ length: sockets }, () => ({ characterId, apiKey: team.apiKey })));
  return { team, cpu: 0, deliveries: 0 };
}

/** Milliseconds from the commit to the last socket, for each of several consecutive events. */
async function turn(core: Core, candidate: BenchCandidate, state: State, sockets: number, events: number) {
  const [characterId = ""] = state.team.characterIds;
  await candidate.begin();
  const before = await candidate.cost();
  for (let sent = 1; sent <= events; sent++) {
    await writeEvent(core.app, state.team, characterId);
    await candidate.arrived(sent * sockets);
  }
  const after = await candidate.cost();
  state.cpu += after.cpu - before.cpu;
  state.deliveries += events * sockets;
  const { versions, times } = await candidate.received();
  const lastOf = new Map<number, number>();
  for (const [index, version] of versions.entries()) {
    lastOf.set(version, Math.max(lastOf.get(version) ?? 0, times[index] ?? 0));
  }
  const commits = await readCommits(core, [state.team]);
  return [...lastOf].map(([version, last]) => last - (commits.get(`${characterId} ${version}`) ?? Number.NaN));
}
