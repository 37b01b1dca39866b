import { describe, expect, test } from "vitest";
import { createBoss, SYNTHESIS_QUEUE } from "../../src/db/queue.ts";
import { startTestApp, type TestApp } from "../helpers/app.ts";
import { createClient } from "../helpers/clients.ts";
import { createFakeProvider, hang, paint } from "../helpers/fake-provider.ts";
import { waitFor } from "../helpers/wait-for.ts";

const QUEUED = 10_000;
/** Limit for a fetch next to other tests, in ms. Without load a fetch takes a few milliseconds. */
const CHEAP_MS = 250;

/** Queues jobs as if one team had accepted that many syntheses, each behind the one before. */
async function queueMany({ app }: TestApp, count: number): Promise<void> {
  const { sql } = app.db;
  await sql`select retake.enqueue_syntheses(array['syn_1'], array[-2])`;
  await sql`
    insert into retake_jobs.job
    select made.*
      from retake_jobs.job j, generate_series(2, ${count}::int) n,
           lateral jsonb_populate_record(j, jsonb_build_object('id', md5('syn_' || n)::uuid, 'priority', -n - 1,
             'data', jsonb_build_object('synthesis_id', 'syn_' || n))) made
     where j.data ->> 'synthesis_id' = 'syn_1'`;
}
const forgetQueued = ({ app }: TestApp) =>
  app.db.sql`delete from retake_jobs.job where data ->> 'synthesis_id' ~ '^syn_[0-9]+$'`;

describe("behind ten thousand queued jobs of one team", () => {
  test("starts another team's first job with the next free slot, within a second", async () => {
    let release = Promise.withResolvers<void>();
    const provider = createFakeProvider({
      script: async (_request, call, nth) => {
        if (nth <= 2) await Promise.race([release.promise, hang(call)]);
        return paint(nth);
      },
    });
    await using app = await startTestApp({ env: { IMAGE_PROVIDER_CONCURRENCY: "2" }, overrides: { provider } });
    const { sql } = app.app.db;
    const [crowd, lone] = [await app.seed.team(), await app.seed.team()];
    const running = [await app.seed.character(crowd.teamId), await app.seed.character(crowd.teamId)];
    const first = await app.seed.character(lone.teamId);
    for (const id of running) await createClient("rest", app.url, crowd.apiKey).resynthesize(id);
    await waitFor("both slots taken", () => provider.calls.length === 2);
    await queueMany(app, QUEUED);
    await createClient("rest", app.url, lone.apiKey).resynthesize(first);
    release.resolve();

    const started = await waitFor("the other team's first provider call", async () => {
      const rows = await sql<{ after: number; overtaken: number }[]>`
        select extract(epoch from g.sent_at - (select min(finished_at) from retake.syntheses where team_id = ${crowd.teamId}))::float8 as after,
               (select count(*) from retake_jobs.job j where j.data ->> 'synthesis_id' ~ '^syn_[0-9]+$' and j.started_on < g.sent_at)::int as overtaken
          from retake.generations g join retake.syntheses s on s.id = g.synthesis_id
         where s.team_id = ${lone.teamId} and g.pose = 'portrait' and g.sent_at is not null`;
      return rows[0];
    });
    // Another slot may have become free at the same moment, and a worker takes one job at a time for it.
    expect(started.overtaken).toBeLessThanOrEqual(1);
    expect(started.after).toBeLessThan(1 + CHEAP_MS / 1_000);
    release = Promise.withResolvers();
    await forgetQueued(app);
    await waitFor(
      "the end",
      async () => (await sql`select from retake.syntheses where status = 'running'`).length === 0,
    );
  });

  test("fetches a job within the limit", async () => {
    await using app = await startTestApp({ roles: [] });
    const boss = createBoss(app.app.db, app.app.db.schema, "migrate");
    const medianMs = async () => {
      const times: number[] = [];
      for (let nth = 0; nth < 15; nth++) {
        const begun = performance.now();
        const jobs = await boss.fetch(SYNTHESIS_QUEUE, { batchSize: 1 });
        times.push(performance.now() - begun);
        expect(jobs).toHaveLength(1);
      }
      return times.sort((a, b) => a - b)[7] ?? 0;
    };
    try {
      await boss.start();
      await queueMany(app, QUEUED);
      expect(await medianMs()).toBeLessThan(CHEAP_MS);
    } finally {
      // The timers of pg-boss would continue to query a closed database.
      await boss.stop({ graceful: false, close: false });
      await forgetQueued(app);
    }
  });
});

describe("provider calls", () => {
  test("give another team's first call the next free slot although a busy team's calls have waited longer", async () => {
    const held = new Map<string, PromiseWithResolvers<void>>();
    const provider = createFakeProvider({
      script: async (_request, call, nth) => {
        const end = Promise.withResolvers<void>();
        held.set(call.key, end);
        await Promise.race([end.promise, hang(call)]);
        return paint(nth);
      },
    });
    await using app = await startTestApp({ env: { IMAGE_PROVIDER_CONCURRENCY: "2" }, overrides: { provider } });
    const { sql } = app.app.db;
    const runOf = async (characterId: string) => {
      const [row] = await sql<{ id: string; claimed: boolean }[]>`
        select id, runner is not null as claimed from retake.syntheses where character_id = ${characterId}`;
      return row ?? { id: "", claimed: false };
    };
    const callsOf = (id: string) => provider.calls.filter(({ key }) => key.startsWith(`${id}:`)).length;
    const [crowd, lone] = [await app.seed.team(), await app.seed.team()];
    const [ended, busy] = [await app.seed.character(crowd.teamId), await app.seed.character(crowd.teamId)];
    const first = await app.seed.character(lone.teamId);
    const client = createClient("rest", app.url, crowd.apiKey);
    for (const id of [ended, busy]) await client.resynthesize(id);
    await waitFor("both portraits", () => held.size === 2);
    for (const portrait of [...held.values()]) portrait.resolve();
    await waitFor("two of the other poses; four wait", () => held.size === 4);
    await createClient("rest", app.url, lone.apiKey).resynthesize(first);

    // One of the busy team's runs ends, so that the other has two calls in flight and one that waits.
    await client.cancel(ended);
    const busyRun = (await runOf(busy)).id;
    await waitFor("two calls of the other run", () => callsOf(busyRun) === 3);
    await waitFor("the other team's run", async () => (await runOf(first)).claimed);
    for (let turns = 0; turns < 20; turns += 1) await new Promise((resolve) => setImmediate(resolve));
    const before = provider.calls.length;
    held.get(provider.calls.at(-1)?.key ?? "")?.resolve();
    await waitFor("the next call", () => provider.calls.length > before);
    expect(provider.calls[before]?.key).toBe(`${(await runOf(first)).id}:portrait`);
  });
});
