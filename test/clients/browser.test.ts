import { readFileSync } from "node:fs";
import { type Client, createClient } from "graphql-ws";
import { afterAll, afterEach, beforeAll, expect, test, vi } from "vitest";
import WebSocket from "ws";
import { startTestApp, type TestApp } from "../helpers/app.ts";
import { createFakeProvider } from "../helpers/fake-provider.ts";
import { waitFor } from "../helpers/wait-for.ts";
import { browserFetch } from "./browser-fetch.ts";

const PAGE = "https://studio.example";
const SERVER_HALF: string = "./recipes/first-server.js";
const PAGE_HALF = readFileSync("test/clients/recipes/first-page.js", "utf8");
// The README contains this text for readers to run, so the test runs it unchanged.
const AsyncFunction = Object.getPrototypeOf(async () => {}).constructor as FunctionConstructor;

let app: TestApp;
beforeAll(async () => {
  app = await startTestApp({ env: { CORS_ORIGINS: PAGE }, overrides: { provider: createFakeProvider() } });
});
afterAll(() => app[Symbol.asyncDispose]());
afterEach(() => void vi.unstubAllGlobals());

/** graphql-ws in a page of this origin. A browser sends the origin, and a page cannot change it. */
const socketsOf = (origin: string, opened: Client[]) => (options: Parameters<typeof createClient>[0]) => {
  class BrowserSocket extends WebSocket {
    constructor(url: string, protocol: string) {
      super(url, protocol, { origin });
    }
  }
  const client = createClient({ ...options, webSocketImpl: BrowserSocket, retryAttempts: 0 });
  opened.push(client);
  return client;
};

/**
 * Runs the example as a page of `origin` together with its server, and collects the values that it shows in `shown`.
 * `run` is the click of the button.
 */
async function runExample(origin: string, shown: unknown[]) {
  const { teamId, apiKey } = await app.seed.team();
  const id = await app.seed.character(teamId);
  vi.stubGlobal("RETAKE_URL", app.url);
  vi.stubGlobal("RETAKE_API_KEY", apiKey);
  const { answerToken } = await import(SERVER_HALF);
  const page = browserFetch(origin);
  const sent: string[] = [];
  const pageFetch: typeof fetch = async (input, init) => {
    if (input === "/retake-token") return Response.json(await answerToken());
    sent.push(new Headers(init?.headers).get("x-api-key") ?? "");
    return page(input, init);
  };
  const opened: Client[] = [];
  const names = ["RETAKE_URL", "CHARACTER_ID", "createClient", "button", "show", "fetch"];
  const show = (change: unknown) => void shown.push(change);
  const button: { onclick?: () => Promise<void> } = {};
  await new AsyncFunction(...names, PAGE_HALF)(app.url, id, socketsOf(origin, opened), button, show, pageFetch);
  const close = () => Promise.all(opened.map((client) => client.dispose()));
  return { run: button.onclick?.(), apiKey, id, sent, close };
}

test("a page of an allowed origin makes paid calls and subscribes with its own token, and never receives the API key", async () => {
  const shown: { status: string; character: { refs: unknown[] } }[] = [];
  const { run, apiKey, sent, close } = await runExample(PAGE, shown);
  await run;
  await waitFor("the new set", () => shown.at(-1)?.status === "REVIEWING");
  expect(shown.at(-1)?.character.refs).toHaveLength(4);
  expect(sent.length).toBeGreaterThan(0);
  expect(sent).not.toContain(apiKey);
  await close();
});

test("the same page on another origin gets neither responses nor a WebSocket", async () => {
  const shown: unknown[] = [];
  const { run, id, apiKey, close } = await runExample("https://elsewhere.example", shown);
  await expect(run).rejects.toThrow("blocked by CORS");
  await waitFor("the refusal of the socket", () => shown.length > 0);
  expect(shown.filter((change) => typeof change === "object" && change !== null && "status" in change)).toEqual([]);
  const character = await fetch(`${app.url}/v1/characters/${id}`, { headers: { "x-api-key": apiKey } });
  expect(await character.json()).toMatchObject({ status: "ready" });
  await close();
});

test("a page may read the custom headers, and makes a preflight once a day", async () => {
  const { apiKey } = await app.seed.team();
  const asked = {
    origin: PAGE,
    "access-control-request-method": "PATCH",
    "access-control-request-headers": "x-api-key",
  };
  const preflight = await fetch(`${app.url}/v1/characters/char_1`, { method: "OPTIONS", headers: asked });
  expect([preflight.status, preflight.headers.get("access-control-max-age")]).toEqual([204, "86400"]);
  const { headers } = await browserFetch(PAGE)(`${app.url}/v1/balance`, { headers: { "x-api-key": apiKey } });
  for (const name of ["aurous-request-id", "x-ratelimit-remaining", "retry-after", "etag"]) {
    expect((headers.get("access-control-expose-headers") ?? "").toLowerCase()).toContain(name);
  }
  expect(headers.get("access-control-allow-credentials")).toBeNull();
  expect(headers.get("vary")).toContain("Origin");
});
