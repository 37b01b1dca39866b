import { afterAll, beforeAll, expect, test } from "vitest";
import { startTestApp, type TestApp } from "../helpers/app.ts";
import { deleteCharacter, regenerateCharacterRef } from "../helpers/operations.ts";
import { expectOk } from "../helpers/seed.ts";
import { finish } from "./run-synthesis.ts";

let app: TestApp;
beforeAll(async () => {
  app = await startTestApp({ roles: [] });
});
afterAll(() => app[Symbol.asyncDispose]());

test.each([
  ["had ended", true],
  ["was running", false],
])(
  "a deletion erases the prompt override of a synthesis that %s, and of no other character's",
  async (_when, ended) => {
    const { teamId, call } = await app.seed.caller({ credits: 4 });
    const ids = [await app.seed.character(teamId), await app.seed.character(teamId)] as const;
    const body = { pose: "side", prompt_override: "with my grandmother's scarf" };
    for (const id of ids) {
      const run = expectOk(await regenerateCharacterRef(app.app, call, { id, body, idempotencyKey: null }));
      if (ended) await finish(app.app, run.synthesis.id);
    }
    expectOk(await deleteCharacter(app.app, call, ids[0]));
    const words = async (id: string) => {
      const rows = await app.app.db
        .sql`select prompt_override as words from retake.syntheses where character_id = ${id}`;
      return rows.map((row) => row.words);
    };
    expect([await words(ids[0]), await words(ids[1])]).toEqual([[null], [body.prompt_override]]);
  },
);
