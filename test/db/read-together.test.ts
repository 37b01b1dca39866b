import { afterAll, beforeAll, expect, test } from "vitest";
import { findCharacter } from "../../src/services/characters/characters.ts";
import { startTestApp, type TestApp } from "../helpers/app.ts";
import { callAs } from "../helpers/call.ts";
import { deleteCharacter } from "../helpers/operations.ts";

let app: TestApp;

beforeAll(async () => {
  app = await startTestApp({ roles: [] });
});
afterAll(() => app[Symbol.asyncDispose]());

/** The database, with its statements counted. */
function countStatements() {
  const counted = { statements: 0 };
  const sql = ((template: TemplateStringsArray, ...parameters: readonly string[]) => {
    counted.statements += 1;
    return app.app.db.sql(template, ...parameters);
  }) as typeof app.app.db.sql;
  return { counted, db: { ...app.app.db, sql } };
}

test("reads the characters requested in one turn by one statement, each only for its own team", async () => {
  const [mine, other] = [await app.seed.team(), await app.seed.team()];
  const ids = await Promise.all(Array.from({ length: 5 }, () => app.seed.character(mine.teamId)));
  const foreign = await app.seed.character(other.teamId);
  const [deleted = ""] = ids.splice(0, 1);
  await deleteCharacter(app.app, await callAs(app.app, mine.apiKey), deleted);
  const { counted, db } = countStatements();
  const asked = [
    ...ids.map((id) => [mine.teamId, id] as const),
    ...ids.map((id) => [mine.teamId, id] as const),
    ...ids.map((id) => [other.teamId, id] as const),
    [mine.teamId, foreign] as const,
    [other.teamId, foreign] as const,
    [mine.teamId, deleted] as const,
  ];
  const found = await Promise.all(asked.map(([teamId, id]) => findCharacter(db, teamId, id)));
  const seen = found.map((character) => character && [character.team_id, character.id]);
  const expected = asked.map(([teamId, id], index) => {
    return index < 2 * ids.length || (teamId === other.teamId && id === foreign) ? [teamId, id] : null;
  });
  expect(seen).toEqual(expected);
  expect(counted.statements).toBe(1);
});

test("reads more characters than fit into one statement", async () => {
  const { teamId } = await app.seed.team();
  const id = await app.seed.character(teamId);
  const { counted, db } = countStatements();
  const found = await Promise.all(Array.from({ length: 450 }, () => findCharacter(db, teamId, id)));
  expect(found.filter((character) => character?.id === id)).toHaveLength(450);
  expect(counted.statements).toBe(3);
});

test("rejects every read of a statement that fails, and reads again afterwards", async () => {
  const { teamId } = await app.seed.team();
  const id = await app.seed.character(teamId);
  const { db } = countStatements();
  let fails = true;
  const failing = {
    ...db,
    sql: ((template: TemplateStringsArray, ...parameters: readonly string[]) =>
      fails ? Promise.reject(new Error("broken")) : app.app.db.sql(template, ...parameters)) as typeof db.sql,
  };
  const reads = await Promise.allSettled([findCharacter(failing, teamId, id), findCharacter(failing, teamId, id)]);
  expect(reads.map(({ status }) => status)).toEqual(["rejected", "rejected"]);
  fails = false;
  expect(await findCharacter(failing, teamId, id)).toMatchObject({ id });
});
