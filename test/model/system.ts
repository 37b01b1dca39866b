import { randomUUID } from "node:crypto";
import { createKey, grantCredits, revokeKey } from "../../src/operations/operator.ts";
import { failSynthesis, overdueSyntheses, settleSynthesis } from "../../src/services/generations/run-records.ts";
import { createLocalRateLimiter } from "../../src/services/rate-limits/rate-limits.ts";
import { startTestApp, type TestApp, type TestAppOptions } from "../helpers/app.ts";
import { expectOk } from "../helpers/seed.ts";
import { deliverAll, storedImage } from "../services/run-synthesis.ts";
import { ask, type Wire } from "./ask.ts";
import { observe } from "./observe.ts";
import type { Answer } from "./predict.ts";
import type { Caller, Request } from "./request.ts";
import { DEADLINE_MS, fixture, newTeam, POSES, type Run, type State, TTL_MS } from "./state.ts";

/** A process whose clocks stand still, for one history after the other. */
export type Bench = AsyncDisposable & {
  readonly app: TestApp;
  /**
   * Options for further processes on the same database. They share this process's local buckets, because separate
   * local buckets would differ.
   */
  readonly alike: Pick<TestAppOptions, "beside" | "roles" | "env" | "overrides">;
  /** Creates two new teams with a few characters, and the model of them. */
  readonly begin: (team: { credits: number; autoSave: boolean }) => Promise<{ state: State; system: System }>;
};

/**
 * The product as a history drives it: requests over either transport, and the provider's, operator's and clock's
 * events.
 */
export type System = {
  readonly send: (caller: Caller, request: Request, through?: string) => Promise<Answer>;
  /** Stores all images of a synthesis, which does not end yet. */
  readonly deliver: (run: number) => Promise<void>;
  readonly succeed: (run: number) => Promise<boolean>;
  readonly fail: (run: number, error: "provider_unavailable" | "content_rejected") => Promise<boolean>;
  readonly grant: (team: 0 | 1, amount: number) => Promise<void>;
  /** Moves both clocks, and runs the sweep. */
  readonly moveClock: (now: number) => Promise<void>;
  /** Reads the tables in the model's terms, and records the ids of new objects. */
  readonly observe: () => Promise<unknown>;
  /** Copies the levels of the process's local buckets into the model. */
  readonly findLocalBuckets: (state: State) => void;
  /** Sorts the newest syntheses into the given kinds, because parallel ones were recorded in any order. */
  readonly arrange: (kinds: readonly Run["kind"][]) => Promise<void>;
};

export async function startBench(): Promise<Bench> {
  let now = Math.floor(Date.now() / 1_000) * 1_000;
  const localRateLimiter = createLocalRateLimiter({ now: () => new Date(now) });
  const env = { IDEMPOTENCY_TTL_SECONDS: String(TTL_MS / 1_000), SYNTHESIS_DEADLINE_MS: String(DEADLINE_MS) };
  // Without a worker. The history ends syntheses with the functions that a worker calls.
  const options = { roles: ["gateway"], env, overrides: { localRateLimiter } } as const;
  const app = await startTestApp(options);
  const setClock = async (ms: number) => {
    now = ms;
    await app.app.db.sql`update retake.clock set now = ${new Date(ms).toISOString()}`;
  };
  await app.app.db.sql`create table retake.clock (now timestamptz not null)`;
  await app.app.db.sql`insert into retake.clock values (${new Date(now).toISOString()})`;
  await app.app.db.sql.unsafe(
    "create or replace function retake.clock_now() returns timestamptz language sql volatile as $$ select now from retake.clock $$",
  );
  return {
    app,
    alike: { ...options, beside: app },
    begin: async (team) => {
      // Earlier histories have other teams, so only the time continues.
      await setClock(now + 1_000);
      return begin(app, now, setClock, team);
    },
    [Symbol.asyncDispose]: () => app[Symbol.asyncDispose](),
  };
}

async function begin(
  bench: TestApp,
  now: number,
  setClock: (ms: number) => Promise<void>,
  { credits, autoSave }: { credits: number; autoSave: boolean },
): Promise<{ state: State; system: System }> {
  const { app, seed } = bench;
  const own = await seed.team({ credits: Math.max(1, credits), autoSave });
  const foreign = await seed.team({ credits: 20 });
  const state: State = {
    teams: [newTeam(Math.max(1, credits), autoSave), newTeam(20, false)],
    characters: [],
    runs: [],
    asked: [],
    now,
  };
  const ids: Ids = { teams: [own.teamId, foreign.teamId], characters: [], runs: [] };
  for (const [team, status] of [
    [0, "ready"],
    [0, "failed"],
    [0, "reviewing"],
    [1, "ready"],
  ] as const) {
    ids.characters.push(await seed.character(ids.teams[team], { status }));
    state.characters.push(fixture(team, status, now));
    state.teams[team].events += status === "ready" ? 1 : 2;
  }
  const second = expectOk(await createKey(app, own.teamId, "full"));
  const revoked = expectOk(await createKey(app, own.teamId, "full"));
  expectOk(await revokeKey(app, revoked.keyId));
  const secrets = { own: own.apiKey, second: second.secret, foreign: foreign.apiKey, revoked: revoked.secret };
  const tags = new Map<string, string>();
  for (const pose of POSES) for (const team of ids.teams) tags.set(seedPath(team, pose), `seed:${pose}`);
  const wire: Wire = { ids, tags, secrets };
  const run = (index: number) => ids.runs[index] ?? "";

  const system: System = {
    send: (caller, request, through = bench.url) => ask(wire, through, caller, request),
    deliver: async (index) => {
      if (await isRunning(bench, run(index))) await deliver(bench, ids, tags, index);
    },
    succeed: async (index) => {
      const running = await isRunning(bench, run(index));
      // In a burst, the synthesis may end while its images are stored.
      const settle = running ? await deliver(bench, ids, tags, index).catch(() => null) : null;
      return settle ? settle() : settleSynthesis(app.db, run(index), randomUUID());
    },
    fail: (index, error) => failSynthesis(app.db, run(index), null, null, error),
    grant: async (team, amount) => {
      expectOk(await grantCredits(app, { teamId: ids.teams[team], amount, note: null }));
    },
    moveClock: async (ms) => {
      await setClock(ms);
      // The work of the next sweep; the process's own sweep may have been first.
      for (const id of await overdueSyntheses(app.db, 100))
        await failSynthesis(app.db, id, null, null, "deadline_exceeded");
    },
    observe: () => observe(app.db.sql, ids),
    findLocalBuckets: (next) => {
      for (const [index, teamId] of ids.teams.entries()) {
        for (const bucket of ["characters_post", "characters_get", "reads"] as const) {
          const team = next.teams[index === 0 ? 0 : 1];
          team.fullAt[bucket] = next.now + app.localRateLimiter.find(teamId, bucket).fullInMs;
        }
      }
    },
    arrange: (kinds) => arrange(bench, ids, kinds),
  };
  return { state, system };
}

/** The real ids by index. */
export type Ids = {
  readonly teams: readonly [string, string];
  readonly characters: string[];
  readonly runs: string[];
};

/** The path of a fixture's image; the test helper defines its key. */
const seedPath = (teamId: string, pose: string) => {
  const sha = Buffer.from(pose).toString("hex").padEnd(64, "0");
  return `/storage/v1/${teamId}/${sha.slice(0, 2)}/${sha}.webp`;
};

/** Syntheses of one kind keep their order, which is that of the character's versions. */
async function arrange({ app }: TestApp, ids: Ids, kinds: readonly Run["kind"][]): Promise<void> {
  const fresh = kinds.length === 0 ? [] : ids.runs.splice(-kinds.length);
  const rows = await app.db.sql<
    { id: string; kind: string }[]
  >`select id, kind from retake.syntheses where id = any (${fresh})`;
  const kindOf = new Map(rows.map(({ id, kind }) => [id, kind]));
  for (const kind of kinds) {
    const [next] = fresh.splice(
      fresh.findIndex((id) => kindOf.get(id) === kind),
      1,
    );
    ids.runs.push(next ?? "");
  }
}

async function isRunning({ app }: TestApp, run: string): Promise<boolean> {
  const [row] = await app.db.sql<{ running: boolean }[]>`
    select status = 'running' as running from retake.syntheses where id = ${run}`;
  return row?.running ?? false;
}

/** Stores every missing image of a synthesis as a worker would, and records its path. */
function deliver(
  { app }: TestApp,
  ids: Ids,
  tags: Map<string, string>,
  index: number,
): Promise<() => Promise<boolean>> {
  const run = ids.runs[index] ?? "";
  for (const team of ids.teams) {
    for (const pose of POSES) {
      // The keys that the test helper gives its images.
      tags.set(`/storage/${storedImage(team, `${run}:${pose}`.slice(-30)).key}`, `${index}:${pose}`);
    }
  }
  return deliverAll(app, run);
}
