import type { Core } from "../../../src/composition/core.ts";
import type { BenchCandidate } from "./bench-candidate.ts";
import { makeWatched, openEach } from "./measure-streams.ts";
import type { Candidate, Options } from "./options.ts";

/** The memory of the server for each idle socket with its subscription, in kilobytes, after a garbage collection. */
export type Idle = {
  readonly sockets: number;
  /** Memory of the process. */
  readonly resident: number;
  /** The part of `resident` that JavaScript objects use. */
  readonly heap: number;
  /** Buffers and other memory outside the heap that belongs to JavaScript objects. */
  readonly external: number;
};

const KB = 1024;
/** Sockets that are opened first, so that code, pools and caches do not count as memory of a socket. */
const WARM_UP_SOCKETS = 200;
/** Milliseconds after which a socket is idle: its init timeout is over, and memory of its start is released. */
const SETTLED_AFTER_MS = 6_000;

/** Opens many sockets with a character each, one server after the other. */
export async function measureIdle(core: Core, candidates: readonly BenchCandidate[], { idle }: Pick<Options, "idle">) {
  const watched = await makeWatched(core, idle);
  const measured = new Map<Candidate, Idle>();
  for (const candidate of candidates) {
    await openEach(candidate, watched.slice(0, WARM_UP_SOCKETS));
    await candidate.close();
    const before = await settled(candidate);
    await openEach(candidate, watched);
    const after = await settled(candidate);
    await candidate.close();
    measured.set(candidate.name, {
      sockets: idle,
      resident: (after.memory - before.memory) / idle / KB,
      heap: (after.heap - before.heap) / idle / KB,
      external: (after.external - before.external) / idle / KB,
    });
  }
  return measured;
}

async function settled(candidate: BenchCandidate) {
  await new Promise((resolve) => setTimeout(resolve, SETTLED_AFTER_MS));
  return candidate.memory();
}
