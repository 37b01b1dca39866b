import type { Core } from "../../../src/composition/core.ts";
import type { BenchCandidate } from "./bench-candidate.ts";
import { checkSums, lastVersions } from "./check-sums.ts";
import type { Options } from "./options.ts";
import { makeTeam, readCommits, writeEvent } from "./writer.ts";

/** Compares pages that poll once a second with pages that subscribe, over the same time with the same changes. */
export type Polling = {
  readonly pages: number;
  readonly seconds: number;
  readonly changes: number;
  readonly polling: Way;
  readonly subscribing: Way;
};

/** The cost of one page. */
type Way = {
  readonly bytes: number;
  /** Milliseconds of the server's CPU. */
  readonly cpuMs: number;
};

const MS = 1_000;
/** A resynthesis makes two changes. */
const CHANGES = 2;

/** Everything is counted from the first connection: the handshake, the subscribe message, the first response, pings. */
export async function measurePolling(core: Core, candidate: BenchCandidate, options: Options): Promise<Polling> {
  const { pollers: pages, watched: seconds } = options;
  const team = await makeTeam(core, pages);
  const watchers = team.characterIds.map((characterId) => ({ characterId, apiKey: team.apiKey }));
  const tell = async () => {
    // By then every page has polled once. The last change comes before the last poll of every page.
    await new Promise((resolve) => setTimeout(resolve, MS));
    for (let turn = 1; turn <= CHANGES; turn++) {
      await new Promise((resolve) => setTimeout(resolve, ((seconds - 2) * MS) / (CHANGES + 1)));
      for (const id of team.characterIds) await writeEvent(core.app, team, id);
    }
  };
  await candidate.poll({ pollers: watchers, seconds: 2 });

  const idle = await candidate.memory();
  const [polled] = await Promise.all([candidate.poll({ pollers: watchers, seconds }), tell()]);
  const afterPolling = await candidate.cost();
  if (polled.failures > 0) throw new Error(`${polled.failures} polls failed`);
  if (polled.changes !== CHANGES * pages)
    throw new Error(`pollers saw ${polled.changes} of ${CHANGES * pages} changes`);

  const before = await candidate.cost();
  await candidate.begin();
  await candidate.open(watchers);
  await Promise.all([new Promise((resolve) => setTimeout(resolve, seconds * MS)), tell()]);
  await candidate.arrived(CHANGES * pages);
  const after = await candidate.cost();
  const bytes = await candidate.wire();
  checkSums(candidate.name, await candidate.received(), lastVersions(await readCommits(core, [team])));
  await candidate.close();
  return {
    pages,
    seconds,
    changes: CHANGES,
    polling: { bytes: polled.bytes / pages, cpuMs: (afterPolling.cpu - idle.cpu) / MS / pages },
    subscribing: { bytes: bytes / pages, cpuMs: (after.cpu - before.cpu) / MS / pages },
  };
}
