import { connect } from "node:net";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { readBody } from "../../src/http/request.ts";
import { type Gateway, startGateway } from "./gateway.ts";
import { readRaw } from "./raw-request.ts";

/** Longer than a busy machine needs to answer a request. */
const BODY_MS = 1_500;
const UPLOAD_MS = 3_000;

let gateway: Gateway;
beforeAll(async () => {
  const graphql = {
    handle: async (req: import("node:http").IncomingMessage, res: import("node:http").ServerResponse) => {
      await readBody(req, 1_000);
      res.end("read");
    },
  };
  gateway = await startGateway({ graphql, bodyTimes: { bodyMs: BODY_MS, uploadMs: UPLOAD_MS } });
});
afterAll(() => gateway[Symbol.asyncDispose]());

/** Sends the head and then a byte every 50 ms until the server closes the connection. */
function trickle(head: readonly string[], length = 1_000) {
  const began = performance.now();
  return new Promise<{ text: string; ms: number }>((resolve) => {
    let text = "";
    const socket = connect(gateway.port, "127.0.0.1", () => {
      socket.write(`${[...head, "Host: a", `Content-Length: ${length}`].join("\r\n")}\r\n\r\n{`);
    });
    const sending = setInterval(() => socket.write(" "), 50);
    socket.on("data", (chunk) => {
      text += String(chunk);
    });
    socket.on("error", () => {});
    socket.on("close", () => {
      clearInterval(sending);
      resolve({ text, ms: performance.now() - began });
    });
  });
}

const JSON_TYPE = "Content-Type: application/json";
const statuses = (text: string) => [...text.matchAll(/HTTP\/1\.1 (\d+)/g)].map(([, status]) => Number(status));

describe("a slowly sent body", () => {
  test("is answered with 408 and the error envelope on /v1 and /graphql", async () => {
    const { apiKey } = await gateway.seed.team();
    for (const path of ["/v1/images", "/graphql"]) {
      const { text, ms } = await trickle([`POST ${path} HTTP/1.1`, `X-Api-Key: ${apiKey}`, JSON_TYPE]);
      expect(statuses(text)).toEqual([408]);
      const answer = readRaw(text);
      expect(answer.json.error).toMatchObject({ type: "invalid_request", code: "invalid_request" });
      expect(answer.json.error.request_id).toBe(answer.headers.get("aurous-request-id"));
      expect(answer.headers.get("connection")).toBe("close");
      expect(ms).toBeGreaterThanOrEqual(BODY_MS);
      expect(ms).toBeLessThan(UPLOAD_MS);
    }
    expect(gateway.log.filter(({ level }) => level === "error")).toEqual([]);
  });

  test.each([
    ["without a key", ["POST /v1/images HTTP/1.1", JSON_TYPE], 401],
    ["to an unknown path", ["POST /nothing HTTP/1.1", JSON_TYPE], 404],
    ["to an upload URL without a signature", ["PUT /storage/uploads/upl_1 HTTP/1.1", "Content-Type: image/png"], 403],
  ])("is cut off after the response when it is sent %s", async (_what, head, status) => {
    const { text, ms } = await trickle(head);
    expect(statuses(text)).toEqual([status]);
    expect(ms).toBeLessThan(UPLOAD_MS);
  });

  test("has more time in an upload", async () => {
    const { apiKey } = await gateway.seed.team();
    const body = { filename: "a.png", extension: "png", content_type: "image/png" };
    const ticket = await gateway.call(apiKey, "POST", "/v1/characters/uploads/init", { body });
    const { pathname, search } = new URL(ticket.json.upload_url as string);
    const { text, ms } = await trickle([`PUT ${pathname}${search} HTTP/1.1`, "Content-Type: image/png"]);
    expect(statuses(text)).toEqual([408]);
    expect(ms).toBeGreaterThanOrEqual(UPLOAD_MS);
  });

  test("is read when it is complete in time", async () => {
    const socket = trickle(["POST /graphql HTTP/1.1", "Connection: close"], 5);
    expect((await socket).text).toMatch(/200 OK[\s\S]*read$/);
  });
});
