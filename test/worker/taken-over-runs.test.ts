import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { KeyedLimiter } from "../../src/domain/limiter.ts";
import {
  type Attempt,
  claimSynthesis,
  postponeGeneration,
  recordSent,
  rememberVendorJob,
} from "../../src/services/generations/run-records.ts";
import { runSynthesis } from "../../src/worker/pipeline.ts";
import { MAX_ATTEMPTS } from "../../src/worker/provider-failure.ts";
import { startTestApp, type TestApp } from "../helpers/app.ts";
import { callAs } from "../helpers/call.ts";
import { createFakeProvider } from "../helpers/fake-provider.ts";
import { resynthesizeCharacter } from "../helpers/operations.ts";
import { expectOk } from "../helpers/seed.ts";

let app: TestApp;
beforeAll(async () => {
  // No worker runs, because each test runs the synthesis itself.
  app = await startTestApp({ roles: [] });
});
afterAll(async () => {
  await app[Symbol.asyncDispose]();
});

const REQUEST = { prompt: "frozen", template: "t", seed: 7, seed_counts: true, width: 64, height: 96, references: [] };

/** An accepted synthesis that another worker had claimed before. */
async function begunBefore() {
  const team = await app.seed.team({ credits: 4 });
  const id = await app.seed.character(team.teamId);
  const call = await callAs(app.app, team.apiKey);
  const { synthesis } = expectOk(await resynthesizeCharacter(app.app, call, { id, body: {}, idempotencyKey: null }));
  const runner = randomUUID();
  await claimSynthesis(app.app.db, synthesis.id, runner);
  return { synthesisId: synthesis.id, teamId: team.teamId, pose: "portrait" as const, runner };
}

/** Runs the synthesis as the next worker. Returns its state, the team's held credits, and the number of calls. */
async function takeOver(
  { synthesisId, teamId }: Awaited<ReturnType<typeof begunBefore>>,
  capabilities: { dedupes: boolean; resumable: boolean },
) {
  const fake = createFakeProvider();
  const provider = { ...fake, capabilities: { ...fake.capabilities, ...capabilities } };
  const { signal } = new AbortController();
  await runSynthesis({ ...app.app, provider }, synthesisId, {
    calls: new KeyedLimiter({ slots: 4 }),
    draining: () => false,
    signal,
  });
  const [row] = await app.app.db.sql`
    select s.status, s.error_code, t.held::int from retake.syntheses s join retake.teams t on t.id = s.team_id
     where s.id = ${synthesisId} and t.id = ${teamId}`;
  return { ...row, calls: provider.calls.length };
}

describe("a worker that takes a synthesis over", () => {
  test("fails one whose last allowed call was refused before its end was recorded", async () => {
    const begun = await begunBefore();
    const limits = { maxAttempts: MAX_ATTEMPTS, provider: "fake" };
    for (let attempt = 1; attempt <= MAX_ATTEMPTS; attempt += 1) {
      await recordSent(app.app.db, begun, REQUEST, limits);
      await postponeGeneration(app.app.db, { ...begun, attempt }, 0, { provider: "fake", pauseMs: 0 });
    }
    expect(await takeOver(begun, { dedupes: true, resumable: true })).toEqual({
      status: "failed",
      error_code: "provider_unavailable",
      held: 0,
      calls: 0,
    });
  });

  test.each(["a job", "nothing"])(
    "does not ask another provider for what the first one has begun and of which is known: %s",
    async (known) => {
      const begun = await begunBefore();
      await recordSent(app.app.db, begun, REQUEST, { maxAttempts: MAX_ATTEMPTS, provider: "another" });
      const attempt: Attempt = { ...begun, attempt: 1 };
      if (known === "a job") await rememberVendorJob(app.app.db, attempt, "another job-1");
      expect(await takeOver(begun, { dedupes: true, resumable: true })).toEqual({
        status: "failed",
        error_code: "provider_outcome_unknown",
        held: 0,
        calls: 0,
      });
    },
  );

  test("asks the current provider for what the previous one certainly has not begun", async () => {
    const begun = await begunBefore();
    await recordSent(app.app.db, begun, REQUEST, { maxAttempts: MAX_ATTEMPTS, provider: "another" });
    await postponeGeneration(app.app.db, { ...begun, attempt: 1 }, 0, { provider: "another", pauseMs: 0 });
    expect(await takeOver(begun, { dedupes: false, resumable: false })).toMatchObject({
      status: "succeeded",
      calls: 4,
    });
  });
});
