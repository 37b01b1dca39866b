import { setTimeout as delay } from "node:timers/promises";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { startTestApp, type TestApp } from "../helpers/app.ts";
import { callAs } from "../helpers/call.ts";
import { resynthesizeCharacter } from "../helpers/operations.ts";
import { expectOk } from "../helpers/seed.ts";
import { waitFor } from "../helpers/wait-for.ts";
import { sendImage, status } from "../providers/vendors/behaviours.ts";
import { type Behaviour, type FakeVendor, startFakeVendor } from "../providers/vendors/fake-vendor.ts";

const SLOTS = 4;

/** Two worker processes with different API keys, so that the vendor can distinguish their calls. */
let vendor: FakeVendor;
let here: TestApp;
let there: TestApp;
beforeAll(async () => {
  vendor = await startFakeVendor(sendImage());
  here = await startTestApp({ roles: ["worker"], env: envOf("key-here") });
  there = await startTestApp({ roles: ["worker"], beside: here, env: envOf("key-there") });
});
afterAll(async () => {
  await there[Symbol.asyncDispose]();
  await here[Symbol.asyncDispose]();
  await vendor[Symbol.asyncDispose]();
});
beforeEach(() => vendor.forget());

const envOf = (apiKey: string) => ({
  IMAGE_PROVIDER: "openai-compatible",
  IMAGE_MODEL: "painter-1",
  IMAGE_PROVIDER_BASE_URL: `${vendor.origin}/v1`,
  IMAGE_PROVIDER_API_KEY: apiKey,
  IMAGE_PROVIDER_CONCURRENCY: String(SLOTS),
});

/** Starts this many syntheses of one team. */
async function start(count: number): Promise<readonly string[]> {
  const team = await here.seed.team({ credits: 100 });
  const call = await callAs(here.app, team.apiKey);
  const ids = [];
  for (let nth = 0; nth < count; nth += 1) {
    const id = await here.seed.character(team.teamId);
    const accepted = await resynthesizeCharacter(here.app, call, { id, body: {}, idempotencyKey: null });
    ids.push(expectOk(accepted).synthesis.id);
  }
  return ids;
}

const succeeded = (ids: readonly string[]) =>
  waitFor("every synthesis to succeed", async () => {
    const rows = await here.app.db
      .sql`select 1 from retake.syntheses where id in ${here.app.db.sql(ids)} and status = 'succeeded'`;
    return rows.length === ids.length;
  });
const attemptsOf = async (ids: readonly string[]) =>
  (
    await here.app.db.sql<{ attempt: number }[]>`
    select attempt from retake.generations where synthesis_id in ${here.app.db.sql(ids)}`
  ).map(({ attempt }) => attempt);

/** Measures the most open calls per key, and when each call began. No call is answered before `ready` returns true. */
function watchCalls(ready: (open: ReadonlyMap<string, number>) => boolean) {
  const open = new Map<string, number>();
  const most = new Map<string, number>();
  const began: { key: string; at: number }[] = [];
  const answered = Promise.withResolvers<void>();
  const behaviour: Behaviour = async (call) => {
    const key = call.seen.headers.authorization ?? "";
    began.push({ key, at: performance.now() });
    open.set(key, (open.get(key) ?? 0) + 1);
    most.set(key, Math.max(most.get(key) ?? 0, open.get(key) ?? 0));
    if (ready(open)) answered.resolve();
    await answered.promise;
    // Long enough for an excess call to appear.
    await delay(40);
    open.set(key, (open.get(key) ?? 0) - 1);
    await sendImage()(call);
  };
  return { behaviour, most, began };
}

describe("provider calls", () => {
  test("reach the limit of calls in flight in every process, and never exceed it", async () => {
    const { behaviour, most } = watchCalls((open) => [...open.values()].filter((count) => count >= SLOTS).length === 2);
    vendor.become(behaviour);
    const ids = await start(8);
    await succeeded(ids);
    expect([...most.keys()].sort()).toEqual(["Bearer key-here", "Bearer key-there"]);
    expect([...most.values()]).toEqual([SLOTS, SLOTS]);
    expect(vendor.billed()).toBe(32);
  });

  test("stop in every process during a pause that the vendor asked for, and only the refused call uses up an attempt", async () => {
    let refusedAt = 0;
    vendor.become((call) => {
      refusedAt = performance.now();
      return status(429, "", { "retry-after": "2" })(call);
    });
    const [first = ""] = await start(1);
    await waitFor("the pause to be known", async () => {
      const rows = await here.app.db.sql`select 1 from retake.provider_pauses where paused_until > retake.clock_now()`;
      return rows.length === 1;
    });
    const { behaviour, began } = watchCalls(() => true);
    vendor.become(behaviour);
    const ids = [first, ...(await start(6))];
    await succeeded(ids);
    expect(Math.min(...began.map(({ at }) => at)) - refusedAt).toBeGreaterThanOrEqual(2_000);
    expect(new Set(began.map(({ key }) => key)).size).toBe(2);
    expect(vendor.billed()).toBe(28);
    const attempts = await attemptsOf(ids);
    expect(attempts.filter((attempt) => attempt === 2)).toHaveLength(1);
    expect(attempts.filter((attempt) => attempt === 1)).toHaveLength(27);
  });
});
