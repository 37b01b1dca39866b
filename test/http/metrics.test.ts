import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { startTestApp, type TestApp } from "../helpers/app.ts";
import { createClient } from "../helpers/clients.ts";
import { createFakeProvider } from "../helpers/fake-provider.ts";
import { waitFor } from "../helpers/wait-for.ts";

let open: TestApp;
let closed: TestApp;
const TOKEN = "a-token-for-metrics";
beforeAll(async () => {
  const overrides = { provider: createFakeProvider() };
  open = await startTestApp({ overrides });
  closed = await startTestApp({ overrides, env: { METRICS_TOKEN: TOKEN }, roles: ["gateway"] });
});
afterAll(async () => {
  await Promise.all([open, closed].map((app) => app[Symbol.asyncDispose]()));
});

const scrape = async (app: TestApp, headers: Record<string, string> = {}) => {
  const response = await fetch(`${app.url}/metrics`, { headers });
  return { status: response.status, type: response.headers.get("content-type"), text: await response.text() };
};
const read = (text: string, series: string) =>
  Number(
    text
      .split("\n")
      .find((line) => line.startsWith(`${series} `))
      ?.slice(series.length + 1),
  );

describe("/metrics", () => {
  test("answers the loopback address in Prometheus text format when no token is configured", async () => {
    const { status, type, text } = await scrape(open);
    expect([status, type]).toEqual([200, expect.stringMatching(/^text\/plain; version=0\.0\.4/)]);
    const lines = text.split("\n").filter((line) => line !== "");
    expect(lines.length).toBeGreaterThan(10);
    for (const line of lines) {
      expect(line).toMatch(/^# (HELP|TYPE) \w+ .+$|^\w+(\{[^}]*\})? (-?[\d.e+-]+|NaN|\+Inf)$/);
    }
  });

  test.each(["forwarded", "x-forwarded-for", "x-real-ip"])(
    "returns 404 for a proxied request when no token is configured (%s)",
    async (header) => {
      expect((await scrape(open, { [header]: "203.0.113.9" })).status).toBe(404);
    },
  );

  test("requires the configured token", async () => {
    const statuses = await Promise.all(
      [{}, { authorization: "Bearer a-token-for-metricz" }, { authorization: TOKEN }].map(
        async (headers) => (await scrape(closed, headers as Record<string, string>)).status,
      ),
    );
    expect(statuses).toEqual([401, 401, 401]);
    expect((await scrape(closed, { authorization: `Bearer ${TOKEN}` })).status).toBe(200);
  });

  test("counts paid calls by outcome, and requests by part and status", async () => {
    const { apiKey, teamId } = await open.seed.team({ credits: 4 });
    const client = createClient("rest", open.url, apiKey);
    const id = await open.seed.character(teamId);
    const before = (await scrape(open)).text;
    await client.resynthesize(id, { key: "k" });
    await client.resynthesize(id, { key: "k" });
    await client.resynthesize("char_nope");
    const grown = async (series: string) => {
      const { text } = await scrape(open);
      return read(text, series) - (read(before, series) || 0);
    };
    expect(await grown('retake_accepts_total{outcome="accepted"}')).toBe(1);
    expect(await grown('retake_accepts_total{outcome="replayed"}')).toBe(1);
    expect(await grown('retake_accepts_total{outcome="not_found"}')).toBe(1);
    await waitFor("the responses to be counted", async () => {
      const ok = await grown('retake_http_requests_total{part="rest",status="200"}');
      return ok >= 2 && (await grown('retake_http_requests_total{part="rest",status="404"}')) === 1;
    });
  });

  test("shows the waiting work and held credits of all processes, and that the ledger is balanced", async () => {
    await using gateway = await startTestApp({ roles: ["gateway"] });
    const { apiKey, teamId } = await gateway.seed.team({ credits: 10 });
    const id = await gateway.seed.character(teamId);
    await createClient("rest", gateway.url, apiKey).resynthesize(id);
    const { text } = await scrape(gateway);
    const names = ["syntheses_running", "syntheses_waiting", "credits_held", "unbalanced_teams"];
    expect(names.map((name) => read(text, `retake_${name}`))).toEqual([1, 1, 4, 0]);
    expect(read(text, "retake_oldest_synthesis_seconds")).toBeGreaterThan(0);
  });

  test("contains no id, key or secret", async () => {
    const { text } = await scrape(open);
    expect(text).not.toMatch(/(char|team|syn|key|req|img)_[0-9A-Z]{10}|al_live_/);
  });
});
