import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Call } from "../../src/domain/principal.ts";
import { failSynthesis } from "../../src/services/generations/run-records.ts";
import { startTestApp, type TestApp } from "../helpers/app.ts";
import { callAs } from "../helpers/call.ts";
import {
  cancelSynthesis,
  createCharacter,
  createImage,
  deleteCharacter,
  restoreRefSet,
  resynthesizeCharacter,
  saveCharacter,
  updateCharacter,
} from "../helpers/operations.ts";
import { ATTRIBUTES, expectOk } from "../helpers/seed.ts";
import { checkBooks } from "./check-books.ts";
import { deliverAll, finish, storedImage } from "./run-synthesis.ts";

let app: TestApp;
beforeAll(async () => {
  app = await startTestApp({ roles: [] });
});
afterAll(async () => {
  await app[Symbol.asyncDispose]();
});

type Status = "ready" | "reviewing" | "failed";
type Actor = { readonly teamId: string; readonly call: Call; readonly id: string };
async function actor(status: Status = "ready"): Promise<Actor> {
  const { teamId, apiKey } = await app.seed.team({ credits: 40 });
  return { teamId, call: await callAs(app.app, apiKey), id: await app.seed.character(teamId, { status }) };
}
const resynthesize = async ({ call, id }: Actor) =>
  expectOk(await resynthesizeCharacter(app.app, call, { id, body: {}, idempotencyKey: null })).synthesis.id;
const image = async ({ call, id }: Actor) =>
  expectOk(await createImage(app.app, call, { body: { prompt: "x", character_id: id }, idempotencyKey: null })).image
    .id;

const row = async (id: string) => {
  const [found] = await app.app.db.sql`select * from retake.characters where id = ${id}`;
  return found;
};
const events = async (id: string) =>
  app.app.db
    .sql`select version, previous_status, status, synthesis_id, character from retake.events where character_id = ${id} order by version`;
const sets = async (id: string) =>
  (await app.app.db.sql`select number from retake.ref_sets where character_id = ${id} order by number`).map(
    ({ number }) => number,
  );
/** Everything of a team that a call about another character must not change. */
const everything = async ({ teamId, id }: Actor) => {
  const { sql } = app.app.db;
  return [
    await row(id),
    await events(id),
    await sql`select * from retake.ref_sets where character_id = ${id} order by number`,
    await sql`select * from retake.syntheses where character_id = ${id} order by id`,
    await sql`select g.* from retake.generations g join retake.syntheses s on s.id = g.synthesis_id where s.character_id = ${id} order by g.synthesis_id, g.position`,
    await sql`select * from retake.uploads where team_id = ${teamId}`,
  ];
};

/** A character made from an upload, with a finished synthesis and a sheet: all that a deletion must remove. */
async function full(): Promise<Actor & { run: string; upload: string }> {
  const one = await actor();
  const { sql } = app.app.db;
  const upload = app.app.newId("upload");
  await sql`insert into retake.uploads (id, team_id, filename, content_type, status, image, url_expires_at, expires_at)
    values (${upload}, ${one.teamId}, 'me.png', 'image/png', 'stored', ${sql.json(storedImage(one.teamId, upload))}, now(),
            now() + interval '1 hour')`;
  const body = { name: "U", upload_ids: [upload], attributes: ATTRIBUTES, client_reference_id: "mine" };
  const made = expectOk(await createCharacter(app.app, one.call, { body, idempotencyKey: null }));
  const actorOfUpload = { ...one, id: made.character.id };
  const run = await resynthesize(actorOfUpload);
  await finish(app.app, run);
  expectOk(await saveCharacter(app.app, one.call, made.character.id));
  return { ...actorOfUpload, run, upload };
}

describe("deleting a character", () => {
  test("erases all data of the character, records one event, and leaves every other character unchanged", async () => {
    const [one, other] = [await full(), await full()];
    const beside = { ...one, id: await app.seed.character(one.teamId) };
    await app.app.db.sql`update retake.generations set vendor_job_id = 'job' where synthesis_id = ${one.run}`;
    await app.app.db
      .sql`update retake.ref_sets set sheet_key = 'v1/x/ab/cd.webp' where character_id in (${other.id}, ${beside.id})`;
    const untouched = [await everything(other), await everything(beside)];
    expect(expectOk(await deleteCharacter(app.app, one.call, one.id))).toEqual({ id: one.id });
    expect(await row(one.id)).toMatchObject({
      status: "deleted",
      name: "",
      attributes: null,
      client_reference_id: null,
      error_message: null,
      ref_set_number: null,
      version: 5,
    });
    expect((await events(one.id)).at(-1)).toEqual({
      version: 5,
      previous_status: "ready",
      status: "deleted",
      synthesis_id: null,
      character: null,
    });
    expect(await sets(one.id)).toEqual([]);
    const { sql } = app.app.db;
    expect(await sql`select attributes, prompt_override from retake.syntheses where id = ${one.run}`).toEqual([
      { attributes: null, prompt_override: null },
    ]);
    const generations =
      await sql`select request, vendor_job_id, image from retake.generations where synthesis_id = ${one.run}`;
    expect(generations).toEqual([1, 2, 3, 4].map(() => ({ request: null, vendor_job_id: null, image: {} })));
    expect(await sql`select id from retake.uploads where id = ${one.upload}`).toEqual([]);
    const [others, besides] = [await everything(other), await everything(beside)];
    // The row of its upload is the only other row of the team that was deleted.
    expect([others, besides.slice(0, -1)]).toEqual([untouched[0], untouched[1]?.slice(0, -1)]);
  });

  test("ends the running synthesis, and keeps the inputs of images, including a running one", async () => {
    const one = await actor();
    const made = await image(one);
    await finish(app.app, made);
    const open = await image(one);
    const before = await app.app.db
      .sql`select image, request from retake.generations where synthesis_id in (${made}, ${open}) order by synthesis_id`;
    const run = await resynthesize(one);
    const { sql } = app.app.db;
    await sql`update retake.ref_sets set sheet_key = 'v1/x/ab/cd.webp' where character_id = ${one.id}`;
    expectOk(await deleteCharacter(app.app, one.call, one.id));
    const [cancelled] = await sql`select status, error_code from retake.syntheses where id = ${run}`;
    expect(cancelled).toEqual({ status: "cancelled", error_code: null });
    expect((await events(one.id)).at(-1)).toMatchObject({ previous_status: "synthesizing", synthesis_id: run });
    const kept = await sql`select number, sheet_key from retake.ref_sets where character_id = ${one.id}`;
    expect(kept).toEqual([{ number: 1, sheet_key: null }]);
    const [left] = await sql`select status, attributes from retake.syntheses where id = ${open}`;
    expect(left).toMatchObject({ status: "running", attributes: { age: 28 } });
    const after =
      await sql`select image, request from retake.generations where synthesis_id in (${made}, ${open}) order by synthesis_id`;
    expect(after.map((generation) => generation.image)).toEqual(before.map((generation) => generation.image));
    expect(await checkBooks(app.app, one.teamId)).toEqual({ total: 39, held: 1 });
    await finish(app.app, open);
  });

  test("returns not found the second time and for another team", async () => {
    const [one, other] = [await actor(), await actor()];
    expect(await deleteCharacter(app.app, other.call, one.id)).toEqual({ ok: false, refusal: { kind: "not_found" } });
    expectOk(await deleteCharacter(app.app, one.call, one.id));
    expect(await deleteCharacter(app.app, one.call, one.id)).toEqual({ ok: false, refusal: { kind: "not_found" } });
    expect(await events(one.id)).toHaveLength(2);
  });
});

describe("changing the name or the attributes", () => {
  const update = ({ call, id }: Actor, body: unknown) => updateCharacter(app.app, call, { id, body });

  test("raises the version by one and records an event, and does nothing when nothing changes", async () => {
    const one = await actor();
    for (let n = 0; n < 2; n += 1) {
      expect(expectOk(await update(one, { name: "Kofi" }))).toMatchObject({
        name: "Kofi",
        version: 2,
        attributes: { age: 28 },
      });
    }
    expect(expectOk(await update(one, { attributes: { age: 5 } }))).toMatchObject({
      name: "Kofi",
      version: 3,
      attributes: { age: 5 },
    });
    expect(expectOk(await update(one, { attributes: null }))).toMatchObject({ version: 4, attributes: null });
    expect(expectOk(await update(one, { attributes: null }))).toMatchObject({ version: 4 });
    const recorded = await events(one.id);
    expect(recorded.map(({ previous_status, status }) => [previous_status, status]).slice(1)).toEqual(
      [1, 2, 3].map(() => ["ready", "ready"]),
    );
    expect(recorded[1]?.character).toMatchObject({ name: "Kofi", version: 2 });
    expect((await row(one.id))?.updated_at.getTime()).toBeGreaterThan((await row(one.id))?.created_at.getTime());
  });

  test("affects neither a running synthesis nor another team's character", async () => {
    const [one, other] = [await actor(), await actor()];
    const run = await resynthesize(one);
    expectOk(await update(one, { attributes: { age: 5 } }));
    const [kept] = await app.app.db.sql`select attributes from retake.syntheses where id = ${run}`;
    expect(kept?.attributes).toMatchObject({ age: 28 });
    expect(await update({ ...other, id: one.id }, { name: "X" })).toEqual({
      ok: false,
      refusal: { kind: "not_found" },
    });
    expect(await row(other.id)).toMatchObject({ name: "Mira", version: 1 });
  });
});

describe("saving", () => {
  test("makes a reviewing character ready once, and changes no other character", async () => {
    const [one, other] = [await actor("reviewing"), await actor("reviewing")];
    const before = await everything(other);
    const version = (await row(one.id))?.version;
    for (let n = 0; n < 2; n += 1) {
      expect(expectOk(await saveCharacter(app.app, one.call, one.id))).toMatchObject({
        status: "ready",
        version: version + 1,
      });
    }
    expect((await events(one.id)).at(-1)).toMatchObject({
      previous_status: "reviewing",
      status: "ready",
      synthesis_id: null,
    });
    expect(await everything(other)).toEqual(before);
  });

  test.each(["failed", "synthesizing"] as const)(
    "is refused for a %s character and changes nothing",
    async (status) => {
      const one = await actor(status === "failed" ? "failed" : "ready");
      if (status === "synthesizing") await resynthesize(one);
      const before = await everything(one);
      expect(await saveCharacter(app.app, one.call, one.id)).toMatchObject({
        refusal: { kind: "character_state", status },
      });
      expect(await everything(one)).toEqual(before);
    },
  );
});

describe("restoring a ref set", () => {
  const restore = ({ call, id }: Actor, number: number) =>
    restoreRefSet(app.app, call, { characterId: id, body: { number } });

  test("makes an earlier set current and keeps the status, and does nothing for the current set", async () => {
    const one = await actor();
    await finish(app.app, await resynthesize(one));
    const version = (await row(one.id))?.version;
    for (let n = 0; n < 2; n += 1) {
      expect(expectOk(await restore(one, 1))).toMatchObject({
        status: "reviewing",
        ref_set_number: 1,
        version: version + 1,
      });
    }
    expect((await events(one.id)).at(-1)).toMatchObject({
      previous_status: "reviewing",
      status: "reviewing",
      version: version + 1,
    });
    expect((await row(one.id))?.updated_at).not.toBeNull();
  });

  test("returns a failed character to review for free, also with its current set", async () => {
    const [one, other] = [await actor("failed"), await actor("failed")];
    const before = await everything(other);
    expect(expectOk(await restore(one, 1))).toMatchObject({
      status: "reviewing",
      error_message: null,
      ref_set_number: 1,
    });
    expect((await events(one.id)).at(-1)).toMatchObject({ previous_status: "failed", status: "reviewing" });
    expect(await everything(other)).toEqual(before);
    expect(await checkBooks(app.app, one.teamId)).toEqual({ total: 40, held: 0 });
  });

  test("is refused while synthesizing and for a set of another character", async () => {
    const one = await actor();
    const other = { ...one, id: await app.seed.character(one.teamId) };
    await finish(app.app, await resynthesize(other));
    expect(await restore(one, 2)).toEqual({ ok: false, refusal: { kind: "not_found" } });
    await resynthesize(one);
    const before = await everything(one);
    expect(await restore(one, 2)).toEqual({ ok: false, refusal: { kind: "not_found" } });
    expect(await restore(one, 1)).toMatchObject({ refusal: { kind: "character_state", status: "synthesizing" } });
    expect(await everything(one)).toEqual(before);
  });
});

describe("cancelling", () => {
  const cancel = ({ call, id }: Actor, synthesisId?: string) =>
    cancelSynthesis(app.app, call, {
      characterId: id,
      body: synthesisId === undefined ? {} : { synthesis_id: synthesisId },
    });

  test.each(["ready", "reviewing", "failed"] as const)(
    "restores a character to %s and releases the hold",
    async (status) => {
      const [one, other] = [await actor(status), await actor()];
      await resynthesize(other);
      const [before, beside] = [await row(one.id), await everything(other)];
      const run = await resynthesize(one);
      const done = expectOk(await cancel(one, run));
      expect(done.character).toMatchObject({
        status,
        error_message: before?.error_message,
        version: before?.version + 2,
        ref_set_number: 1,
      });
      expect(done.synthesis).toMatchObject({ id: run, status: "cancelled", error_code: null });
      expect(done.synthesis.generations.map((generation) => generation.status)).toEqual(
        [1, 2, 3, 4].map(() => "failed"),
      );
      expect((await events(one.id)).at(-1)).toMatchObject({
        previous_status: "synthesizing",
        status,
        synthesis_id: run,
      });
      expect(await checkBooks(app.app, one.teamId)).toEqual({ total: 40, held: 0 });
      expect(await everything(other)).toEqual(beside);
    },
  );

  test("leaves a character whose creation is cancelled failed and without a set", async () => {
    const one = await actor();
    const body = { name: "A", generate: true, attributes: ATTRIBUTES };
    const made = expectOk(await createCharacter(app.app, one.call, { body, idempotencyKey: null }));
    const done = expectOk(await cancel({ ...one, id: made.character.id }));
    expect(done.character).toMatchObject({ status: "failed", error_message: "cancelled", refs: [], version: 2 });
    expect(await checkBooks(app.app, one.teamId)).toEqual({ total: 40, held: 0 });
  });

  test("is refused for an earlier synthesis, an image and another character's synthesis", async () => {
    const one = await actor();
    const other = { ...one, id: await app.seed.character(one.teamId) };
    const picturing = await image(one);
    const elsewhere = await resynthesize(other);
    const earlier = await resynthesize(one);
    expectOk(await cancel(one));
    expect(await cancel(one)).toMatchObject({ refusal: { kind: "character_state", status: "ready" } });
    await resynthesize(one);
    const before = await everything(one);
    expect(await cancel(one, earlier)).toMatchObject({ refusal: { kind: "character_state", status: "synthesizing" } });
    expect(await cancel(one, picturing)).toEqual({ ok: false, refusal: { kind: "not_found" } });
    expect(await cancel(one, elsewhere)).toEqual({ ok: false, refusal: { kind: "not_found" } });
    expect(await everything(one)).toEqual(before);
    expect(await checkBooks(app.app, one.teamId)).toEqual({ total: 40, held: 9 });
  });

  test("leaves an image of the character running", async () => {
    const one = await actor();
    const picturing = await image(one);
    await resynthesize(one);
    expectOk(await cancel(one));
    const settle = await deliverAll(app.app, picturing);
    expect(await settle()).toBe(true);
    expect(await failSynthesis(app.app.db, picturing, null, null, "deadline_exceeded")).toBe(false);
    expect(await checkBooks(app.app, one.teamId)).toEqual({ total: 39, held: 0 });
  });
});

describe("a free change", () => {
  /** The app with a notifier that counts, and a call that records its bucket state. */
  function listening({ call }: Actor) {
    const seen = { notified: 0, remaining: null as number | null };
    const changed = () => {
      seen.notified += 1;
    };
    const here = { ...app.app, notifier: { ...app.app.notifier, notifyChanged: changed } };
    const onRateLimitState = (state: { remaining: number }) => {
      seen.remaining = state.remaining;
    };
    return { here, seen, noting: { ...call, onRateLimitState } };
  }

  test.each(["cancel", "restore"] as const)(
    "%s takes a token, notifies when it changed something, and is refused when the bucket is empty",
    async (kind) => {
      const one = await actor();
      const run = await resynthesize(one);
      const { here, seen, noting } = listening(one);
      const act = () =>
        kind === "cancel"
          ? cancelSynthesis(here, noting, { characterId: one.id, body: {} })
          : restoreRefSet(here, noting, { characterId: one.id, body: { number: 1 } });
      const refusedFirst = kind === "restore";
      if (refusedFirst) {
        expect(await act()).toMatchObject({ refusal: { kind: "character_state" } });
        expect(seen).toEqual({ notified: 0, remaining: 59 });
        await cancelSynthesis(app.app, one.call, { characterId: one.id, body: { synthesis_id: run } });
      }
      expect((await act()).ok).toBe(true);
      expect(seen).toEqual({ notified: 1, remaining: refusedFirst ? 57 : 59 });
      if (kind === "cancel") expect(await act()).toMatchObject({ refusal: { kind: "character_state" } });
      expect(seen.notified).toBe(1);
      while (app.app.localRateLimiter.take(one.teamId, "characters_post").admitted);
      const before = await everything(one);
      expect(await act()).toEqual({
        ok: false,
        refusal: { kind: "rate_limit_exceeded", bucket: "characters_post", retryAfterSeconds: 2 },
      });
      expect([seen.notified, seen.remaining]).toEqual([1, 0]);
      expect(await everything(one)).toEqual(before);
    },
  );

  test("takes no token for an invalid body, and returns not found for impossible ids", async () => {
    const one = await actor();
    await resynthesize(one);
    const { here, seen, noting } = listening(one);
    expect(await cancelSynthesis(here, noting, { characterId: one.id, body: { synthesis_id: 7 } })).toMatchObject({
      refusal: { kind: "invalid_input" },
    });
    expect(await restoreRefSet(here, noting, { characterId: one.id, body: {} })).toMatchObject({
      refusal: { kind: "invalid_input", code: "missing_field" },
    });
    expect(seen.remaining).toBeNull();
    const unknown = { ok: false, refusal: { kind: "not_found" } };
    expect(await cancelSynthesis(here, noting, { characterId: one.id, body: { synthesis_id: "x\0" } })).toEqual(
      unknown,
    );
    expect(await cancelSynthesis(here, noting, { characterId: "x\0", body: {} })).toEqual(unknown);
    expect(await restoreRefSet(here, noting, { characterId: "x\0", body: { number: 1 } })).toEqual(unknown);
  });
});

test("the SQL functions return either done or refused", async () => {
  const [one, other] = [await actor("reviewing"), await actor()];
  const { sql } = app.app.db;
  await resynthesize(other);
  const said = async (call: PromiseLike<readonly { outcome?: string }[]>) => (await call)[0]?.outcome;
  const states = ["reviewing", "ready", "failed"];
  expect([
    await said(sql`select outcome from retake.save_character(${one.teamId}, ${one.id}, ${states})`),
    await said(sql`select outcome from retake.save_character(${one.teamId}, ${one.id}, ${states})`),
    await said(sql`select outcome from retake.update_character(${one.teamId}, ${one.id}, 'N', false, null)`),
    await said(sql`select outcome from retake.restore_ref_set(${one.teamId}, ${one.id}, 1, ${states})`),
    await said(
      sql`select outcome from retake.cancel_synthesis(${other.teamId}, ${other.id}, null, array['synthesizing'])`,
    ),
    await said(sql`select outcome from retake.delete_character(${one.teamId}, ${one.id})`),
  ]).toEqual(["done", "done", "done", "done", "done", "done"]);
  expect([
    await said(sql`select outcome from retake.save_character(${one.teamId}, ${one.id}, ${states})`),
    await said(sql`select outcome from retake.update_character(${one.teamId}, ${one.id}, 'N', false, null)`),
    await said(sql`select outcome from retake.restore_ref_set(${one.teamId}, ${one.id}, 1, ${states})`),
    await said(
      sql`select outcome from retake.cancel_synthesis(${other.teamId}, ${other.id}, null, array['synthesizing'])`,
    ),
    await said(sql`select outcome from retake.delete_character(${one.teamId}, ${one.id})`),
    await said(sql`select outcome from retake.save_character(${other.teamId}, ${other.id}, array['failed'])`),
    await said(sql`select outcome from retake.restore_ref_set(${other.teamId}, ${other.id}, 1, array['failed'])`),
  ]).toEqual(["refused", "refused", "refused", "refused", "refused", "refused", "refused"]);
});
