import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { findEntry, listEntries } from "../../src/services/credits/ledger.ts";
import {
  findLatestSyntheses,
  findSyntheses,
  listSyntheses,
  listSynthesesOf,
} from "../../src/services/generations/syntheses.ts";
import { startTestApp, type TestApp } from "../helpers/app.ts";
import { createImage, resynthesizeCharacter, saveCharacter } from "../helpers/operations.ts";
import { expectOk } from "../helpers/seed.ts";
import { finish } from "./run-synthesis.ts";

let app: TestApp;
beforeAll(async () => {
  app = await startTestApp({ roles: [] });
});
afterAll(async () => {
  await app[Symbol.asyncDispose]();
});

/** A team with a character that was resynthesized twice, with an image after each. */
async function history() {
  const { teamId, call } = await app.seed.caller({ credits: 20 });
  const id = await app.seed.character(teamId);
  const runs: string[] = [];
  for (let n = 0; n < 2; n += 1) {
    const run = expectOk(await resynthesizeCharacter(app.app, call, { id, body: {}, idempotencyKey: null })).synthesis
      .id;
    await finish(app.app, run);
    runs.push(run);
    expectOk(await saveCharacter(app.app, call, id));
    const body = { prompt: "x", character_id: id };
    expectOk(await createImage(app.app, call, { body, idempotencyKey: null }));
  }
  return { teamId, id, runs };
}
const all = { take: 10, backward: false, after: null, before: null };

describe("the lists of a team's entries and syntheses", () => {
  test("contain only the team's own rows, newest first, without the syntheses of images", async () => {
    const [one, other] = [await history(), await history()];
    const { db } = app.app;
    const fresh = await app.seed.character(one.teamId);
    const latest = await findLatestSyntheses(db, one.teamId, [one.id, other.id, fresh]);
    expect([...latest].map(([id, { id: run }]) => [id, run])).toEqual([[one.id, one.runs[1]]]);
    const known = await findSyntheses(db, one.teamId, [...one.runs, ...other.runs, "syn_none"]);
    expect([...known].map(([id, { status }]) => [id, status]).sort()).toEqual(one.runs.map((id) => [id, "succeeded"]));
    const syntheses = await listSyntheses(db, one.teamId, one.id, all);
    expect(syntheses.items.map(({ id }) => id)).toEqual(one.runs.toReversed());
    expect((await listSyntheses(db, other.teamId, one.id, all)).items).toEqual([]);
    const both = await listSynthesesOf(db, one.teamId, [one.id, other.id], { take: 1, backward: false });
    expect([...both].map(([id, { items, hasNextPage }]) => [id, items.map((run) => run.id), hasNextPage])).toEqual([
      [one.id, [one.runs[1]], true],
      [other.id, [], false],
    ]);
    const entries = await listEntries(db, one.teamId, all);
    expect(entries.items.map(({ seq }) => Number(seq))).toEqual([7, 6, 5, 4, 3, 2, 1]);
    expect(entries.items.map(({ snapshot }) => snapshot.kind)).toEqual([
      "hold",
      "capture",
      "hold",
      "hold",
      "capture",
      "hold",
      "grant",
    ]);
    const [last] = entries.items;
    expect(await findEntry(db, one.teamId, 7)).toEqual(last?.snapshot);
    expect(await findEntry(db, one.teamId, 8)).toBeNull();
    expect(await findEntry(db, other.teamId, 7)).not.toEqual(last?.snapshot);
  });
});
