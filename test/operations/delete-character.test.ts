import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Call } from "../../src/domain/principal.ts";
import { findImage } from "../../src/operations/get-by-id.ts";
import { findBlob } from "../../src/operations/storage.ts";
import { isBlobUsed } from "../../src/services/ref-sets/ref-sets.ts";
import { startTestApp, type TestApp } from "../helpers/app.ts";
import {
  createCharacter,
  createImage,
  deleteCharacter,
  getCharacter,
  resynthesizeCharacter,
  saveCharacter,
  updateCharacter,
} from "../helpers/operations.ts";
import { expectOk } from "../helpers/seed.ts";
import { checkBooks } from "../services/check-books.ts";
import { deliverAll, finish, storedImage } from "../services/run-synthesis.ts";

let app: TestApp;
let teamId: string;
let call: Call;

beforeAll(async () => {
  app = await startTestApp({ roles: [] });
});
afterAll(() => app[Symbol.asyncDispose]());

async function newCharacter(status: "ready" | "reviewing" | "failed" = "ready"): Promise<string> {
  ({ teamId, call } = await app.seed.caller({ credits: 10 }));
  return app.seed.character(teamId, { status });
}
const remove = (id: string) => deleteCharacter(app.app, call, id);
const run = (id: string, idempotencyKey: string | null = null) =>
  resynthesizeCharacter(app.app, call, { id, body: {}, idempotencyKey });

describe("deleting a character", () => {
  test.each(["ready", "reviewing", "failed"] as const)(
    "is permanent for a %s character: every later call returns not found",
    async (status) => {
      const id = await newCharacter(status);
      expect(expectOk(await remove(id))).toEqual({ id });
      for (const gone of [
        await remove(id),
        await getCharacter(app.app, call, id),
        await saveCharacter(app.app, call, id),
        await run(id),
        await updateCharacter(app.app, call, { id, body: { name: "x" } }),
        await createImage(app.app, call, { body: { prompt: "x", character_id: id }, idempotencyKey: null }),
      ]) {
        expect(gone).toEqual({ ok: false, refusal: { kind: "not_found" } });
      }
      expect(await checkBooks(app.app, teamId)).toEqual({ total: 10, held: 0 });
    },
  );

  test("records one last event without the character", async () => {
    const id = await newCharacter();
    await remove(id);
    const [event] = await app.app.db
      .sql`select * from retake.events where character_id = ${id} order by version desc limit 1`;
    expect(event).toMatchObject({
      version: 2,
      status: "deleted",
      previous_status: "ready",
      character: null,
      synthesis_id: null,
    });
  });

  test("cancels a running synthesis and releases its hold, and later records of its worker fail", async () => {
    const id = await newCharacter();
    const { synthesis } = expectOk(await run(id));
    const settle = await deliverAll(app.app, synthesis.id);
    expectOk(await remove(id));
    expect(await settle()).toBe(false);
    const [row] = await app.app.db.sql`select status from retake.syntheses where id = ${synthesis.id}`;
    expect(row?.status).toBe("cancelled");
    expect(await checkBooks(app.app, teamId)).toEqual({ total: 10, held: 0 });
  });

  test("clears every column of the character that a caller has filled", async () => {
    const id = await newCharacter();
    const { sql } = app.app.db;
    const nullable = await sql<{ name: string; type: string }[]>`
      select column_name as name, data_type as type from information_schema.columns
       where table_schema = current_schema() and table_name = 'characters' and is_nullable = 'YES'`;
    expect(nullable.length).toBeGreaterThan(3);
    // A character of these columns alone can be filled whatever its status is; the others have values already.
    for (const { name } of nullable.filter(({ name, type }) => type === "text" && name !== "error_message")) {
      await sql`update retake.characters set ${sql(name)} = 'filled' where id = ${id}`;
    }
    expectOk(await remove(id));
    const [{ id: _id, team_id, status, version, aurous_version, created_at, updated_at, ...content } = {}] =
      await sql`select * from retake.characters where id = ${id}`;
    expect(status).toBe("deleted");
    const left = Object.entries(content).filter(([, value]) => value !== null && value !== "");
    expect(left, "columns that delete-character.sql must clear").toEqual([]);
  });

  test("erases the data of the character", async () => {
    const id = await newCharacter();
    const { synthesis } = expectOk(await run(id));
    await finish(app.app, synthesis.id);
    const { refs } = expectOk(await getCharacter(app.app, call, id));
    const key = refs[0]?.key ?? "";
    expect(await isBlobUsed(app.app.db, teamId, key)).toBe(true);
    expectOk(await remove(id));
    expect(await isBlobUsed(app.app.db, teamId, key)).toBe(false);
    expect(await findBlob(app.app, teamId, key)).toBeNull();
    const { sql } = app.app.db;
    expect(await sql`select from retake.ref_sets where character_id = ${id}`).toHaveLength(0);
    expect(await sql`select attributes, prompt_override from retake.syntheses where character_id = ${id}`).toEqual([
      { attributes: null, prompt_override: null },
    ]);
    const generations = await sql`select request, image from retake.generations where synthesis_id = ${synthesis.id}`;
    expect(generations).toEqual(Array.from({ length: 4 }, () => ({ request: null, image: {} })));
  });

  test("keeps the ref set of an image, finished or pending, and nothing else", async () => {
    const id = await newCharacter();
    const body = { prompt: "on a beach", character_id: id };
    const done = expectOk(await createImage(app.app, call, { body, idempotencyKey: null })).image;
    await finish(app.app, done.id);
    const pending = expectOk(await createImage(app.app, call, { body, idempotencyKey: null })).image;
    const old = expectOk(await getCharacter(app.app, call, id)).refs[0]?.key ?? "";
    const { synthesis } = expectOk(await run(id));
    await finish(app.app, synthesis.id);
    const fresh = expectOk(await getCharacter(app.app, call, id)).refs[0]?.key ?? "";
    expectOk(await remove(id));
    expect(await isBlobUsed(app.app.db, teamId, old)).toBe(true);
    expect(await isBlobUsed(app.app.db, teamId, fresh)).toBe(false);
    const kept = await findImage(app.app, call, done.id);
    expect(kept).toMatchObject({ status: "succeeded", ref_set_number: 1, character_id: id });
    expect(await isBlobUsed(app.app.db, teamId, kept?.image?.key ?? "")).toBe(true);
    await finish(app.app, pending.id);
    expect(await findImage(app.app, call, pending.id)).toMatchObject({ status: "succeeded" });
    expect(await checkBooks(app.app, teamId)).toEqual({ total: 4, held: 0 });
  });

  test("leaves a replay unchanged", async () => {
    const id = await newCharacter();
    const first = expectOk(await run(id, "k"));
    expectOk(await remove(id));
    expect(expectOk(await run(id, "k"))).toEqual({ ...first, replayed: true });
    expect(await checkBooks(app.app, teamId)).toEqual({ total: 10, held: 0 });
  });

  test("deletes the uploads that the character was made from", async () => {
    await newCharacter();
    const upload = app.app.newId("upload");
    const { sql } = app.app.db;
    await sql`insert into retake.uploads (id, team_id, filename, content_type, status, image, url_expires_at, expires_at)
      values (${upload}, ${teamId}, 'my-face.png', 'image/png', 'stored',
              ${sql.json(storedImage(teamId, upload))}, now(), now() + interval '1 hour')`;
    const body = { name: "Me", upload_ids: [upload] };
    const { character } = expectOk(await createCharacter(app.app, call, { body, idempotencyKey: null }));
    expectOk(await remove(character.id));
    expect(await sql`select from retake.uploads where id = ${upload}`).toHaveLength(0);
  });

  test("returns not found for another team's character and changes nothing", async () => {
    const foreign = await newCharacter();
    const theirs = call;
    await newCharacter();
    expect(await remove(foreign)).toEqual({ ok: false, refusal: { kind: "not_found" } });
    expect(expectOk(await getCharacter(app.app, theirs, foreign)).version).toBe(1);
  });
});
