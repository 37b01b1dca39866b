import { expect } from "vitest";
import { openDatabase } from "../../src/db/client.ts";
import { findViolations } from "../../src/services/verify/find-violations.ts";
import { startTestApp, type TestApp } from "../helpers/app.ts";
import { TRANSPORTS } from "../helpers/clients.ts";
import { createFakeProvider, type FakeProvider } from "../helpers/fake-provider.ts";
import { type FaultProxy, startFaultProxy } from "../helpers/fault-proxy.ts";
import { resynthesize, type TypedAnswer } from "../helpers/typed-call.ts";
import { waitFor } from "../helpers/wait-for.ts";

/** A process that reaches its database only through a faulty connection, and one next to it with a sound one. */
export type FaultBench = AsyncDisposable & {
  readonly app: TestApp;
  /** Seeds and checks; has no roles. */
  readonly sound: TestApp;
  readonly proxy: FaultProxy;
  readonly provider: FakeProvider;
};

export async function startFaultBench(): Promise<FaultBench> {
  const provider = createFakeProvider();
  const sound = await startTestApp({ roles: [] });
  const proxy = await startFaultProxy(sound.database.target);
  const db = openDatabase({ ...proxy.target, silenceMs: SILENCE_MS });
  const app = await startTestApp({ beside: sound, target: proxy.target, overrides: { provider, db } });
  return {
    app,
    sound,
    proxy,
    provider,
    [Symbol.asyncDispose]: async () => {
      await proxy.heal();

      await app[Symbol.asyncDispose]();

      await proxy[Symbol.asyncDispose]();

      await sound[Symbol.asyncDispose]();
    },
  };
}

/** A silent connection is given up sooner than in production, so that tests need not wait. */
const SILENCE_MS = 1_500;
/** Every call is answered within this time, whatever the database does. */
export const ANSWER_WITHIN_MS = 12_500;

/** The only answers allowed during trouble. They say when to retry, and come in time. */
export function expectTyped(answer: TypedAnswer, withinMs = ANSWER_WITHIN_MS): void {
  expect(answer.tookMs).toBeLessThan(withinMs);
  if (answer.code === "ok") return;
  if (answer.code === "idempotency_key_in_use") expect(answer).toMatchObject({ reason: "in_flight", retryAfter: 1 });
  else expect(["service_unavailable", "invalid_request_error", "rate_limit_exceeded"]).toContain(answer.code);
  if (answer.code === "service_unavailable") expect(answer.retryAfter).toBeGreaterThanOrEqual(1);
}

/** One call over each transport, each for another character. */
export async function callBoth({ app, sound }: FaultBench, key: string | null = null) {
  const team = await sound.seed.team();
  const ids = await Promise.all(TRANSPORTS.map(() => sound.seed.character(team.teamId)));
  const send = () =>
    Promise.all(
      TRANSPORTS.map((transport, n) =>
        resynthesize(transport, app.url, team.apiKey, ids[n] ?? "", key && `${key} ${transport}`),
      ),
    );
  return { ...team, ids, send };
}

/** Checks that the process works again without a restart: a call is accepted and its synthesis succeeds. */
export async function expectRecovery(bench: FaultBench, withinMs = 10_000): Promise<void> {
  const { app, sound } = bench;
  const { teamId, apiKey } = await sound.seed.team();
  const id = await sound.seed.character(teamId);
  await waitFor(
    "a call to be accepted again",
    async () => (await resynthesize("rest", app.url, apiKey, id, "again")).code === "ok",
    withinMs,
  );
  await atRest(sound);
  expect(await findViolations(sound.app.db)).toEqual([]);
}

/** Waits until every accepted synthesis has ended. */
export async function atRest({ app }: TestApp): Promise<void> {
  await waitFor(
    "every synthesis to end",
    async () => (await app.db.sql`select from retake.syntheses where status = 'running' limit 1`).length === 0,
    40_000,
  );
}

/** Advances the queue's time: retries are due, and with `lost` active jobs count as silent for long. */
export async function passQueueTime({ app }: TestApp, lost = true): Promise<void> {
  await app.db.sql`
    update retake_jobs.job set heartbeat_on = heartbeat_on - interval '1 minute', start_after = least(start_after, now())
     where name = 'synthesis' and (state = 'retry' or state = 'active' and ${lost})`;
}

/** The kinds of a team's ledger entries, in order. */
export async function entriesOf({ app }: TestApp, teamId: string): Promise<string[]> {
  const rows = await app.db.sql<{ kind: string }[]>`
    select kind from retake.ledger_entries where team_id = ${teamId} order by seq`;
  return rows.map((row) => row.kind);
}

/** Checks that the process responds while `work` runs: a timer keeps ticking, and `/healthz` answers. */
export async function staysAlive<T>(url: string, work: () => Promise<T>): Promise<T> {
  let last = performance.now();
  let longest = 0;
  const ticks = setInterval(() => {
    longest = Math.max(longest, performance.now() - last);
    last = performance.now();
  }, 20);
  let done = false;
  const probes = (async () => {
    while (!done) {
      const response = await fetch(`${url}/healthz`, { signal: AbortSignal.timeout(MAX_PAUSE_MS) });
      expect(response.status).toBe(200);
      await response.arrayBuffer();
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  })();
  try {
    return await work();
  } finally {
    done = true;
    clearInterval(ticks);
    await probes;
    expect(longest).toBeLessThan(MAX_PAUSE_MS);
  }
}

/** Generous for a busy machine, because a blocked event loop hangs for many seconds. */
const MAX_PAUSE_MS = 2_000;
