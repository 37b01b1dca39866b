import { setTimeout as delay } from "node:timers/promises";
import { expect, test } from "vitest";
import { startTestApp } from "../helpers/app.ts";
import { callAs } from "../helpers/call.ts";
import { createFakeProvider, paint } from "../helpers/fake-provider.ts";
import { resynthesizeCharacter } from "../helpers/operations.ts";
import { expectOk } from "../helpers/seed.ts";
import { waitFor } from "../helpers/wait-for.ts";

/** Longer than the queue waits for a run after the grace period, and shorter than the process waits. */
const LATE_MS = 1_300;

test("records an image that arrives after the grace period, before the process closes the database", async () => {
  await using app = await startTestApp({ roles: [] });
  const provider = createFakeProvider({
    script: async (_request, call, nth) => {
      await new Promise((resolve) => call.signal.addEventListener("abort", resolve, { once: true }));
      await delay(LATE_MS);
      return paint(nth);
    },
  });
  await using worker = await startTestApp({ beside: app, roles: ["worker"], overrides: { provider }, verify: false });
  const { teamId, apiKey } = await app.seed.team({ credits: 4 });
  const id = await app.seed.character(teamId);
  const call = await callAs(app.app, apiKey);
  expectOk(await resynthesizeCharacter(app.app, call, { id, body: {}, idempotencyKey: null }));
  await waitFor("the call", () => provider.calls.length === 1);
  await worker.runtime.stop(0);
  const [portrait] = await app.app.db.sql`select status from retake.generations order by position limit 1`;
  expect(portrait?.status).toBe("delivered");
});
