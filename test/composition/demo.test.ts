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

test("a first start that ended while it seeded is made good by the next one, whose key works", async () => {
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

test("a database whose teams are the operator's own gets no demo unasked", async () => {
  await using own = await startTestApp({ roles: ["gateway"] });
  await own.seed.team();
  expect(await openDemo(own.app, false)).toBeNull();
});
