import { expect, test, vi } from "vitest";

vi.mock("../../../src/composition/open-provider.ts", () => ({ openProvider: () => ({}) }));

import { startGateway } from "./gateway.ts";

test("smoke", async () => {
  await using gateway = await startGateway();
  const team = await gateway.team();
  const id = await gateway.character(team);
  for (const [m, p] of [
    ["GET", `/v1/characters/${id}`],
    ["POST", `/v1/characters/${id}/resynthesize`],
    ["POST", `/v1/characters/${id}/resynthesize`],
    ["POST", `/v1/characters/${id}/save`],
    ["GET", "/v1/balance"],
    ["GET", "/nope"],
    ["DELETE", "/v1/balance"],
    ["GET", "/v1/openapi.json"],
    ["GET", "/errors"],
    ["GET", "/healthz"],
    ["GET", "/readyz"],
  ]) {
    const a = await gateway.call(team, m!, p!, {});
    console.log(m, p, a.status, a.text.slice(0, 600), Object.fromEntries(a.headers));
  }
  const a = await gateway.call(team, "GET", `/v1/characters/${id}`);
  const u = await fetch(a.json.refs[0].thumb_url);
  console.log(u.status, Object.fromEntries(u.headers), (await u.arrayBuffer()).byteLength);
  console.log(gateway.log);
  expect(1).toBe(1);
});
