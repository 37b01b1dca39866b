import { describe, expect, test } from "vitest";
import { contractApp } from "./contract-app.ts";

const contract = contractApp();

const GRAPHQL = {
  method: "POST",
  body: JSON.stringify({ query: "{ team { id } }" }),
};
const ask = async (path: "/v1/balance" | "/graphql", headers: Record<string, string>) => {
  const sent = { accept: "application/json", "content-type": "application/json", ...headers };
  const response = await fetch(`${contract.url()}${path}`, { headers: sent, ...(path === "/graphql" ? GRAPHQL : {}) });
  return {
    status: response.status,
    headers: response.headers,
    json: (await response.json()) as Record<string, unknown>,
  };
};

describe.each(["/v1/balance", "/graphql"] as const)("authentication of %s", (path) => {
  test("accepts a key in X-Api-Key and as a bearer token, and neither in the URL nor in a cookie", async () => {
    const { apiKey } = await contract.app().seed.team();
    for (const headers of [{ "X-Api-Key": apiKey }, { Authorization: `Bearer ${apiKey}` }]) {
      expect((await ask(path, headers)).status).toBe(200);
    }
    for (const headers of [{}, { Cookie: `x-api-key=${apiKey}` }, { Authorization: `Basic ${btoa(`${apiKey}:`)}` }]) {
      expect((await ask(path, headers)).status).toBe(401);
    }
    expect((await fetch(`${contract.url()}${path}?x-api-key=${apiKey}&query={__typename}`)).status).toBe(401);
  });

  test("sends a Bearer challenge with a 401, which opens no password dialog in a browser", async () => {
    for (const headers of [{}, { "X-Api-Key": "al_live_nobody" }]) {
      expect((await ask(path, headers)).headers.get("www-authenticate")).toBe('Bearer realm="retake"');
    }
    const { apiKey } = await contract.app().seed.team();
    expect((await ask(path, { "X-Api-Key": apiKey })).headers.get("www-authenticate")).toBeNull();
  });

  test("never repeats an unknown key", async () => {
    const { status, json } = await ask(path, { "X-Api-Key": `al_live_${"ab".repeat(32)}` });
    expect([status, JSON.stringify(json).includes("abab")]).toEqual([401, false]);
    expect(JSON.stringify(json)).toContain("invalid_api_key");
  });
});
