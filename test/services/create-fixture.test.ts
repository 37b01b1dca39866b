import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { findCharacter } from "../../src/operations/characters.ts";
import { startTestApp, type TestApp } from "../helpers/app.ts";
import { callAs } from "../helpers/call.ts";
import { checkBooks } from "./check-books.ts";

let app: TestApp;

beforeAll(async () => {
  app = await startTestApp({ roles: [] });
});
afterAll(() => app[Symbol.asyncDispose]());

describe("a character created by an operator", () => {
  test.each([
    ["ready", [[1, null, "ready"]], null],
    [
      "reviewing",
      [
        [1, null, "synthesizing"],
        [2, "synthesizing", "reviewing"],
      ],
      null,
    ],
    [
      "failed",
      [
        [1, null, "synthesizing"],
        [2, "synthesizing", "failed"],
      ],
      "provider_unavailable",
    ],
  ] as const)(
    "is %s with four refs for free, and its events are legal status changes",
    async (status, edges, error) => {
      const { teamId, apiKey } = await app.seed.team({ credits: 5 });
      const id = await app.seed.character(teamId, { status });
      const events = await app.app.db.sql`
      select version, previous_status, status from retake.events where character_id = ${id} order by version`;
      expect(events.map((event) => [event.version, event.previous_status, event.status])).toEqual(edges);
      const character = await findCharacter(app.app, await callAs(app.app, apiKey), id);
      expect(character).toMatchObject({ status, error_message: error, ref_set_number: 1, version: edges.length });
      expect(character?.refs).toHaveLength(4);
      expect(await checkBooks(app.app, teamId)).toEqual({ total: 5, held: 0 });
    },
  );

  test("is refused for an unknown team", async () => {
    await expect(app.seed.character("team_none")).rejects.toThrow("no team");
  });
});
