import { request as httpRequest } from "node:http";
import { connect } from "node:net";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { waitFor } from "../helpers/wait-for.ts";
import { type Gateway, startGateway } from "./gateway.ts";
import { rawRequest, readRaw } from "./raw-request.ts";

let gateway: Gateway;
beforeAll(async () => {
  gateway = await startGateway();
});
afterAll(() => gateway[Symbol.asyncDispose]());

const REQUEST_ID = /^req_[0-9A-HJKMNP-TV-Z]{26}$/;

const raw = async (text: string) => readRaw(await rawRequest(gateway.port, text));

/** Sends one request with Node's own client, which allows headers that fetch forbids. */
function send(method: string, path: string, headers: Record<string, string> = {}) {
  return new Promise<{ status: number; headers: Record<string, unknown>; text: string }>((resolve, reject) => {
    const req = httpRequest({ port: gateway.port, method, path, headers, agent: false }, async (res) => {
      let text = "";
      for await (const chunk of res) text += chunk;
      resolve({ status: res.statusCode ?? 0, headers: res.headers, text });
    });
    req.on("error", reject).end();
  });
}

describe("every response", () => {
  test.each([
    ["GET", "/healthz", 200],
    ["GET", "/readyz", 200],
    ["GET", "/errors", 200],
    ["GET", "/v1/openapi.json", 200],
    ["GET", "/graphql", 200],
    ["GET", "/v1/balance", 401],
    ["GET", "/nothing/here", 404],
    ["GET", "/v1/nothing", 404],
    ["DELETE", "/v1/balance", 405],
    ["POST", "/healthz", 405],
    ["POST", "/errors", 405],
    ["TRACE", "/v1/balance", 405],
    ["OPTIONS", "/v1/balance", 405],
    ["GET", "/v1/characters/%E0%A4%A", 401],
    ["GET", "/storage/x", 403],
    ["HEAD", "/healthz", 200],
  ])("to %s %s has a request id and forbids content sniffing", async (method, path, status) => {
    const answer = await send(method, path);
    expect(answer.status).toBe(status);
    expect(answer.headers["aurous-request-id"]).toMatch(REQUEST_ID);
    expect(answer.headers["x-content-type-options"]).toBe("nosniff");
    if (status >= 400) expect(JSON.parse(answer.text).error.request_id).toBe(answer.headers["aurous-request-id"]);
  });

  test("has a request id of its own", async () => {
    const ids = await Promise.all(Array.from({ length: 20 }, () => send("GET", "/healthz")));
    expect(new Set(ids.map(({ headers }) => headers["aurous-request-id"])).size).toBe(20);
  });

  test("with status 405 lists the methods of the path", async () => {
    expect((await send("PUT", "/v1/balance")).headers.allow).toBe("GET, HEAD");
  });
});

describe("a malformed or unusual HTTP request", () => {
  test.each([
    ["text that is not HTTP", "nonsense\r\n\r\n", 400],
    ["an invalid header", "GET /healthz HTTP/1.1\r\nHost: a\r\nbad header\r\n\r\n", 400],
    ["two lengths", "POST /v1/x HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\na", 400],
    [
      "length and chunks",
      "POST /v1/x HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
      400,
    ],
    ["a NUL in a key", "POST /v1/x HTTP/1.1\r\nHost: a\r\nIdempotency-Key: a\0b\r\n\r\n", 400],
    ["headers of 17 KiB", `GET /healthz HTTP/1.1\r\nHost: a\r\nX-Long: ${"a".repeat(17 * 1024)}\r\n\r\n`, 431],
  ])("gets an error envelope with a request id: %s", async (_what, text, status) => {
    const answer = await raw(text);
    expect(answer.status).toBe(status);
    expect(answer.headers.get("aurous-request-id")).toMatch(REQUEST_ID);
    expect(answer.json.error.request_id).toBe(answer.headers.get("aurous-request-id"));
  });

  test.each([
    ["no Host", "GET /healthz HTTP/1.1\r\nConnection: close\r\n\r\n", 400],
    ["two Hosts", "GET /healthz HTTP/1.1\r\nHost: a\r\nHost: b\r\nConnection: close\r\n\r\n", 400],
    ["a Host with a path", "GET /healthz HTTP/1.1\r\nHost: a/b\r\nConnection: close\r\n\r\n", 400],
    ["a backslash in the path", "GET /v1\\balance HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n", 400],
    ["HTTP/1.0 without a Host", "GET /healthz HTTP/1.0\r\n\r\n", 200],
    ["an unknown expectation", "GET /healthz HTTP/1.1\r\nHost: a\r\nExpect: tea\r\nConnection: close\r\n\r\n", 200],
    [
      "an offer of h2c",
      "GET /healthz HTTP/1.1\r\nHost: a\r\nConnection: Upgrade, HTTP2-Settings, close\r\nUpgrade: h2c\r\n\r\n",
      200,
    ],
    [
      "a WebSocket on another path",
      "GET /healthz HTTP/1.1\r\nHost: a\r\nConnection: Upgrade, close\r\nUpgrade: websocket\r\n\r\n",
      200,
    ],
  ])("gets a response with a request id: %s", async (_what, text, status) => {
    const answer = await raw(text);
    expect(answer.status).toBe(status);
    expect(answer.headers.get("aurous-request-id")).toMatch(REQUEST_ID);
  });

  test("leaves the connection usable for the next request when its body is not read", async () => {
    const first = `POST /v1/nothing HTTP/1.1\r\nHost: a\r\nContent-Length: 20\r\n\r\n${"x".repeat(20)}`;
    const answers = await rawRequest(
      gateway.port,
      `${first}GET /healthz HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n`,
    );
    expect(answers.match(/HTTP\/1\.1 \d+/g)).toEqual(["HTTP/1.1 404", "HTTP/1.1 200"]);
  });
});

test("/readyz returns 503 with Retry-After while the database is unavailable, and /healthz stays 200", async () => {
  for (const ready of [
    async () => false,
    () => Promise.reject(new Error("unavailable")),
    () => new Promise<never>(() => {}),
  ]) {
    await using unready = await startGateway({ ready });
    const answer = await unready.call(null, "GET", "/readyz");
    expect(answer.status).toBe(503);
    expect(answer.headers.get("retry-after")).toBe("1");
    expect(answer.json.error.code).toBe("service_unavailable");
    expect((await unready.call(null, "GET", "/healthz")).status).toBe(200);
  }
});

test("an exception in the GraphQL handler closes the connection and is logged once, with the request id", async () => {
  const graphql = { handle: () => Promise.reject(new Error("secret")) };
  await using broken = await startGateway({ graphql });
  await expect(fetch(`${broken.url}/graphql`)).rejects.toThrow();
  expect(broken.log.map(({ level, fields }) => [level, fields.requestId])).toEqual([
    ["error", expect.stringMatching(REQUEST_ID)],
  ]);
});

describe("CORS", () => {
  const ORIGIN = "https://app.example";

  test("answers a preflight of an allowed origin without a key, on /v1, /graphql and /storage", async () => {
    await using open = await startGateway({ env: { CORS_ORIGINS: `https://other.example, ${ORIGIN}` } });
    for (const path of ["/v1/balance", "/graphql", "/storage/uploads/upl_1"]) {
      const asked = "x-api-key,idempotency-key,content-type";
      const headers = {
        Origin: ORIGIN,
        "Access-Control-Request-Method": "POST",
        "Access-Control-Request-Headers": asked,
      };
      const answer = await open.call(null, "OPTIONS", path, { headers });
      expect(answer.status).toBe(204);
      expect(answer.headers.get("access-control-allow-origin")).toBe(ORIGIN);
      expect(answer.headers.get("access-control-allow-headers")).toBe(asked);
      expect(answer.headers.get("access-control-allow-methods")).toContain("PATCH");
      expect(answer.headers.get("access-control-allow-credentials")).toBeNull();
    }
  });

  test("lets an allowed origin read the response and the custom headers, also of errors", async () => {
    await using open = await startGateway({ env: { CORS_ORIGINS: ORIGIN } });
    const answer = await open.call(null, "GET", "/v1/balance", { headers: { Origin: ORIGIN } });
    expect(answer.status).toBe(401);
    expect(answer.headers.get("access-control-allow-origin")).toBe(ORIGIN);
    expect(answer.headers.get("access-control-expose-headers")).toContain("Aurous-Request-Id");
    expect(answer.headers.get("vary")).toContain("Origin");
  });

  test("allows no other origin, and none by default", async () => {
    await using open = await startGateway({ env: { CORS_ORIGINS: ORIGIN } });
    const preflight = { Origin: "https://evil.example", "Access-Control-Request-Method": "POST" };
    for (const server of [open, gateway]) {
      const answer = await server.call(null, "OPTIONS", "/v1/balance", { headers: preflight });
      expect(answer.status).toBe(405);
      expect(answer.headers.get("access-control-allow-origin")).toBeNull();
    }
  });
});

describe("stopping the server", () => {
  test("closes idle and silent connections at once", async () => {
    await using stopping = await startGateway();
    const silent = connect(stopping.port, "127.0.0.1");
    const closed = new Promise((resolve) => silent.once("close", resolve));
    silent.on("error", () => {});
    await new Promise((resolve) => silent.once("connect", resolve));
    await fetch(`${stopping.url}/healthz`);
    const began = performance.now();
    await stopping.stop(10_000);
    await closed;
    expect(performance.now() - began).toBeLessThan(1_000);
    await expect(fetch(`${stopping.url}/healthz`)).rejects.toThrow();
  });

  test("finishes requests in progress, refuses new ones, and then closes the connections", async () => {
    const release = Promise.withResolvers<void>();
    let begun = false;
    let partStopped = false;
    const graphql = {
      handle: async (_req: unknown, res: import("node:http").ServerResponse) => {
        begun = true;
        await release.promise;
        res.end("done");
      },
      stop: async () => {
        partStopped = true;
      },
    };
    await using stopping = await startGateway({ graphql });
    const inFlight = fetch(`${stopping.url}/graphql`);
    await waitFor("the request", () => begun);
    const stopped = stopping.stop(10_000);
    await expect(fetch(`${stopping.url}/healthz`)).rejects.toThrow();
    release.resolve();
    const response = await inFlight;
    expect(await response.text()).toBe("done");
    expect(response.headers.get("connection")).toBe("close");
    await stopped;
    expect(partStopped).toBe(true);
  });

  test("aborts requests that outlast the grace period", async () => {
    let begun = false;
    const graphql = {
      handle: () => {
        begun = true;
        return new Promise<never>(() => {});
      },
    };
    await using stopping = await startGateway({ graphql });
    const inFlight = fetch(`${stopping.url}/graphql`);
    const cut = expect(inFlight).rejects.toThrow();
    await waitFor("the request", () => begun);
    await stopping.stop(50);
    await cut;
  });

  test("succeeds when it is called twice", async () => {
    await using stopping = await startGateway();
    await Promise.all([stopping.stop(1_000), stopping.stop(1_000)]);
  });
});

test("listening rejects when the port is in use", async () => {
  await expect(startGateway({ env: { PORT: String(gateway.port) } })).rejects.toThrow(/EADDRINUSE/);
});
