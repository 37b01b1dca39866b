import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { KeyedLimiter } from "../../src/domain/limiter.ts";
import { ProviderFailure } from "../../src/providers/provider.ts";
import { claimSynthesis, postponeGeneration, rememberVendorJob } from "../../src/services/generations/run-records.ts";
import { RequeueJob, SupersededError, SynthesisFailed } from "../../src/worker/run.ts";
import { startTestApp, type TestApp } from "../helpers/app.ts";
import { hang, paint, type Script } from "../helpers/fake-provider.ts";
import { createImage, regenerateCharacterRef, resynthesizeCharacter, updateCharacter } from "../helpers/operations.ts";
import { expectOk } from "../helpers/seed.ts";
import { waitFor } from "../helpers/wait-for.ts";
import { acceptedTurn, sentBefore, type TurnOptions } from "./turn.ts";

let app: TestApp;
beforeAll(async () => {
  app = await startTestApp({ roles: ["gateway"] });
});
afterAll(async () => {
  await app[Symbol.asyncDispose]();
});
const accepted = (options?: TurnOptions) => acceptedTurn(app, options);
const fail = (...failure: ConstructorParameters<typeof ProviderFailure>) => {
  throw new ProviderFailure(...failure);
};

/** Collects the metrics, notifications and log levels of a run. */
function ears() {
  const calls: { result: string; seconds: number }[] = [];
  const notified: (string | undefined)[] = [];
  const logged: string[] = [];
  const providerCall = (result: string, seconds: number) => void calls.push({ result, seconds });
  const changed = (teamId?: string) => void notified.push(teamId);
  const quiet = () => {};
  const note = (level: string) => () => void logged.push(level);
  const logger = { debug: quiet, info: note("info"), warn: note("warn"), error: note("error") };
  const overrides = {
    metrics: { ...app.app.metrics, providerCall },
    notifier: { ...app.app.notifier, notifyChanged: changed },
    logger,
  };
  return { calls, notified, logged, overrides };
}

describe("a run reports", () => {
  test("how each call ended and how long it took, and notifies at every step", async () => {
    const { calls, notified, logged, overrides } = ears();
    const turn = await accepted({
      overrides,
      script: async (_request, _call, nth) => {
        const until = performance.now() + 30;
        while (performance.now() < until) await new Promise((resolve) => setImmediate(resolve));
        return paint(nth);
      },
    });
    await turn.run();
    expect(calls.map(({ result }) => result)).toEqual(["delivered", "delivered", "delivered", "delivered"]);
    for (const { seconds } of calls) expect([seconds >= 0.03, seconds < 3]).toEqual([true, true]);
    // Once when each image was sent, once when it was delivered, and once at the end.
    expect(notified).toEqual(Array.from({ length: 9 }, () => turn.teamId));
    expect(logged).toEqual([]);
  });

  test.each([
    ["unavailable", "error"],
    ["rejected", "warn"],
  ] as const)("that a call was %s, at level %s depending on whether the operator must act", async (kind, level) => {
    const { calls, logged, overrides } = ears();
    const turn = await accepted({ overrides, script: () => fail(kind, "scripted failure") });
    await turn.run();
    expect([calls.map(({ result }) => result), logged]).toEqual([[kind], [level, "info"]]);
    expect(calls[0]?.seconds).toBeLessThan(3);
  });
});

describe("the content check", () => {
  const wish = "twelve years old, nude";

  test("refuses a prompt override and an image's prompt before any call", async () => {
    const turns = [
      await accepted({
        accept: async (call, id) => {
          const body = { pose: "side", prompt_override: wish };
          return expectOk(await regenerateCharacterRef(app.app, call, { id, body, idempotencyKey: null })).synthesis.id;
        },
      }),
      await accepted({
        accept: async (call) =>
          expectOk(await createImage(app.app, call, { body: { prompt: wish }, idempotencyKey: null })).image.id,
      }),
      await accepted({
        accept: async (call, id) => {
          expectOk(await updateCharacter(app.app, call, { id, body: { attributes: { age: 12, hair_style: "nude" } } }));
          return expectOk(await resynthesizeCharacter(app.app, call, { id, body: {}, idempotencyKey: null })).synthesis
            .id;
        },
      }),
    ];
    for (const turn of turns) {
      await turn.run();
      expect([await turn.state(), turn.provider.calls.length]).toEqual(["failed content_rejected", 0]);
      expect(await turn.credits()).toEqual({ total: 4, held: 0 });
    }
  });

  test("accepts an image without a person", async () => {
    const seen: unknown[] = [];
    const turn = await accepted({
      accept: async (call) =>
        expectOk(await createImage(app.app, call, { body: { prompt: "a boat" }, idempotencyKey: null })).image.id,
      script: (request, call, nth) => {
        seen.push([request.attributes, call.key]);
        return paint(nth);
      },
    });
    await turn.run();
    expect([await turn.state(), seen]).toEqual(["succeeded null", [[{}, `${turn.synthesisId}:image`]]]);
  });
});

describe("a run", () => {
  test("fails after the fourth call, and the provider's pause applies to all others", async () => {
    const turn = await accepted({ script: () => fail("not_sent", "busy", { retryAfterSeconds: 60 }) });
    const about = await sentBefore(app, turn, 3);
    await postponeGeneration(app.app.db, { ...about, attempt: 3 }, 0, { provider: "fake", pauseMs: 0 });
    await turn.run();
    const { sql } = app.app.db;
    const [pause] =
      await sql`delete from retake.provider_pauses where provider = 'fake' returning paused_until > retake.clock_now() as lasts`;
    expect([await turn.state(), turn.provider.calls.length, pause?.lasts]).toEqual([
      "failed provider_unavailable",
      1,
      true,
    ]);
  });

  test("lengthens a wait by a random part, so that not all calls resume at once", async () => {
    const at: number[] = [];
    const turn = await accepted({
      overrides: { randomSeed: () => 2 ** 32 - 1 },
      script: (_request, _call, nth) => {
        at.push(performance.now());
        return nth === 1 ? fail("not_sent", "busy") : paint(nth);
      },
    });
    await turn.run();
    expect((at[1] ?? 0) - (at[0] ?? 0)).toBeGreaterThan(1_150);
  });

  test("fails when one image fails, although another one was requeued before", async () => {
    const drained = Promise.withResolvers<void>();
    const script: Script = async (request, _call, nth) => {
      if (request.pose === "front") turn.drain();
      if (request.pose !== "side") return paint(nth);
      await drained.promise;
      return fail("rejected", "scripted failure");
    };
    const turn = await accepted({ script });
    // There are two slots: back starts when front is done, and is requeued at once.
    const calls = new KeyedLimiter({ slots: 2 });
    const run: typeof calls.run = (key, work, wait) =>
      calls.run(key, work, wait).catch((error: unknown) => {
        if (error instanceof RequeueJob) drained.resolve();
        throw error;
      });
    await turn.run({ run });
    expect(await turn.state()).toBe("failed content_rejected");
  });

  test("leaves no call in flight when it ends", async () => {
    let gone = 0;
    const turn = await accepted({
      script: async (request, call, nth) => {
        if (request.pose === "portrait") return paint(nth);
        if (request.pose === "front") {
          await waitFor("the calls beside it", () => turn.provider.calls.length === 4);
          return fail("rejected", "scripted failure");
        }
        await hang(call).catch(() => {});
        for (let n = 0; n < 20; n += 1) await new Promise((resolve) => setImmediate(resolve));
        gone += 1;
        return paint(nth);
      },
    });
    await turn.run();
    expect(gone).toBe(2);
  });

  test("rejects with a programming error, and neither requeues nor fails the synthesis", async () => {
    const bug = new Error("a bug");
    const providerCall = () => {
      throw bug;
    };
    const turn = await accepted({ overrides: { metrics: { ...app.app.metrics, providerCall } } });
    await expect(turn.run()).rejects.toBe(bug);
    expect(await turn.state()).toBe("running null");
  });

  test("is requeued when it is aborted while it waits for a slot", async () => {
    const turn = await accepted();
    const ran = turn.run(new KeyedLimiter({ slots: 0 }));
    turn.stop.abort();
    await expect(ran).rejects.toBeInstanceOf(RequeueJob);
    expect(await turn.state()).toBe("running null");
  });

  test("ends without a call when another run has taken over before the call was recorded", async () => {
    const blobs = {
      ...app.app.blobs,
      get: async (key: string) => {
        await claimSynthesis(app.app.db, turn.synthesisId, randomUUID());
        return app.app.blobs.get(key);
      },
    };
    const turn = await accepted({ overrides: { blobs } });
    await turn.run();
    expect([turn.provider.calls.map(({ pose }) => pose), await turn.state()]).toEqual([["portrait"], "running null"]);
  });

  test("does not notify of an image that came too late", async () => {
    const { notified, overrides } = ears();
    const turn = await accepted({
      overrides,
      script: async (_request, _call, nth) => {
        await claimSynthesis(app.app.db, turn.synthesisId, randomUUID());
        return paint(nth);
      },
    });
    await turn.run();
    // One notification for the sent call, and one for the end of the run.
    expect(notified).toEqual([turn.teamId, turn.teamId]);
  });

  test("continues when it can't watch its synthesis", async () => {
    const progress = () => {
      throw new Error("no feed");
    };
    const { logged, overrides } = ears();
    const turn = await accepted({ overrides: { ...overrides, feed: { ...app.app.feed, progress } } });
    await turn.run();
    expect([await turn.state(), logged]).toEqual(["succeeded null", ["warn"]]);
  });

  test("ends with errors with different names in a log", () => {
    const ends = [new SynthesisFailed("content_rejected", null), new SupersededError(), new RequeueJob()];
    expect(ends.map(String)).toEqual(["SynthesisFailed: content_rejected", "SupersededError", "RequeueJob"]);
  });
});

test("stores an image again that went missing before a row named it", async () => {
  const puts: string[] = [];
  const blobs = {
    ...app.app.blobs,
    stat: async () => null,
    put: async (...[key, ...rest]: Parameters<typeof app.app.blobs.put>) => {
      puts.push(key);
      await app.app.blobs.put(key, ...rest);
    },
  };
  const turn = await accepted({ overrides: { blobs } });
  await turn.run();
  // Four images and their thumbnails, each stored twice.
  expect([puts.length, new Set(puts).size]).toEqual([16, 8]);
});

test("does not repeat a call that was sent without a recorded job name", async () => {
  const turn = await accepted({ resumable: true });
  await sentBefore(app, turn, 1);
  await turn.run();
  expect([await turn.state(), turn.provider.calls]).toEqual(["failed provider_outcome_unknown", []]);
});

test("makes no call during the provider's pause, which uses up no attempt", async () => {
  const at: number[] = [];
  const turn = await accepted({
    script: (_request, _call, nth) => {
      at.push(performance.now());
      return paint(nth);
    },
  });
  const { sql } = app.app.db;
  const began = performance.now();
  await sql`insert into retake.provider_pauses (provider, paused_until) values ('fake', retake.clock_now() + interval '400 milliseconds')`;
  await turn.run();
  await sql`delete from retake.provider_pauses`;
  expect((at[0] ?? 0) - began).toBeGreaterThan(400);
  expect((await turn.generations()).map(({ status, attempt }) => `${status} ${attempt}`)).toEqual(
    Array.from({ length: 4 }, () => "delivered 1"),
  );
});

test("polls a remembered job without loading references", async () => {
  const turn = await accepted({ resumable: true });
  const about = await sentBefore(app, turn, 1);
  await rememberVendorJob(app.app.db, { ...about, attempt: 1 }, "job-9");
  await turn.run();
  expect(turn.provider.calls.map(({ references }) => references)).toEqual([0, 1, 1, 1]);
});
