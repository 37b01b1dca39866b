import { afterAll, beforeAll, expect, test } from "vitest";
import type { Call } from "../../src/domain/principal.ts";
import { cancelSynthesis } from "../../src/operations/cancel-synthesis.ts";
import { createCharacter } from "../../src/operations/create-character.ts";
import { createImage } from "../../src/operations/create-image.ts";
import { deleteCharacter } from "../../src/operations/delete-character.ts";
import { regenerateCharacterRef } from "../../src/operations/regenerate-character-ref.ts";
import { restoreRefSet } from "../../src/operations/restore-ref-set.ts";
import { resynthesizeCharacter } from "../../src/operations/resynthesize-character.ts";
import { saveCharacter } from "../../src/operations/save-character.ts";
import { updateCharacter } from "../../src/operations/update-character.ts";
import { failSynthesis } from "../../src/services/generations/run-records.ts";
import { startTestApp, type TestApp } from "../helpers/app.ts";
import { callAs } from "../helpers/call.ts";
import { ATTRIBUTES, expectOk } from "../helpers/seed.ts";
import { checkBooks } from "../services/check-books.ts";
import { deliverAll, picture } from "../services/run-synthesis.ts";

let apps: TestApp[];
beforeAll(async () => {
  const here = await startTestApp({ roles: [] });
  apps = [here, await startTestApp({ roles: [], beside: here }), await startTestApp({ roles: [], beside: here })];
});
afterAll(async () => { for (const a of apps.toReversed()) await a[Symbol.asyncDispose](); });

test("storm", async () => {
  const team = await apps[0]!.seed.team({ credits: 400000 });
  const call: Call = await callAs(apps[0]!.app, team.apiKey);
  const ids: string[] = [];
  for (let i = 0; i < 3; i++) ids.push(await apps[0]!.seed.character(team.teamId));
  const { sql } = apps[0]!.app.db;
  const pick = <T>(l: T[]) => l[Math.floor(Math.random() * l.length)] as T;
  const counts: Record<string, number> = {};
  const errors: unknown[] = [];
  const keys = Array.from({ length: 40 }, (_, i) => `k${i}`);
  const upload = async () => {
    const id = apps[0]!.app.newId("upload");
    await sql`insert into uploads (id, team_id, filename, content_type, status, image, url_expires_at, expires_at)
      values (${id}, ${team.teamId}, 'me.png', 'image/png', 'stored', ${sql.json(picture(team.teamId, id))}, now(), now() + interval '1 hour')`;
    return id;
  };
  const uploads = await Promise.all(Array.from({ length: 30 }, upload));
  const note = (name: string, r: any) => {
    const k = `${name}:${typeof r === "boolean" ? r : r.ok ? (r.value.replayed ? "replayed" : "ok") : r.refusal.kind + (r.refusal.reason ? "/" + r.refusal.reason : "")}`;
    counts[k] = (counts[k] ?? 0) + 1;
  };
  const key = () => (Math.random() < 0.15 ? pick(keys) : null);
  const act = async (app: TestApp["app"]) => {
    const id = pick(ids);
    const r = Math.random();
    if (r < 0.12) { const x = await createCharacter(app, call, { body: { name: "n", generate: true, attributes: ATTRIBUTES }, idempotencyKey: key() }); if (x.ok && ids.length < 5) ids.push(x.value.character.id); return note("create", x); }
    if (r < 0.2) { const x = await createCharacter(app, call, { body: { name: "n", upload_ids: [...new Set([pick(uploads), pick(uploads)])], attributes: ATTRIBUTES }, idempotencyKey: key() }); return note("upload", x); }
    if (r < 0.35) return note("resyn", await resynthesizeCharacter(app, call, { id, body: {}, idempotencyKey: key() }));
    if (r < 0.42) return note("regen", await regenerateCharacterRef(app, call, { id, body: { pose: "side" }, idempotencyKey: key() }));
    if (r < 0.5) return note("image", await createImage(app, call, { body: { prompt: "x", character_id: id }, idempotencyKey: key() }));
    if (r < 0.57) return note("cancel", await cancelSynthesis(app, call, { characterId: id, body: {} }));
    if (r < 0.6) { const x = await deleteCharacter(app, call, id); if (x.ok) { const at = ids.indexOf(id); const fresh = await apps[0]!.seed.character(team.teamId, { status: pick(["ready", "reviewing", "failed"] as const) }); if (at >= 0) ids[at] = fresh; } return note("delete", x); }
    if (r < 0.66) return note("save", await saveCharacter(app, call, id));
    if (r < 0.72) return note("restore", await restoreRefSet(app, call, { characterId: id, body: { number: Math.ceil(Math.random() * 3) } }));
    if (r < 0.78) return note("update", await updateCharacter(app, call, { id, body: { name: String(Math.random()) } }));
    const open = await sql`select id from syntheses where team_id = ${team.teamId} and status = 'running' order by random() limit 1`;
    if (!open[0]) return;
    if (r < 0.8) return note("overdue", await failSynthesis(app.db, open[0].id, null, null, "deadline_exceeded"));
    const settle = await deliverAll(app, open[0].id).catch(() => null);
    if (settle) note("settle", await settle());
  };
  const until = Date.now() + 20_000;
  let n = 0;
  const clearer = setInterval(() => { void sql`update buckets set full_at = '-infinity' where team_id = ${team.teamId}`.catch(() => {}); for (const a of apps) while (a.app.cheapBuckets.peek(team.teamId, "characters_post").remaining < 60) a.app.cheapBuckets.giveBack(team.teamId, "characters_post"); }, 20);
  await Promise.all(Array.from({ length: 24 }, async (_, w) => {
    while (Date.now() < until) { n++; try { await act(apps[w % 3]!.app); } catch (e) { errors.push(e); } }
  }));
  clearInterval(clearer);
  console.log(n, counts, errors.slice(0, 5), errors.length);
  expect(errors).toEqual([]);
  await checkBooks(apps[0]!.app, team.teamId);
}, 60_000);
