import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Database } from "../../src/db/client.ts";
import type { Call } from "../../src/domain/principal.ts";
import {
  type Attempt,
  claimSynthesis,
  failSynthesis,
  postponeGeneration,
  recordDelivered,
  recordSent,
  rememberVendorJob,
  settleSynthesis,
} from "../../src/services/generations/run-records.ts";
import { startTestApp, type TestApp } from "../helpers/app.ts";
import { callAs } from "../helpers/call.ts";
import { createImage, deleteCharacter, regenerateCharacterRef, resynthesizeCharacter } from "../helpers/operations.ts";
import { expectOk } from "../helpers/seed.ts";
import { waitFor } from "../helpers/wait-for.ts";
import { checkBooks } from "./check-books.ts";
import { deliverAll, storedImage } from "./run-synthesis.ts";
import { openSession } from "./session.ts";

let app: TestApp;
beforeAll(async () => {
  app = await startTestApp({ roles: [] });
});
afterAll(async () => {
  await app[Symbol.asyncDispose]();
});

const REQUEST = { prompt: "p", template: "t", seed: 7, seed_counts: true, width: 64, height: 96, references: [] };
const LIMITS = { maxAttempts: 4, provider: "fake" };
const VENDOR = { model: "m-1", requestId: "r-1" };

type Turn = {
  readonly teamId: string;
  readonly id: string;
  readonly call: Call;
  readonly synthesisId: string;
  readonly runner: string;
  readonly about: Omit<Attempt, "attempt">;
};

/** A claimed synthesis of a new character. */
async function claimed(autoSave = false): Promise<Turn> {
  const { teamId, apiKey } = await app.seed.team({ credits: 20, autoSave });
  const id = await app.seed.character(teamId);
  const call = await callAs(app.app, apiKey);
  const { synthesis } = expectOk(await resynthesizeCharacter(app.app, call, { id, body: {}, idempotencyKey: null }));
  const runner = randomUUID();
  await claimSynthesis(app.app.db, synthesis.id, runner);
  const about = { synthesisId: synthesis.id, pose: "portrait" as const, runner };
  return { teamId, id, call, synthesisId: synthesis.id, runner, about };
}

const send = (about: Omit<Attempt, "attempt">) => recordSent(app.app.db, about, REQUEST, LIMITS);
const rows = async (synthesisId: string) =>
  app.app.db.sql`select pose, status, attempt, request, image, model, provider_request_id, vendor_job_id, error_code,
      not_before, sent_at, finished_at from retake.generations where synthesis_id = ${synthesisId} order by position`;
const steps = async (synthesisId: string) =>
  (
    await app.app.db.sql`select seq, pose, generation_status as status, completed, total from retake.generation_events
      where synthesis_id = ${synthesisId} order by seq`
  ).map(({ seq, pose, status, completed, total }) => `${seq} ${pose} ${status} ${completed}/${total}`);
const character = async (id: string) => {
  const [row] = await app.app.db
    .sql`select status, error_message, version, ref_set_number from retake.characters where id = ${id}`;
  return row;
};

describe("a claimed synthesis", () => {
  test("has everything that the worker needs, in the order of the poses", async () => {
    const { synthesisId, teamId } = await claimed();
    const result = await claimSynthesis(app.app.db, synthesisId, randomUUID());
    expect(result).toMatchObject({
      id: synthesisId,
      team_id: teamId,
      kind: "resynthesize",
      prompt_override: null,
      order: null,
    });
    expect([result?.identity_seed, result?.progress_seq]).toEqual([7, 0]);
    expect(result?.attributes).toMatchObject({ age: 28 });
    expect(result?.base_refs.map(({ pose }) => pose)).toEqual(["portrait", "front", "side", "back"]);
    expect(
      result?.generations.map(({ pose, status, attempt, request, image, wait_ms }) => [
        pose,
        status,
        attempt,
        request,
        image,
        wait_ms,
      ]),
    ).toEqual(["portrait", "front", "side", "back"].map((pose) => [pose, "pending", 0, null, null, 0]));
  });

  test("is refused when its row lacks what the worker needs", async () => {
    const { synthesisId, runner } = await claimed();
    const row = await claimSynthesis(app.app.db, synthesisId, runner);
    const [generation] = row?.generations ?? [];
    const answering = (answer: unknown) =>
      claimSynthesis({ sql: async () => [{ claimed: answer }] } as unknown as Database, synthesisId, runner);
    expect(await answering(row)).toEqual(row);
    for (const broken of [
      { ...row, team_id: undefined },
      { ...row, order: {} },
      { ...row, generations: [{ ...generation, attempt: "1" }] },
      { ...row, generations: [{ ...generation, request: {} }] },
    ]) {
      await expect(answering(broken)).rejects.toThrow();
    }
  });

  test("cannot be claimed once it has ended", async () => {
    const { synthesisId } = await claimed();
    await (await deliverAll(app.app, synthesisId))();
    expect(await claimSynthesis(app.app.db, synthesisId, randomUUID())).toBeNull();
  });

  test("has the order of an image, and no set without a character", async () => {
    const { call } = await claimed();
    const body = { prompt: "a boat", width: 300, height: 400, seed: 9 };
    const { image } = expectOk(await createImage(app.app, call, { body, idempotencyKey: null }));
    const result = await claimSynthesis(app.app.db, image.id, randomUUID());
    expect(result).toMatchObject({ kind: "image", order: body, attributes: null, base_refs: [] });
    expect(result?.generations.map(({ pose }) => pose)).toEqual(["image"]);
  });
});

describe("an attempt", () => {
  test("is recorded before it is sent, with the first request, and at most four times", async () => {
    const { synthesisId, about } = await claimed();
    expect(await send(about)).toMatchObject({ attempt: 1, request: REQUEST });
    const later = await recordSent(app.app.db, about, { ...REQUEST, prompt: "other" }, LIMITS);
    expect(later).toMatchObject({ attempt: 2, request: REQUEST });
    const [portrait, front] = await rows(synthesisId);
    expect(portrait).toMatchObject({ status: "running", attempt: 2, not_before: null });
    expect(portrait?.sent_at).not.toBeNull();
    expect(front).toMatchObject({ status: "pending", attempt: 0, request: null, sent_at: null });
    await send(about);
    expect(await send(about)).toMatchObject({ attempt: 4 });
    expect(await send(about)).toBeNull();
    expect(await steps(synthesisId)).toEqual([1, 2, 3, 4].map((seq) => `${seq} portrait running 0/4`));
  });

  test("that is postponed waits until its time, and the claim returns the remaining wait", async () => {
    const { synthesisId, about } = await claimed();
    await send(about);
    const asked = { provider: `p${synthesisId}`, pauseMs: 0 };
    expect(await postponeGeneration(app.app.db, { ...about, attempt: 1 }, 60_000, asked)).toBe(true);
    expect((await rows(synthesisId))[0]).toMatchObject({ status: "pending", attempt: 1, request: REQUEST });
    const result = await claimSynthesis(app.app.db, synthesisId, about.runner);
    const [waiting, other] = result?.generations ?? [];
    expect(waiting?.wait_ms).toBeGreaterThan(50_000);
    expect(waiting?.wait_ms).toBeLessThanOrEqual(60_000);
    expect(other?.wait_ms).toBe(0);
    expect(await send(about)).toMatchObject({ attempt: 2 });
    expect((await rows(synthesisId))[0]?.not_before).toBeNull();
    expect(await steps(synthesisId)).toEqual([
      "1 portrait running 0/4",
      "2 portrait pending 0/4",
      "3 portrait running 0/4",
    ]);
    const late = await claimSynthesis(app.app.db, synthesisId, about.runner);
    await app.app.db
      .sql`update retake.generations set status = 'pending', not_before = retake.clock_now() - interval '1 hour'
      where synthesis_id = ${synthesisId} and pose = 'portrait'`;
    expect(late?.generations[0]?.wait_ms).toBe(0);
    expect((await claimSynthesis(app.app.db, synthesisId, about.runner))?.generations[0]?.wait_ms).toBe(0);
  });

  test("is not recorded while its provider is paused, but for another provider it is", async () => {
    const { synthesisId, about } = await claimed();
    const provider = `busy ${synthesisId}`;
    await send(about);
    await postponeGeneration(app.app.db, { ...about, attempt: 1 }, 0, { provider, pauseMs: 60_000 });
    await postponeGeneration(app.app.db, { ...about, attempt: 1 }, 0, { provider, pauseMs: 1_000 });
    const limits = { maxAttempts: 4, provider };
    const paused = await recordSent(app.app.db, about, REQUEST, limits);
    expect(paused).toHaveProperty("pausedMs");
    expect((paused as { pausedMs: number }).pausedMs).toBeGreaterThan(50_000);
    expect((await rows(synthesisId))[0]).toMatchObject({ status: "pending", attempt: 1 });
    expect(await send(about)).toMatchObject({ attempt: 2 });
    await app.app.db
      .sql`update retake.provider_pauses set paused_until = retake.clock_now() where provider = ${provider}`;
    expect(await recordSent(app.app.db, about, REQUEST, limits)).toMatchObject({ attempt: 3 });
  });

  test("is delivered once; the same delivery again succeeds, and another image is refused", async () => {
    const { synthesisId, about, teamId } = await claimed();
    await send(about);
    const attempt = { ...about, attempt: 1 };
    const image = storedImage(teamId, "one");
    expect(await recordDelivered(app.app.db, attempt, image, VENDOR)).toBe(true);
    expect(await recordDelivered(app.app.db, attempt, image, VENDOR)).toBe(true);
    expect(await recordDelivered(app.app.db, attempt, storedImage(teamId, "two"), VENDOR)).toBe(false);
    expect(await recordDelivered(app.app.db, { ...attempt, attempt: 2 }, image, VENDOR)).toBe(false);
    expect(await recordDelivered(app.app.db, { ...attempt, pose: "front" }, image, VENDOR)).toBe(false);
    const [portrait] = await rows(synthesisId);
    expect(portrait).toMatchObject({ status: "delivered", image, model: "m-1", provider_request_id: "r-1" });
    expect(portrait?.finished_at).not.toBeNull();
    expect(await steps(synthesisId)).toEqual(["1 portrait running 0/4", "2 portrait delivered 1/4"]);
    expect(await send(about)).toBeNull();
  });

  test("keeps the vendor's job for the next worker until it is sent again", async () => {
    const { synthesisId, about } = await claimed();
    await send(about);
    expect(await rememberVendorJob(app.app.db, { ...about, attempt: 1 }, "job-1")).toBe(true);
    const result = await claimSynthesis(app.app.db, synthesisId, about.runner);
    expect(result?.generations.map(({ vendor_job_id }) => vendor_job_id)).toEqual(["job-1", null, null, null]);
    await send(about);
    expect((await rows(synthesisId))[0]?.vendor_job_id).toBeNull();
  });
});

describe("a record of a worker", () => {
  const record = {
    sent: async (about: Attempt) => (await send(about)) !== null,
    delivered: (about: Attempt) => recordDelivered(app.app.db, about, storedImage("team", "late"), VENDOR),
    postponed: (about: Attempt) => postponeGeneration(app.app.db, about, 0, { provider: "none", pauseMs: 0 }),
    remembered: (about: Attempt) => rememberVendorJob(app.app.db, about, "late"),
  };
  const kinds = Object.keys(record) as (keyof typeof record)[];

  test.each(kinds)(
    "of kind %s changes nothing for a replaced worker, another attempt or pose, or an ended synthesis",
    async (kind) => {
      const turn = await claimed();
      const other = await claimed();
      await send(turn.about);
      await send(other.about);
      const before = [await rows(turn.synthesisId), await rows(other.synthesisId), await steps(turn.synthesisId)];
      const attempt = { ...turn.about, attempt: 1 };
      expect(await record[kind]({ ...attempt, runner: randomUUID() })).toBe(false);
      if (kind !== "sent") {
        expect(await record[kind]({ ...attempt, attempt: 2 })).toBe(false);
        expect(await record[kind]({ ...attempt, pose: "front" })).toBe(false);
      }
      expect([await rows(turn.synthesisId), await rows(other.synthesisId), await steps(turn.synthesisId)]).toEqual(
        before,
      );

      expect(await failSynthesis(app.app.db, turn.synthesisId, turn.runner, null, "provider_unavailable")).toBe(true);
      const ended = [await rows(turn.synthesisId), await steps(turn.synthesisId)];
      expect(await record[kind](attempt)).toBe(false);
      expect([await rows(turn.synthesisId), await steps(turn.synthesisId)]).toEqual(ended);
    },
  );

  test.each([...kinds, "settled", "failed"] as const)(
    "of kind %s waits for a claim in progress and is then refused",
    async (kind) => {
      const turn = await claimed();
      await send(turn.about);
      if (kind === "settled") await deliverAll(app.app, turn.synthesisId);
      const [{ runner } = { runner: "" }] = await app.app.db
        .sql`select runner from retake.syntheses where id = ${turn.synthesisId}`;
      const before = await rows(turn.synthesisId);
      await using claimant = openSession(app.database);
      await claimant`begin`.simple();
      await claimant`select retake.claim_synthesis(${turn.synthesisId}, ${randomUUID()})`;
      const about = { ...turn.about, runner, attempt: 1 };
      const late =
        kind === "settled"
          ? settleSynthesis(app.app.db, turn.synthesisId, runner)
          : kind === "failed"
            ? failSynthesis(app.app.db, turn.synthesisId, runner, null, "provider_unavailable")
            : record[kind](about);
      await waitFor("the wait", async () => {
        const [row] = await claimant`select true as waits from pg_stat_activity
        where wait_event_type = 'Lock' and datname = current_database()`;
        return row?.waits;
      });
      await claimant`commit`.simple();
      expect(await late).toBe(false);
      expect(await rows(turn.synthesisId)).toEqual(before);
    },
  );

  test.each(kinds)("of kind %s changes only its own generation", async (kind) => {
    const turn = await claimed();
    const other = await claimed();
    await send(turn.about);
    await send({ ...turn.about, pose: "front" });
    await send(other.about);
    const [, ...beside] = await rows(turn.synthesisId);
    const elsewhere = await rows(other.synthesisId);
    expect(await record[kind]({ ...turn.about, attempt: 1 })).toBe(true);
    expect((await rows(turn.synthesisId)).slice(1)).toEqual(beside);
    expect(await rows(other.synthesisId)).toEqual(elsewhere);
  });
});

describe("settling", () => {
  test.each([
    [false, "reviewing"],
    [true, "ready"],
  ])(
    "with auto-save %s leaves the character %s with the new set and captures the credits",
    async (autoSave, status) => {
      const { synthesisId, id, teamId } = await claimed(autoSave);
      const settle = await deliverAll(app.app, synthesisId);
      expect([await settle(), await settle()]).toEqual([true, false]);
      expect(await character(id)).toEqual({ status, error_message: null, version: 3, ref_set_number: 2 });
      const { sql } = app.app.db;
      const [set] =
        await sql`select synthesis_id, identity_seed, refs, blob_keys from retake.ref_sets where character_id = ${id} and number = 2`;
      const refs = (set?.refs ?? []) as { pose: string; key: string; thumb_key: string }[];
      expect([set?.synthesis_id, Number(set?.identity_seed)]).toEqual([synthesisId, 7]);
      expect(refs.map(({ pose }) => pose)).toEqual(["portrait", "front", "side", "back"]);
      expect(set?.blob_keys.toSorted()).toEqual(refs.flatMap(({ key, thumb_key }) => [key, thumb_key]).sort());
      const [run] =
        await sql`select status, error_code, finished_at is not null as ended from retake.syntheses where id = ${synthesisId}`;
      expect(run).toEqual({ status: "succeeded", error_code: null, ended: true });
      expect((await steps(synthesisId)).at(-1)).toBe("9 null null 4/4");
      expect(await checkBooks(app.app, teamId)).toEqual({ total: 16, held: 0 });
    },
  );

  test("is refused while an image is missing, and for a replaced worker", async () => {
    const { synthesisId, id, runner, about, teamId } = await claimed();
    await send(about);
    await recordDelivered(app.app.db, { ...about, attempt: 1 }, storedImage(teamId, "one"), VENDOR);
    expect(await settleSynthesis(app.app.db, synthesisId, runner)).toBe(false);
    const settle = await deliverAll(app.app, synthesisId);
    expect(await settleSynthesis(app.app.db, synthesisId, runner)).toBe(false);
    expect(await character(id)).toMatchObject({ status: "synthesizing", version: 2, ref_set_number: 1 });
    expect(await settle()).toBe(true);
  });

  test("a regeneration replaces one pose and keeps the other three, in their order", async () => {
    const { synthesisId, id, call } = await claimed();
    await (await deliverAll(app.app, synthesisId))();
    const body = { pose: "side" };
    const made = expectOk(await regenerateCharacterRef(app.app, call, { id, body, idempotencyKey: null }));
    const before = made.character.refs;
    await (await deliverAll(app.app, made.synthesis.id))();
    const [set] = await app.app.db.sql`select refs from retake.ref_sets where character_id = ${id} and number = 3`;
    const refs = set?.refs as typeof before;
    expect(refs.map(({ pose }) => pose)).toEqual(["portrait", "front", "side", "back"]);
    expect(refs.map(({ key }, n) => key === before[n]?.key)).toEqual([true, true, false, true]);
  });

  test("an image stores its file and changes no character", async () => {
    const { id, call, teamId, synthesisId } = await claimed();
    await failSynthesis(app.app.db, synthesisId, null, null, "deadline_exceeded");
    const other = await app.seed.character(teamId);
    const before = await character(other);
    const body = { prompt: "x", character_id: other };
    const { image } = expectOk(await createImage(app.app, call, { body, idempotencyKey: null }));
    await (await deliverAll(app.app, image.id))();
    const [row] = await app.app.db
      .sql`select image, blob_keys, completed_at is not null as completed from retake.images where id = ${image.id}`;
    expect([row?.completed, row?.blob_keys]).toEqual([true, [row?.image.key, row?.image.thumb_key]]);
    expect(await character(other)).toEqual(before);
    expect(await character(id)).toMatchObject({ status: "failed" });
    expect(await checkBooks(app.app, teamId)).toEqual({ total: 19, held: 0 });
  });
});

describe("failing", () => {
  test("records the pose that failed, ends the other poses, and keeps delivered images and the old set", async () => {
    const { synthesisId, id, runner, about, teamId } = await claimed();
    await send(about);
    await recordDelivered(app.app.db, { ...about, attempt: 1 }, storedImage(teamId, "one"), VENDOR);
    await send({ ...about, pose: "front" });
    expect(await failSynthesis(app.app.db, synthesisId, randomUUID(), "front", "content_rejected")).toBe(false);
    expect(await failSynthesis(app.app.db, synthesisId, runner, "front", "content_rejected")).toBe(true);
    expect(await failSynthesis(app.app.db, synthesisId, null, null, "deadline_exceeded")).toBe(false);
    const all = await rows(synthesisId);
    expect(all.map(({ status, error_code, finished_at }) => [status, error_code, finished_at !== null])).toEqual([
      ["delivered", null, true],
      ["failed", "content_rejected", true],
      ["failed", "content_rejected", true],
      ["failed", "content_rejected", true],
    ]);
    const result = await steps(synthesisId);
    expect(result[3]).toBe("4 front failed 1/4");
    expect(result.at(-1)).toMatch(/^\d+ null null 1\/4$/);
    expect(await character(id)).toEqual({
      status: "failed",
      error_message: "content_rejected",
      version: 3,
      ref_set_number: 1,
    });
    expect(await checkBooks(app.app, teamId)).toEqual({ total: 20, held: 0 });
  });

  test("records the pose that failed first, then the other poses, each once", async () => {
    const { synthesisId, runner, about } = await claimed();
    await send({ ...about, pose: "side" });
    expect(await failSynthesis(app.app.db, synthesisId, runner, "side", "provider_unavailable")).toBe(true);
    expect((await steps(synthesisId)).map((step) => step.replace(/ 0\/4$/, ""))).toEqual([
      "1 side running",
      "2 side failed",
      "3 portrait failed",
      "4 front failed",
      "5 back failed",
      "6 null null",
    ]);
  });

  test("keeps an image that was delivered, even if its pose is named", async () => {
    const { synthesisId, runner, about, teamId } = await claimed();
    await send(about);
    await recordDelivered(app.app.db, { ...about, attempt: 1 }, storedImage(teamId, "one"), VENDOR);
    expect(await failSynthesis(app.app.db, synthesisId, runner, "portrait", "provider_bad_response")).toBe(true);
    expect((await rows(synthesisId))[0]).toMatchObject({ status: "delivered", error_code: null });
    expect((await steps(synthesisId)).filter((step) => step.includes("portrait"))).toEqual([
      "1 portrait running 0/4",
      "2 portrait delivered 1/4",
    ]);
  });

  test("completes an image without a file, also after its character's deletion", async () => {
    const { call, teamId, synthesisId } = await claimed();
    await failSynthesis(app.app.db, synthesisId, null, null, "deadline_exceeded");
    const other = await app.seed.character(teamId);
    const body = { prompt: "x", character_id: other };
    const { image } = expectOk(await createImage(app.app, call, { body, idempotencyKey: null }));
    const beside = expectOk(await createImage(app.app, call, { body: { prompt: "y" }, idempotencyKey: null })).image.id;
    expectOk(await deleteCharacter(app.app, call, other));
    expect(await failSynthesis(app.app.db, image.id, null, null, "deadline_exceeded")).toBe(true);
    const [row] = await app.app.db
      .sql`select image, completed_at is not null as completed from retake.images where id = ${image.id}`;
    expect(row).toEqual({ image: null, completed: true });
    const [open] = await app.app.db.sql`select completed_at from retake.images where id = ${beside}`;
    expect(open?.completed_at).toBeNull();
    expect(await character(other)).toMatchObject({ status: "deleted", error_message: null });
    expect(await checkBooks(app.app, teamId)).toEqual({ total: 20, held: 1 });
  });
});
