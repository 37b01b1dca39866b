import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { KeyedLimiter } from "../../../src/domain/limiter.ts";
import { claimSynthesis, recordSent, rememberVendorJob } from "../../../src/services/generations/run-records.ts";
import { runSynthesis } from "../../../src/worker/pipeline.ts";
import { RequeueJob } from "../../../src/worker/run.ts";
import { startServer } from "../../crashes/server.ts";
import { startTestApp, type TestApp } from "../../helpers/app.ts";
import { callAs } from "../../helpers/call.ts";
import { createImage, resynthesizeCharacter } from "../../helpers/operations.ts";
import { expectOk } from "../../helpers/seed.ts";
import { waitFor } from "../../helpers/wait-for.ts";
import { bytes, IMAGE, json, status } from "./behaviours.ts";
import { type Behaviour, type FakeVendor, startFakeVendor } from "./fake-vendor.ts";
import { jobOf, QUEUES, type Queue } from "./queues.ts";
import { SECRET_KEY } from "./vendor-helpers.ts";

let vendor: FakeVendor;
let base: TestApp;
beforeAll(async () => {
  vendor = await startFakeVendor(status(500));
  base = await startTestApp({ roles: [] });
});
afterAll(async () => {
  await base[Symbol.asyncDispose]();
  await vendor[Symbol.asyncDispose]();
});
beforeEach(() => vendor.forget());

const envOf = ({ name, model }: Pick<Queue, "name" | "model">) => ({
  IMAGE_PROVIDER: name,
  IMAGE_MODEL: model,
  IMAGE_PROVIDER_BASE_URL: `${vendor.origin}/v1`,
  IMAGE_PROVIDER_API_KEY: SECRET_KEY,
});
/** A process with this vendor on the shared database. Without roles it runs only what a test runs. */
const processOf = (queue: Pick<Queue, "name" | "model">, env: Record<string, string> = {}) =>
  startTestApp({ roles: [], beside: base, env: { ...envOf(queue), ...env } });

/** A running synthesis of a new team with ten credits. */
async function ordered() {
  const team = await base.seed.team({ credits: 10 });
  const call = await callAs(base.app, team.apiKey);
  const id = await base.seed.character(team.teamId);
  const { synthesis } = expectOk(await resynthesizeCharacter(base.app, call, { id, body: {}, idempotencyKey: null }));
  return { ...team, call, id, synthesisId: synthesis.id };
}

const generationsOf = (synthesisId: string) => base.app.db.sql<
  { pose: string; status: string; attempt: number; vendor_job_id: string | null; provider_request_id: string | null }[]
>`select pose, status, attempt, vendor_job_id, provider_request_id from retake.generations
   where synthesis_id = ${synthesisId} order by position`;
const characterOf = async (id: string) =>
  (
    await base.app.db.sql<{ status: string; error_message: string | null }[]>`
    select status, error_message from retake.characters where id = ${id}`
  )[0];
const ledgerOf = async (teamId: string) =>
  (
    await base.app.db.sql<
      { kind: string }[]
    >`select kind from retake.ledger_entries where team_id = ${teamId} order by seq`
  ).map(({ kind }) => kind);

/** Runs a synthesis as a worker. `stop` ends the run like the end of a shutdown's grace period. */
function turn({ app }: TestApp, synthesisId: string) {
  const stopped = new AbortController();
  const environment = {
    calls: new KeyedLimiter({ slots: 8 }),
    draining: () => stopped.signal.aborted,
    signal: stopped.signal,
  };
  const end = runSynthesis(app, synthesisId, environment).then(
    () => "ended",
    (error: unknown) => (error instanceof RequeueJob ? "handed back" : error),
  );
  return { end, stop: () => stopped.abort() };
}

/** Runs until the portrait's job is remembered, and stops there. */
async function stopAfterOrder(app: TestApp, synthesisId: string): Promise<void> {
  const first = turn(app, synthesisId);
  await waitFor("the job to be remembered", async () => (await generationsOf(synthesisId))[0]?.vendor_job_id != null);
  first.stop();
  expect(await first.end).toBe("handed back");
}

describe.each(QUEUES)("a job that $name accepted", (queue) => {
  test("is polled by the next worker, which orders and pays for nothing", async () => {
    const { id, teamId, synthesisId } = await ordered();
    await using app = await processOf(queue);
    vendor.become(jobOf(queue, [queue.waiting]));
    await stopAfterOrder(app, synthesisId);
    expect(vendor.billed()).toBe(1);

    vendor.become(jobOf(queue, [queue.done(vendor.origin, `${vendor.origin}/out.png`)]));
    expect(await turn(app, synthesisId).end).toBe("ended");
    expect(await characterOf(id)).toEqual({ status: "reviewing", error_message: null });
    expect(vendor.billed()).toBe(4);
    expect(vendor.posts()).toHaveLength(4);
    const generations = await generationsOf(synthesisId);
    expect(generations.map(({ attempt }) => attempt)).toEqual([1, 1, 1, 1]);
    expect(generations.map(({ vendor_job_id }) => vendor_job_id)).toEqual(Array(4).fill(queue.job(vendor.origin)));
    expect(generations[0]?.provider_request_id).toBe(queue.jobId);
    expect(await ledgerOf(teamId)).toEqual(["grant", "hold", "capture"]);
  });
});

const [replicate] = QUEUES;
if (!replicate) throw new Error("there are queue vendors");

describe("a job that a vendor accepted and an earlier worker waited for", () => {
  test.each([
    ["has failed there", replicate.failed, "provider_bad_response"],
    ["succeeded there without an image", replicate.empty(""), "provider_bad_response"],
    ["was refused for its content", replicate.refused, "content_rejected"],
    ["is not known there any more", status(404), "provider_outcome_unknown"],
  ])("and that %s fails the synthesis and releases its hold without a second order", async (_, state, code) => {
    const { id, teamId, synthesisId } = await ordered();
    await using app = await processOf(replicate);
    vendor.become(jobOf(replicate, [replicate.waiting]));
    await stopAfterOrder(app, synthesisId);
    vendor.become(jobOf(replicate, [state]));
    expect(await turn(app, synthesisId).end).toBe("ended");
    expect(await characterOf(id)).toEqual({ status: "failed", error_message: code });
    expect(vendor.posts()).toHaveLength(1);
    expect(await ledgerOf(teamId)).toEqual(["grant", "hold", "release"]);
  });

  test("is ordered again with the same key when it is lost and the vendor dedupes", async () => {
    const { id, synthesisId } = await ordered();
    await using app = await processOf(replicate, { IMAGE_PROVIDER_DEDUPES: "true" });
    vendor.become(jobOf(replicate, [replicate.waiting]));
    await stopAfterOrder(app, synthesisId);
    const done = jobOf(replicate, [replicate.done(vendor.origin, `${vendor.origin}/out.png`)]);
    vendor.become((call) => {
      const lost = call.seen.method === "GET" && vendor.posts().length === 1;
      return lost ? status(404)(call) : done(call);
    });
    expect(await turn(app, synthesisId).end).toBe("ended");
    expect(await characterOf(id)).toMatchObject({ status: "reviewing" });
    const keys = vendor.posts().map(({ headers }) => headers["idempotency-key"]);
    expect(keys).toHaveLength(5);
    expect(keys[1]).toBe(keys[0]);
    expect((await generationsOf(synthesisId))[0]).toMatchObject({ attempt: 2 });
  });

  test("is not remembered for a replaced runner or an ended attempt", async () => {
    const { synthesisId } = await ordered();
    const [old, now] = [randomUUID(), randomUUID()];
    const request = { prompt: "p", template: "t", seed: 1, seed_counts: true, width: 8, height: 8, references: [] };
    const about = { synthesisId, pose: "portrait" as const };
    const { db } = base.app;
    await claimSynthesis(db, synthesisId, old);
    await recordSent(db, { ...about, runner: old }, request, { maxAttempts: 4, provider: "test" });
    await claimSynthesis(db, synthesisId, now);
    expect(await rememberVendorJob(db, { ...about, runner: old, attempt: 1 }, "v job")).toBe(false);
    expect(await rememberVendorJob(db, { ...about, runner: now, attempt: 2 }, "v job")).toBe(false);
    expect(await rememberVendorJob(db, { ...about, runner: now, attempt: 1 }, "v job")).toBe(true);
    const claimed = await claimSynthesis(db, synthesisId, randomUUID());
    expect(claimed?.generations[0]).toMatchObject({ status: "running", attempt: 1, vendor_job_id: "v job" });
  });
});

/** Replicate with a separate job for each order. Jobs end once `finish` is called. */
function studio(): { behaviour: Behaviour; finish: () => void } {
  let finished = false;
  let orders = 0;
  return {
    finish: () => {
      finished = true;
    },
    behaviour: (call) => {
      const { seen, response, origin, bill } = call;
      if (seen.method === "POST") {
        bill();
        orders += 1;
        return json(response, 201, { id: `job-${orders}`, status: "starting" });
      }
      if (seen.path.endsWith(".png")) return bytes(IMAGE)(call);
      const id = seen.path.split("/").at(-1);
      const ended = { id, status: "succeeded", output: [`${origin}/${id}.png`] };
      return json(response, 200, finished ? ended : { id, status: "processing" });
    },
  };
}

test("a worker killed between an order and its image pays for nothing twice, for a character and for an image", {
  timeout: 60_000,
}, async () => {
  const { behaviour, finish } = studio();
  vendor.become(behaviour);
  await using app = await startTestApp({ roles: [] });
  const team = await app.seed.team({ credits: 10 });
  const call = await callAs(app.app, team.apiKey);
  const id = await app.seed.character(team.teamId);
  const { sql } = app.app.db;

  await using killed = await startServer(app.database.target, app.dataDir, { roles: "worker", env: envOf(replicate) });
  expectOk(await resynthesizeCharacter(app.app, call, { id, body: {}, idempotencyKey: null }));
  const image = expectOk(await createImage(app.app, call, { body: { prompt: "a lamp" }, idempotencyKey: null })).image;
  const jobs = () =>
    sql<{ job: string }[]>`select vendor_job_id as job from retake.generations where vendor_job_id is not null`;
  await waitFor("both orders to be remembered", async () => (await jobs()).length === 2, 30_000);
  await killed.kill("SIGKILL");
  expect(vendor.billed()).toBe(2);

  finish();
  // The queue would need some seconds to notice the missing heartbeats of these jobs.
  await sql`update retake_jobs.job set state = 'retry', start_after = now() where state = 'active'`;
  await using _next = await startTestApp({ roles: ["worker"], beside: app, env: envOf(replicate) });
  await waitFor("both ends", async () => {
    const rows = await sql`select 1 from retake.syntheses where status = 'succeeded'`;
    return rows.length === 2;
  });
  expect(vendor.billed()).toBe(5);
  expect(vendor.posts()).toHaveLength(5);
  const attempts = await sql<
    { attempt: number; synthesis_id: string }[]
  >`select attempt, synthesis_id from retake.generations`;
  expect(attempts.map(({ attempt }) => attempt)).toEqual([1, 1, 1, 1, 1]);
  expect(attempts.some(({ synthesis_id }) => synthesis_id === image.id)).toBe(true);
  const entries = await sql<{ kind: string }[]>`select kind from retake.ledger_entries where team_id = ${team.teamId}`;
  expect(entries.map(({ kind }) => kind).sort()).toEqual(["capture", "capture", "grant", "hold", "hold"]);
});
