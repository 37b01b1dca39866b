import { afterAll, beforeAll, expect, test } from "vitest";
import type { CharacterSnapshot } from "../../src/domain/snapshots.ts";
import { findCharacter, findCharacters, listCharacters } from "../../src/services/characters/characters.ts";
import { failSynthesis } from "../../src/services/generations/run-records.ts";
import { startTestApp, type TestApp } from "../helpers/app.ts";
import {
  cancelSynthesis,
  deleteCharacter,
  restoreRefSet,
  resynthesizeCharacter,
  saveCharacter,
  updateCharacter,
} from "../helpers/operations.ts";
import { expectOk } from "../helpers/seed.ts";
import { deliverAll, finish } from "./run-synthesis.ts";

/** Two processes on one database. `here` only reads; everything changes `there`. */
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

const NO_FILTER = { status: null, clientReferenceId: null };
const FIRST = { after: null, before: null, take: 10, backward: false };

/** What the database has, newest first, without anything that a process keeps. */
async function stored(teamId: string): Promise<readonly CharacterSnapshot[]> {
  const rows = await there.app.db.sql<{ character: CharacterSnapshot }[]>`
    select retake.character_json(c) as character from retake.characters c
     where team_id = ${teamId} and status <> 'deleted' order by id collate "C" desc`;
  return rows.map(({ character }) => character);
}

/** Reads the team's characters in every way. Fails when a result is not what the database has. */
async function expectCurrent(teamId: string, ids: readonly string[]): Promise<void> {
  const { db } = here.app;
  const expected = await stored(teamId);
  expect((await listCharacters(db, teamId, NO_FILTER, FIRST)).items).toEqual(expected);
  const several = await findCharacters(db, teamId, ids);
  for (const id of ids) {
    const character = expected.find((one) => one.id === id);
    expect(several.get(id)).toEqual(character);
    expect(await findCharacter(db, teamId, id)).toEqual(character ?? null);
  }
}

test("a process that has read a character before reads every later change of another process", async () => {
  const { teamId, call } = await there.seed.caller({ credits: 100 });
  const { app } = there;
  const other = await there.seed.character(teamId);
  const id = await there.seed.character(teamId, { status: "reviewing" });
  const ids = [id, other, "char_unknown"];
  const resynthesize = async () =>
    expectOk(await resynthesizeCharacter(app, call, { id, body: {}, idempotencyKey: null })).synthesis.id;
  let run = "";
  const changes: readonly (() => Promise<unknown>)[] = [
    async () => expectOk(await updateCharacter(app, call, { id, body: { name: "Else" } })),
    async () => expectOk(await saveCharacter(app, call, id)),
    async () => (run = await resynthesize()),
    async () => finish(app, run),
    async () => expectOk(await restoreRefSet(app, call, { characterId: id, body: { number: 1 } })),
    async () => (run = await resynthesize()),
    async () => expectOk(await cancelSynthesis(app, call, { characterId: id, body: { synthesis_id: run } })),
    async () => (run = await resynthesize()),
    async () => (await deliverAll(app, run))(),
    async () => there.seed.character(teamId),
    // An operator's change of the row that forgets the version and the time.
    async () => app.db.sql`update retake.characters set name = 'By hand' where id = ${id}`,
    async () => expectOk(await deleteCharacter(app, call, id)),
  ];
  for (const change of changes) {
    // The object is kept from the second reading on.
    for (let times = 0; times < 3; times++) await expectCurrent(teamId, ids);
    await change();
  }
  await expectCurrent(teamId, ids);
});

test("a list that has gained, lost and changed characters since it was read has those of the database", async () => {
  const { teamId, call } = await there.seed.caller();
  const first = [await there.seed.character(teamId), await there.seed.character(teamId)];
  const list = async (status: "ready" | null = null) =>
    (await listCharacters(here.app.db, teamId, { ...NO_FILTER, status }, { ...FIRST, take: 3 })).items;
  for (let times = 0; times < 3; times++) expect((await list()).map(({ id }) => id)).toEqual(first.toReversed());
  const added = await there.seed.character(teamId);
  expectOk(await deleteCharacter(there.app, call, String(first[0])));
  expectOk(await updateCharacter(there.app, call, { id: String(first[1]), body: { name: "New" } }));
  expect((await list()).map(({ id, name }) => `${id} ${name}`)).toEqual([`${added} Mira`, `${first[1]} New`]);
  const run = expectOk(await resynthesizeCharacter(there.app, call, { id: added, body: {}, idempotencyKey: null }))
    .synthesis.id;
  expect((await list("ready")).map(({ id }) => id)).toEqual([first[1]]);
  await failSynthesis(there.app.db, run, null, null, "provider_unavailable");
  expect(await list()).toEqual(await stored(teamId));
});

test("the database returns the JSON of a character only for a stamp that is not the present one", async () => {
  const { teamId, call } = await there.seed.caller();
  const id = await there.seed.character(teamId);
  const { sql } = here.app.db;
  const read = async (known: Readonly<Record<string, string>>) => {
    const [row] = await sql<{ text: string }[]>`
      select retake.character_unless_known(c, c.xmin, ${sql.json(known)}) as text from retake.characters c where id = ${id}`;
    const [, stamp = "", json] = /^\S+ (\S+)(?: (.*))?$/.exec(row?.text ?? "") ?? [];
    return { stamp, character: json === undefined ? null : (JSON.parse(json) as CharacterSnapshot) };
  };
  const first = await read({});
  expect(first.character).toEqual((await stored(teamId))[0]);
  expect(await read({ [id]: first.stamp })).toEqual({ stamp: first.stamp, character: null });
  expect((await read({ char_other: first.stamp })).character).not.toBeNull();
  expect((await read({ [id]: `${first.stamp}0` })).character).not.toBeNull();
  expectOk(await updateCharacter(there.app, call, { id, body: { name: "Else" } }));
  const second = await read({ [id]: first.stamp });
  expect([second.character?.name, second.stamp === first.stamp]).toEqual(["Else", false]);
});
