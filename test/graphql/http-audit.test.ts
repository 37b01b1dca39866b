import { serverAudits } from "graphql-http";
import { afterAll, beforeAll, expect, test } from "vitest";
import { startTestApp, type TestApp } from "../helpers/app.ts";
import type { SeededTeam } from "../helpers/seed.ts";

let app: TestApp;
let team: SeededTeam;
beforeAll(async () => {
  app = await startTestApp({ roles: ["gateway"] });
  team = await app.seed.team();
});
afterAll(() => app[Symbol.asyncDispose]());

/** The audits test any server and have no key, so this adds a key to each request and changes nothing else. */
const fetchFn = (input: string, init: RequestInit = {}) => {
  const headers = new Headers(init.headers);
  headers.set("x-api-key", team.apiKey);
  return fetch(input, { ...init, headers });
};

const audits = serverAudits({ url: () => `${app.url}/graphql`, fetchFn });

test.each(audits.map((audit) => [audit.id, audit.name, audit] as const))(
  "the server follows GraphQL over HTTP, audit %s: %s",
  async (_id, _name, audit) => {
    const result = await audit.fn();
    expect(result.status === "ok" ? "ok" : `${result.status}: ${result.reason}`).toBe("ok");
  },
);

test("the audit suite is complete", () => {
  expect(audits.length).toBeGreaterThan(50);
});
