import { randomUUID } from "node:crypto";
import type { AppContext } from "../../src/context.ts";
import { KeyedLimiter } from "../../src/domain/limiter.ts";
import type { Call } from "../../src/domain/principal.ts";
import { claimSynthesis, recordSent } from "../../src/services/generations/run-records.ts";
import { runSynthesis } from "../../src/worker/pipeline.ts";
import type { TestApp } from "../helpers/app.ts";
import { callAs } from "../helpers/call.ts";
import { createFakeProvider, type Script } from "../helpers/fake-provider.ts";
import { cancelSynthesis, resynthesizeCharacter } from "../helpers/operations.ts";
import { expectOk } from "../helpers/seed.ts";

export type TurnOptions = {
  readonly dedupes?: boolean;
  readonly resumable?: boolean;
  readonly script?: Script;
  /** Dependencies of the process to replace during the run. */
  readonly overrides?: Partial<AppContext>;
  /** Accepts a synthesis and returns its id. The default is a resynthesis of the character. */
  readonly accept?: (call: Call, characterId: string) => Promise<string>;
};

/** An accepted synthesis, and functions to run it with a fake provider. */
export async function acceptedTurn({ app, seed }: TestApp, options: TurnOptions = {}) {
  const team = await seed.team({ credits: 4 });
  const id = await seed.character(team.teamId);
  const call = await callAs(app, team.apiKey);
  const resynthesize = async () =>
    expectOk(await resynthesizeCharacter(app, call, { id, body: {}, idempotencyKey: null })).synthesis.id;
  const synthesisId = await (options.accept?.(call, id) ?? resynthesize());
  const fake = createFakeProvider(options);
  const provider = { ...fake, capabilities: { ...fake.capabilities, resumable: options.resumable ?? false } };
  const stop = new AbortController();
  let draining = false;
  const environment = { calls: new KeyedLimiter({ slots: 8 }), draining: () => draining, signal: stop.signal };
  const { sql } = app.db;
  return {
    teamId: team.teamId,
    synthesisId,
    provider,
    stop,
    drain: () => {
      draining = true;
    },
    cancel: () => cancelSynthesis(app, call, { characterId: id, body: {} }),
    run: (calls: Pick<KeyedLimiter, "run"> = environment.calls) =>
      runSynthesis({ ...app, provider, ...options.overrides }, synthesisId, { ...environment, calls }),
    state: async () => {
      const [row] = await sql`select status, error_code from retake.syntheses where id = ${synthesisId}`;
      return `${row?.status} ${row?.error_code}`;
    },
    generations: () =>
      sql`select pose, status, attempt, error_code from retake.generations where synthesis_id = ${synthesisId} order by position`,
    credits: async () => {
      const [row] = await sql`select total::int, held::int from retake.teams where id = ${team.teamId}`;
      return row;
    },
  };
}

const REQUEST = { prompt: "frozen", template: "t", seed: 7, seed_counts: true, width: 64, height: 96, references: [] };

/** Leaves the state of a worker that was killed after the portrait was sent this many times. */
export async function sentBefore({ app }: TestApp, { synthesisId }: { synthesisId: string }, times: number) {
  const runner = randomUUID();
  await claimSynthesis(app.db, synthesisId, runner);
  const about = { synthesisId, pose: "portrait" as const, runner };
  for (let n = 0; n < times; n += 1) {
    await recordSent(app.db, about, REQUEST, { maxAttempts: 4, provider: "fake" });
  }
  return about;
}
