import { afterAll, beforeAll, expect, test } from "vitest";
import { openDemo } from "../../src/composition/demo.ts";
import { authenticate } from "../../src/operations/authenticate.ts";
import { startTestApp, type TestApp } from "../helpers/app.ts";

let fixture: TestApp;
beforeAll(async () => {
  fixture = await startTestApp({ roles: ["gateway"] });
});
afterAll(async () => {
  await fixture[Symbol.asyncDispose]();
});

test("completes a demo whose first start ended during the seeding, and its key works", async () => {
  const { app } = fixture;
  const dying = {
    ...app,
    newId: (kind: Parameters<typeof app.newId>[0]) => {
      if (kind === "apiKey") throw new Error("killed");
      return app.newId(kind);
    },
  };
  await expect(openDemo(dying, false)).rejects.toThrow("killed");

  const demo = await openDemo(app, false);
  expect((await authenticate(app, demo?.apiKey ?? "")).teamId).toBe(demo?.teamId);
  expect(await openDemo(app, false)).toEqual(demo);
});

test("makes no demo unasked in a database that has only the operator's teams", async () => {
  await using own = await startTestApp({ roles: ["gateway"] });
  await own.seed.team();
  expect(await openDemo(own.app, false)).toBeNull();
});
