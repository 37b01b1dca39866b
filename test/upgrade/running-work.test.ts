import { describe, expect, test } from "vitest";
import type { TestApp } from "../helpers/app.ts";
import { createClient } from "../helpers/clients.ts";
import { createFakeProvider, type FakeProvider } from "../helpers/fake-provider.ts";
import { subscribe } from "../helpers/subscriber.ts";
import { waitFor } from "../helpers/wait-for.ts";
import { type RecordedRun, readRecorded } from "./recorded.ts";
import { startOnDump } from "./restore.ts";

const recorded = readRecorded();
const { running } = recorded;

/** A killed worker's syntheses are taken over within 30 s. */
const TAKEN_OVER_MS = 40_000;

/** The provider configured in the previous version, by its name in the recorded requests. */
const PROVIDER = "openai-compatible";

type End = { id: string; status: string; error_code: string | null; kinds: string };

/** Waits until nothing runs. Returns how each run ended and what it cost. */
async function ends(app: TestApp): Promise<ReadonlyMap<string, End>> {
  await waitFor(
    "the end of every run",
    async () => {
      const [row] = await app.app.db.sql`select count(*)::int as open from retake.syntheses where status = 'running'`;
      return row?.open === 0;
    },
    TAKEN_OVER_MS,
  );
  const rows = await app.app.db.sql<End[]>`
    select s.id, s.status, s.error_code, string_agg(l.kind, ' ' order by l.seq) as kinds
      from retake.syntheses s join retake.ledger_entries l on l.synthesis_id = s.id
     where s.id = any(${running.map(({ synthesisId }) => synthesisId)}) group by s.id`;
  return new Map(rows.map((row) => [row.id, row]));
}

const ordersOf = (runs: readonly RecordedRun[], poses: (run: RecordedRun) => readonly string[]) =>
  runs.flatMap((run) => poses(run).map((pose) => `${run.synthesisId}:${pose}`)).sort();
const ordersTo = (provider: FakeProvider) => provider.calls.map(({ key }) => key).sort();
const priceOf = (runs: readonly RecordedRun[]) => runs.reduce((sum, { price }) => sum + price, 0);

async function balances(app: TestApp) {
  const teams = Object.values(recorded.teams);
  const now = await Promise.all(
    teams.map(async ({ apiKey }) => (await createClient("rest", app.url, apiKey).balance()).value),
  );
  return now.map((balance, nth) => ({
    held: balance?.held ?? 0,
    spent: (teams[nth]?.credits.total ?? 0) - (balance?.total ?? 0),
  }));
}

describe("work that the previous version has left", { timeout: TAKEN_OVER_MS + 30_000 }, () => {
  test("is delivered and captured with a provider that dedupes, without a new order for a delivered pose", async () => {
    const provider = createFakeProvider({ id: PROVIDER, dedupes: true });
    await using app = await startOnDump({ overrides: { provider } });
    const { apiKey } = recorded.teams.busy;
    const watched = Object.entries(recorded.streams.busy.characters).map(([id, events]) => {
      const query =
        "subscription ($id: ID!, $after: Int) { change: characterStatusChanged(id: $id, after: $after) { version status } }";
      const after = events.at(-1)?.version ?? 0;
      return { after, stream: subscribe(app.url, apiKey, query, { id, after }) };
    });

    const ended = await ends(app);
    for (const { synthesisId } of running) {
      expect(ended.get(synthesisId)).toMatchObject({ status: "succeeded", kinds: "hold capture" });
    }
    expect(ordersTo(provider)).toEqual(ordersOf(running, ({ pending, sent }) => [...pending, ...sent]));
    const spent = (await balances(app)).map((balance) => balance.spent);
    expect(spent.reduce((sum, credits) => sum + credits, 0)).toBe(priceOf(running));
    expect((await balances(app)).every(({ held }) => held === 0)).toBe(true);
    for (const { after, stream } of watched) {
      expect(await stream.take(1)).toEqual([{ change: { version: after + 1, status: "REVIEWING" } }]);
      await stream[Symbol.asyncDispose]();
    }
  });

  test("is released when a call's outcome is unknown, and done when nothing was sent, with any other provider", async () => {
    const provider = createFakeProvider({ id: PROVIDER });
    await using app = await startOnDump({ overrides: { provider } });
    const unknown = running.filter(({ sent }) => sent.length > 0);
    const queued = running.filter(({ sent }) => sent.length === 0);
    expect([unknown.length, queued.length]).toEqual([6, 3]);

    const ended = await ends(app);
    for (const { synthesisId } of unknown) {
      expect(ended.get(synthesisId)).toMatchObject({
        status: "failed",
        error_code: "provider_outcome_unknown",
        kinds: "hold release",
      });
    }
    for (const { synthesisId } of queued) {
      expect(ended.get(synthesisId)).toMatchObject({ status: "succeeded", kinds: "hold capture" });
    }
    expect(ordersTo(provider)).toEqual(ordersOf(queued, ({ pending }) => pending));
    const balance = await balances(app);
    expect(balance.reduce((sum, { spent }) => sum + spent, 0)).toBe(priceOf(queued));
    expect(balance.every(({ held }) => held === 0)).toBe(true);
  });

  test("is failed and released by a gateway alone once its deadline has passed", async () => {
    await using app = await startOnDump({ roles: ["gateway"] });
    await app.app.db.sql`update retake.syntheses set deadline_at = retake.clock_now() where status = 'running'`;
    const ended = await ends(app);
    for (const { synthesisId } of running) {
      expect(ended.get(synthesisId)).toMatchObject({ error_code: "deadline_exceeded", kinds: "hold release" });
    }
  });
});
