import { createServer, type Server } from "node:http";
import { type AddressInfo, connect } from "node:net";
import type { ExecutionResult } from "graphql";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { type StreamEnd, writeEvents } from "../../src/graphql/event-stream.ts";
import { startTestApp, type TestApp } from "../helpers/app.ts";
import { waitFor } from "../helpers/wait-for.ts";
import { countStreams } from "./count-streams.ts";
import { openEvents } from "./event-source.ts";
import { post } from "./post.ts";

const WATCH =
  "subscription ($id: ID!, $after: Int) { characterStatusChanged(id: $id, after: $after) { version status snapshot } }";
const RENAME =
  "mutation ($id: ID!, $name: String!) { updateCharacter(id: $id, input: { name: $name }) { __typename } }";

describe("server-sent events", () => {
  let app: TestApp;
  beforeAll(async () => {
    app = await startTestApp({ roles: ["gateway"] });
  });
  afterAll(async () => {
    await app[Symbol.asyncDispose]();
  });
  const start = async () => {
    const team = await app.seed.team();
    return { ...team, id: await app.seed.character(team.teamId) };
  };

  test("send each change once and in order, and end when the character is deleted", async () => {
    const { apiKey, id } = await start();
    using stream = await openEvents(app, apiKey, WATCH, { id });
    expect(stream.status).toBe(200);
    expect(stream.headers.get("content-type")).toBe("text/event-stream; charset=utf-8");
    expect(stream.headers.get("cache-control")).toBe("no-cache, no-transform");
    expect(stream.headers.get("aurous-request-id")).toMatch(/^req_/);
    await stream.take(1);
    expect(stream.comments()).toBeGreaterThan(0);
    await post(app, apiKey, RENAME, { variables: { id, name: "b" } });
    await post(app, apiKey, "mutation ($id: ID!) { deleteCharacter(id: $id) { __typename } }", { variables: { id } });
    expect(await stream.ended()).toBe("end");
    expect(stream.events.map(({ event, data }) => [event, data?.data.characterStatusChanged])).toEqual([
      ["next", { version: 1, status: "READY", snapshot: true }],
      ["next", { version: 2, status: "READY", snapshot: false }],
      ["next", { version: 3, status: "DELETED", snapshot: false }],
      ["complete", undefined],
    ]);
  });

  test("send one error for an unknown character and then complete", async () => {
    const { apiKey } = await start();
    using stream = await openEvents(app, apiKey, WATCH, { id: "char_x" });
    expect(stream.status).toBe(200);
    expect(await stream.ended()).toBe("end");
    expect(stream.events.map(({ event }) => event)).toEqual(["next", "complete"]);
    const { errors, data } = stream.events[0]?.data ?? {};
    expect(data).toBeUndefined();
    expect(errors).toHaveLength(1);
    expect(errors[0].extensions).toMatchObject({
      code: "resource_not_found",
      requestId: expect.stringMatching(/^req_/),
    });
    expect(errors[0].extensions).not.toHaveProperty("http");
  });

  test("are refused with 401 without a key", async () => {
    using stream = await openEvents(app, "", WATCH, { id: "char_x" });
    expect(stream.status).toBe(401);
  });

  test("are the response to a subscription unless Accept excludes them", async () => {
    const { apiKey, id } = await start();
    using stream = await openEvents(app, apiKey, WATCH, { id }, "*/*");
    expect(stream.headers.get("content-type")).toBe("text/event-stream; charset=utf-8");
    const plain = await post(app, apiKey, WATCH, { variables: { id }, accept: "application/json" });
    expect(plain.status).toBe(406);
    expect(plain.body.errors[0].extensions.code).toBe("invalid_request");
  });

  test("can also carry the result of a query", async () => {
    const { apiKey, teamId } = await start();
    using stream = await openEvents(app, apiKey, "{ team { id } }");
    expect(await stream.ended()).toBe("end");
    expect(stream.events).toEqual([
      { event: "next", data: { data: { team: { id: teamId } } } },
      { event: "complete", data: null },
    ]);
  });

  test("stop the stream at once when the client disconnects", async () => {
    const { apiKey, id } = await start();
    const open = countStreams(app.app);
    const stream = await openEvents(app, apiKey, WATCH, { id });
    await stream.take(1);
    expect(open()).toBe(1);
    stream[Symbol.dispose]();
    await waitFor("the stream to stop", () => open() === 0, 1_000);
  });

  test("are cut off within five seconds after the key is revoked", async () => {
    const { apiKey, keyId, id } = await start();
    using stream = await openEvents(app, apiKey, WATCH, { id });
    await stream.take(1);
    const revoked = performance.now();
    await app.app.db.sql`update retake.api_keys set revoked_at = retake.clock_now() where id = ${keyId}`;
    expect(await stream.ended()).toBe("cut");
    expect(performance.now() - revoked).toBeLessThan(5_000);
  });
});

describe("writing an event stream", () => {
  const servers: Server[] = [];
  afterEach(() => {
    for (const server of servers.splice(0)) {
      server.closeAllConnections();
      server.close();
    }
  });

  /** A connection whose client does only what the test does. */
  const serve = async (
    stream: AsyncIterable<ExecutionResult>,
    timing: { pingEveryMs: number; slowAfterMs: number },
  ) => {
    let end: StreamEnd | null = null;
    const server = createServer((_req, res) => {
      void writeEvents(stream, res, timing).then((result) => {
        end = result;
      });
    });
    servers.push(server);
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const client = connect((server.address() as AddressInfo).port, "127.0.0.1");
    client.on("error", () => {});
    client.write("GET / HTTP/1.1\r\nHost: x\r\n\r\n");
    return { client, ended: () => waitFor("the end of the writing", () => end) };
  };

  test("ends when the client reads nothing for too long, and cancels the source", async () => {
    let left = false;
    const endless = (async function* () {
      try {
        for (;;) yield { data: { fill: "x".repeat(64 * 1024) } };
      } finally {
        left = true;
      }
    })();
    const { client, ended } = await serve(endless, { pingEveryMs: 10_000, slowAfterMs: 200 });
    client.pause();
    expect(await ended()).toBe("slow");
    await waitFor("the source to be cancelled", () => left);
    client.destroy();
  });

  test("sends a comment regularly as a sign of life", async () => {
    const waiting = {
      [Symbol.asyncIterator]: () => ({
        next: () => new Promise<never>(() => {}),
        return: async () => ({ done: true as const, value: undefined }),
      }),
    };
    const { client } = await serve(waiting, { pingEveryMs: 20, slowAfterMs: 1_000 });
    let text = "";
    client.on("data", (chunk) => {
      text += String(chunk);
    });
    await waitFor("three comments", () => (text.match(/:\n\n/g)?.length ?? 0) >= 3);
    client.destroy();
  });
});
