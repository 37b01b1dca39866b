import { expect, test } from "vitest";
import { startTestApp } from "../../helpers/app.ts";
test("x", async () => {
  await using app = await startTestApp();
  const team = await app.seed.team();
  const r = await fetch(`${app.url}/graphql`, { method: "POST", headers: { "content-type": "application/json", "x-api-key": team.apiKey }, body: JSON.stringify({ query: "{ team { id name credits { total } } }" }) });
  console.log(r.status, await r.text(), app.logged.map(l => [l.message, String((l.facts.err as Error)?.stack)]));
  expect(1).toBe(1);
});
