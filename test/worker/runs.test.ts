import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { KeyedLimiter } from "../../src/domain/limiter.ts";
import { ProviderFailure } from "../../src/providers/provider.ts";
import {
  claimSynthesis,
  postponeGeneration,
  recordDelivered,
  rememberVendorJob,
} from "../../src/services/generations/run-records.ts";
import { putBlobs } from "../../src/storage/blob-store.ts";
import { ingestImage } from "../../src/storage/images.ts";
import { RequeueJob } from "../../src/worker/run.ts";
import { startTestApp, type TestApp } from "../helpers/app.ts";
import { hang, paint } from "../helpers/fake-provider.ts";
import { expectOk } from "../helpers/seed.ts";
import { waitFor } from "../helpers/wait-for.ts";
import { acceptedTurn, sentBefore, type TurnOptions } from "./turn.ts";

let app: TestApp;
beforeAll(async () => {
  // No worker runs, because each test runs the synthesis itself.
  app = await startTestApp({ roles: ["gateway"] });
});
afterAll(async () => {
  await app[Symbol.asyncDispose]();
});

const accepted = (options?: TurnOptions) => acceptedTurn(app, options);

describe("a run", () => {
  test("calls the provider with the synthesis's key, attributes and identity seed, and with what the model takes", async () => {
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

  test("never requests a delivered image", async () => {
    const turn = await accepted();
    const about = await sentBefore(app, turn, 1);
    const ingested = await ingestImage((await paint(1)).bytes, { teamId: turn.teamId, maxBytes: 100_000 });
    if (!ingested.ok) throw new Error(ingested.reason);
    await putBlobs(app.app.blobs, ingested.blobs);
    const vendor = { model: null, requestId: null };
    await recordDelivered(app.app.db, { ...about, attempt: 1 }, ingested.image, vendor);
    await turn.run();
    expect(await turn.state()).toBe("succeeded null");
    expect(turn.provider.calls.map(({ pose }) => pose).sort()).toEqual(["back", "front", "side"]);
  });

  test("does not repeat a call of an earlier run unless the provider dedupes", async () => {
    const turn = await accepted();
    await sentBefore(app, turn, 1);
    await turn.run();
    expect(await turn.state()).toBe("failed provider_outcome_unknown");
    expect(turn.provider.calls).toHaveLength(0);
    expect(await turn.credits()).toEqual({ total: 4, held: 0 });
    expect((await turn.generations())[0]).toMatchObject({ status: "failed", error_code: "provider_outcome_unknown" });
  });

  test("repeats the same request when the provider dedupes, up to four times in all", async () => {
    const turn = await accepted({ dedupes: true });
    await sentBefore(app, turn, 3);
    await turn.run();
    expect(await turn.state()).toBe("succeeded null");
    expect(turn.provider.calls[0]).toMatchObject({ prompt: "frozen", seed: 7 });
    expect((await turn.generations())[0]).toMatchObject({ status: "delivered", attempt: 4 });

    const spent = await accepted({ dedupes: true });
    await sentBefore(app, spent, 4);
    await spent.run();
    expect(await spent.state()).toBe("failed provider_outcome_unknown");
    expect(spent.provider.calls).toHaveLength(0);
  });

  test("treats a call that exceeds its time limit as one of unknown outcome", async () => {
    const config = { ...app.app.config, IMAGE_PROVIDER_TIMEOUT_MS: 100 };
    const turn = await accepted({ script: (_request, call) => hang(call), overrides: { config } });
    await turn.run();
    expect(await turn.state()).toBe("failed provider_outcome_unknown");
    expect(turn.provider.calls).toHaveLength(1);
  });

  test("treats an unknown error as one of unknown outcome", async () => {
    const turn = await accepted({
      script: () => {
        throw new TypeError("fetch failed");
      },
    });
    await turn.run();
    expect(await turn.state()).toBe("failed provider_outcome_unknown");
  });

  test("ends at the first failed image, and aborts the other calls", async () => {
    let aborted = 0;
    const turn = await accepted({
      script: async (request, call, nth) => {
        if (request.pose === "portrait") return paint(nth);
        if (request.pose === "front") {
          await waitFor("the calls beside it", () => turn.provider.calls.length === 4);
          throw new ProviderFailure("rejected", "scripted failure");
        }
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

  test("aborts its calls without an error when the synthesis is cancelled", async () => {
    const turn = await accepted({ script: (_request, call) => hang(call) });
    const ran = turn.run();
    await waitFor("the call", () => turn.provider.calls.length > 0);
    expectOk(await turn.cancel());
    await ran;
    expect(await turn.state()).toBe("cancelled null");
    expect(await turn.credits()).toEqual({ total: 4, held: 0 });
  });

  test("records nothing once another worker has claimed the synthesis, and leaves it running", async () => {
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

  test("starts no call once the process stops, and is requeued", async () => {
    const turn = await accepted();
    turn.drain();
    await expect(turn.run()).rejects.toBeInstanceOf(RequeueJob);
    expect(turn.provider.calls).toHaveLength(0);
    expect((await turn.generations()).map(({ attempt }) => attempt)).toEqual([0, 0, 0, 0]);
    expect(await turn.state()).toBe("running null");
  });

  test("lets the other calls finish before it is requeued", async () => {
    const turn = await accepted({
      script: async (request, _call, nth) => {
        if (request.pose === "front") turn.drain();
        return paint(nth);
      },
    });
    // There is one slot: when front has started, side and back have not.
    await expect(turn.run(new KeyedLimiter({ slots: 1 }))).rejects.toBeInstanceOf(RequeueJob);
    expect((await turn.generations()).map(({ status }) => status)).toEqual([
      "delivered",
      "delivered",
      "pending",
      "pending",
    ]);
    expect(await turn.state()).toBe("running null");
  });

  test("is requeued when it is aborted, also during a pause", async () => {
    const turn = await accepted({
      script: () => {
        throw new ProviderFailure("not_sent", "busy", { retryAfterSeconds: 60 });
      },
    });
    const ran = turn.run();
    await waitFor("the pause", async () => {
      const [row] = await app.app.db.sql`select 1 from retake.generations
        where synthesis_id = ${turn.synthesisId} and pose = 'portrait' and not_before > retake.clock_now()`;
      return row;
    });
    turn.stop.abort();
    await expect(ran).rejects.toBeInstanceOf(RequeueJob);
    expect(await turn.state()).toBe("running null");
    expect((await turn.generations())[0]).toMatchObject({ status: "pending", attempt: 1 });
    await app.app.db.sql`delete from retake.provider_pauses`;
  });

  test("stores the name of the vendor's job before it waits for the image", async () => {
    const turn = await accepted({
      script: async (_request, call, nth) => {
        await call.remember?.(`job ${nth}`);
        return paint(nth);
      },
    });
    await turn.run();
    const { sql } = app.app.db;
    const jobs =
      await sql`select vendor_job_id from retake.generations where synthesis_id = ${turn.synthesisId} order by position`;
    expect(jobs[0]?.vendor_job_id).toBe("job 1");
    expect(jobs.map((row) => row.vendor_job_id).sort()).toEqual(["job 1", "job 2", "job 3", "job 4"]);
  });

  test("abandons the image, but not the synthesis, when another worker has taken over before the job was stored", async () => {
    let wentOn = false;
    const turn = await accepted({
      script: async (_request, call, nth) => {
        await claimSynthesis(app.app.db, turn.synthesisId, randomUUID());
        await call.remember?.("late");
        wentOn = true;
        return paint(nth);
      },
    });
    await turn.run();
    expect(wentOn).toBe(false);
    expect(await turn.state()).toBe("running null");
    expect((await turn.generations())[0]).toMatchObject({ status: "running", error_code: null });
  });

  test("fails on an unusable image", async () => {
    const bytes = Buffer.from("no image");
    const turn = await accepted({ script: () => ({ bytes, model: null, requestId: null }) });
    await turn.run();
    expect(await turn.state()).toBe("failed provider_bad_response");
    expect(app.logged.at(-1)).toMatchObject({ level: "warn", fields: { synthesis_id: turn.synthesisId } });
    expect((await turn.generations())[0]).toMatchObject({ status: "failed", error_code: "provider_bad_response" });
  });

  test.each([true, false])(
    "polls the job that an earlier run left, without a new order, if the vendor is resumable: %s",
    async (resumable) => {
      const resumed: unknown[] = [];
      const turn = await accepted({
        resumable,
        script: (request, call, nth) => {
          resumed.push([request.pose, call.resume, request.prompt === "frozen"]);
          return paint(nth);
        },
      });
      const about = await sentBefore(app, turn, 1);
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

  test("waits for the pause that an earlier run was given before it calls", async () => {
    const turn = await accepted();
    const about = await sentBefore(app, turn, 1);
    await postponeGeneration(app.app.db, { ...about, attempt: 1 }, 400, { provider: "fake", pauseMs: 0 });
    const started = performance.now();
    await turn.run();
    expect(performance.now() - started).toBeGreaterThan(350);
    expect((await turn.generations())[0]).toMatchObject({ status: "delivered", attempt: 2 });
  });
});
