import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { cancelSynthesis } from "../../src/operations/cancel-synthesis.ts";
import { resynthesizeCharacter } from "../../src/operations/resynthesize-character.ts";
import { ProviderFailure } from "../../src/providers/failure.ts";
import {
  claimSynthesis,
  postponeGeneration,
  recordDelivered,
  recordSent,
  rememberVendorJob,
} from "../../src/services/generations/run-records.ts";
import { runSynthesis } from "../../src/worker/pipeline.ts";
import { HandedBack } from "../../src/worker/run.ts";
import { createSemaphore } from "../../src/worker/semaphore.ts";
import { startTestApp, type TestApp } from "../helpers/app.ts";
import { callAs } from "../helpers/call.ts";
import { createFakeProvider, hang, paint, type Script } from "../helpers/fake-provider.ts";
import { expectOk } from "../helpers/seed.ts";
import { waitFor } from "../helpers/wait-for.ts";
import { picture } from "../services/run-synthesis.ts";

let app: TestApp;
beforeAll(async () => {
  // Nobody else runs what is accepted here: each test takes its turn itself.
  app = await startTestApp({ roles: ["gateway"], env: { IMAGE_PROVIDER_TIMEOUT_MS: "1000" } });
});
afterAll(async () => {
  await app[Symbol.asyncDispose]();
});

const REQUEST = { prompt: "frozen", template: "t", seed: 7, seed_counts: true, width: 64, height: 96, references: [] };

/** An accepted synthesis, and how to run it with a provider that does as told. */
async function accepted(options: { dedupes?: boolean; resumable?: boolean; script?: Script } = {}) {
  const team = await app.seed.team({ credits: 4 });
  const id = await app.seed.character(team.teamId);
  const call = await callAs(app.app, team.apiKey);
  const { synthesis } = expectOk(await resynthesizeCharacter(app.app, call, { id, body: {}, idempotencyKey: null }));
  const fake = createFakeProvider(options);
  const provider = { ...fake, capabilities: { ...fake.capabilities, resumable: options.resumable ?? false } };
  const stop = new AbortController();
  let draining = false;
  const environment = { calls: createSemaphore(8), draining: () => draining, signal: stop.signal };
  const { sql } = app.app.db;
  return {
    teamId: team.teamId,
    synthesisId: synthesis.id,
    provider,
    stop,
    drain: () => {
      draining = true;
    },
    cancel: () => cancelSynthesis(app.app, call, { characterId: id, body: {} }),
    run: (calls = environment.calls) => runSynthesis({ ...app.app, provider }, synthesis.id, { ...environment, calls }),
    state: async () => {
      const [row] = await sql`select status, error_code from syntheses where id = ${synthesis.id}`;
      return `${row?.status} ${row?.error_code}`;
    },
    generations: () =>
      sql`select pose, status, attempt, error_code from generations where synthesis_id = ${synthesis.id} order by position`,
    credits: async () => {
      const [row] = await sql`select total::int, held::int from teams where id = ${team.teamId}`;
      return row;
    },
  };
}

/** What an earlier worker left when it was killed: the portrait sent so many times. */
async function sentBefore({ synthesisId }: Awaited<ReturnType<typeof accepted>>, times: number) {
  const runner = randomUUID();
  await claimSynthesis(app.app.db, synthesisId, runner);
  const about = { synthesisId, pose: "portrait" as const, runner };
  for (let n = 0; n < times; n += 1) {
    await recordSent(app.app.db, about, REQUEST, { maxAttempts: 4, provider: "fake" });
  }
  return about;
}

describe("a worker's turn", () => {
  test("asks with the synthesis's key, its attributes and its person, and hands on what the model takes", async () => {
    const seen: unknown[] = [];
    const turn = await accepted({
      script: (request, call, nth) => {
        seen.push({ ...request, references: request.references.length, key: call.key });
        return paint(nth);
      },
    });
    await turn.run();
    expect(seen[0]).toMatchObject({
      pose: "portrait",
      attributes: { gender: "female", age: 28 },
      identitySeed: 7,
      width: 64,
      height: 96,
      references: 0,
      key: `${turn.synthesisId}:portrait`,
    });
    expect(await turn.state()).toBe("succeeded null");
    expect(await turn.credits()).toEqual({ total: 0, held: 0 });
    await turn.run();
    expect(turn.provider.calls).toHaveLength(4);
  });

  test("never asks for a picture that was delivered", async () => {
    const turn = await accepted();
    const about = await sentBefore(turn, 1);
    const image = picture(turn.teamId, "portrait");
    await recordDelivered(app.app.db, { ...about, attempt: 1 }, image, { model: null, requestId: null });
    await turn.run().catch(() => {});
    expect(turn.provider.calls.map(({ pose }) => pose)).not.toContain("portrait");
  });

  test("does not send again what an earlier one sent, unless the provider dedupes", async () => {
    const turn = await accepted();
    await sentBefore(turn, 1);
    await turn.run();
    expect(await turn.state()).toBe("failed provider_outcome_unknown");
    expect(turn.provider.calls).toHaveLength(0);
    expect(await turn.credits()).toEqual({ total: 4, held: 0 });
    expect((await turn.generations())[0]).toMatchObject({ status: "failed", error_code: "provider_outcome_unknown" });
  });

  test("sends a provider that dedupes the very same request again, up to four times in all", async () => {
    const turn = await accepted({ dedupes: true });
    await sentBefore(turn, 3);
    await turn.run();
    expect(await turn.state()).toBe("succeeded null");
    expect(turn.provider.calls[0]).toMatchObject({ prompt: "frozen", seed: 7 });
    expect((await turn.generations())[0]).toMatchObject({ status: "delivered", attempt: 4 });

    const spent = await accepted({ dedupes: true });
    await sentBefore(spent, 4);
    await spent.run();
    expect(await spent.state()).toBe("failed provider_outcome_unknown");
    expect(spent.provider.calls).toHaveLength(0);
  });

  test("takes a call that runs into its time limit for one of unknown outcome", async () => {
    const turn = await accepted({ script: (_request, call) => hang(call) });
    await turn.run();
    expect(await turn.state()).toBe("failed provider_outcome_unknown");
    expect(turn.provider.calls).toHaveLength(1);
  });

  test("takes an error that nobody understands for one of unknown outcome", async () => {
    const turn = await accepted({
      script: () => {
        throw new TypeError("fetch failed");
      },
    });
    await turn.run();
    expect(await turn.state()).toBe("failed provider_outcome_unknown");
  });

  test("ends at the first picture that fails, and aborts the calls beside it", async () => {
    let aborted = 0;
    const turn = await accepted({
      script: async (request, call, nth) => {
        if (request.pose === "portrait") return paint(nth);
        if (request.pose === "front") throw new ProviderFailure("rejected", "told to");
        call.signal.addEventListener("abort", () => {
          aborted += 1;
        });
        return hang(call);
      },
    });
    const started = performance.now();
    await turn.run();
    expect(performance.now() - started).toBeLessThan(5_000);
    expect(await turn.state()).toBe("failed content_rejected");
    expect(aborted).toBe(2);
    expect((await turn.generations()).map(({ error_code }) => error_code)).toEqual([
      null,
      "content_rejected",
      "content_rejected",
      "content_rejected",
    ]);
  });

  test("is over when the run is cancelled: its calls are aborted, and nothing is thrown", async () => {
    const turn = await accepted({ script: (_request, call) => hang(call) });
    const ran = turn.run();
    await waitFor("the call", () => turn.provider.calls.length > 0);
    expectOk(await turn.cancel());
    await ran;
    expect(await turn.state()).toBe("cancelled null");
    expect(await turn.credits()).toEqual({ total: 4, held: 0 });
  });

  test("records nothing once another worker has the run, and leaves it running", async () => {
    const answer = Promise.withResolvers<void>();
    const turn = await accepted({
      script: async (_request, _call, nth) => {
        await answer.promise;
        return paint(nth);
      },
    });
    const ran = turn.run();
    await waitFor("the call", () => turn.provider.calls.length > 0);
    await claimSynthesis(app.app.db, turn.synthesisId, randomUUID());
    answer.resolve();
    await ran;
    expect(await turn.state()).toBe("running null");
    expect((await turn.generations())[0]).toMatchObject({ status: "running", attempt: 1 });
  });

  test("starts no call once the process stops, and hands the run back", async () => {
    const turn = await accepted();
    turn.drain();
    await expect(turn.run()).rejects.toBeInstanceOf(HandedBack);
    expect(turn.provider.calls).toHaveLength(0);
    expect((await turn.generations()).map(({ attempt }) => attempt)).toEqual([0, 0, 0, 0]);
    expect(await turn.state()).toBe("running null");
  });

  test("lets the calls beside a draining one finish before it hands the run back", async () => {
    const turn = await accepted({
      script: async (request, _call, nth) => {
        if (request.pose === "front") turn.drain();
        return paint(nth);
      },
    });
    // One slot: when front has begun, side and back have not.
    await expect(turn.run(createSemaphore(1))).rejects.toBeInstanceOf(HandedBack);
    expect((await turn.generations()).map(({ status }) => status)).toEqual([
      "delivered",
      "delivered",
      "pending",
      "pending",
    ]);
    expect(await turn.state()).toBe("running null");
  });

  test("that is aborted hands the run back, also out of a pause", async () => {
    const turn = await accepted({
      script: () => {
        throw new ProviderFailure("not_sent", "busy", { retryAfterSeconds: 60 });
      },
    });
    const ran = turn.run();
    await waitFor("the pause", async () => {
      const [row] = await app.app.db.sql`select 1 from generations
        where synthesis_id = ${turn.synthesisId} and pose = 'portrait' and not_before > clock_now()`;
      return row;
    });
    turn.stop.abort();
    await expect(ran).rejects.toBeInstanceOf(HandedBack);
    expect(await turn.state()).toBe("running null");
    expect((await turn.generations())[0]).toMatchObject({ status: "pending", attempt: 1 });
    await app.app.db.sql`delete from provider_pauses`;
  });

  test("keeps the name of the job that the vendor took on, before it waits for the picture", async () => {
    const turn = await accepted({
      script: async (_request, call, nth) => {
        await call.remember?.(`job ${nth}`);
        return paint(nth);
      },
    });
    await turn.run();
    const { sql } = app.app.db;
    const jobs =
      await sql`select vendor_job_id from generations where synthesis_id = ${turn.synthesisId} order by position`;
    expect(jobs[0]?.vendor_job_id).toBe("job 1");
    expect(jobs.map((row) => row.vendor_job_id).sort()).toEqual(["job 1", "job 2", "job 3", "job 4"]);
  });

  test("gives up the picture, not the run, when another worker has taken over before the job was named", async () => {
    const turn = await accepted({
      script: async (_request, call, nth) => {
        await claimSynthesis(app.app.db, turn.synthesisId, randomUUID());
        await call.remember?.("late");
        return paint(nth);
      },
    });
    await turn.run();
    expect(await turn.state()).toBe("running null");
    expect((await turn.generations())[0]).toMatchObject({ status: "running", error_code: null });
  });

  test("fails with a picture that can't be used, and with a reference that is gone", async () => {
    const bytes = Buffer.from("no picture");
    const turn = await accepted({ script: () => ({ bytes, model: null, requestId: null }) });
    await turn.run();
    expect(await turn.state()).toBe("failed provider_bad_response");
    expect((await turn.generations())[0]).toMatchObject({ status: "failed", error_code: "provider_bad_response" });
  });

  test.each([true, false])(
    "asks for the job that an earlier one left, ordering nothing anew, if the vendor can: %s",
    async (resumable) => {
      const resumed: unknown[] = [];
      const turn = await accepted({
        resumable,
        script: (request, call, nth) => {
          resumed.push([request.pose, call.resume, request.prompt === "frozen"]);
          return paint(nth);
        },
      });
      const about = await sentBefore(turn, 1);
      expect(await rememberVendorJob(app.app.db, { ...about, attempt: 1 }, "job-9")).toBe(true);
      await turn.run();
      if (!resumable) {
        expect([await turn.state(), resumed]).toEqual(["failed provider_outcome_unknown", []]);
        return;
      }
      expect(await turn.state()).toBe("succeeded null");
      expect(resumed[0]).toEqual(["portrait", "job-9", true]);
      expect(resumed.slice(1).map((order) => (order as unknown[])[1])).toEqual([null, null, null]);
      expect((await turn.generations())[0]).toMatchObject({ status: "delivered", attempt: 1 });
    },
  );

  test("waits for what an earlier one was told to wait, before it calls", async () => {
    const turn = await accepted();
    const about = await sentBefore(turn, 1);
    await postponeGeneration(app.app.db, { ...about, attempt: 1 }, 700, { provider: "fake", pauseMs: 0 });
    const started = performance.now();
    await turn.run();
    expect(performance.now() - started).toBeGreaterThan(600);
    expect((await turn.generations())[0]).toMatchObject({ status: "delivered", attempt: 2 });
  });
});
