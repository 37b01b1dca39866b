import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Call } from "../../src/domain/principal.ts";
import type { Outcome } from "../../src/domain/refusals.ts";
import { findCharacter } from "../../src/operations/characters.ts";
import { findImage } from "../../src/operations/get-by-id.ts";
import { failSynthesis } from "../../src/services/generations/run-records.ts";
import { startTestApp, type TestApp } from "../helpers/app.ts";
import {
  cancelSynthesis,
  createCharacter,
  createImage,
  deleteCharacter,
  regenerateCharacterRef,
  restoreRefSet,
  resynthesizeCharacter,
  saveCharacter,
  updateCharacter,
} from "../helpers/operations.ts";
import { ATTRIBUTES, expectOk } from "../helpers/seed.ts";
import { checkBooks } from "./check-books.ts";
import { lockCharacter, lockTeam, race } from "./race.ts";
import { deliverAll, finish, storedImage } from "./run-synthesis.ts";

let here: TestApp;
let there: TestApp;
let teamId: string;
let call: Call;

beforeAll(async () => {
  here = await startTestApp({ roles: [] });
  there = await startTestApp({ roles: [], beside: here });
});
afterAll(async () => {
  await there[Symbol.asyncDispose]();
  await here[Symbol.asyncDispose]();
});

async function newTeam(credits = 20) {
  ({ teamId, call } = await here.seed.caller({ credits }));
}
async function newCharacter(status: "ready" | "reviewing" | "failed" = "ready") {
  await newTeam();
  return here.seed.character(teamId, { status });
}
async function running() {
  const id = await newCharacter();
  const run = await resynthesizeCharacter(here.app, call, { id, body: {}, idempotencyKey: null });
  return { id, synthesisId: expectOk(run).synthesis.id };
}

type Act = (app: TestApp, id: string, synthesisId: string) => Promise<unknown>;
const kind = (outcome: unknown) => {
  const answer = outcome as Outcome<unknown> | boolean;
  if (typeof answer === "boolean") return answer;
  return answer.ok ? "ok" : answer.refusal.kind;
};
const resynthesize: Act = ({ app }, id) => resynthesizeCharacter(app, call, { id, body: {}, idempotencyKey: null });
const regenerate: Act = ({ app }, id) =>
  regenerateCharacterRef(app, call, { id, body: { pose: "front" }, idempotencyKey: null });
const image: Act = ({ app }, id) =>
  createImage(app, call, { body: { prompt: "a boat", character_id: id }, idempotencyKey: null });
const cancel: Act = ({ app }, characterId) => cancelSynthesis(app, call, { characterId, body: {} });
const remove: Act = ({ app }, id) => deleteCharacter(app, call, id);
const save: Act = ({ app }, id) => saveCharacter(app, call, id);
const restore: Act = ({ app }, characterId) => restoreRefSet(app, call, { characterId, body: { number: 1 } });
const rename: Act = ({ app }, id) => updateCharacter(app, call, { id, body: { name: "Kofi" } });
const deadline: Act = ({ app }, _, synthesisId) => failSynthesis(app.db, synthesisId, null, null, "deadline_exceeded");
const ACTS = { resynthesize, regenerate, image, cancel, delete: remove, save, restore, update: rename, deadline };

describe("two calls about one character", () => {
  test.each([
    ["delete", "resynthesize", ["ok", "not_found"], "deleted", 0],
    ["resynthesize", "delete", ["ok", "ok"], "deleted", 0],
    ["delete", "delete", ["ok", "not_found"], "deleted", 0],
    ["delete", "image", ["ok", "not_found"], "deleted", 0],
    ["image", "delete", ["ok", "ok"], "deleted", 1],
    ["delete", "restore", ["ok", "not_found"], "deleted", 0],
    ["restore", "delete", ["ok", "ok"], "deleted", 0],
    ["delete", "update", ["ok", "not_found"], "deleted", 0],
    ["update", "delete", ["ok", "ok"], "deleted", 0],
    ["restore", "resynthesize", ["ok", "ok"], "synthesizing", 4],
    ["resynthesize", "restore", ["ok", "character_state"], "synthesizing", 4],
    ["resynthesize", "resynthesize", ["ok", "character_state"], "synthesizing", 4],
    ["regenerate", "resynthesize", ["ok", "character_state"], "synthesizing", 1],
    ["resynthesize", "image", ["ok", "character_not_ready"], "synthesizing", 4],
    ["image", "resynthesize", ["ok", "ok"], "synthesizing", 5],
    ["resynthesize", "save", ["ok", "character_state"], "synthesizing", 4],
    ["update", "update", ["ok", "ok"], "ready", 0],
    ["update", "resynthesize", ["ok", "ok"], "synthesizing", 4],
  ] as const)("run one after the other: %s before %s", async (first, second, answers, status, held) => {
    const id = await newCharacter();
    const result = await race(
      here.database,
      lockCharacter(id),
      () => ACTS[first](here, id, ""),
      () => ACTS[second](there, id, ""),
    );
    expect(result.map(kind)).toEqual(answers);
    const [row] = await here.app.db.sql`select status from retake.characters where id = ${id}`;
    expect(row?.status).toBe(status);
    expect(await checkBooks(here.app, teamId)).toEqual({ total: 20, held });
  });
});

describe("two calls about a running synthesis", () => {
  test.each([
    ["cancel", "cancel", ["ok", "character_state"], "ready", 20],
    ["cancel", "deadline", ["ok", false], "ready", 20],
    ["deadline", "cancel", [true, "character_state"], "failed", 20],
    ["deadline", "deadline", [true, false], "failed", 20],
    ["delete", "cancel", ["ok", "not_found"], "deleted", 20],
    ["cancel", "delete", ["ok", "ok"], "deleted", 20],
    ["delete", "deadline", ["ok", false], "deleted", 20],
    ["deadline", "delete", [true, "ok"], "deleted", 20],
    ["cancel", "resynthesize", ["ok", "ok"], "synthesizing", 20],
    ["update", "cancel", ["ok", "ok"], "ready", 20],
  ] as const)("run one after the other: %s before %s", async (first, second, answers, status, total) => {
    const { id, synthesisId } = await running();
    const result = await race(
      here.database,
      lockCharacter(id),
      () => ACTS[first](here, id, synthesisId),
      () => ACTS[second](there, id, synthesisId),
    );
    expect(result.map(kind)).toEqual(answers);
    const [row] = await here.app.db.sql`select status from retake.characters where id = ${id}`;
    expect(row?.status).toBe(status);
    expect(await checkBooks(here.app, teamId)).toEqual({ total, held: status === "synthesizing" ? 4 : 0 });
  });

  test.each([
    ["cancel", "character_state", "ready"],
    ["delete", "ok", "deleted"],
    ["deadline", false, "failed"],
    ["update", "ok", "reviewing"],
  ] as const)("end the synthesis once when settle and %s meet, whichever is first", async (act, late, early) => {
    for (const settleFirst of [true, false]) {
      const { id, synthesisId } = await running();
      const settle = await deliverAll(there.app, synthesisId);
      const other = () => ACTS[act](here, id, synthesisId);
      const [a, b] = settleFirst
        ? await race(here.database, lockCharacter(id), settle, other)
        : await race(here.database, lockCharacter(id), other, settle);
      const [settled, answer] = settleFirst ? [a, b] : [b, a];
      const [row] = await here.app.db.sql`select status from retake.characters where id = ${id}`;
      if (settleFirst) {
        expect([settled, kind(answer)]).toEqual([true, late]);
        expect(row?.status).toBe(act === "delete" ? "deleted" : "reviewing");
        expect(await checkBooks(here.app, teamId)).toEqual({ total: 16, held: 0 });
      } else {
        expect([settled, row?.status]).toEqual([act === "update", early]);
        expect(await checkBooks(here.app, teamId)).toEqual({ total: act === "update" ? 16 : 20, held: 0 });
      }
    }
  });
});

describe("calls with the same key or upload", () => {
  const body = { name: "Mira", generate: true, attributes: ATTRIBUTES };
  const create = ({ app }: TestApp, key: string | null, sent: unknown = body) =>
    createCharacter(app, call, { body: sent, idempotencyKey: key });

  test("one of two creations with one key is accepted, and the other waits and replays it", async () => {
    await newTeam();
    const [first, second] = await race(
      here.database,
      lockTeam(teamId),
      () => create(here, "k"),
      () => create(there, "k"),
    );
    expect(expectOk(second)).toEqual({ ...expectOk(first), replayed: true });
    expect(await checkBooks(here.app, teamId)).toEqual({ total: 20, held: 4 });
  });

  test("a duplicate of a refused creation is checked again", async () => {
    await newTeam(3);
    await here.app.db.sql`insert into retake.buckets values (${teamId}, 'characters_synthesize', '-infinity')`;
    const both = await race(
      here.database,
      (sql) => sql`select from retake.buckets where team_id = ${teamId} for no key update`,
      () => create(here, "k"),
      () => create(there, "k"),
    );
    expect(both.map(kind)).toEqual(["insufficient_credits", "insufficient_credits"]);
    expect(await checkBooks(here.app, teamId)).toEqual({ total: 3, held: 0 });
  });

  test("two images with one key are one image", async () => {
    await newTeam();
    const order = ({ app }: TestApp) => createImage(app, call, { body: { prompt: "a boat" }, idempotencyKey: "k" });
    const [first, second] = await race(
      here.database,
      lockTeam(teamId),
      () => order(here),
      () => order(there),
    );
    expect(expectOk(second)).toEqual({ ...expectOk(first), replayed: true });
    expect(await checkBooks(here.app, teamId)).toEqual({ total: 20, held: 1 });
  });

  test("twenty creations with one key over two processes are one character and nineteen replays", async () => {
    await newTeam();
    const all = await Promise.all(Array.from({ length: 20 }, (_, n) => create(n % 2 ? here : there, "k")));
    expect(all.filter((outcome) => outcome.ok && !outcome.value.replayed)).toHaveLength(1);
    expect(new Set(all.map((outcome) => expectOk(outcome).character.id)).size).toBe(1);
    expect(await checkBooks(here.app, teamId)).toEqual({ total: 20, held: 4 });
  });

  test("parallel creations never hold more credits than the team has", async () => {
    await newTeam(20);
    const all = await Promise.all(Array.from({ length: 10 }, (_, n) => create(n % 2 ? here : there, null)));
    expect(all.filter((outcome) => outcome.ok)).toHaveLength(5);
    expect(await checkBooks(here.app, teamId)).toEqual({ total: 20, held: 20 });
  });

  test("one of two creations with the same uploads in opposite orders gets both, and the other none", async () => {
    for (let round = 0; round < 5; round += 1) {
      await newTeam();
      const uploads = await Promise.all([1, 2].map(() => storedUpload()));
      const answers = await Promise.all([
        create(here, null, { name: "One", upload_ids: uploads }),
        create(there, null, { name: "Two", upload_ids: uploads.toReversed() }),
      ]);
      expect(answers.map(kind).toSorted()).toEqual(["invalid_input", "ok"]);
      const users = await here.app.db
        .sql`select distinct status, character_id from retake.uploads where id = any (${uploads})`;
      expect(users).toHaveLength(1);
      await checkBooks(here.app, teamId);
    }
  });

  test("a burst of images over two processes admits no more than the bucket holds", async () => {
    await newTeam(1000);
    const order = ({ app }: TestApp) => createImage(app, call, { body: { prompt: "a boat" }, idempotencyKey: null });
    const started = performance.now();
    const all = await Promise.all(Array.from({ length: 160 }, (_, n) => order(n % 2 ? here : there)));
    const refilled = Math.floor((performance.now() - started) / 1000);
    const admitted = all.filter((outcome) => outcome.ok).length;
    expect(admitted).toBeGreaterThanOrEqual(120);
    expect(admitted).toBeLessThanOrEqual(120 + refilled);
    expect(await checkBooks(here.app, teamId)).toEqual({ total: 1000, held: admitted });
  });

  async function storedUpload(): Promise<string> {
    const id = here.app.newId("upload");
    const { sql } = here.app.db;
    await sql`insert into retake.uploads (id, team_id, filename, content_type, status, image, url_expires_at, expires_at)
      values (${id}, ${teamId}, 'me.png', 'image/png', 'stored', ${sql.json(storedImage(teamId, id))}, now(),
              now() + interval '1 hour')`;
    return id;
  }
});

test("many parallel calls on few characters keep all invariants and cause no deadlock", async () => {
  await newTeam(400);
  const ids = await Promise.all([1, 2, 3].map(() => here.seed.character(teamId)));
  const acts = [resynthesize, regenerate, image, cancel, save, restore, rename];
  const settleAny: Act = async ({ app }, id) => {
    const [open] = await app.db
      .sql`select id from retake.syntheses where character_id = ${id} and status = 'running' limit 1`;
    return open ? (await deliverAll(app, open.id).catch(() => async () => false))() : false;
  };
  const { sql } = here.app.db;
  await Promise.all(
    Array.from({ length: 240 }, async (_, n) => {
      const act = n % 4 === 3 ? settleAny : acts[(n * 5) % acts.length];
      const id = ids[n % ids.length] ?? "";
      const answer = await act?.(n % 2 ? here : there, id, "");
      if (n % 60 === 0) await sql`update retake.buckets set full_at = '-infinity' where team_id = ${teamId}`;
      return answer;
    }),
  );
  expect(await findCharacter(here.app, call, ids[0] ?? "")).not.toBeNull();
  const open = await sql`select id, kind from retake.syntheses where team_id = ${teamId} and status = 'running'`;
  for (const run of open) await finish(here.app, run.id);
  const { total, held } = await checkBooks(here.app, teamId);
  expect(held).toBe(0);
  expect(total).toBeLessThan(400);
  const [made] = await sql`select id from retake.images where team_id = ${teamId} limit 1`;
  expect((await findImage(here.app, call, made?.id))?.status).toBe("succeeded");
});
