import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import * as records from "../../src/services/generations/run-records.ts";
import { startTestApp, type TestApp } from "../helpers/app.ts";
import { callAs } from "../helpers/call.ts";
import { cancelSynthesis, deleteCharacter, resynthesizeCharacter } from "../helpers/operations.ts";
import { expectOk } from "../helpers/seed.ts";
import { checkBooks } from "../services/check-books.ts";
import { race } from "../services/race.ts";
import { storedImage } from "../services/run-synthesis.ts";

let here: TestApp;
let there: TestApp;
beforeAll(async () => {
  here = await startTestApp({ roles: [] });
  there = await startTestApp({ roles: [], beside: here });
});
afterAll(async () => {
  await there[Symbol.asyncDispose]();
  await here[Symbol.asyncDispose]();
});

const REQUEST = { prompt: "p", template: "t", seed: 7, seed_counts: true, width: 64, height: 96, references: [] };

/** A synthesis whose portrait is being generated, with what its worker may record and what may end it. */
async function underWay() {
  const { teamId, apiKey } = await here.seed.team({ credits: 4 });
  const [id, call, runner] = [await here.seed.character(teamId), await callAs(here.app, apiKey), randomUUID()];
  const { db } = there.app;
  const run = expectOk(await resynthesizeCharacter(here.app, call, { id, body: {}, idempotencyKey: null }));
  const synthesisId = run.synthesis.id;
  const about = { synthesisId, pose: "portrait" as const, runner, attempt: 1 };
  const limits = { maxAttempts: 4, provider: "fake" };
  await records.claimSynthesis(db, synthesisId, runner);
  await records.recordSent(db, about, REQUEST, limits);
  const says = {
    sent: async () => (await records.recordSent(db, about, REQUEST, limits)) !== null,
    delivered: () =>
      records.recordDelivered(db, about, storedImage(teamId, synthesisId), { model: null, requestId: null }),
    postponed: () => records.postponeGeneration(db, about, 0, { provider: "fake", pauseMs: 0 }),
    remembered: () => records.rememberVendorJob(db, about, "job"),
  };
  const ends = {
    cancel: async () => (await cancelSynthesis(here.app, call, { characterId: id, body: {} })).ok,
    delete: async () => (await deleteCharacter(here.app, call, id)).ok,
    deadline: () => records.failSynthesis(here.app.db, synthesisId, null, null, "deadline_exceeded"),
  };
  return { teamId, synthesisId, says, ends };
}

const SAYS = ["sent", "delivered", "postponed", "remembered"] as const;
const ENDS = ["cancel", "delete", "deadline"] as const;
const pairs = SAYS.flatMap((say) => ENDS.map((end) => [say, end] as const));

test.each(pairs)(
  'a worker\'s record "%s" and a "%s" meet without a deadlock, whichever is first, and the hold is released',
  async (say, end) => {
    for (const sayFirst of [true, false]) {
      const { teamId, synthesisId, says, ends } = await underWay();
      // Both need this row. A transaction that locked it before the synthesis would deadlock with the other.
      const image = (sql: TestApp["app"]["db"]["sql"]) =>
        sql`select from retake.generations where synthesis_id = ${synthesisId} and pose = 'portrait' for no key update`;
      const [first, second] = sayFirst ? [says[say], ends[end]] : [ends[end], says[say]];
      expect(await race(here.database, image, first, second)).toEqual([true, sayFirst]);
      const [portrait] = await here.app.db
        .sql`select status, attempt from retake.generations where synthesis_id = ${synthesisId} and pose = 'portrait'`;
      expect(portrait).toEqual({
        status: sayFirst && say === "delivered" ? "delivered" : "failed",
        attempt: sayFirst && say === "sent" ? 2 : 1,
      });
      expect(await checkBooks(here.app, teamId)).toEqual({ total: 4, held: 0 });
    }
  },
);
