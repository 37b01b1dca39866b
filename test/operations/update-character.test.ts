import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Call } from "../../src/domain/principal.ts";
import { claimSynthesis } from "../../src/services/generations/run-records.ts";
import { startTestApp, type TestApp } from "../helpers/app.ts";
import { resynthesizeCharacter, updateCharacter } from "../helpers/operations.ts";
import { ATTRIBUTES, expectOk } from "../helpers/seed.ts";
import { checkBooks } from "../services/check-books.ts";

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
const update = (id: string, body: unknown) => updateCharacter(app.app, call, { id, body });

describe("an update", () => {
  test.each(["ready", "reviewing", "failed"] as const)(
    "raises the version of a %s character by one, keeps the status and records one event",
    async (status) => {
      const id = await newCharacter(status);
      const { version } = expectOk(await update(id, {}));
      const updated = expectOk(await update(id, { name: "Kofi" }));
      expect(updated).toMatchObject({ name: "Kofi", version: version + 1, status, attributes: ATTRIBUTES });
      const [event] = await app.app.db
        .sql`select * from retake.events where character_id = ${id} and version = ${version + 1}`;
      expect(event).toMatchObject({ status, previous_status: status, character: updated });
      await checkBooks(app.app, teamId);
    },
  );

  test("replaces the attributes as a whole, and clears those that are null or absent", async () => {
    const id = await newCharacter();
    expect(expectOk(await update(id, { attributes: { age: 60, gender: null } })).attributes).toEqual({ age: 60 });
    expect(expectOk(await update(id, { attributes: {} })).attributes).toBeNull();
    expect(expectOk(await update(id, { attributes: ATTRIBUTES })).attributes).toEqual(ATTRIBUTES);
    expect(expectOk(await update(id, { attributes: null }))).toMatchObject({ attributes: null, version: 5 });
    await checkBooks(app.app, teamId);
  });

  test.each([
    ["nothing", {}],
    ["the present name", { name: "Mira" }],
    ["the present attributes", { attributes: { ...ATTRIBUTES, body_type: null } }],
    ["null for the name", { name: null }],
  ])("changes nothing for %s: same version, no event", async (_, body) => {
    const id = await newCharacter();
    expect(expectOk(await update(id, body))).toMatchObject({ name: "Mira", attributes: ATTRIBUTES, version: 1 });
    await checkBooks(app.app, teamId);
  });

  test("is accepted while synthesizing, and the synthesis keeps the attributes of its accept", async () => {
    const id = await newCharacter();
    const { synthesis } = expectOk(await resynthesizeCharacter(app.app, call, { id, body: {}, idempotencyKey: null }));
    expect(expectOk(await update(id, { attributes: { age: 90 } }))).toMatchObject({
      status: "synthesizing",
      version: 3,
    });
    const claimed = await claimSynthesis(app.app.db, synthesis.id, crypto.randomUUID());
    expect(claimed?.attributes).toEqual(ATTRIBUTES);
    await checkBooks(app.app, teamId);
  });

  test.each([
    ["an unknown member", { status: "ready" }, "invalid_request", "status"],
    ["two unknown members", { refs: [], status: "ready" }, "invalid_request", "refs"],
    ["an empty name", { name: "" }, "value_out_of_range", "name"],
    ["a number as name", { name: 1 }, "invalid_format", "name"],
    ["an empty attribute", { attributes: { gender: "" } }, "value_out_of_range", "attributes.gender"],
    [
      "additional_details of 1001 characters",
      { attributes: { additional_details: "x".repeat(1001) } },
      "value_out_of_range",
      "attributes.additional_details",
    ],
    ["attributes as text", { attributes: "old" }, "invalid_format", "attributes"],
  ])("is refused with %s, changes nothing and takes no token", async (_, body, code, param) => {
    const id = await newCharacter();
    expect(await update(id, body)).toMatchObject({ refusal: { kind: "invalid_input", code, param } });
    expect(app.app.localRateLimiter.find(teamId, "characters_post").remaining).toBe(60);
    expect(expectOk(await update(id, {})).version).toBe(1);
  });

  test("returns not found for another team's character", async () => {
    const foreign = await newCharacter();
    await newCharacter();
    expect(await update(foreign, { name: "Mine" })).toEqual({ ok: false, refusal: { kind: "not_found" } });
  });
});
